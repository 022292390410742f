import Basics
import Glibc
import Tabular

/// Where rows come from: a file, a pipe, or text in memory.
public struct Source {
  /// The name the user typed.
  public let name: String
  public var input: ByteInput
  public var encoding: TextEncoding?
  public var separator: UInt8?
  public var rules: SheetRules?
  /// Rows that are no delimited text: those of a table of a document. It is asked how much like headings some cells are, and
  /// takes the table whose headings are understood where none was named.
  public var table: ((_ score: ([String]) -> Int) throws -> RowReader)?

  public init(name: String, input: ByteInput, encoding: TextEncoding? = nil, separator: UInt8? = nil) {
    self.name = name
    self.input = input
    self.encoding = encoding
    self.separator = separator
  }
}

extension Source {
  /// The rows of it.
  /// - Parameters:
  ///   - skipping: lines that come before the table.
  ///   - score: how much like headings the cells of a record are.
  package func rows(skipping: Int = 0, _ score: ([String]) -> Int) throws -> RowReader {
    guard let table else { return try DelimitedReader(input, encoding: encoding, separator: separator, skipping: skipping) }
    let reader = try table(score)
    for _ in 0..<skipping { _ = try reader.next() }
    return reader
  }

  /// The whole of it as text.
  /// - Parameter limit: bytes that it may have at most.
  /// - Throws: `BadFile` when it cannot be read or decoded, or is larger.
  public func text(limit: Int = 4 << 20) throws -> String {
    do {
      let decoder = try TextDecoder(input, wanted: encoding)
      var bytes: [UInt8] = []
      while case let piece = try decoder.next(), !piece.isEmpty {
        bytes += piece
        guard bytes.count <= limit else { throw BadFile.tooLarge(file: name, limit: limit) }
      }
      return String(decoding: bytes, as: UTF8.self)
    } catch let error as TextDecoder.Undecodable {
      throw BadFile.undecodable(
        file: name, encoding: error.encoding.rawValue, byte: error.byte, offset: error.offset, line: 1 + error.linesBefore)
    } catch let error as TextDecoder.NotText {
      throw BadFile.notText(file: name, kind: "\(error.kind)")
    } catch let error as ByteInput.Failed { throw BadFile.input(file: name, errno: error.errno) }
  }
}

/// What was found out about a file, to be said on stderr.
public struct SourceNotice: Sendable, Equatable {
  public let file: String
  public let encoding: String
  public let separator: String
  public var rows = 0
  public var unknownHeadings: [String] = []
  /// Headings that are known, and say nothing to such a list.
  public var unusedHeadings: [String] = []
  /// Lines in which a cell has several phones, of which the first was taken.
  public var firstTaken: [Int] = []
  /// Lines with a quote within a field, read as it stands.
  public var strayQuotes: [Int] = []
  /// Titles above the headings, numbers of rows, averages and the like: seen for what they are, and not taken over.
  public var passedOver: [String] = []

  package init(file: String, _ origin: RowOrigin) {
    self.init(
      file: file, encoding: origin.encoding, separator: origin.separator.map { $0 == 9 ? "TAB" : String(UnicodeScalar($0)) } ?? "")
  }

  package init(file: String, encoding: String, separator: String, rows: Int = 0, unknownHeadings: [String] = []) {
    self.file = file
    self.encoding = encoding
    self.separator = separator
    self.rows = rows
    self.unknownHeadings = unknownHeadings
  }
}

/// Which headings a file may have.
package struct SheetVocabulary: Sendable {
  /// The field a heading means; `nil` for one that is not known.
  package let field: @Sendable (String) -> Field?
  /// Whether it is a column of our own lists that no import takes.
  package let isNote: @Sendable (String) -> Bool

  package init(field: @escaping @Sendable (String) -> Field?, isNote: @escaping @Sendable (String) -> Bool) {
    self.field = field
    self.isNote = isNote
  }

  /// Of the school's own lists.
  package static let school = SheetVocabulary(field: Heading.field, isNote: Heading.isNote)
}

/// A file with headings, read row by row.
package final class Sheet {
  package let file: String
  package let headings: [String]
  /// The line the headings stand on.
  package let headingLine: Int
  /// Where each understood field stands.
  package private(set) var positions: [Field: Int]
  private var found: SourceNotice
  /// Whether a column was looked into: what goes nowhere is told.
  private var isUsed: [Bool]
  private let reader: RowReader
  private let rules: SheetRules?
  private let vocabulary: SheetVocabulary
  /// The columns whose days are in the order of the rules.
  private var dayPositions: Set<Int> = []
  package var mistakes: [Mistake] = []

  package init(_ source: Source, understanding vocabulary: SheetVocabulary = .school) throws {
    self.vocabulary = vocabulary
    rules = source.rules
    let meaning = { (heading: String) in source.rules?.field(heading, vocabulary) ?? vocabulary.field(heading) }
    var titles: [String] = []
    do {
      reader = try source.rows(skipping: source.rules?.skip ?? 0) { Self.score($0, meaning) }
      file = reader.tableName ?? source.name
      if source.rules?.skip ?? 0 == 0 {
        titles = try reader.skipTitles(anySeparator: source.separator == nil) { Self.score($0, meaning) }
      }
      var hasHeadings = false
      while try reader.next() {
        guard !reader.record.isBlank else { continue }
        hasHeadings = true
        break
      }
      guard hasHeadings else { throw BadFile.empty(file: source.name) }
    } catch let error as DelimitedReader.Failed { throw Self.failure(error, source.name) }
    let record = reader.record
    headingLine = record.line
    headings = (0..<record.count).map { Folding.tidy(record.text($0)) }
    var positions: [Field: Int] = [:]
    var unknown: [String] = []
    for (position, heading) in headings.enumerated() where !heading.isEmpty {
      guard let field = meaning(heading) else {
        if !vocabulary.isNote(heading) { unknown.append(heading) }
        continue
      }
      if positions[field] != nil { throw BadFile.headingTwice(file: file, heading: heading) }
      positions[field] = position
    }
    if let rules = source.rules {
      let known = Set(headings.map(Folding.key))
      if let missing = rules.named.first(where: { !known.contains(Folding.key($0)) }) {
        throw BadFile.ruleForNothing(file: source.name, heading: missing, headings: headings)
      }
    }
    for field in [Field.day, .birthDate, .arrival, .departure] { if let position = positions[field] { dayPositions.insert(position) } }
    // A bare «№» before names or topics numbers the rows.
    if positions[.number] == 0, Folding.key(headings[0]).allSatisfy({ !$0.isLetter }),
      (Self.names + [.topic]).contains(where: { positions[$0] != nil })
    {
      positions[.number] = nil
      titles.append(headings[0])
    }
    self.positions = positions
    cells = Array(repeating: nil, count: headings.count)
    found = SourceNotice(file: file, reader.origin)
    found.unknownHeadings = unknown
    found.passedOver = titles
    isUsed = Array(repeating: false, count: headings.count)
  }

  /// What was found out about the file so far; once rows were read, the columns that were not looked into as well.
  package var notice: SourceNotice {
    var notice = found
    notice.strayQuotes = reader.strayQuotes
    guard found.rows > 0 else { return notice }
    let idle = positions.values.sorted().filter { !isUsed[$0] && !vocabulary.isNote(headings[$0]) }
    notice.unusedHeadings = idle.map { headings[$0] }
    return notice
  }

  private static let names: [Field] = [.student, .fullName, .surname]

  /// How many of the cells are headings: known ones, and days, as the columns of a page.
  private static func score(_ cells: [String], _ meaning: (String) -> Field?) -> Int {
    let cells = cells.map(Folding.tidy).filter { !$0.isEmpty }
    let fields = Set(cells.compactMap(meaning))
    let days = cells.filter { $0.first?.isNumber ?? false && $0.contains(".") }
    return fields.count + (fields.isEmpty ? 0 : days.count)
  }

  /// Whether a row is not of a person but of all of them: «Средний балл», «Итого». It is noted and to be passed over.
  /// - Parameter names: whether the rows are of people; topics may well be of averages.
  package func isSummary(_ text: String, names: Bool = true) -> Bool {
    let beginnings = names ? Self.totals + Self.averages : Self.totals
    guard beginnings.contains(where: (Folding.key(text) + " ").hasPrefix) else { return false }
    found.passedOver.append(text)
    return true
  }

  private static let totals = ["итого ", "итого:", "всего ", "всего:", "общее количество", "total "]
  private static let averages = [
    "средний балл", "средняя ", "средний ", "среднее ", "качество ", "качество,", "качество:", "успеваемость", "количество ", "кол-во",
    "average ", "mean ", "sum ",
  ]

  package static func failure(_ error: DelimitedReader.Failed, _ file: String) -> BadFile {
    switch error {
    case .undecodable(let encoding, let byte, let offset, let line):
      .undecodable(file: file, encoding: encoding, byte: byte, offset: offset, line: line)
    case .notText(let kind): .notText(file: file, kind: "\(kind)")
    case .quoteInsideField(let line): .quotes(file: file, line: line, unclosed: false)
    case .unclosedQuote(let line): .quotes(file: file, line: line, unclosed: true)
    case .zeroByte(let line): .zeroByte(file: file, line: line)
    case .input(let errno): .input(file: file, errno: errno)
    }
  }

  /// What was made of the headings, for messages.
  package var headingsRead: HeadingsRead {
    let others = headings.indices.filter { !positions.values.contains($0) }.map { headings[$0] }
    return HeadingsRead(understood: understood, others: others, encoding: reader.origin.encoding, tables: reader.siblings)
  }

  package var understood: [String] { positions.sorted { $0.value < $1.value }.map { headings[$0.value] } }

  package func has(_ field: Field) -> Bool { positions[field] != nil }

  /// Takes the only column whose heading says nothing for a field that has none: beside the names of a class «Оценка за к/р» or
  /// «Результат» can only be the marks. A heading that begins with a figure is a day.
  package func takeOnlyOther(as field: Field) {
    let others = headings.indices.filter { position in
      let heading = headings[position]
      return !heading.isEmpty && !positions.values.contains(position) && !vocabulary.isNote(heading) && !found.passedOver.contains(heading)
    }
    guard positions[field] == nil, others.count == 1, !(headings[others[0]].first?.isNumber ?? true) else { return }
    positions[field] = others[0]
    found.unknownHeadings.removeAll { $0 == headings[others[0]] }
  }

  /// Refuses the file when one of the fields has no column.
  package func need(_ fields: Field...) throws { try need(fields) }

  /// Refuses the file when one of the fields has no column.
  package func need(_ fields: [Field]) throws {
    let missing = fields.filter { positions[$0] == nil }.map(Heading.name)
    guard missing.isEmpty else { throw BadFile.headingsMissing(file: file, missing: missing, read: headingsRead) }
  }

  package var line: Int { reader.record.line }

  /// Goes to the next row that is not blank. A row with more fields than headings is a mistake and passed over.
  package func next() throws -> Bool {
    do {
      while try reader.next() {
        let record = reader.record
        guard !isEmpty(record) else { continue }
        found.rows += 1
        if record.count > headings.count, (headings.count..<record.count).contains(where: { !record.range($0).isEmpty }) {
          mistakes.append(
            Mistake(file: file, line: line, column: nil, problem: .tooManyFields(found: record.count, headings: headings.count)))
          continue
        }
        if !reader.faults.isEmpty {
          for (column, shown) in reader.faults {
            let heading = column < headings.count ? headings[column] : nil
            mistakes.append(Mistake(file: file, line: line, column: heading, problem: shown.map { .cellError($0) } ?? .noStoredValue))
          }
          continue
        }
        return true
      }
    } catch let error as DelimitedReader.Failed { throw Self.failure(error, file) }
    return false
  }

  private func isEmpty(_ record: DelimitedReader.Record) -> Bool {
    if record.isBlank { return true }
    return (0..<record.count).allSatisfy { record.range($0).isEmpty || Folding.tidy(record.text($0)).isEmpty }
  }

  /// The tidied text of a field; `nil` when it has no column or is empty.
  package subscript(field: Field) -> String? {
    guard let text = positions[field].flatMap({ cell(at: $0)?.text }) else { return nil }
    return field.isOfAPerson && Self.isNoValue(text) ? nil : text
  }

  /// Whether a word says that there is none: «-», «нет», «не указано».
  package static func isNoValue(_ text: String) -> Bool {
    text.allSatisfy { "-‐–—.".contains($0) } || noValues.contains(Folding.key(text))
  }

  private static let noValues: Set<String> = [
    "нет", "н/д", "нд", "отсутствует", "без отчества", "б/о", "не указано", "не указан", "не указана", "не имеет", "none", "null", "n/a",
    "na", "#н/д", "#n/a",
  ]

  /// A cell with a number that stays the same for as long as the column repeats it from row to row:
  /// forms, days and kinds of work come in long runs, and what was found out about one holds for the run.
  package struct Cell {
    fileprivate var bytes: [UInt8]
    package let text: String?
    package let run: Int
  }
  private var cells: [Cell?]
  private var runs = 0

  /// The tidied cell at a position; `nil` when the record has none.
  package func cell(at position: Int) -> Cell? {
    if position < isUsed.count { isUsed[position] = true }
    guard position < reader.record.count else { return nil }
    let range = reader.record.range(position)
    let isSame = cells[position].map { last in
      last.bytes.count == range.count
        && last.bytes.withUnsafeBytes { a in
          reader.record.bytes.withUnsafeBytes {
            // Where the field is not empty, both have an address.
            range.isEmpty || memcmp(a.baseAddress!, $0.baseAddress! + range.lowerBound, range.count) == 0
          }
        }
    }
    if isSame ?? false { return cells[position] }
    var text = Self.unguarded(Folding.tidy(reader.record.text(position)))
    if dayPositions.contains(position) { text = MachineValue.day(rules?.day(text) ?? text) }
    runs += 1
    cells[position] = Cell(bytes: Array(reader.record.bytes[range]), text: text.isEmpty ? nil : text, run: runs)
    return cells[position]
  }

  /// The first cell of the row that is not empty.
  package var firstText: String? { (0..<reader.record.count).lazy.map(text(at:)).first { !$0.isEmpty } }

  /// The text of a position as written, for pages whose columns are dates.
  package func text(at position: Int) -> String { Self.unguarded(Folding.tidy(reader.record.text(position))) }

  /// Without what other programs put around a value: the apostrophe that makes it text or keeps a spreadsheet program from
  /// running it as a formula, `="…"`, and characters nobody sees.
  private static func unguarded(_ text: String) -> String {
    var text = DisplayText.clean(text)
    if text.hasPrefix("=\""), text.hasSuffix("\""), text.count > 2 { text = Folding.tidy(String(text.dropFirst(2).dropLast())) }
    guard text.hasPrefix("'"), let second = text.dropFirst().first, "=+-@".contains(second) || second.isNumber else { return text }
    return String(text.dropFirst())
  }

  /// Notes that of several values of a cell the first was taken.
  package func takeFirst(of field: Field) { found.firstTaken.append(line) }

  package func mistake(_ field: Field, _ problem: Problem) {
    mistakes.append(Mistake(file: file, line: line, column: positions[field].map { headings[$0] } ?? Heading.name(field), problem: problem))
  }

  /// Runs the checks of one value; a problem becomes a mistake of its column and `nil`.
  package func check<T>(_ field: Field, _ body: () throws -> T) rethrows -> T? {
    do { return try body() } catch let problem as Problem {
      mistake(field, problem)
      return nil
    }
  }
}
