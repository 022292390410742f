import Arguments
import Basics
import Glibc
import SchoolModel
import SchoolRoster
import SchoolSheets
import Tabular

/// `roster import`: the school's own lists, or a OneRoster set.
enum RosterImport {
  private static let files = Operand.some(
    .file,
    Text(
      en: "Lists of students, staff or teaching load, FILE#N for a table of a document, or a OneRoster folder or zip; - is standard input",
      ru: "Списки учеников, сотрудников, нагрузка, таблица документа — ФАЙЛ#N, или папка или zip OneRoster; - — стандартный ввод"))
  private static let prune = Option.flag(
    "prune", Text(en: "End the enrolment of students the file does not name", ru: "Завершить обучение тех, кого нет в файле"))
  private static let school = Option.text(
    "school", nil, ValueKind(.school),
    Text(en: "Which school of a OneRoster set: its identifier or name", ru: "Какую школу набора OneRoster взять: номер или название"))
  private static let form = Option.text(
    "form", nil, .form,
    Text(
      en: "The form of students of whom the file tells none", ru: "Класс учеников, у которых в файле его нет"))
  private static let prefer = Option.text(
    "prefer", nil, .choice(Preferred.allCases.map(\.rawValue), placeholder: "file|hand"),
    Text(en: "Whose word counts for fields changed by hand", ru: "Чему верить, если поле изменено вручную"))

  static let command: Command = Command(
    "import", Text(en: "Take over the school's own lists or a OneRoster set", ru: "Загрузить списки школы или набор OneRoster"),
    discussion: Text(
      en:
        "The kind of each file is known by its headings: Класс and Фамилия for students, Должность for staff, Предмет and Учитель for the load. One SNILS or one login is one person in all roles. The same file again changes nothing; a changed value is shown as old → new. Nobody is removed by being absent from a file: those missing are listed, and --prune ends their enrolment. A field changed by hand since stays as it is and is listed; --prefer file takes the file's word. A folder, or files that begin with sourcedId, are a OneRoster set, 1.1 or 1.2. A homeroom class is a form; without one the grade is. A bulk set is the whole school: who came from the same system before and is not in it has the enrolment ended; marks stay. A set of changes touches what it names. Of a district, --school takes one school.",
      ru:
        "Вид файла определяется по заголовкам: «Класс» и «Фамилия» — ученики, «Должность» — сотрудники, «Предмет» и «Учитель» — нагрузка. Один СНИЛС или один логин — один человек во всех ролях. Тот же файл ещё раз ничего не меняет; изменённое показывается как «было → стало». Отсутствие в файле никого не удаляет: таких людей перечисляют, а --prune завершает их обучение. Поле, изменённое вручную, остаётся и перечисляется; при --prefer file остаётся значение из файла. Папка или файлы, которые начинаются с sourcedId, — набор OneRoster 1.1 или 1.2. Группа вида homeroom — это класс; если её нет, класс берётся по параллели. Полный набор (bulk) — это вся школа: у тех, кто раньше загружен из той же системы, а в наборе отсутствует, обучение завершается; отметки остаются. Набор изменений (delta) меняет только тех, кто в нём есть. Из набора округа --school берёт одну школу."
    ),
    needs: [.rosterWrite], writes: true, operands: [files.spec],
    options: [school.spec, form.spec, prefer.spec, prune.spec, FileOptions.encoding.spec, FileOptions.separator.spec],
    examples: [
      Example(
        "myschool roster import students.csv staff.csv load.csv", Text(en: "three lists as one operation", ru: "три списка одним действием")
      ),
      Example(
        "myschool roster import oneroster --school 2 -n",
        Text(en: "one school of a set, first as a dry run", ru: "одна школа из набора, сначала проверка")),
    ]
  ) { call, session in
    let names = try call[files].flatMap { try session.filesOfSet($0) }
    // A folder is one whatever its files hold, so that a damaged file is blamed itself.
    let isSet = try names != call[files] || (!names.isEmpty && names.allSatisfy { try session.beginsSet($0) })
    let sources = try names.map {
      try session.sheet($0, encoding: call[FileOptions.encoding], separator: call[FileOptions.separator])
    }
    let prefer = call[prefer].flatMap(Preferred.init(rawValue:)) ?? .hand
    let performed: Performed<RosterReport>
    if isSet {
      let set = try OneRosterSet(sources)
      let chosen = try set.school(call[school])
      session.say(totals(set, chosen))
      session.say(set.remarks)
      performed = try session.school().roster.importOneRoster(
        set, at: chosen, form: call[form], prune: call[prune], prefer: prefer, session.request)
    } else {
      performed = try session.school().roster.importRoster(sources, form: call[form], prune: call[prune], prefer: prefer, session.request)
      session.tell(performed.value.notices)
    }
    let report = performed.value
    session.say(report.remarks)
    say(report, pruned: call[prune], session)
    return .receipt(Receipt(performed, extra: isSet ? [] : summary(report)))
  }

  private static func totals(_ set: OneRosterSet, _ school: OneRosterSet.School?) -> Text {
    let totals = set.totals(at: school)
    let name = school.map { "\($0.name) (\($0.id)), " } ?? ""
    return Text(
      en:
        "OneRoster \(set.version), \(name)students: \(totals.students), staff: \(totals.staff), relatives: \(totals.relatives), classes: \(totals.classes), enrolments: \(totals.studentEnrolments) as students, \(totals.otherEnrolments) as others",
      ru:
        "OneRoster \(set.version), \(name)учеников: \(totals.students), сотрудников: \(totals.staff), родителей: \(totals.relatives), групп: \(totals.classes), записей в группы: \(totals.studentEnrolments) учениками, \(totals.otherEnrolments) иначе"
    )
  }

  private static func say(_ report: RosterReport, pruned: Bool, _ session: Session) {
    for change in report.changes.prefix(50) { session.say(line(change)) }
    if report.changes.count > 50 {
      session.say(Text(en: "… and \(report.changes.count - 50) more", ru: "… и ещё \(report.changes.count - 50)"))
    }
    for change in report.kept.prefix(50) {
      session.say(Text(en: "changed by hand, stays: ", ru: "изменено вручную, остаётся: ") + line(change))
    }
    if !report.kept.isEmpty {
      session.say(Text(en: "to take the file's word: --prefer file", ru: "взять значения из файла: --prefer file"))
    }
    if !report.ended.isEmpty {
      session.say(
        Text(
          en: "enrolment ended (\(report.ended.count)): \(Text.few(report.ended))",
          ru: "обучение завершено (\(report.ended.count)): \(Text.few(report.ended))"))
    }
    guard !report.missing.isEmpty else { return }
    guard report.isOfWholeForms || pruned else {
      session.say(
        Text(
          en: "the file does not name \(report.missing.count) students of its forms; they stay as they are",
          ru: "не названо в файле учеников тех же классов: \(report.missing.count); они остаются как есть"))
      return
    }
    session.say(
      Text(
        en: "not in the file (\(report.missing.count)): \(Text.few(report.missing))" + (pruned ? "" : "; to end their enrolment: --prune"),
        ru: "нет в файле (\(report.missing.count)): \(Text.few(report.missing))" + (pruned ? "" : "; завершить их обучение: --prune")))
  }

  private static func line(_ change: RosterReport.FieldChange) -> Text {
    if change.field == "course" {
      let course = change.before ?? ""
      return Text(en: "\(change.person) no longer teaches \(course)", ru: "\(change.person): больше не ведёт — \(course)")
    }
    if change.field == "form", change.before == nil, let form = change.after {
      return Text(en: "\(change.person) has come back into \(form)", ru: "\(change.person): снова в классе \(form)")
    }
    let (before, after) = (shown(change.before), shown(change.after))
    let field = SchoolTables.columnWords[change.field] ?? Text(change.field)
    return Text(
      en: "\(change.person): \(field.en): \(before.en) → \(after.en)", ru: "\(change.person): \(field.ru): \(before.ru) → \(after.ru)")
  }

  /// A value as people write it.
  private static func shown(_ value: String?) -> Text {
    guard let value else { return Text("—") }
    if let day = Day(iso: value) { return Text(en: value, ru: day.russian) }
    return Text(SNILS(value)?.formatted ?? value)
  }

  private static func summary(_ report: RosterReport) -> [Text] {
    var parts: [Text] = []
    if report.students > 0 { parts.append(Text(en: "students: \(report.students)", ru: "учеников: \(report.students)")) }
    if report.guardians > 0 { parts.append(Text(en: "guardians: \(report.guardians)", ru: "представителей: \(report.guardians)")) }
    if report.staff > 0 { parts.append(Text(en: "staff: \(report.staff)", ru: "сотрудников: \(report.staff)")) }
    if report.courses > 0 { parts.append(Text(en: "courses: \(report.courses)", ru: "курсов: \(report.courses)")) }
    let line = Text(en: "read: " + parts.map(\.en).joined(separator: ", "), ru: "прочитано: " + parts.map(\.ru).joined(separator: ", "))
    return parts.isEmpty ? [] : [line]
  }
}
