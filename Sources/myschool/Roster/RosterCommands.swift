import Arguments
import SchoolCore
import Tabular

enum RosterCommands {
  static let noun: Command = Command(
    "roster", Text(en: "Forms, students, staff, guardians, courses", ru: "Классы, ученики, сотрудники, представители, курсы"),
    discussion: Text(
      en: "The lists of the school, imported from its own spreadsheets.", ru: "Списки школы; загружаются из её собственных таблиц."),
    children: {
      [
        load, list, show, RosterEdit.add, RosterEdit.change, RosterEdit.move, RosterEdit.remove, RosterEdit.merge, RosterGroup.command,
        RosterExempt.command, RosterPromote.command, RosterInvite.command, RosterErase.command,
      ]
    })

  static let encoding = Option.text(
    "encoding", nil, ValueKind("encoding"),
    Text(en: "Encoding of the files, instead of finding it out", ru: "Кодировка файлов вместо определения"))
  static let separator = Option.text(
    "separator", nil, ValueKind("separator"),
    Text(en: "Separator of the columns: comma, semicolon, tab", ru: "Разделитель столбцов: comma, semicolon, tab"))
  private static let files = Operand.some(
    0, .file,
    Text(
      en: "Lists of students, staff or teaching load; - is standard input",
      ru: "Списки учеников, сотрудников или нагрузка; - — стандартный ввод"))
  private static let prune = Option.flag(
    "prune", Text(en: "End the enrolment of students the file does not name", ru: "Завершить обучение тех, кого нет в файле"))

  static let load: Command = Command(
    "import", Text(en: "Take over the school's own lists", ru: "Загрузить списки школы"),
    discussion: Text(
      en:
        "The kind of each file is known by its headings: Класс and Фамилия for students, Должность for staff, Предмет and Учитель for the load. One SNILS or one login is one person in all roles. The same file again changes nothing; a changed value is shown as old → new. Nobody is removed by being absent from a file: those missing are listed, and --prune ends their enrolment.",
      ru:
        "Вид файла виден по заголовкам: «Класс» и «Фамилия» — ученики, «Должность» — сотрудники, «Предмет» и «Учитель» — нагрузка. Один СНИЛС или один логин — один человек во всех ролях. Тот же файл ещё раз ничего не меняет; изменённое показывается как «было → стало». Отсутствие в файле никого не удаляет: таких людей перечисляют, а --prune завершает их обучение."
    ),
    operands: [files.spec], options: [prune.spec, encoding.spec, separator.spec] + Everywhere.writing,
    examples: [
      Example(
        "myschool roster import students.csv staff.csv load.csv", Text(en: "three lists as one operation", ru: "три списка одним действием")
      )
    ]
  ) { call, session in
    let school = try session.school()
    let sources = try call[files].map { try session.source($0, encoding: call[encoding], separator: call[separator]) }
    let performed = try school.importRoster(sources, prune: call[prune], session.request)
    let report = performed.value
    session.tell(report.notices)
    for change in report.changes.prefix(50) {
      let (before, after) = (change.before ?? "—", change.after ?? "—")
      session.say(
        Text(
          en: "\(change.person): \(change.field): \(before) → \(after)",
          ru: "\(change.person): \(fieldNames[change.field] ?? change.field): \(before) → \(after)"))
    }
    if report.changes.count > 50 {
      session.say(Text(en: "… and \(report.changes.count - 50) more", ru: "… и ещё \(report.changes.count - 50)"))
    }
    if !report.missing.isEmpty {
      let list = report.missing.prefix(20).joined(separator: ", ")
      let more = report.missing.count > 20 ? ", …" : ""
      session.say(
        Text(
          en: "not in the file (\(report.missing.count)): \(list)\(more)" + (call[prune] ? "" : "; to end their enrolment: --prune"),
          ru: "нет в файле (\(report.missing.count)): \(list)\(more)" + (call[prune] ? "" : "; завершить их обучение: --prune")))
    }
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun], extra: summary(report)))
  }

  private static let fieldNames = [
    "surname": "фамилия", "given_name": "имя", "patronymic": "отчество", "birth_date": "дата рождения", "snils": "СНИЛС", "login": "логин",
    "phone": "телефон", "email": "e-mail", "form": "класс",
  ]

  private static func summary(_ report: RosterReport) -> [Text] {
    var parts: [Text] = []
    if report.students > 0 { parts.append(Text(en: "students: \(report.students)", ru: "учеников: \(report.students)")) }
    if report.guardians > 0 { parts.append(Text(en: "guardians: \(report.guardians)", ru: "представителей: \(report.guardians)")) }
    if report.staff > 0 { parts.append(Text(en: "staff: \(report.staff)", ru: "сотрудников: \(report.staff)")) }
    if report.courses > 0 { parts.append(Text(en: "courses: \(report.courses)", ru: "курсов: \(report.courses)")) }
    let line = Text(en: "read: " + parts.map(\.en).joined(separator: ", "), ru: "прочитано: " + parts.map(\.ru).joined(separator: ", "))
    return parts.isEmpty ? [] : [line]
  }

  private static let kind = Operand.one(
    0, .choice(RosterKind.allCases.map(\.rawValue), placeholder: "LIST"),
    Text(en: "forms, students, staff, guardians, subjects or courses", ru: "forms, students, staff, guardians, subjects или courses"))
  static let form = Option.text("form", nil, .form, Text(en: "Only this form", ru: "Только этот класс"))

  static let list: Command = Command(
    "list",
    Text(
      en: "List forms, students, staff, guardians, subjects or courses",
      ru: "Показать классы, учеников, сотрудников, представителей, предметы или курсы"),
    operands: [kind.spec], options: [form.spec],
    examples: [
      Example("myschool roster list students --form 7А", Text(en: "the students of a form", ru: "ученики класса")),
      Example("myschool roster list courses --format csv", Text(en: "who teaches what", ru: "кто что ведёт")),
    ],
    sections: RosterKind.allCases.map { kind in
      let section = Tree.columns(School.rosterColumns(kind))
      return HelpSection(section.title + Text(": \(kind.rawValue)"), rows: section.rows)
    }
  ) { call, session in
    guard let wanted = RosterKind(rawValue: call[kind]) else {
      throw UsageFailure(
        .badValue(option: "LIST", value: call[kind], expected: Text(RosterKind.allCases.map(\.rawValue).joined(separator: ", "))))
    }
    return .table(try session.school().rosterList(wanted, form: call[form]), note: Text(en: "nobody", ru: "никого"))
  }

  private static let person = Operand.one(
    0, .person, Text(en: "Full name, login, SNILS, phone or e-mail", ru: "Полное имя, логин, СНИЛС, телефон или почта"))

  static let show: Command = Command(
    "show", Text(en: "Show what the roster holds of a person", ru: "Показать всё, что есть о человеке в списках"),
    operands: [person.spec],
    examples: [Example("myschool roster show kazakova.t", Text(en: "by login", ru: "по логину"))],
    sections: [Tree.columns(School.personColumns)]
  ) { call, session in .table(try session.school().rosterShow(call[person])) }
}
