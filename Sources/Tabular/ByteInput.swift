import Basics
import Glibc

/// Bytes read once, forwards, from any descriptor: a file, a pipe, a terminal.
public final class ByteInput {
  public struct Failed: Error, Equatable { public let errno: Int32 }

  private let more: (Int) throws -> [UInt8]

  public init(descriptor: Int32) {
    more = { size in
      var failure: Int32 = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        var result = 0
        repeat { result = Glibc.read(descriptor, buffer.baseAddress, size) } while result < 0 && errno == EINTR
        if result < 0 { failure = errno }
        count = max(0, result)
      }
      if failure != 0 { throw Failed(errno: failure) }
      return chunk
    }
  }

  /// Bytes that were read already, and what comes after them.
  public init(first: [UInt8], then rest: ByteInput) {
    var waiting: [UInt8]? = first
    more = { size in
      if let bytes = waiting, !bytes.isEmpty {
        waiting = nil
        return bytes
      }
      return try rest.read(size)
    }
  }

  public init(bytes: [UInt8]) {
    var rest: [UInt8]? = bytes
    more = { _ in
      defer { rest = nil }
      return rest ?? []
    }
  }

  /// The next bytes; empty at the end.
  public func piece() throws -> [UInt8] { try read() }

  /// The next bytes; empty at the end.
  func read(_ size: Int = 1 << 16) throws -> [UInt8] { try more(size) }

  /// Everything to the end, up to a limit in bytes.
  public func readAll(limit: Int) throws -> [UInt8]? {
    var all: [UInt8] = []
    while true {
      let chunk = try read()
      if chunk.isEmpty { return all }
      all += chunk
      if all.count > limit { return nil }
    }
  }
}

/// Turns bytes of any supported encoding into UTF-8 without a byte order mark.
public final class TextDecoder {
  private let input: ByteInput
  private var sample: [UInt8] = []
  private var carried: [UInt8] = []
  public let encoding: TextEncoding
  let hadMark: Bool
  /// The offset of the next byte of the input, for messages about undecodable bytes.
  private var offset = 0

  public struct Undecodable: Error {
    public let encoding: TextEncoding
    public let byte: UInt8
    /// Its place in the file, from 1.
    public let offset: Int
    /// How many line ends stand before it in the piece that was being read.
    public let linesBefore: Int
  }

  /// The bytes are of a file that is no text.
  public struct NotText: Error {
    public let kind: BinaryKind
  }

  /// What is wrong with a byte of a piece.
  private func undecodable(_ bytes: some Collection<UInt8>, at index: Int, in encoding: TextEncoding) -> Undecodable {
    let before = bytes.prefix(index)
    let ends = before.lazy.filter { $0 == 10 }.count
    return Undecodable(
      encoding: encoding, byte: bytes[bytes.index(bytes.startIndex, offsetBy: index)], offset: offset + index + 1,
      linesBefore: ends > 0 ? ends : before.lazy.filter { $0 == 13 }.count)
  }

  /// - Parameter wanted: the encoding the user named; it switches guessing off.
  /// - Parameter isMarkup: a page of HTML is what is wanted, and no other kind of file.
  public init(_ input: ByteInput, wanted: TextEncoding?, isMarkup: Bool = false) throws {
    self.input = input
    // A megabyte tells the encoding of a class register; a file is never read twice.
    var sample: [UInt8] = []
    while sample.count < 1 << 20 {
      let chunk = try input.read()
      if chunk.isEmpty { break }
      sample += chunk
    }
    if !isMarkup, let kind = BinaryKind(sample) { throw NotText(kind: kind) }
    encoding = wanted ?? TextEncoding.guess(sample[...])
    if let mark = TextEncoding.mark(sample[...]), wanted == nil || mark.encoding == wanted {
      hadMark = true
      sample.removeFirst(mark.length)
      offset = mark.length
    } else {
      hadMark = false
    }
    self.sample = sample
  }

  /// The next piece of the text; empty at the end.
  public func next() throws -> [UInt8] {
    while true {
      var bytes = carried
      carried = []
      let fresh: [UInt8]
      if sample.isEmpty {
        fresh = try input.read()
      } else {
        fresh = sample
        sample = []
      }
      bytes = bytes.isEmpty ? fresh : bytes + fresh
      if bytes.isEmpty { return [] }
      let decoded = try decode(bytes, isLast: fresh.isEmpty)
      offset += bytes.count - carried.count
      if !decoded.isEmpty { return decoded }
      if fresh.isEmpty { return [] }
    }
  }

  private func decode(_ bytes: [UInt8], isLast: Bool) throws -> [UInt8] {
    switch encoding {
    case .utf8: return try decodeUTF8(bytes, isLast)
    case .utf16LE, .utf16BE: return try decodeUTF16(bytes, isLast)
    case .windows1251, .cp866, .koi8R:
      let table = encoding.upperHalf
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count * 2)
      for (index, byte) in bytes.enumerated() {
        guard byte >= 0x80 else {
          result.append(byte)
          continue
        }
        guard let scalar = Unicode.Scalar(table[Int(byte) - 0x80]), scalar.value != 0 else {
          throw undecodable(bytes, at: index, in: encoding)
        }
        result.append(contentsOf: UTF8.encode(scalar)!)  // every scalar has a UTF-8 form
      }
      return result
    }
  }

  private func decodeUTF8(_ bytes: [UInt8], _ isLast: Bool) throws -> [UInt8] {
    var end = bytes.count
    if !isLast {
      // A character may be cut by the end of the piece: at most three bytes wait for the rest.
      for back in 1...3 where back <= bytes.count {
        let byte = bytes[bytes.count - back]
        if byte & 0xc0 == 0x80 { continue }
        let length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
        if length > back { end = bytes.count - back }
        break
      }
    }
    let whole = bytes[..<end]
    guard String(validating: whole, as: UTF8.self) != nil else {
      throw undecodable(whole, at: Self.firstInvalid(whole), in: .utf8)
    }
    carried = Array(bytes[end...])
    return end == bytes.count ? bytes : Array(whole)
  }

  /// Where the first byte is that begins no whole character.
  private static func firstInvalid(_ bytes: ArraySlice<UInt8>) -> Int {
    var rest = bytes
    while let byte = rest.first {
      let length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      guard rest.count >= length, String(validating: rest.prefix(length), as: UTF8.self) != nil else { break }
      rest = rest.dropFirst(length)
    }
    return min(rest.startIndex - bytes.startIndex, bytes.count - 1)
  }

  private func decodeUTF16(_ bytes: [UInt8], _ isLast: Bool) throws -> [UInt8] {
    var units: [UInt16] = []
    let even = bytes.count & ~1
    for index in stride(from: 0, to: even, by: 2) {
      units.append(
        encoding == .utf16LE ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8 : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]))
    }
    carried = Array(bytes[even...])
    if let last = units.last, UTF16.isLeadSurrogate(last), !isLast {
      units.removeLast()
      carried = Array(bytes[(even - 2)...])
    }
    guard let text = String(validating: units, as: UTF16.self), !(isLast && !carried.isEmpty) else {
      throw undecodable(bytes, at: max(0, bytes.count - 1), in: encoding)
    }
    return Array(text.utf8)
  }
}
