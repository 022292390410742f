import Basics
import Testing

@testable import Tabular

@Suite("Forms of output")
struct TableWriterTests {
  private let columns = [
    Column("name", en: "Name", ru: "Имя"), Column("n", .integer, en: "N", ru: "Кол."), Column("share", .decimal, en: "Share", ru: "Доля"),
    Column("day", .day, en: "Day", ru: "День"),
  ]
  private let rows: [[Cell]] = [
    [.text("Ёлкин \u{1b}[31m"), .integer(12), .decimal(444, places: 2), .day("2026-09-01")],
    [.text("=Яна;\"x\""), .integer(-5), .decimal(5, places: 2), .empty],
  ]

  private func write(_ change: (inout TableOptions) -> Void) throws -> String {
    var options = TableOptions()
    change(&options)
    var bytes: [UInt8] = []
    try TableWriter(options, to: ByteOutput { bytes += $0 }).write(Table(columns, rows: rows))
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("csv keeps true bytes; the spreadsheet form disarms formulas and speaks Russian numbers")
  func csv() throws {
    #expect(try write { $0.format = .csv } == "name,n,share,day\nЁлкин \u{1b}[31m,12,4.44,2026-09-01\n\"=Яна;\"\"x\"\"\",-5,0.05,\n")
    #expect(
      try write {
        $0.format = .csv
        $0.excel = true
      } == "\u{feff}name;n;share;day\r\nЁлкин \u{1b}[31m;12;4,44;2026-09-01\r\n\"'=Яна;\"\"x\"\"\";-5;0,05;\r\n")
  }

  @Test("json, ndjson and tsv")
  func machine() throws {
    #expect(
      try write { $0.format = .ndjson }
        == "{\"name\":\"Ёлкин \\u001b[31m\",\"n\":12,\"share\":4.44,\"day\":\"2026-09-01\"}\n{\"name\":\"=Яна;\\\"x\\\"\",\"n\":-5,\"share\":0.05,\"day\":null}\n"
    )
    #expect(
      try write {
        $0.format = .tsv; $0.columns = ["day", "n"]
      } == "day\tn\n2026-09-01\t12\n\t-5\n")
  }

  @Test("the table for people is clean, aligned, and in their language")
  func table() throws {
    #expect(
      try write { $0.russian = true } == "Имя         Кол.  Доля  День\nЁлкин [31m    12  4,44  01.09.2026\n=Яна;\"x\"      -5  0,05\n")
    #expect(try write { $0.width = 34 }.split(separator: "\n").allSatisfy { DisplayText.width(String($0)) <= 34 })
  }

  @Test("rows are chosen and sorted, by value where the column is a number")
  func chosen() throws {
    #expect(
      try write {
        $0.format = .csv; $0.sort = ["n"]; $0.columns = ["n"]
      } == "n\n-5\n12\n")
    #expect(
      try write {
        $0.format = .csv; $0.conditions = ["n!=12"]; $0.columns = ["n"]
      } == "n\n-5\n")
    #expect(throws: TableFailure.unknownColumn("x", known: ["name", "n", "share", "day"])) { try self.write { $0.columns = ["x"] } }
  }

  @Test("the Russian alphabet has ё beside е")
  func order() {
    let sorted = ["йод", "жук", "ель", "Ельцин", "Ёлкин", "елкин", "ежевика", "ёж", "Егоров", "10А", "9А"].sorted {
      RussianOrder.compare($0, $1) < 0
    }
    #expect(sorted.first == "9А" && sorted[1] == "10А" && sorted[2] == "Егоров" && sorted.last == "йод")
  }

  @Test("width of plain text is counted by its bytes as it is letter by letter")
  func plainWidth() {
    let pieces = ["a", "Ж", "ё", " ", "~", "№", "«", "1", "", "й", "\u{301}", "漢", "\t", "ӏ"]
    for first in pieces {
      for second in pieces {
        for third in pieces {
          let text = first + second + third
          #expect(DisplayText.width(text) == DisplayText.carefulWidth(text), "\(text.debugDescription)")
        }
      }
    }
    for value in UInt32(0x20)..<0x480 where value != 0x7f {
      let text = "x" + (Unicode.Scalar(value).map { String(Character($0)) } ?? "")
      #expect(DisplayText.width(text) == DisplayText.carefulWidth(text), "\(value)")
    }
  }

  @Test("width counts what the eye sees")
  func width() {
    for (text, expected) in [("Ёж", 2), ("е\u{308}ж", 2), ("漢字", 4), ("🎓", 2), ("№—½█", 4), ("\u{200b}a", 1)] {
      #expect(DisplayText.width(text) == expected, "\(text)")
    }
    #expect(DisplayText.clean("Ив\u{202e}анов\u{1b}[31m") == "Иванов[31m")
  }
}
