import Basics
import Record
import SQLite
import SchoolModel
import Tabular

/// A view of `stats query`: never changed but at the end.
public struct QueryView: Sendable {
  public let name: String
  public let about: Text
  public let columns: [(name: String, meaning: Text)]
  /// With `$` before tables, and the reach put in.
  fileprivate let sql: @Sendable (QueryReach) -> String
}

/// Whose rows a view may hold, as conditions in SQL.
private struct QueryReach {
  let courses: String
  let forms: String
  /// The forms whose students, marks and absences may be read by name.
  let named: String
  let journal: String
  let year: Int
  let today: Day
  let replaced: String
  let ofStaff: Bool
}

extension Statistics {
  /// Runs a query over the views, within the reach of the role.
  /// - Returns: its rows; a column of numbers alone is one of numbers.
  /// - Throws: `StatisticsFailure.badQuery`, `queryTime`, `queryPast`.
  public func query(_ sql: String, values: [String: String], seconds: Int) throws -> Table {
    guard !school.isInThePast else { throw StatisticsFailure.queryPast }
    let reach = try read(.statsRead) { try Self.reach($0) }
    let name = "s" + hex(school.chance.bytes(12))
    let tables = try readUnchecked {
      try $0.values("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'", as: String.self)
    }
    let query = try School.translating(path) {
      try GuardedQuery(
        address: GuardedAddress.of(path, isImmutable: school.isReadOnly), name: name, decoys: tables,
        views: Self.views.map { ($0.name, $0.sql(reach)) })
    }
    var names: [String] = []
    var rows: [[Value]] = []
    do {
      try query.run(sql, values: values, seconds: seconds, columns: { names = $0 }) { rows.append($0) }
    } catch GuardedQuery.Refusal.outOfTime { throw StatisticsFailure.queryTime(seconds: seconds) } catch GuardedQuery.Refusal.bad(
      let message)
    {
      // The name nobody may know is in no message.
      throw StatisticsFailure.badQuery(message.replacing(name + ".", with: "").replacing(name, with: "…"))
    }
    let columns = names.enumerated().map { place, name in Column(name, Self.type(of: rows, place), en: name, ru: name) }
    return Table(columns, rows: rows.map { $0.map(Self.cell) })
  }

  /// What all values of a column are.
  private static func type(of rows: [[Value]], _ place: Int) -> ColumnType {
    var type: ColumnType?
    for row in rows {
      switch row[place] {
      case .null: continue
      case .integer: type = type ?? .integer
      case .real(let number) where number.isFinite: type = .decimal
      default: return .text
      }
    }
    return type ?? .text
  }

  private static func cell(_ value: Value) -> Cell {
    switch value {
    case .null: .empty
    case .integer(let number): .integer(Int(number))
    case .real(let number): .text("\(number)")
    case .text(let text): .text(text)
    case .blob(let bytes): .text(hex(bytes))
    }
  }

  private static func reach(_ reading: Reading) throws -> QueryReach {
    let database = reading.database
    func condition(_ keys: Set<Int>?, _ column: String) -> String { keys.map { "\(column) IN (\(keyList($0)))" } ?? "1" }
    let courses = try reading.access.courses(database)
    let forms = try reading.access.forms(database)
    // What lists of the roster and the journal would show the role: the methodist sees neither marks nor absences by name.
    let role = reading.access.actor.role ?? .student
    let seesJournal = !Permissions.scopes(role, .journalRead).isEmpty
    let seesRoster = !Permissions.scopes(role, .rosterRead).isEmpty && role != .methodist
    let rules = try JournalRules(database)
    return QueryReach(
      courses: condition(courses, "c.id"), forms: condition(forms, "f.id"), named: seesRoster ? condition(forms, "f.id") : "0",
      journal: seesJournal ? condition(courses, "c.id") : "0", year: reading.calendar.yearID, today: reading.calendar.present,
      replaced: rules.retakesReplace ? "AND NOT \(MarkLedger.isRetaken("$mark"))" : "",
      ofStaff: reading.access.isWhole)
  }

  private static let person =
    "p.surname || CASE p.given_name WHEN '' THEN '' ELSE ' ' || p.given_name END || coalesce(' ' || p.patronymic, '')"
  private static let course = "$course c JOIN $form f ON f.id = c.form_id JOIN $subject s ON s.id = c.subject_id"
  private static let lesson = "\(course) JOIN $lesson l ON l.course_id = c.id"

  private static func words(_ list: [(String, String, String)]) -> [(name: String, meaning: Text)] {
    list.map { ($0.0, Text(en: $0.1, ru: $0.2)) }
  }

  private static let place = [("form", "the form", "класс"), ("subject", "the subject", "предмет"), ("grp", "the group", "группа")]

  /// The views, with every column.
  public static let views: [QueryView] = [
    QueryView(
      name: "v_form", about: Text(en: "the forms of the year", ru: "классы года"),
      columns: words([
        ("form", "the form", "класс"), ("grade", "the year of study", "параллель"), ("letter", "its letter", "литера"),
        ("teacher", "the form teacher", "классный руководитель"), ("students", "enrolled today", "числится учеников"),
      ])
    ) { reach in
      """
      SELECT f.name AS form, f.grade, f.letter, (SELECT \(person) FROM $person p WHERE p.id = f.teacher_id) AS teacher,
        (SELECT count(*) FROM $enrolment e WHERE e.form_id = f.id AND e.first_day <= '\(reach.today)' AND (e.last_day IS NULL OR e.last_day >= '\(reach.today)')) AS students
      FROM $form f WHERE f.year_id = \(reach.year) AND \(reach.forms)
      """
    },
    QueryView(
      name: "v_student", about: Text(en: "students of the year by their enrolments", ru: "ученики года по зачислениям"),
      columns: words([
        ("form", "the form", "класс"), ("student", "the full name", "ФИО"), ("login", "the login", "логин"),
        ("first_day", "enrolled from", "зачислен с"), ("last_day", "until", "по"), ("birth_date", "born", "дата рождения"),
      ])
    ) { reach in
      """
      SELECT f.name AS form, \(person) AS student, p.login, e.first_day, e.last_day, p.birth_date
      FROM $enrolment e JOIN $form f ON f.id = e.form_id JOIN $person p ON p.id = e.person_id WHERE f.year_id = \(reach.year) AND \(reach.named)
      """
    },
    QueryView(
      name: "v_teacher", about: Text(en: "the staff", ru: "сотрудники"),
      columns: words([("teacher", "the full name", "ФИО"), ("login", "the login", "логин"), ("post", "the post", "должность")])
    ) { _ in "SELECT \(person) AS teacher, p.login, t.post FROM $staff t JOIN $person p ON p.id = t.person_id" },
    QueryView(
      name: "v_course", about: Text(en: "the courses of the year", ru: "курсы года"),
      columns: words(place + [("weekly_hours", "hours a week", "часов в неделю"), ("teachers", "who gives it", "кто ведёт")])
    ) { reach in
      """
      SELECT f.name AS form, s.name AS subject, c.group_name AS grp, c.weekly_hours,
        (SELECT group_concat(\(person), ', ') FROM $course_teacher t JOIN $person p ON p.id = t.person_id WHERE t.course_id = c.id
          AND (t.last_day IS NULL OR t.last_day >= '\(reach.today)')) AS teachers
      FROM \(course) WHERE f.year_id = \(reach.year) AND \(reach.courses)
      """
    },
    QueryView(
      name: "v_lesson", about: Text(en: "lessons that were written down", ru: "уроки, по которым есть записи"),
      columns: words(
        place + [
          ("day", "the day", "день"), ("number", "its number", "номер"), ("teacher", "who gave it", "кто вёл"),
          ("topic", "the topic", "тема"), ("homework", "homework", "задание"),
        ])
    ) { reach in
      """
      SELECT f.name AS form, s.name AS subject, c.group_name AS grp, l.day, l.number,
        (SELECT \(person) FROM $person p WHERE p.id = l.teacher_id) AS teacher, l.topic, l.homework
      FROM \(lesson) WHERE f.year_id = \(reach.year) AND \(reach.courses)
      """
    },
    QueryView(
      name: "v_mark",
      about: Text(en: "marks that count, two of a cell as two", ru: "отметки, которые учитываются; две в клетке — две строки"),
      columns: words(
        place + [
          ("day", "the day", "день"), ("number", "the lesson", "урок"), ("student", "the full name", "ФИО"),
          ("login", "the login", "логин"), ("kind", "kind of work", "вид работы"), ("mark", "the sign", "знак"),
          ("points", "worth of five", "по пятибалльной"), ("weight", "its weight", "вес"),
        ])
    ) { reach in
      let sign = { (column: String) in
        """
        SELECT f.name AS form, s.name AS subject, c.group_name AS grp, l.day, l.number, \(person) AS student, p.login, k.name AS kind,
          v.code AS mark, v.points, m.weight
        FROM \(lesson) JOIN $mark m ON m.lesson_id = l.id JOIN $person p ON p.id = m.student_id
        JOIN $work_kind k ON k.id = m.kind_id JOIN $mark_value v ON v.id = m.\(column)
        WHERE f.year_id = \(reach.year) AND \(reach.journal) \(reach.replaced)
        """
      }
      return sign("value_id") + " UNION ALL " + sign("second_id")
    },
    QueryView(
      name: "v_term_mark", about: Text(en: "marks put for terms", ru: "отметки за периоды"),
      columns: words(
        place + [
          ("term", "q1 … year", "q1 … year"), ("student", "the full name", "ФИО"), ("login", "the login", "логин"),
          ("mark", "the mark", "отметка"), ("points", "worth of five", "по пятибалльной"),
        ])
    ) { reach in
      """
      SELECT f.name AS form, s.name AS subject, c.group_name AS grp, t.term, \(person) AS student, p.login, v.code AS mark, v.points
      FROM \(course) JOIN $term_mark t ON t.course_id = c.id JOIN $person p ON p.id = t.student_id JOIN $mark_value v ON v.id = t.value_id
      WHERE f.year_id = \(reach.year) AND \(reach.journal)
      """
    },
    QueryView(
      name: "v_attendance", about: Text(en: "absences and the like", ru: "пропуски и опоздания"),
      columns: words(
        place + [
          ("day", "the day", "день"), ("number", "the lesson", "урок"), ("student", "the full name", "ФИО"),
          ("login", "the login", "логин"), ("code", "н б у п оп зд", "н б у п оп зд"), ("minutes", "late by", "минут опоздания"),
        ])
    ) { reach in
      """
      SELECT f.name AS form, s.name AS subject, c.group_name AS grp, l.day, l.number, \(person) AS student, p.login, a.code, a.minutes
      FROM \(lesson) JOIN $attendance a ON a.lesson_id = l.id JOIN $person p ON p.id = a.student_id
      WHERE f.year_id = \(reach.year) AND \(reach.journal)
      """
    },
    QueryView(
      name: "v_homework", about: Text(en: "homework by the lesson it was set in", ru: "задания по уроку, на котором заданы"),
      columns: words(place + [("day", "the day", "день"), ("number", "the lesson", "урок"), ("homework", "the text", "задание")])
    ) { reach in
      """
      SELECT f.name AS form, s.name AS subject, c.group_name AS grp, l.day, l.number, l.homework
      FROM \(lesson) WHERE f.year_id = \(reach.year) AND l.homework IS NOT NULL AND \(reach.courses)
      """
    },
    QueryView(
      name: "v_plan", about: Text(en: "topics of plans", ru: "темы планирования"),
      columns: words(
        place + [
          ("position", "its place", "место"), ("section", "the section", "раздел"), ("topic", "the topic", "тема"),
          ("hours", "its hours", "часов"),
        ])
    ) { reach in
      """
      SELECT f.name AS form, s.name AS subject, c.group_name AS grp, t.position, t.section, t.title AS topic, t.hours
      FROM \(course) JOIN $plan_topic t ON t.course_id = c.id WHERE f.year_id = \(reach.year) AND \(reach.courses)
      """
    },
    QueryView(
      name: "v_operation",
      about: Text(en: "the record, for who sees the whole school", ru: "журнал действий, для тех, кому видна вся школа"),
      columns: words([
        ("number", "its number", "номер"), ("at", "milliseconds since 1970", "миллисекунд с 1970 года"), ("kind", "its kind", "вид"),
        ("role", "of who did it", "роль"), ("action", "what leave was asked for", "действие"),
      ])
    ) { reach in "SELECT o.number, o.at, o.kind, o.role, o.action FROM $operation o WHERE \(reach.ofStaff ? "1" : "0")" },
  ]
}

/// The address of a file for SQLite, to be read only.
enum GuardedAddress {
  static func of(_ path: String, isImmutable: Bool) -> String {
    let plain = path.utf8.map { byte -> String in
      let isPlain = byte > 32 && byte < 127 && ![UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "'")].contains(byte)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return "file:\(plain.joined())?\(isImmutable ? "immutable=1" : "mode=ro")"
  }
}
