import Basics
import Tabular

@testable import OfficeFiles

/// Small office files, packed for one test.
enum Packed {
  static func zip(_ parts: [(String, String)]) throws -> [UInt8] {
    try written { output in
      let zip = ZipWriter(output)
      for (name, text) in parts { zip.add(name, Array(text.utf8), stored: name == "mimetype") }
      zip.finish()
    }
  }

  static func written(_ write: (ByteOutput) throws -> Void) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let output = ByteOutput { bytes += $0 }
    try write(output)
    try output.flush()
    return bytes
  }

  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"

  private static func types(_ part: String, _ type: String) -> String {
    "<Types xmlns='\(package)/content-types'><Override PartName='/\(part)' ContentType='application/vnd.openxmlformats-officedocument.\(type).main+xml'/></Types>"
  }

  private static func links(_ links: [(id: String, kind: String, target: String)]) -> String {
    "<Relationships xmlns='\(package)/relationships'>"
      + links.map { "<Relationship Id='\($0.id)' Type='\(office)/\($0.kind)' Target='\($0.target)'/>" }.joined() + "</Relationships>"
  }

  /// A file of Word whose main part has a name of its own.
  static func docx(_ body: String, styles: String? = nil) throws -> [UInt8] {
    let word = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    var parts = [
      ("[Content_Types].xml", types("word/текст.xml", "wordprocessingml.document")),
      ("_rels/.rels", links([("rId9", "officeDocument", "/word/текст.xml")])),
      (
        "word/текст.xml",
        "<w:document \(word) xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><w:body>\(body)</w:body></w:document>"
      ),
    ]
    if let styles {
      parts += [
        ("word/_rels/текст.xml.rels", links([("rId1", "styles", "styles.xml")])),
        ("word/styles.xml", "<w:styles \(word)>\(styles)</w:styles>"),
      ]
    }
    return try zip(parts)
  }

  static func xlsx(book: String, sheets: [String], styles: String = "", strings: String = "") throws -> [UInt8] {
    let main = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
    var relations = sheets.indices.map { (id: "s\($0 + 1)", kind: "worksheet", target: "sheets/\($0 + 1).xml") }
    relations += [("x", "styles", "styles.xml"), ("y", "sharedStrings", "strings.xml")]
    return try zip(
      [
        ("[Content_Types].xml", types("xl/workbook.xml", "spreadsheetml.sheet")),
        ("_rels/.rels", links([("r", "officeDocument", "xl/workbook.xml")])),
        ("xl/_rels/workbook.xml.rels", links(relations)),
        ("xl/workbook.xml", "<workbook \(main) xmlns:r='\(office)'>\(book)</workbook>"),
        ("xl/styles.xml", "<styleSheet \(main)>\(styles)</styleSheet>"), ("xl/strings.xml", "<sst \(main)>\(strings)</sst>"),
      ]
        + sheets.enumerated().map {
          ("xl/sheets/\($0.offset + 1).xml", "<worksheet \(main)><sheetData>\($0.element)</sheetData></worksheet>")
        })
  }

  /// A spreadsheet of ODF.
  static func ods(_ tables: String) throws -> [UInt8] {
    let urn = "urn:oasis:names:tc:opendocument:xmlns"
    return try zip([
      ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
      (
        "content.xml",
        "<office:document-content xmlns:office='\(urn):office:1.0' xmlns:table='\(urn):table:1.0' xmlns:text='\(urn):text:1.0'><office:body><office:spreadsheet>\(tables)</office:spreadsheet></office:body></office:document-content>"
      ),
    ])
  }

  static func open(_ bytes: [UInt8]) throws -> OfficeDocument {
    guard let document = try OfficeDocument.open(FileBytes(bytes)) else { throw OfficeFault.unknownZip }
    return document
  }

  /// All cells of a table, by row; rows without anything are left out.
  static func cells(_ bytes: [UInt8], table: Int = 1, filling: Bool = false) throws -> [[String]] {
    let rows = try open(bytes).tables()[table - 1].rows(filling: filling)
    var result: [[String]] = []
    while let row = try rows.next() { result.append(row.cells.map(\.text)) }
    return result
  }
}
