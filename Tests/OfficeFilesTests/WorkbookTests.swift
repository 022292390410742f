import Basics
import Tabular
import Testing

@testable import OfficeFiles

@Suite("Workbooks")
struct WorkbookTests {
  private static let styles =
    "<numFmts><numFmt numFmtId='170' formatCode='ДД.ММ.ГГГГ'/><numFmt numFmtId='171' formatCode='0.0\" d\"'/><numFmt numFmtId='172' formatCode='[h]:mm'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='170'/><xf numFmtId='171'/><xf numFmtId='14'/><xf numFmtId='172'/></cellXfs>"

  @Test("days of 1904, Russian codes of formats, rich strings, a hidden sheet, cells without an address")
  func excel() throws {
    let bytes = try Packed.xlsx(
      book:
        "<workbookPr date1904='1'/><sheets><sheet name='Тайный' sheetId='1' state='hidden' r:id='s1'/><sheet name='Отметки' sheetId='2' r:id='s2'/></sheets>",
      sheets: [
        "<row><c><v>1</v></c></row>",
        "<row r='3'><c t='s'><v>0</v></c><c s='1'><v>43160</v></c><c s='2'><v>4.50</v></c></row><row><c t='inlineStr'><is><t>строка</t></is></c><c/><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c></row>",
      ],
      styles: Self.styles, strings: "<si><r><t>Ив</t></r><r><rPr><b/></rPr><t>анов</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>")
    let tables = try Packed.open(bytes).tables()
    #expect(tables.map(\.name) == ["Тайный", "Отметки"])
    #expect(try Packed.cells(bytes) == [["1"]])
    let cells = try Packed.cells(bytes, table: 2)
    #expect(cells == [["Иванов", "2022-03-02", "4.5"], ["строка", "", "TRUE", "#N/A"]])
    let rows = try tables[1].rows()
    #expect(try rows.next()?.number == 3)
    let second = try rows.next()
    #expect(second?.number == 4)
    #expect(second?.cells.last?.fault == .error)
  }

  @Test("a formula gives the value stored with it; without one it is a mistake")
  func formulas() throws {
    let bytes = try Packed.xlsx(
      book: "<sheets><sheet name='a' sheetId='1' r:id='s1'/></sheets>",
      sheets: ["<row><c r='B1'><f>A1+1</f><v>89000000003</v></c><c r='C1'><f>NOW()</f></c></row>"])
    let row = try Packed.open(bytes).tables()[0].rows().next()
    #expect(row?.cells.map(\.text) == ["", "89000000003", ""])
    #expect(row?.cells.map(\.fault) == [nil, nil, .noValue])
  }

  @Test(
    "numbers and days as text",
    arguments: [
      ("4.0", "4"), ("4.50", "4.5"), ("8.9000000003E10", "89000000003"), ("1E-3", "0.001"), ("-0.5", "-0.5"), ("0", "0"), ("007", "7"),
    ])
  func number(_ raw: String, _ text: String) { #expect(CellNumber.text(raw) == text) }

  @Test(
    "serial numbers of days",
    arguments: [
      (1.0, false, "1900-01-01"), (59.0, false, "1900-02-28"), (60.0, false, nil), (61.0, false, "1900-03-01"),
      (46267.0, false, "2026-09-02"),
      (46267.354166666664, false, "2026-09-02T08:30"), (0.3541666667, false, "08:30"), (44805.0, true, "2026-09-02"),
      (0.99999, false, "23:59:59"), (0.9999999, false, "1900-01-01"), (-1.0, false, nil),
    ] as [(Double, Bool, String?)])
  func moment(_ serial: Double, _ is1904: Bool, _ text: String?) { #expect(CellNumber.moment(serial, is1904: is1904) == text) }

  @Test(
    "formats that show a day",
    arguments: [
      ("ДД.ММ.ГГГГ", true), ("0.0\" d\"", false), ("[h]:mm", true), ("[Red]0", false), ("General", false), ("yyyy\\-mm", true),
      ("#,##0\\ \"р.\"", false), ("@", false),
    ])
  func format(_ code: String, _ isMoment: Bool) { #expect(CellNumber.isMoment(code) == isMoment) }

  @Test("rows and cells that are repeated to the end of a sheet do not exist")
  func repeated() throws {
    let bytes = try Packed.ods(
      "<table:table table:name='Лист'><table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='2' office:value-type='string'><text:p>я</text:p></table:table-cell><table:table-cell table:number-columns-repeated='16382'/></table:table-row><table:table-row><table:table-cell office:value-type='date' office:date-value='2026-09-02'><text:p>2 сент.</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type='float' office:value='4.0'><text:p>4,0</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated='1048573'><table:table-cell table:number-columns-repeated='16384'/></table:table-row></table:table>"
    )
    #expect(try Packed.cells(bytes) == [["я", "я"], ["я", "я"], ["2026-09-02", "", "4"]])
  }

  @Test("what a list is written as reads back, every cell")
  func written() throws {
    let columns = [
      Column("name", en: "Name", ru: "Имя"), Column("n", .integer, en: "N", ru: "Кол."), Column("share", .decimal, en: "Share", ru: "Доля"),
      Column("day", .day, en: "Day", ru: "День"),
    ]
    let rows: [[Cell]] = [
      [.text("=1+1"), .integer(-12), .decimal(450, places: 2), .day("2026-09-02")],
      [.text(" «а» <b>&\"\n\u{1} 😀"), .empty, .empty, .empty], [.text("00123"), .integer(0), .decimal(5, places: 2), .day("1899-12-31")],
    ]
    func once() throws -> [UInt8] {
      try Packed.written { output in
        let book = WorkbookWriter(output, sheets: ["a/b:c", "A/B:c"])
        var options = TableOptions()
        options.format = .xlsx
        options.workbookRenderer = book.renderer
        let table = Table(columns, rows: rows)
        for _ in 0..<2 { _ = try TableWriter(options, to: output).write(table) }
        try book.finish()
      }
    }
    let bytes = try once()
    #expect(bytes == (try once()))
    let names = try Packed.open(bytes).tables().map(\.name)
    #expect(names == ["abc", "ABc (2)"])
    for table in 1...2 {
      let cells = try Packed.cells(bytes, table: table)
      #expect(
        cells == [
          ["Name", "N", "Share", "Day"], ["=1+1", "-12", "4.5", "2026-09-02"], [" «а» <b>&\"\n 😀"],
          ["00123", "0", "0.05", "1899-12-31"],
        ])
    }
  }
}
