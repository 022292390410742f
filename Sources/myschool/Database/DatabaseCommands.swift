import Arguments
import SchoolCore
import Tabular

enum DatabaseCommands {
  static let noun: Command = Command(
    "db", Text(en: "The school's file itself", ru: "Сам файл школы"),
    discussion: Text(en: "For the owner of the file; no sign-in is needed.", ru: "Для владельца файла; вход не нужен."),
    local: true, children: { [info, check, backup, migrate] })

  private static let infoColumns = [
    Column("property", en: "Property", ru: "Свойство", labels: CodedWords.databaseProperties), Column("value", en: "Value", ru: "Значение"),
  ]

  static let info: Command = Command(
    "info", Text(en: "Show what the file holds", ru: "Показать, что в файле"),
    examples: [Example("myschool db info", Text(en: "size, counts, end of the chain", ru: "размер, количества, конец цепочки"))],
    sections: [Tree.columns(infoColumns)]
  ) { _, session in
    let school = try session.owned()
    let info = try school.info()
    var rows: [[Cell]] = [
      [.text("file"), .text(school.path)], [.text("school"), .text(info.school)], [.text("year"), .text(info.year)],
      [.text("schema"), .text(String(info.schema))], [.text("operations"), .text(String(info.operations))],
      [.text("head"), .text(info.head)],
      [.text("bytes"), .text(String(info.bytes))],
    ]
    rows += info.counts.map { [.text($0.table), .text(String($0.rows))] }
    return .table(Table(infoColumns, rows: rows))
  }

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
    let report = try session.owned().check(full: call[full])
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

  private static func words(_ finding: IntegrityReport.Finding) -> Text {
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
    case .file(let message): Text(en: "the file: \(message)", ru: "файл: \(message)")
    }
  }

  private static let target = Operand.one(0, .file, Text(en: "The copy to make", ru: "Куда сделать копию"))

  static let backup: Command = Command(
    "backup", Text(en: "Copy the school while others go on working", ru: "Сделать копию, не мешая работать"), operands: [target.spec],
    examples: [Example("myschool db backup school-copy.db", Text(en: "a copy beside it", ru: "копия рядом"))]
  ) { call, session in
    try BackupFile(session, call[target]).write()
    return .receipt(Receipt(lines: [Text(en: "copied: \(call[target])", ru: "копия готова: \(call[target])")]))
  }

  static let migrate: Command = Command(
    "migrate", Text(en: "Bring the file up to this program's schema", ru: "Перевести файл на схему этой программы"),
    discussion: Text(
      en:
        "Makes a copy beside the file first. A file that is up to date stays as it is. Operations made before stay in the record; those that touched a changed table cannot be undone any more.",
      ru:
        "Сначала рядом делается копия. Если файл уже в порядке, он не меняется. Прежние действия остаются в записи; те, что касались изменённых таблиц, отменить уже нельзя."
    ),
    examples: [Example("myschool db migrate", Text(en: "after an update of the program", ru: "после обновления программы"))]
  ) { _, session in
    let done = try School.migrate(at: session.databasePath, clock: try session.clock(), command: session.request.command)
    guard let backup = done.backup else {
      return .receipt(Receipt(lines: [Text(en: "nothing to do: schema \(done.to)", ru: "делать нечего: схема \(done.to)")]))
    }
    return .receipt(
      Receipt(lines: [
        Text(
          en: "schema \(done.from) → \(done.to); the file as it was: \(backup)",
          ru: "схема \(done.from) → \(done.to); прежний файл: \(backup)")
      ]))
  }
}
