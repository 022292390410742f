import Arguments
import Basics
import Record
import SchoolModel
import Tabular

extension DbCommands {
  private static let full = Option.flag(
    "full", Text(en: "Replay the whole record and compare row by row", ru: "Воспроизвести все действия и сравнить построчно"))

  static let check: Command = Command(
    "check", Text(en: "Check the file against its own record", ru: "Проверить файл по его же записям"),
    discussion: Text(
      en:
        "Walks the chain of operations, compares the sum of all rows, the schema, the foreign keys and the search index. Exit 1 when damage is found. The head printed at the end proves the past only to who kept an earlier head elsewhere.",
      ru:
        "Проходит цепочку действий, сверяет сумму всех строк, схему, внешние ключи и поисковый указатель. Если найдено повреждение, код возврата 1. Напечатанный конец цепочки доказывает прошлое лишь тому, кто хранит прежний конец в другом месте."
    ),
    options: [full.spec],
    examples: [Example("myschool db check && echo OK", Text(en: "from cron", ru: "из cron"))]
  ) { call, session in
    let report = try session.owned().record.check(full: call[full])
    let language = session.language
    var text = report.findings.map { words($0)[language] + "\n" }.joined()
    text +=
      Text(
        en: "\(report.operations) operations, \(report.rows) rows; head \(report.head)\n",
        ru: "действий: \(report.operations), строк: \(report.rows); конец цепочки \(report.head)\n")[language]
    if report.findings.isEmpty {
      text +=
        Text(
          en: "all is in order; keep the head elsewhere: it proves the past\n",
          ru: "всё в порядке; храните конец цепочки отдельно: он доказывает прошлое\n")[language]
      return .verdict(text, .done)
    }
    return .verdict(text, .no)
  }

  static func words(_ finding: IntegrityReport.Finding) -> Text {
    switch finding {
    case .chainBroken(let operation):
      Text(en: "the chain is broken at operation \(operation)", ru: "цепочка нарушена на действии \(operation)")
    case .partAltered(let operation, let part):
      Text(en: "operation \(operation), part \(part): altered", ru: "действие \(operation), часть \(part): изменено в обход программы")
    case .partMissing(let operation): Text(en: "operation \(operation): a part is missing", ru: "действие \(operation): не хватает части")
    case .stateDiffers: Text(en: "the rows are not those the record made", ru: "строки не те, что получились из действий")
    case .rowAltered(let table, let key):
      Text(en: "altered behind the record's back: \(table) \(key)", ru: "изменено в обход записи: \(table) \(key)")
    case .schemaAltered(let name): Text(en: "the schema is altered: \(name)", ru: "схема изменена: \(name)")
    case .foreignKey(let table, let row):
      Text(en: "\(table) \(row) refers to a row that is not there", ru: "\(table) \(row) ссылается на несуществующую строку")
    case .searchIndex(let table): Text(en: "the search index \(table) is damaged", ru: "поисковый указатель \(table) повреждён")
    case .twoForms(let person, let forms, let day):
      Text(
        en: "\(person) is in \(Text.list(forms)) at once, from \(day) on",
        ru: "сразу в классах \(Text.list(forms)) с \(Problem.date(day)): \(person)")
    case .file(let message): Text(en: "the file: \(message)", ru: "файл: \(message)")
    }
  }
}
