import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// The lists of the roster.
public enum RosterKind: String, Sendable, CaseIterable {
  case forms, students, staff, guardians, subjects, courses
}

extension Roster {
  public static func rosterColumns(_ kind: RosterKind) -> [Column] {
    let form = Column.form
    let login = Column.login
    let name = [
      Column("surname", en: "Surname", ru: "Фамилия"), Column("given_name", en: "Given name", ru: "Имя"),
      Column("patronymic", en: "Patronymic", ru: "Отчество"),
    ]
    switch kind {
    case .forms:
      return [
        form, Column.students, Column("teacher", en: "Form teacher", ru: "Кл. руководитель"),
      ]
    case .students: return [form] + name + [Column("birth_date", .day, en: "Born", ru: "Дата рожд."), login]
    case .staff: return name + [Column("post", en: "Post", ru: "Должность"), login]
    case .guardians:
      return name + [
        Column("relation", en: "Relation", ru: "Кем приходится"), Column.student, form,
        Column("phone", en: "Phone", ru: "Телефон"), Column("email", en: "E-mail", ru: "E-mail"), login,
      ]
    case .subjects: return [Column.subject, Column("courses", .integer, en: "Courses", ru: "Курсов")]
    case .courses:
      return [
        form, Column.subject, Column.group,
        Column("teachers", en: "Teachers", ru: "Учителя"), Column("hours", en: "Hours a week", ru: "Часов в нед."),
      ]
    }
  }

  /// One of the lists of the roster, as far as the role reaches.
  public func list(_ kind: RosterKind, form: String?) throws -> Table {
    try read(.rosterRead) { reading in
      let wanted = try form.map { try reading.formID($0) }
      let reach = try reading.access.forms(reading.database)
      // A form out of reach is refused: an empty list would say that nobody is in it.
      if let wanted { try reading.access.require(form: wanted, named: form ?? "", reading.database) }
      // Where families can be reached is for those who lead the form.
      let led = kind == .guardians && !reading.access.isWhole ? try reading.access.formsLed(reading.database) : nil
      var rows: [[Cell]] = []
      try reading.database.forEach(
        Self.rosterSQL(kind),
        Self.rosterSQL(kind).contains("?2") ? [reading.calendar.yearID, reading.calendar.present] : [reading.calendar.yearID]
      ) { row in
        // The first column is the key of the form; 0 where a list has none.
        let formKey: Int = try row.get(0)
        if formKey != 0, let reach, !reach.contains(formKey) { return }
        if let wanted, formKey != 0, formKey != wanted { return }
        var cells = try (2..<row.count).map { try Self.cell(row, $0) }
        if let led, !led.contains(formKey) { for column in Self.contacts { cells[column] = .empty } }
        rows.append(cells)
      }
      return Table(Self.rosterColumns(kind), rows: rows)
    }
  }

  /// Phone and e-mail among the columns of guardians.
  private static let contacts = [6, 7]

  private static func cell(_ row: Row, _ column: Int) throws -> Cell {
    switch try row.get(column, as: Value.self) {
    case .null: .empty
    case .integer(let number): .integer(Int(number))
    case .real(let number): .text(number == number.rounded() ? String(Int(number)) : String(number))
    case .text(let text): .text(text)
    case .blob: .empty
    }
  }

  private static func rosterSQL(_ kind: RosterKind) -> String {
    let active = Membership.holds(on: "?2")
    switch kind {
    case .forms:
      return """
        SELECT f.id, f.name, f.name, (SELECT count(*) FROM enrolment e WHERE e.form_id = f.id AND \(active)),
          \(PersonName.sql)
        FROM form f LEFT JOIN person p ON p.id = f.teacher_id WHERE f.year_id = ?1 ORDER BY f.grade, f.letter
        """
    case .students:
      return """
        SELECT f.id, f.name, f.name, p.surname, p.given_name, p.patronymic, p.birth_date, p.login FROM enrolment e JOIN form f ON f.id = e.form_id
        JOIN person p ON p.id = e.person_id WHERE f.year_id = ?1 AND \(active) ORDER BY f.grade, f.letter, p.name_key, p.id
        """
    case .staff:
      return """
        SELECT 0, NULL, p.surname, p.given_name, p.patronymic, s.post, p.login FROM staff s JOIN person p ON p.id = s.person_id WHERE ?1 > 0 AND (s.last_day IS NULL OR s.last_day >= ?2)
        ORDER BY p.name_key, p.id
        """
    case .guardians:
      return """
        SELECT f.id, f.name, p.surname, p.given_name, p.patronymic, g.relation,
          \(PersonName.sql(of: "s")), f.name, p.phone, p.email, p.login
        FROM guardian g JOIN person p ON p.id = g.person_id JOIN person s ON s.id = g.student_id
        JOIN enrolment e ON e.person_id = s.id AND \(active) JOIN form f ON f.id = e.form_id
        WHERE f.year_id = ?1 ORDER BY p.name_key, p.id, f.grade, f.letter, s.name_key
        """
    case .subjects:
      return """
        SELECT 0, NULL, s.name, count(c.id) FROM subject s LEFT JOIN course c ON c.subject_id = s.id
          AND c.form_id IN (SELECT id FROM form WHERE year_id = ?1) GROUP BY s.id ORDER BY s.name_key
        """
    case .courses:
      return """
        SELECT f.id, f.name, f.name, s.name, nullif(c.group_name, ''),
          (SELECT group_concat(\(PersonName.sql), ', ') FROM course_teacher t
            JOIN person p ON p.id = t.person_id WHERE t.course_id = c.id AND \(Membership.teaches(on: "?2"))), c.weekly_hours
        FROM course c JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE f.year_id = ?1
        ORDER BY f.grade, f.letter, s.name_key, c.group_name
        """
    }
  }

  public static let personColumns = [
    Column("field", en: "Field", ru: "Поле", labels: CodedWords.personFields),
    Column("value", en: "Value", ru: "Значение", labels: CodedWords.roles),
  ]

  /// What of a person the work of who looks needs: a subject teacher no more than the login, a form teacher how to reach the
  /// family, the administration all.
  private static func fieldsNeeded(of person: Int, isStaff: Bool, _ reading: Reading) throws -> [String] {
    if reading.access.isWhole { return ["login", "birth_date", "snils", "phone", "email"] }
    guard !isStaff, try isOfLedForm(person, reading) else { return ["login"] }
    return ["login", "birth_date", "phone", "email"]
  }

  private static func isOfLedForm(_ person: Int, _ reading: Reading) throws -> Bool {
    let sql = """
      SELECT 1 FROM main.form f JOIN main.enrolment e ON e.form_id = f.id WHERE f.teacher_id = ?1 AND f.year_id = ?3
        AND (e.person_id = ?2 OR e.person_id IN (SELECT student_id FROM main.guardian WHERE person_id = ?2)) LIMIT 1
      """
    return try reading.database.value(sql, reading.access.actor.personID, person, reading.calendar.yearID, as: Int.self) != nil
  }

  /// All that the roster holds of one person.
  public func show(_ name: String) throws -> Table {
    let (id, table) = try read(.rosterRead) { reading in
      let person = try reading.person(name)
      let database = reading.database
      // Who works here is in the open, their numbers and addresses are not; a student is shown to those the role reaches.
      let isStaff = try database.value("SELECT 1 FROM staff WHERE person_id = ?", person.id, as: Int.self) != nil
      if !isStaff { try reading.access.require(student: person.id, named: name, database) }
      let fields = try Self.fieldsNeeded(of: person.id, isStaff: isStaff, reading)
      var rows: [[Cell]] = [[.text("name"), .text(person.full)]]
      func add(_ field: String, _ sql: String) throws {
        for value in try database.values(sql, person.id, as: String?.self) {
          if let value, !value.isEmpty { rows.append([.text(field), .text(value)]) }
        }
      }
      for field in fields {
        guard let value = try database.value("SELECT \(field) FROM person WHERE id = ?", person.id, as: String?.self) ?? nil else {
          continue
        }
        rows.append([.text(field), field == "birth_date" ? .day(value) : .text(SNILS(value)?.formatted ?? value)])
      }
      try add("post", "SELECT post FROM staff WHERE person_id = ?")
      let enrolments = """
        SELECT f.name, e.first_day, e.last_day FROM enrolment e JOIN form f ON f.id = e.form_id WHERE e.person_id = ? ORDER BY e.first_day
        """
      for (form, first, last) in try database.rows(enrolments, person.id, as: (String, Day, Day?).self) {
        rows.append([.text("form"), .text("\(form), \(first.russian)–\(last?.russian ?? "")")])
      }
      try add("form_teacher_of", "SELECT name FROM form WHERE teacher_id = ?")
      try add(
        "guardian",
        "SELECT \(PersonName.sql) || ' (' || g.relation || ')' FROM guardian g JOIN person p ON p.id = g.person_id WHERE g.student_id = ?"
      )
      try add(
        "child",
        "SELECT \(PersonName.sql) FROM guardian g JOIN person p ON p.id = g.student_id WHERE g.person_id = ?"
      )
      try add(
        "course",
        "SELECT f.name || ' ' || s.name FROM course_teacher t JOIN course c ON c.id = t.course_id JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE t.person_id = ? AND \(Membership.teaches(on: "'\(reading.calendar.present)'")) AND f.year_id = \(reading.calendar.yearID) ORDER BY f.grade, f.letter, s.name"
      )
      // The individual plan: the courses of the form or its groups, and what one is exempt from.
      let day = reading.calendar.present
      let plan = """
        SELECT s.name || CASE c.group_name WHEN '' THEN '' ELSE ' (' || c.group_name || ')' END,
          (SELECT x.first_day || '..' || coalesce(x.last_day, '') FROM exemption x WHERE x.course_id = c.id AND x.person_id = ?1
            AND x.first_day <= ?2 AND (x.last_day IS NULL OR x.last_day >= ?2))
        FROM course c JOIN subject s ON s.id = c.subject_id WHERE c.id IN (\(Reading.ownCourses)) ORDER BY s.name_key, c.group_name
        """
      for (subject, exempt) in try database.rows(plan, person.id, day, as: (String, String?).self) {
        let days = exempt.map { $0.split(separator: ".", omittingEmptySubsequences: true).map { Day(iso: $0)?.russian ?? "" } }
        let span = days.map { "\($0.first ?? "")–\($0.count > 1 ? $0[1] : "")" }
        rows.append([.text(exempt == nil ? "studies" : "exempt"), .text(span.map { "\(subject), \($0)" } ?? subject)])
      }
      for role in try Role.of(person.id, database, now: reading.now) { rows.append([.text("role"), .text(role.rawValue)]) }
      return (person.id, Table(Self.personColumns, rows: rows))
    }
    school.noteLook(at: id, "roster show")
    return table
  }
}
