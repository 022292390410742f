import Basics
import Foundation
import OfficeFiles
import Tabular
import Testing

@testable import myschool

@Suite("Lists in office files")
struct OfficeImportTests {
  @Test("the same students in every form are the same, and make no operation", arguments: ["csv", "xlsx", "ods", "docx", "html", "md"])
  func students(_ form: String) throws {
    let stage = try Stage()
    try stage.makeSchool()
    try stage.copyFixture("office")
    if form != "csv", form != "ods" {
      try Data(Self.document(form, stage)).write(to: stage.folder.appendingPathComponent("students.\(form)"))
    }
    let before = try stage.run(["log", "--format", "ndjson"]).output
    let result = try stage.run(["roster", "import", "students.\(form)"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("162"))
    #expect(try stage.run(["log", "--format", "ndjson"]).output == before, "\(result.output)")
  }

  @Test("a OneRoster set in a zip is the set of its folder; a zip of something else is told so")
  func zippedSet() throws {
    let stage = try Stage()
    try stage.makeSchool()
    #expect(try stage.run(["roster", "export", "set"]).code == 0)
    let folder = stage.folder.appendingPathComponent("set")
    func zip(_ name: String, _ prefix: String, _ files: [String]) throws {
      var bytes: [UInt8] = []
      let output = ByteOutput { bytes += $0 }
      let writer = ZipWriter(output)
      for file in files.sorted() { writer.add(prefix + file, Array(try Data(contentsOf: folder.appendingPathComponent(file)))) }
      writer.finish()
      try output.flush()
      try Data(bytes).write(to: stage.folder.appendingPathComponent(name))
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    try zip("set.zip", "", files)
    try zip("within.zip", "выгрузка/", files)
    try zip("empty.zip", "x/", [])
    let wanted = try stage.run(["roster", "import", "set", "-n"])
    #expect(wanted.code == 0, "\(wanted.errors)")
    for name in ["set.zip", "within.zip"] {
      let result = try stage.run(["roster", "import", name, "-n"])
      #expect(result.output == wanted.output)
      #expect(result.code == 0, "\(result.errors)")
    }
    let refused = try stage.run(["roster", "import", "empty.zip", "-n"])
    #expect(refused.code == 66 || refused.code == 65, "\(refused.code) \(refused.errors)")
  }

  /// The list of students of the fixtures in another form.
  private static func document(_ form: String, _ stage: Stage) throws -> [UInt8] {
    let text = try String(contentsOf: stage.folder.appendingPathComponent("students.csv"), encoding: .windowsCP1251)
    let rows = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init) }
    var bytes: [UInt8] = []
    let output = ByteOutput { bytes += $0 }
    if form == "xlsx" {
      let book = WorkbookWriter(output, sheets: ["Ученики"])
      var options = TableOptions()
      options.format = .xlsx
      options.workbookRenderer = book.renderer
      let columns = rows[0].map { Column($0, en: $0, ru: $0) }
      try TableWriter(options, to: output).write(Table(columns, rows: rows.dropFirst().map { $0.map { .text($0) } }))
      try book.finish()
    } else {
      var document = Document()
      var grid = Grid()
      grid.rows = rows.map { $0.map { GridCell($0) } }
      document.blocks = [.heading(level: 1, [Run("Ученики")]), .table(grid, [])]
      switch form {
      case "docx": WordWriter.write(document, [:], to: output)
      case "html": output.append(HTMLWriter.text(document, [:]))
      default: output.append(MarkdownWriter.text(document))
      }
    }
    try output.flush()
    return bytes
  }
}
