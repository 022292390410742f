import Arguments
import Basics
import Record
import SchoolModel
import Tabular

extension DbCommands {
  private static let full = Option.flag(
    "full", Text(en: "Replay the whole record and compare row by row", ru: "Воспроизвести все действия и сравнить построчно"))
  private static let head = Option<String?>.value(
    "head", nil, ValueKind(.value, placeholder: "HEX"),
    expected: Text(en: "64 hexadecimal digits of db info or log", ru: "64 шестнадцатеричные цифры из db info или log"),
    Text(en: "An end of the chain that was kept elsewhere", ru: "Конец цепочки, сохранённый в другом месте")
  ) { text in text.count == 64 && text.allSatisfy(\.isHexDigit) ? text : nil }

  private static let columns = [
    Column("finding", en: "Finding", ru: "Находка"), Column("operation", .integer, en: "Operation", ru: "Действие"),
    Column("table", en: "Table", ru: "Таблица"), Column("row", .integer, en: "Row", ru: "Строка"),
    Column("words", en: "In words", ru: "Словами"),
  ]

  static let check: Command = Command(
    "check", Text(en: "Check the file against its own record", ru: "Проверить файл по его же записям"),
    discussion: Text(
      en:
        "Walks the chain of operations, compares the sum of all rows, the schema, the foreign keys, the lists of who is in which operation and the search index. Exit 1 when damage is found; csv and json list the findings, and nothing when all is well. The head printed at the end proves the past only to who kept it elsewhere: --head HEX looks whether it is still in the chain.",
      ru:
        "Проходит цепочку действий, сверяет сумму всех строк, схему, внешние ключи, списки упомянутых в действиях и поисковый указатель. Если найдено повреждение, код возврата 1; в csv и json перечислены находки, а если всё в порядке, строк нет. Напечатанный конец цепочки доказывает прошлое лишь тому, кто хранит его в другом месте: --head проверяет, есть ли он ещё в цепочке."
    ),
    options: [full.spec, head.spec],
    examples: [
      Example("myschool db check && echo OK", Text(en: "from cron", ru: "из cron")),
      Example("myschool db check --full --format json", Text(en: "findings for a program", ru: "находки для программы")),
    ], sections: [Tree.columns(columns)]
  ) { call, session in
    let report = try session.owned().record.check(full: call[full], head: call[head])
    let isFine = report.findings.isEmpty
    if session.format.isMachine {
      var answer = Answer.table(Table(columns, rows: report.findings.map { row($0, session.language) }))
      answer.code = (isFine ? ExitCode.done : .no).rawValue
      return answer
    }
    let lines = report.findings.map(words) + summary(report)
    return .verdict(lines.map { $0[session.language] + "\n" }.joined(), isFine ? .done : .no)
  }

  private static func summary(_ report: IntegrityReport) -> [Text] {
    var lines = [
      Text(
        en: "\(report.operations) operations, \(report.rows) rows; head \(report.head)",
        ru: "действий: \(report.operations), строк: \(report.rows); конец цепочки \(report.head)")
    ]
    lines += report.unchecked.map {
      Text(en: "the file can only be read: the index \($0) was not looked at", ru: "файл только для чтения: указатель \($0) не проверен")
    }
    if report.unnamedBodies > 0 {
      lines.append(
        Text(
          en: "files that nothing names, left by a crash: \(report.unnamedBodies)",
          ru: "файлы, на которые ничто не ссылается (след сбоя): \(report.unnamedBodies)"))
    }
    if let found = report.headFound {
      lines.append(
        Text(en: "the head you kept is that of operation \(found)", ru: "сохранённый вами конец цепочки — конец действия \(found)"))
    }
    if report.findings.isEmpty {
      lines.append(
        Text(
          en: "all is in order; keep the head elsewhere: it proves the past",
          ru: "всё в порядке; храните конец цепочки отдельно: он доказывает прошлое"))
    }
    return lines
  }

  static func words(_ finding: IntegrityReport.Finding) -> Text {
    switch finding {
    case .chainBroken(let operation):
      Text(en: "the chain is broken at operation \(operation)", ru: "цепочка нарушена на действии \(operation)")
    case .partAltered(let operation, let part):
      Text(en: "operation \(operation), part \(part): altered", ru: "действие \(operation), часть \(part): изменено в обход программы")
    case .partMissing(let operation): Text(en: "operation \(operation): a part is missing", ru: "действие \(operation): не хватает части")
    case .indexDiffers(let operation, let part):
      Text(
        en: "operation \(operation), part \(part): the lists of what and whom it touches are altered",
        ru: "действие \(operation), часть \(part): изменены списки того, что и кого оно затронуло")
    case .stateDiffers: Text(en: "the rows are not those the record made", ru: "строки не те, что получились из действий")
    case .notesDiffer:
      Text(en: "the notes of who looked at personal data are altered", ru: "изменены записи о том, кто смотрел персональные данные")
    case .rowAltered(let table, let key):
      Text(en: "altered behind the record's back: \(table) \(key)", ru: "изменено в обход записи: \(table) \(key)")
    case .schemaAltered(let name): Text(en: "the schema is altered: \(name)", ru: "схема изменена: \(name)")
    case .sumsDiffer(let table, let key):
      Text(
        en: "the sums of \(table) \(key) are not those of its rows", ru: "суммы \(table) \(key) не сходятся со строками, из которых сложены"
      )
    case .foreignKey(let table, let row):
      Text(en: "\(table) \(row) refers to a row that is not there", ru: "\(table) \(row) ссылается на несуществующую строку")
    case .searchIndex(let table):
      Text(en: "the search index \(table) is damaged or out of step", ru: "поисковый указатель \(table) повреждён или отстал от записей")
    case .headUnknown(let head):
      Text(
        en: "no operation ends with the head you kept: \(head)", ru: "ни одно действие не кончается сохранённым вами концом: \(head)")
    case .twoForms(let person, let forms, let day):
      Text(
        en: "\(person) is in \(Text.list(forms)) at once, from \(day) on",
        ru: "сразу в классах \(Text.list(forms)) с \(Problem.date(day)): \(person)")
    case .bodyMissing(_, let item): Text(en: "the file of an item is gone: \(item)", ru: "пропал файл материала: \(item)")
    case .bodyAltered(_, let item):
      Text(en: "the file of an item was altered: \(item)", ru: "файл материала изменён в обход программы: \(item)")
    case .textAltered(let table, let key):
      Text(
        en: "a text of a chat was altered: \(table) \(key)", ru: "текст переписки изменён в обход программы: \(table) \(key)")
    case .file(let message): Text(en: "the file: \(message)", ru: "файл: \(message)")
    }
  }

  private static func row(_ finding: IntegrityReport.Finding, _ language: Language) -> [Cell] {
    func row(_ key: String, _ operation: Int? = nil, _ table: String? = nil, _ number: Int? = nil) -> [Cell] {
      [.text(key), Cell(operation), Cell(table), Cell(number), .text(words(finding)[language])]
    }
    return switch finding {
    case .chainBroken(let operation): row("chain", operation)
    case .partAltered(let operation, _): row("part", operation)
    case .partMissing(let operation): row("part", operation)
    case .indexDiffers(let operation, _): row("index", operation)
    case .stateDiffers: row("state")
    case .notesDiffer: row("notes", nil, "personal_access")
    case .rowAltered(let table, let key): row("row", nil, table, key)
    case .schemaAltered(let name): row("schema", nil, name)
    case .sumsDiffer(let table, let key): row("sums", nil, table, key)
    case .foreignKey(let table, let key): row("reference", nil, table, key)
    case .searchIndex(let table): row("search", nil, table)
    case .headUnknown: row("head")
    case .twoForms: row("two-forms", nil, "enrolment")
    case .bodyMissing(let hash, _): row("file-missing", nil, hash)
    case .bodyAltered(let hash, _): row("file-altered", nil, hash)
    case .textAltered(let table, let key): row("text-altered", nil, table, key)
    case .file: row("file")
    }
  }
}
