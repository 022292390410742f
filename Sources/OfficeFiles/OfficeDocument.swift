import Basics
import Tabular

/// The forms of document that are read.
public enum OfficeForm: String, Sendable, CaseIterable {
  case docx, pptx, xlsx, odt, ods, odp, html
  case markdown = "md"

  /// Whether its tables are sheets with names.
  public var isWorkbook: Bool { self == .xlsx || self == .ods }
}

/// A document of whatever form, told by its bytes and never by its name.
public final class OfficeDocument {
  public let form: OfficeForm
  /// A program within, which is never run.
  public private(set) var hasMacros = false
  private let content: Content
  private var archive: ZipReader?
  /// What it says of itself beside its text.
  public var properties: DocumentProperties { archive.map(DocumentProperties.read) ?? DocumentProperties() }

  private enum Content {
    case book([DocumentTable])
    case document(() throws -> Document)
  }
  private var held: Document?

  /// Opens a document.
  /// - Parameter form: the form it is said to have; `nil` to find it out.
  /// - Returns: `nil` for a text in rows.
  /// - Throws: `OfficeFault`, `MarkdownReader.Mistake`.
  public static func open(_ bytes: FileBytes, as form: OfficeForm? = nil) throws -> OfficeDocument? {
    let head = bytes.slice(0, 8)
    if head.starts(with: [0x50, 0x4b, 3, 4]) || head.starts(with: [0x50, 0x4b, 5, 6]) {
      let zip = try ZipReader(bytes)
      let document = try packed(zip)
      document.archive = zip
      if let form, form != document.form { throw OfficeFault.notOf(form.rawValue) }
      return document
    }
    if head.starts(with: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
      throw holds(bytes, Array("EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }))
        ? OfficeFault.encrypted : .oldOffice
    }
    if head.starts(with: Array("%PDF-".utf8)) { throw OfficeFault.pdf }
    switch form ?? textForm(bytes) {
    case .html?: return OfficeDocument(.html) { try HTMLReader.document(try HTMLReader.text(bytes)) }
    case .markdown?:
      return OfficeDocument(.markdown) {
        guard bytes.count <= OfficeLimit.text else { throw OfficeFault.tooLarge(limit: OfficeLimit.text) }
        return try MarkdownReader.document(try TextFile.text(bytes.slice(0, bytes.count), encoding: nil))
      }
    case let other?: throw OfficeFault.notOf(other.rawValue)
    case nil: return nil
    }
  }

  /// Whether bytes may begin a document of any form.
  public static func looksLikeOne(_ head: [UInt8]) throws -> Bool {
    [[0x50, 0x4b, 3, 4], [0x50, 0x4b, 5, 6], [0xd0, 0xcf, 0x11, 0xe0], Array("%PDF-".utf8)].contains { head.starts(with: $0) }
      || textForm(FileBytes(head)) != nil
  }

  private init(_ form: OfficeForm, _ read: @escaping () throws -> Document) { (self.form, content) = (form, .document(read)) }
  private init(_ form: OfficeForm, _ tables: [DocumentTable]) { (self.form, content) = (form, .book(tables)) }

  private static func packed(_ zip: ZipReader) throws -> OfficeDocument {
    if let kind = try OpenDocumentKind(zip) {
      switch kind {
      case .text: return OfficeDocument(.odt) { try OpenDocumentReader.document(zip, kind) }
      case .presentation: return OfficeDocument(.odp) { try OpenDocumentReader.document(zip, kind) }
      case .spreadsheet: return OfficeDocument(.ods, try OpenWorkbookReader(zip).tables)
      }
    }
    guard let package = try OfficePackage(zip) else { throw OfficeFault.unknownZip }
    let document: OfficeDocument
    switch package.mainType {
    case let type where type.contains("wordprocessingml"): document = OfficeDocument(.docx) { try WordReader.document(package) }
    case let type where type.contains("presentationml"): document = OfficeDocument(.pptx) { try SlidesReader.document(package) }
    case let type where type.contains("spreadsheetml"): document = OfficeDocument(.xlsx, try WorkbookReader(package).tables)
    case let type where type.contains("ms-word"): document = OfficeDocument(.docx) { try WordReader.document(package) }
    case let type where type.contains("ms-powerpoint"): document = OfficeDocument(.pptx) { try SlidesReader.document(package) }
    case let type where type.contains("ms-excel.sheet.macroEnabled"): document = OfficeDocument(.xlsx, try WorkbookReader(package).tables)
    default: throw OfficeFault.unknownZip
    }
    document.hasMacros = package.hasMacros
    return document
  }

  private static func holds(_ bytes: FileBytes, _ wanted: [UInt8]) -> Bool {
    let sample = bytes.slice(0, min(bytes.count, 8 << 20))
    var start = 0
    while let found = sample[start...].firstIndex(of: wanted[0]) {
      if sample[found...].starts(with: wanted) { return true }
      start = found + 1
    }
    return false
  }

  /// A page of HTML by its beginning, Markdown by a table in it.
  private static func textForm(_ bytes: FileBytes) -> OfficeForm? {
    let sample = bytes.slice(0, min(bytes.count, 1 << 16))
    let start = String(decoding: sample.drop { [0xef, 0xbb, 0xbf, 9, 10, 13, 32].contains($0) }.prefix(15), as: UTF8.self).lowercased()
    if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") || start.hasPrefix("<table") { return .html }
    guard sample.contains(UInt8(ascii: "|")) else { return nil }
    let lines = String(decoding: sample, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let hasTable = zip(lines, lines.dropFirst()).contains { $0.contains("|") && MarkdownReader.alignments($1.trimmedBlanks) != nil }
    return hasTable ? .markdown : nil
  }

  // MARK: what is in it

  /// Its tables in their order; of a workbook its sheets.
  public func tables() throws -> [DocumentTable] {
    if case .book(let tables) = content { return tables }
    return try document().grids.enumerated().map { index, grid in
      DocumentTable(number: index + 1, name: grid.name) { HeldRows(grid) }
    }
  }

  /// All of it; the sheets of a workbook as tables under their names.
  public func document() throws -> Document {
    if let held { return held }
    let made: Document
    switch content {
    case .document(let read): made = try read()
    case .book(let tables): made = try Self.document(of: tables)
    }
    held = made
    return made
  }

  private static func document(of tables: [DocumentTable]) throws -> Document {
    var document = Document()
    var size = 0
    for table in tables {
      var grid = Grid()
      let rows = try table.rows()
      while let row = try rows.next() {
        size += row.cells.reduce(16) { $0 + $1.text.utf8.count + 48 }
        guard size <= OfficeLimit.text else { throw OfficeFault.tooLarge(limit: OfficeLimit.text) }
        grid.rows.append(row.cells)
      }
      document.blocks += [.heading(level: 1, [Run(table.name)]), .table(grid, [])]
    }
    return document
  }
}

/// The rows of a table of a document, as the reader of delimited text hands them on.
public final class DocumentRowReader: RowReader {
  private let rows: any GridRows
  private var ahead: [GridRow] = []
  private let form: OfficeForm
  private let table: DocumentTable

  public init(_ table: DocumentTable, of form: OfficeForm) throws {
    (self.table, self.form) = (table, form)
    rows = try table.rows(filling: true)
    super.init()
  }

  public override var origin: RowOrigin { RowOrigin(encoding: form.rawValue, separator: nil) }

  public override func next() throws -> Bool {
    guard let row = try ahead.isEmpty ? rows.next() : ahead.removeFirst() else { return false }
    take(row)
    return true
  }

  private func take(_ row: GridRow) {
    record.removeAll(line: row.number)
    faults.removeAll(keepingCapacity: true)
    for (column, cell) in row.cells.enumerated() {
      record.append(cell.text)
      if let fault = cell.fault { faults.append((column, fault == .error ? cell.text : nil)) }
    }
  }

  public override func skipTitles(anySeparator: Bool, _ score: ([String]) -> Int) throws -> [String] {
    while ahead.count < 12, let row = try rows.next() { ahead.append(row) }
    let scores = ahead.map { score($0.cells.map(\.text)) }
    guard let index = scores.firstIndex(where: { $0 >= 2 }) else { return [] }
    let titles = ahead[..<index].map { $0.cells.map(\.text).filter { !$0.isEmpty }.joined(separator: " ") }
    ahead.removeFirst(index)
    return titles.filter { !$0.isEmpty }
  }
}
