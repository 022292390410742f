import Basics

/// Reads CSV and its cousins as they really come: any of the encodings, `,` `;` or TAB, quoted cells over several
/// lines, CRLF, LF or CR. The input is read once, forwards, and a record at a time is held.
public final class DelimitedReader: RowReader {
  /// A file that cannot be read as a table.
  public enum Failed: Error, Equatable {
    case undecodable(encoding: String, byte: UInt8, offset: Int, line: Int)
    case notText(BinaryKind)
    case quoteInsideField(line: Int)
    case unclosedQuote(line: Int)
    case zeroByte(line: Int)
    case input(errno: Int32)
  }

  private let decoder: TextDecoder
  public private(set) var separator: UInt8
  public var encoding: TextEncoding { decoder.encoding }
  public var hadMark: Bool { decoder.hadMark }

  private var piece: [UInt8] = []
  private var position = 0
  private var line = 1
  /// What is read stays to be read again.
  private var readsAhead = false

  /// The lines with a quote within a field that is not quoted, which is read as it stands, as most programs do; the first few.
  private var stray: [Int] = []
  public override var strayQuotes: [Int] { stray }
  public override var origin: RowOrigin { RowOrigin(encoding: encoding.rawValue, separator: separator) }

  /// - Parameters:
  ///   - encoding: `nil` to find it out.
  ///   - separator: `nil` to find it out from the first line.
  ///   - skipping: lines that come before the table.
  public init(_ input: ByteInput, encoding: TextEncoding? = nil, separator: UInt8? = nil, skipping: Int = 0) throws {
    do {
      decoder = try TextDecoder(input, wanted: encoding)
      piece = try decoder.next()
      for _ in 0..<skipping {
        while !piece.isEmpty, !piece.contains(10) { piece = try decoder.next() }
        piece.removeFirst(piece.firstIndex(of: 10).map { $0 + 1 } ?? 0)
        line += 1
        if piece.isEmpty { piece = try decoder.next() }
      }
    } catch { throw Self.failure(error, line: 1) }
    if let separator {
      self.separator = separator
    } else if let told = Self.toldSeparator(piece) {
      // Spreadsheet programs take the separator from such a line.
      self.separator = told.separator
      position = told.length
      line += 1
    } else {
      self.separator = Self.guessSeparator(piece)
    }
    super.init()
  }

  /// The separator that a first line says, `sep=;` or `"Sep=;"`, and how long the line is.
  private static func toldSeparator(_ piece: [UInt8]) -> (separator: UInt8, length: Int)? {
    guard let end = piece.prefix(16).firstIndex(where: { $0 == 10 || $0 == 13 }) else { return nil }
    var text = piece[..<end]
    if text.first == 34, text.last == 34, text.count > 2 { text = text.dropFirst().dropLast() }
    guard text.count == 5, let separator = text.last, String(decoding: text.prefix(4), as: UTF8.self).lowercased() == "sep=" else {
      return nil
    }
    return (separator, piece[end] == 13 && piece.count > end + 1 && piece[end + 1] == 10 ? end + 2 : end + 1)
  }

  private static func guessSeparator(_ piece: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [59: 0, 9: 0, 44: 0]
    var isQuoted = false
    var isBlank = true
    for byte in piece {
      if byte == 34 { isQuoted.toggle() }
      if isQuoted { continue }
      // Blank lines before the headings say nothing, nor do titles of one cell.
      if byte == 10 || byte == 13 {
        if isBlank || counts.allSatisfy({ $0.value == 0 }) { continue } else { break }
      }
      isBlank = false
      if counts[byte] != nil { counts[byte]! += 1 }  // looked up in the line before
    }
    return counts.max { ($0.value, $0.key == 59 ? 1 : 0) < ($1.value, $1.key == 59 ? 1 : 0) }.flatMap { $0.value > 0 ? $0.key : nil } ?? 44
  }

  private static func failure(_ error: any Error, line: Int) -> any Error {
    switch error {
    case let error as TextDecoder.Undecodable:
      Failed.undecodable(encoding: error.encoding.rawValue, byte: error.byte, offset: error.offset, line: line + error.linesBefore)
    case let error as TextDecoder.NotText: Failed.notText(error.kind)
    case let error as ByteInput.Failed: Failed.input(errno: error.errno)
    default: error
    }
  }

  private func refill() throws -> Bool {
    guard position >= piece.count else { return true }
    do {
      let fresh = try decoder.next()
      if readsAhead {
        piece += fresh
        return !fresh.isEmpty
      }
      piece = fresh
    } catch { throw Self.failure(error, line: line) }
    position = 0
    return !piece.isEmpty
  }

  /// Passes over the titles that stand above the headings, as other programs print them.
  ///
  /// To be called before the first record is read. Where no other separator was asked for, the one that makes the most
  /// telling headings of the first lines is taken.
  /// - Parameter score: how much like headings the cells of a record are; from 2 on they are some.
  /// - Returns: the titles passed over.
  public override func skipTitles(anySeparator: Bool, _ score: ([String]) -> Int) -> [String] {
    guard position < piece.count else { return [] }
    let guessed = separator
    var best: (index: Int, score: Int, separator: UInt8, records: [(start: Int, line: Int, cells: [String])])?
    for candidate in [guessed] + (anySeparator ? [59, 9, 44].filter { $0 != guessed } : []) where (best?.score ?? 0) < 2 {
      separator = candidate
      let records = firstRecords(12)
      let scores = records.map { score($0.cells) }
      guard let highest = scores.max(), let index = scores.firstIndex(where: { $0 >= 2 }) ?? scores.firstIndex(of: highest) else {
        continue
      }
      if highest > best?.score ?? 0 { best = (scores[0] >= 2 ? 0 : scores[index] >= 2 ? index : 0, highest, candidate, records) }
    }
    separator = guessed
    guard let best, best.score >= 2 else { return [] }
    separator = best.separator
    (position, line) = (best.records[best.index].start, best.records[best.index].line)
    return best.records[..<best.index].map { $0.cells.filter { !$0.isEmpty }.joined(separator: " ") }.filter { !$0.isEmpty }
  }

  /// The records at the beginning, read ahead: where each starts, and what is in it.
  private func firstRecords(_ count: Int) -> [(start: Int, line: Int, cells: [String])] {
    let begin = (position, line)
    var records: [(start: Int, line: Int, cells: [String])] = []
    readsAhead = true
    while records.count < count, position < piece.count {
      let start = (position, line)
      guard (try? next()) ?? false else { break }
      if !record.isBlank { records.append((start.0, start.1, (0..<record.count).map { record.text($0) })) }
    }
    readsAhead = false
    (position, line) = begin
    return records
  }

  /// Reads the next record into `record`; `false` at the end of the input.
  public override func next() throws -> Bool {
    record.bytes.removeAll(keepingCapacity: true)
    record.ends.removeAll(keepingCapacity: true)
    guard try refill() else { return false }
    record.line = line
    while true {
      guard try refill() else {
        endField()
        return true
      }
      if piece[position] == 34 {
        position += 1
        try readQuoted()
        guard try refill() else {
          endField()
          return true
        }
      } else {
        try readPlain()
        guard position < piece.count else {
          endField()
          return true
        }
      }
      let byte = piece[position]
      position += 1
      endField()
      if byte == separator { continue }
      line += 1
      if byte == 13, try refill(), piece[position] == 10 { position += 1 }
      return true
    }
  }

  private func endField() {
    if separator == 9 { unescape(from: record.ends.last ?? 0) }
    record.ends.append(record.bytes.count)
  }

  /// `\t`, `\n`, `\r` and `\\` in a cell of a file with tabs.
  private func unescape(from start: Int) {
    guard record.bytes[start...].contains(92) else { return }
    var result: [UInt8] = []
    var isEscaped = false
    for byte in record.bytes[start...] {
      guard isEscaped else {
        if byte == 92 { isEscaped = true } else { result.append(byte) }
        continue
      }
      isEscaped = false
      switch byte {
      case 116: result.append(9)
      case 110: result.append(10)
      case 114: result.append(13)
      case 92: result.append(92)
      default: result += [92, byte]
      }
    }
    if isEscaped { result.append(92) }
    record.bytes.replaceSubrange(start..., with: result)
  }

  /// Reads up to the separator or the end of the line; leaves the position on it.
  private func readPlain() throws {
    while try refill() {
      let start = position
      var found = false
      piece.withUnsafeBufferPointer { buffer in
        while position < buffer.count {
          let byte = buffer[position]
          if byte == separator || byte == 10 || byte == 13 || byte == 34 || byte == 0 {
            found = true
            return
          }
          position += 1
        }
      }
      record.bytes.append(contentsOf: piece[start..<position])
      guard found else { continue }
      if piece[position] == 0 { throw Failed.zeroByte(line: line) }
      if piece[position] == 34 {
        // Blanks before a quoted field are a habit of some programs; anything else is a mistake.
        let begin = record.ends.last ?? 0
        guard record.bytes[begin...].allSatisfy({ $0 == 32 }) else {
          // With tabs nothing but a quote at the beginning means one.
          // `="…"` keeps a number from being read as one: its quotes are no slip.
          let isFormula = record.bytes[begin...].first == 61
          if separator != 9, !isFormula, stray.count < 20, stray.last != line, !readsAhead { stray.append(line) }
          record.bytes.append(34)
          position += 1
          continue
        }
        record.bytes.removeSubrange(begin...)
        position += 1
        try readQuoted()
        _ = try refill()
      }
      return
    }
  }

  /// Reads past the closing quote.
  private func readQuoted() throws {
    let first = line
    while true {
      guard try refill() else { throw Failed.unclosedQuote(line: first) }
      let byte = piece[position]
      position += 1
      if byte == 34 {
        guard try refill(), piece[position] == 34 else { break }
        position += 1
      } else if byte == 0 {
        throw Failed.zeroByte(line: line)
      } else if byte == 10 {
        line += 1
      }
      record.bytes.append(byte)
    }
    while try refill(), piece[position] == 32 { position += 1 }
    if try refill(), ![separator, 10, 13].contains(piece[position]) { throw Failed.quoteInsideField(line: line) }
  }
}
