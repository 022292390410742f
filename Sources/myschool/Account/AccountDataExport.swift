import Arguments
import Basics
import SchoolExchange
import SchoolIdentity
import SchoolJournal
import SchoolModel
import SchoolSheets
import Tabular

extension AccountData {
  private static let columns = [
    Column("table", en: "Table", ru: "Таблица", labels: tableWords), Column("row", .integer, en: "Row", ru: "Строка"),
    Column("field", en: "Field", ru: "Поле", labels: SchoolTables.columnWords),
    Column.value,
  ]

  private static let tableWords = Dictionary(uniqueKeysWithValues: SchoolTables.all.map { ($0.name, $0.words ?? $0.word) })

  static let export: Command = Command(
    "export", Text(en: "Write down all that is held about one", ru: "Выписать всё, что о вас хранится"),
    discussion: Text(
      en:
        "As JSON for programs, as HTML for people and paper, as a list otherwise. What you entered about others is counted, not shown. Passwords and keys are not in it: the school does not know them.",
      ru:
        "JSON — для программ, HTML — для людей и бумаги, иначе списком. Внесённое вами о других только сосчитано. Паролей и ключей там нет: школа их не знает."
    ),
    needs: [.accountRead, .accountManage], options: [person.spec],
    examples: [
      Example("myschool account data export --format json -o my.json", Text(en: "for a program", ru: "для программы")),
      Example("myschool account data export --format html -o my.html", Text(en: "to read and to print", ru: "прочитать и напечатать")),
    ], sections: [Tree.columns(columns)]
  ) { call, session in
    let data = try session.school().exchange.personalData(of: call[person])
    switch session.format {
    case .json, .ndjson: return .text(json(data))
    default: break
    }
    let table = Table(columns) { writer in
      for table in data.tables {
        for (number, row) in table.rows.enumerated() {
          for (name, value) in zip(table.columns, row) {
            guard let value else { continue }
            try writer.add([.text(table.name), .integer(number + 1), .text(name), .text(value)])
          }
        }
      }
      for item in data.authored where item.rows > 0 {
        try writer.add([.text(item.table), .empty, .text(item.column), .text("× \(item.rows)")])
      }
    }
    return .printable(table) { page(data, $0) }
  }

  private static func json(_ data: PersonalData) -> String {
    func object(_ pairs: [(String, String)]) -> String {
      "{" + pairs.map { "\(JSONText.quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
    }
    // One table may name a person in several columns.
    var tables: [(String, String)] = []
    for table in data.tables {
      let rows = table.rows.map { row in object(zip(table.columns, row).map { ($0, $1.map(JSONText.quoted) ?? "null") }) }
      let name = tables.contains { $0.0 == table.name } ? "\(table.name).\(table.column)" : table.name
      tables.append((name, "[" + rows.joined(separator: ",\n  ") + "]"))
    }
    let authored = data.authored.map { ("\($0.table).\($0.column)", String($0.rows)) }
    return object([
      ("person", JSONText.quoted(data.person)), ("at", JSONText.quoted(data.at.iso)), ("tables", object(tables)),
      ("authored", object(authored)),
    ]) + "\n"
  }

  private static func page(_ data: PersonalData, _ language: Language) -> String {
    var page = PrintPage(
      title: Text(en: "What the school holds about \(data.person)", ru: "Что школа хранит: \(data.person)")[language], language)
    page.paragraph("\(data.at.day(offset: 0).russian)")
    for table in data.tables where !table.rows.isEmpty {
      page.heading("\((tableWords[table.name] ?? Text(table.name))[language]) (\(table.rows.count))")
      page.table(table.columns.map { (SchoolTables.columnWords[$0] ?? Text($0))[language] }, table.rows.map { $0.map { $0 ?? "" } })
    }
    let authored = data.authored.filter { $0.rows > 0 }
    if !authored.isEmpty {
      page.heading(Text(en: "Entered about others", ru: "Внесено о других")[language])
      page.table(
        ["", ""],
        authored.map { item in
          let words = [(tableWords[item.table] ?? Text(item.table)), (SchoolTables.columnWords[item.column] ?? Text(item.column))]
          return [words.map { $0[language] }.joined(separator: ", "), String(item.rows)]
        })
    }
    return page.text
  }
}
