/// Files that are taken for tables and are none, by how they begin.
public enum BinaryKind: Sendable, Equatable {
  /// A workbook of Excel, xlsx.
  case workbook
  /// A workbook of LibreOffice, ods.
  case openWorkbook
  case document
  case zip
  /// A workbook or document of before 2007.
  case oldOffice
  case pdf
  case gzip
  /// PNG, JPEG or GIF.
  case picture
  /// A page of a web journal, whatever its name ends with.
  case page

  init?(_ sample: [UInt8]) {
    func begins(_ text: String) -> Bool { sample.starts(with: Array(text.utf8)) }
    func holds(_ text: String) -> Bool {
      let wanted = Array(text.utf8)
      let head = sample.prefix(1 << 16)
      return head.count >= wanted.count && head.indices.dropLast(wanted.count - 1).contains { head[$0...].starts(with: wanted) }
    }
    if begins("PK\u{3}\u{4}") || begins("PK\u{5}\u{6}") {
      self =
        holds("xl/")
        ? .workbook
        : holds("opendocument.spreadsheet")
          ? .openWorkbook
          : holds("word/") || holds("ppt/") || holds("opendocument.") ? .document : .zip
    } else if sample.starts(with: [0xd0, 0xcf, 0x11, 0xe0]) {
      self = .oldOffice
    } else if begins("%PDF-") {
      self = .pdf
    } else if sample.starts(with: [0x1f, 0x8b]) {
      self = .gzip
    } else if sample.starts(with: [0x89, 0x50, 0x4e, 0x47]) || sample.starts(with: [0xff, 0xd8, 0xff]) || begins("GIF8") {
      self = .picture
    } else {
      let start = sample.drop { [0xef, 0xbb, 0xbf, 9, 10, 13, 32].contains($0) }.prefix(15)
      let text = String(decoding: start, as: UTF8.self).lowercased()
      guard text.hasPrefix("<!doctype html") || text.hasPrefix("<html") || text.hasPrefix("<table") else { return nil }
      self = .page
    }
  }
}
