import Basics

/// CSV by RFC 4180 with LF, or the form spreadsheet programs open.
struct SeparatedRenderer: TableRenderer {
  private let view: TableView
  private let options: TableOptions
  private let output: ByteOutput

  init(_ view: TableView, _ options: TableOptions, _ output: ByteOutput) {
    self.view = view
    self.options = options
    self.output = output
  }

  func begin() {
    if options.excel { output.append("\u{feff}") }
    guard options.header else { return }
    for (index, column) in view.columns.enumerated() {
      if index > 0 { output.append(separator) }
      field(Array(column.key.utf8)[...])
    }
    endLine()
  }

  func row(_ row: RowBytes) {
    for (index, position) in view.positions.enumerated() {
      if index > 0 { output.append(separator) }
      let bytes = row.bytes[row.range(position)]
      if options.excel { spreadsheetField(bytes, view.columns[index].type) } else { field(bytes) }
    }
    endLine()
  }

  private var separator: UInt8 { options.excel ? 59 : 44 }

  private func endLine() {
    if options.excel { output.append(13) }
    output.append(10)
  }

  @inline(__always) private func field(_ bytes: ArraySlice<UInt8>) {
    let needsQuotes = bytes.withUnsafeBufferPointer { buffer in
      for byte in buffer where byte == separator || byte == 34 || byte == 10 || byte == 13 { return true }
      return false
    }
    guard needsQuotes else { return output.append(bytes) }
    output.append(34)
    for byte in bytes {
      if byte == 34 { output.append(34) }
      output.append(byte)
    }
    output.append(34)
  }

  private func spreadsheetField(_ bytes: ArraySlice<UInt8>, _ type: ColumnType) {
    var copy = Array(bytes)
    switch type {
    case .decimal: copy = copy.map { $0 == 46 ? 44 : $0 }
    case .text:
      // A cell that begins like a formula is run by the spreadsheet program; the apostrophe makes it text.
      if let first = copy.first, [61, 43, 45, 64, 9, 13].contains(first) { copy.insert(39, at: 0) }
    default: break
    }
    field(copy[...])
  }
}

/// Tab-separated values; a tab, a line break or a backslash within a cell is written `\t`, `\n`, `\\`. A cell that begins with
/// a quote is quoted, as spreadsheet programs read it.
struct TabRenderer: TableRenderer {
  private let view: TableView
  private let options: TableOptions
  private let output: ByteOutput

  init(_ view: TableView, _ options: TableOptions, _ output: ByteOutput) {
    self.view = view
    self.options = options
    self.output = output
  }

  func begin() {
    guard options.header else { return }
    output.append(view.columns.map(\.key).joined(separator: "\t") + "\n")
  }

  func row(_ row: RowBytes) {
    for (index, position) in view.positions.enumerated() {
      if index > 0 { output.append(9) }
      let cell = row.bytes[row.range(position)]
      let isQuoted = cell.first == 34
      if isQuoted { output.append(34) }
      for byte in cell {
        switch byte {
        case 34 where isQuoted: output.append("\"\"")
        case 9: output.append("\\t")
        case 10: output.append("\\n")
        case 13: output.append("\\r")
        case 92: output.append("\\\\")
        default: output.append(byte)
        }
      }
      if isQuoted { output.append(34) }
    }
    output.append(10)
  }
}

/// A JSON array of objects, or one object a line.
struct JSONRenderer: TableRenderer {
  private let view: TableView
  private let output: ByteOutput
  private let lines: Bool
  private final class State { var isFirst = true }
  private let state = State()

  init(_ view: TableView, _ options: TableOptions, _ output: ByteOutput, lines: Bool) {
    self.view = view
    self.output = output
    self.lines = lines
  }

  func begin() { if !lines { output.append("[") } }

  func row(_ row: RowBytes) {
    if !lines { output.append(state.isFirst ? "\n" : ",\n") }
    state.isFirst = false
    output.append("{")
    for (index, position) in view.positions.enumerated() {
      output.append(index > 0 ? ",\"" : "\"")
      output.append(view.columns[index].key)
      output.append("\":")
      value(row, position, view.columns[index].type)
    }
    output.append(lines ? "}\n" : "}")
  }

  func end() { if !lines { output.append(state.isFirst ? "]\n" : "\n]\n") } }

  private func value(_ row: RowBytes, _ position: Int, _ type: ColumnType) {
    let bytes = row.bytes[row.range(position)]
    if row.isEmpty(position) { return output.append("null") }
    switch type {
    case .integer, .decimal, .boolean: output.append(bytes)
    case .text, .day, .instant: JSONText.append(bytes, to: output)
    }
  }
}

/// JSON strings.
public enum JSONText {
  static func append(_ bytes: ArraySlice<UInt8>, to output: ByteOutput) {
    output.append(34)
    for byte in bytes {
      switch byte {
      case 34: output.append("\\\"")
      case 92: output.append("\\\\")
      case 10: output.append("\\n")
      case 13: output.append("\\r")
      case 9: output.append("\\t")
      case 0..<32, 127:
        let digits = Array("0123456789abcdef".utf8)
        output.append("\\u00")
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
      default: output.append(byte)
      }
    }
    output.append(34)
  }

  /// A string literal.
  public static func quoted(_ text: String) -> String {
    var collected: [UInt8] = []
    let output = ByteOutput { collected += $0 }
    append(Array(text.utf8)[...], to: output)
    try? output.flush()  // memory only, so it cannot fail
    return String(decoding: collected, as: UTF8.self)
  }
}
