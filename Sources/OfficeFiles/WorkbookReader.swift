import Glibc

/// A workbook of Excel (xlsx): its sheets, whose rows are read as they come.
final class WorkbookReader {
  private let package: OfficePackage
  private let strings: [String]
  /// By the index of a style: whether it shows numbers as moments.
  private let moments: [Bool]
  private let is1904: Bool
  private let sheets: [(name: String, part: String)]

  init(_ package: OfficePackage) throws {
    self.package = package
    let book = Book()
    try Markup.read(package.zip, package.main, book)
    is1904 = book.is1904
    let targets = Dictionary(try package.relationships(of: package.main).map { ($0.id, $0.target) }, uniquingKeysWith: { a, _ in a })
    sheets = book.sheets.compactMap { name, id in targets[id].map { (name, $0) } }
    if let part = try package.part("styles", of: package.main), package.zip.entry(part) != nil {
      let styles = Styles()
      try Markup.read(package.zip, part, styles)
      moments = styles.formats.map { id in styles.codes[id].map(CellNumber.isMoment) ?? CellNumber.isMoment(format: id) }
    } else {
      moments = []
    }
    if let part = try package.part("sharedStrings", of: package.main), package.zip.entry(part) != nil {
      let reader = Strings()
      try Markup.read(package.zip, part, reader)
      strings = reader.found
    } else {
      strings = []
    }
  }

  var tables: [DocumentTable] {
    sheets.enumerated().map { index, sheet in
      DocumentTable(number: index + 1, name: sheet.name) { [self] in
        try SheetRows(package.zip, sheet.part, strings, moments, is1904: is1904)
      }
    }
  }

  private final class Book: MarkupHandler {
    var sheets: [(name: String, id: String)] = []
    var is1904 = false
    func start(_ name: String, _ attributes: Markup.Attributes) {
      if name == "s:sheet", let title = attributes["name"], let id = attributes["r:id"] { sheets.append((title, id)) }
      if name == "s:workbookPr" { is1904 = ["1", "true"].contains(attributes["date1904"]) }
    }
    func end(_ name: String) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
  }

  private final class Styles: MarkupHandler {
    var codes: [Int: String] = [:]
    var formats: [Int] = []
    private var isInCells = false
    func start(_ name: String, _ attributes: Markup.Attributes) {
      switch name {
      case "s:numFmt": if let id = attributes.number("numFmtId"), let code = attributes["formatCode"] { codes[id] = code }
      case "s:cellXfs": isInCells = true
      case "s:xf" where isInCells: formats.append(attributes.number("numFmtId") ?? 0)
      default: break
      }
    }
    func end(_ name: String) { if name == "s:cellXfs" { isInCells = false } }
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
  }

  private final class Strings: MarkupHandler {
    var found: [String] = []
    private var current: [UInt8] = []
    private var isText = false
    private var phonetic = 0
    private var size = 0

    func start(_ name: String, _ attributes: Markup.Attributes) {
      switch name {
      case "s:si": current.removeAll(keepingCapacity: true)
      case "s:t": isText = phonetic == 0
      case "s:rPh": phonetic += 1
      default: break
      }
    }

    func end(_ name: String) throws {
      switch name {
      case "s:si":
        size += current.count + 16
        guard size <= OfficeLimit.text else { throw OfficeFault.tooLarge(limit: OfficeLimit.text) }
        found.append(SheetText.withoutReturns(String(decoding: current, as: UTF8.self)))
      case "s:t": isText = false
      case "s:rPh": phonetic -= 1
      default: break
      }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) { if isText { current.append(contentsOf: bytes) } }
  }
}

/// The rows of one sheet, a piece of its file at a time.
private final class SheetRows: GridRows, MarkupHandler {
  private let unpacker: ZipReader.Unpacker
  private let strings: [String]
  private let moments: [Bool]
  private let is1904: Bool
  /// By row and column of the first cell: what a merged cell spans.
  private let merged: [Int: [Int: (rows: Int, columns: Int)]]
  /// By column: the last row that lies under a cell of an earlier row, or of the row itself.
  private var covering: [Int: Int] = [:]
  private lazy var markup = Markup(part, self)
  private let part: String
  private var queue: [GridRow] = []
  private var position = 0
  private var isOver = false
  private var number = 0
  private var cells: [GridCell] = []
  private var column = 0
  private var type = ""
  private var style = 0
  private var value: [UInt8] = []
  private var takesText = false
  private var hasFormula = false
  private var hasValue = false
  private var phonetic = 0

  init(_ zip: ZipReader, _ part: String, _ strings: [String], _ moments: [Bool], is1904: Bool) throws {
    guard let entry = zip.entry(part) else { throw OfficeFault.missingPart(part) }
    (self.part, self.strings, self.moments, self.is1904) = (part, strings, moments, is1904)
    merged = try Merges.read(zip, entry, part)
    unpacker = try zip.unpack(entry)
  }

  func next() throws -> GridRow? {
    while position >= queue.count, !isOver {
      queue.removeAll(keepingCapacity: true)
      position = 0
      let piece = try unpacker.next()
      isOver = piece.isEmpty
      try markup.feed(piece, isLast: isOver)
    }
    guard position < queue.count else { return nil }
    defer { position += 1 }
    return queue[position]
  }

  func start(_ name: String, _ attributes: Markup.Attributes) throws {
    switch name {
    case "s:c":
      column = attributes["r"].flatMap(Self.column) ?? column + 1
      type = attributes["t"] ?? ""
      style = attributes.number("s") ?? 0
      value.removeAll(keepingCapacity: true)
      (hasFormula, hasValue) = (false, false)
    case "s:v":
      takesText = true
      hasValue = true
    case "s:t":
      takesText = phonetic == 0
      hasValue = true
    case "s:rPh": phonetic += 1
    case "s:f": hasFormula = true
    case "s:row":
      let given = attributes.number("r") ?? 0
      number = given > number ? given : number + 1
      column = -1
      cells.removeAll(keepingCapacity: true)
    default: break
    }
  }

  func end(_ name: String) throws {
    switch name {
    case "s:v", "s:t": takesText = false
    case "s:rPh": phonetic -= 1
    case "s:c": try endCell()
    case "s:row": endRow()
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard takesText else { return }
    value.append(contentsOf: bytes)
    guard value.count <= 1 << 20 else { throw OfficeFault.tooLarge(limit: 1 << 20) }
  }

  private func endCell() throws {
    var cell = content()
    if let span = merged[number]?[column] { (cell.rowSpan, cell.columnSpan) = (span.rows, span.columns) }
    guard !cell.text.isEmpty || cell.fault != nil || cell.rowSpan > 1 || cell.columnSpan > 1 else { return }
    guard column < OfficeLimit.columns else { throw OfficeFault.tooManyCells(limit: OfficeLimit.columns) }
    while cells.count < column { cells.append(GridCell()) }
    if column < cells.count { cells[column] = cell } else { cells.append(cell) }
  }

  private func content() -> GridCell {
    let raw = String(decoding: value, as: UTF8.self)
    var cell = GridCell()
    switch type {
    case "s": cell.text = Int(raw).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
    case "str", "inlineStr": cell.text = raw
    case "b": cell.text = raw == "1" || raw == "true" ? "TRUE" : hasValue ? "FALSE" : ""
    case "e":
      cell.text = raw
      cell.fault = .error
    case "d": cell.text = raw.hasSuffix("T00:00:00") ? String(raw.dropLast(9)) : raw
    default:
      guard !raw.isEmpty else { break }
      if moments.indices.contains(style), moments[style], let serial = Double(raw),
        let moment = CellNumber.moment(serial, is1904: is1904)
      {
        cell.text = moment
      } else {
        cell.text = CellNumber.text(raw)
        cell.isNumber = true
      }
    }
    if hasFormula, !hasValue { cell.fault = .noValue }
    if type != "s" { cell.text = SheetText.withoutReturns(cell.text) }
    return cell
  }

  private func endRow() {
    for (column, span) in merged[number] ?? [:] where span.rows > 1 || span.columns > 1 {
      for under in column..<column + span.columns { covering[under] = max(covering[under] ?? 0, number + span.rows - 1) }
      while cells.count <= min(column + span.columns - 1, OfficeLimit.columns - 1) { cells.append(GridCell()) }
      (cells[column].rowSpan, cells[column].columnSpan) = (span.rows, span.columns)
    }
    if !covering.isEmpty { covering = covering.filter { $0.value >= number } }
    for column in covering.keys where column < OfficeLimit.columns {
      while cells.count <= column { cells.append(GridCell()) }
      if merged[number]?[column] == nil { cells[column].isCovered = true }
    }
    let row = GridRow(number: number, cells: cells)
    // Rows that are empty, a million of them at times, are told by the numbers of the others.
    if !row.isEmpty || row.cells.contains(where: { $0.fault != nil }) { queue.append(row) }
  }

  /// `B2` is in column 1.
  static func column(_ reference: String) -> Int? {
    var result = 0
    for byte in reference.utf8 {
      guard byte >= 65, byte <= 90 else { break }
      result = result * 26 + Int(byte) - 64
      guard result <= 1 << 20 else { return nil }
    }
    return result > 0 ? result - 1 : nil
  }

  /// What merged cells span stands at the end of a sheet; most sheets have none.
  private enum Merges {
    static func read(_ zip: ZipReader, _ entry: ZipReader.Entry, _ part: String) throws -> [Int: [Int: (rows: Int, columns: Int)]] {
      let unpacker = try zip.unpack(entry)
      let wanted = Array("mergeCell".utf8)
      var tail: [UInt8] = []
      var isThere = false
      while case let piece = try unpacker.next(), !piece.isEmpty {
        let whole = tail + piece
        if !isThere { isThere = contains(whole, wanted) }
        tail = Array(whole.suffix(wanted.count))
      }
      guard isThere else { return [:] }
      let reader = Reader()
      try Markup.read(zip, part, reader)
      return reader.found
    }

    private static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
      var start = 0
      while let found = bytes[start...].firstIndex(of: wanted[0]) {
        if bytes[found...].starts(with: wanted) { return true }
        start = found + 1
      }
      return false
    }

    private final class Reader: MarkupHandler {
      var found: [Int: [Int: (rows: Int, columns: Int)]] = [:]
      private var count = 0

      func start(_ name: String, _ attributes: Markup.Attributes) throws {
        guard name == "s:mergeCell", let text = attributes["ref"] else { return }
        let ends = text.split(separator: ":").map(String.init)
        guard ends.count == 2, let first = place(ends[0]), let last = place(ends[1]), first.row <= last.row, first.column <= last.column,
          last.column < OfficeLimit.columns
        else { return }
        count += last.column - first.column + 1
        guard count <= 4 * OfficeLimit.rows else { throw OfficeFault.tooManyCells(limit: OfficeLimit.rows) }
        found[first.row, default: [:]][first.column] = (last.row - first.row + 1, last.column - first.column + 1)
      }

      private func place(_ reference: String) -> (row: Int, column: Int)? {
        guard let column = SheetRows.column(reference), let row = Int(reference.drop { $0.isLetter }), (1...1 << 30).contains(row) else {
          return nil
        }
        return (row, column)
      }

      func end(_ name: String) {}
      func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    }
  }
}

/// Text of a sheet, whatever system it was written on.
enum SheetText {
  /// Most cells have no return, and looking byte by byte costs a tenth of replacing.
  static func withoutReturns(_ text: String) -> String {
    var copy = text
    let hasAny = copy.withUTF8 { bytes in
      bytes.baseAddress.map { memchr($0, 13, bytes.count) != nil || memchr($0, 0x5f, bytes.count) != nil } ?? false
    }
    return hasAny ? text.replacing("\r\n", with: "\n").replacing("_x000D_", with: "") : text
  }
}
