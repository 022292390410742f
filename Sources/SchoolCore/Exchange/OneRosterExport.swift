import Basics
import Record
import SQLite
import SchoolJournal
import SchoolModel
import SchoolSheets
import Tabular

extension Exchange {
  /// One file of a set to be written.
  public struct ExportedFile {
    public let name: String
    public let table: Table
  }

  /// The roster as a OneRoster set.
  ///
  /// A school is an org, a form a homeroom class, a course a scheduled class; quarters are grading periods.
  /// Source: OneRoster CSV tables 1.1.1 and CSV binding 1.2.1; what OneRoster has no word for is named in `facts.md` §6.
  public func exportOneRoster(version text: String) throws -> [ExportedFile] {
    guard let version = OneRosterVersion(rawValue: text) else { throw BadValue(.notInVocabulary(text, known: ["1.1", "1.2"])) }
    // Who may change the roster may carry all of it away, SNILS and birth dates too; who only reads it may not.
    return try read(.rosterWrite) { reading in try OneRosterExport(reading, version).files() }
  }

  /// The marks of one course as a OneRoster set: its class, its students by name, line items, results, categories.
  public func exportOneRoster(form: String, subject: String, span text: String?) throws -> [ExportedFile] {
    try read(.journalRead) { reading in
      let course = try reading.course(form, subject)
      return try OneRosterExport(reading, .v1p1, course).files(of: course, try SpanReader(reading.calendar).span(text))
    }
  }
}

/// Writes the files of a bulk set.
package struct OneRosterExport {
  package let reading: Reading
  package let version: OneRosterVersion
  private let database: Database
  private let uuid: String
  private let school: String
  private let offset: Int

  /// The one course of the set; `nil` for all the school.
  private let only: CourseState?

  package init(_ reading: Reading, _ version: OneRosterVersion, _ only: CourseState? = nil) throws {
    self.only = only
    self.reading = reading
    self.version = version
    database = reading.database
    offset = reading.calendar.utcOffset
    (uuid, school) = try database.row("SELECT uuid, name FROM school", as: (String, String).self) ?? ("", "")
  }

  package func files() throws -> [Exchange.ExportedFile] {
    let everybody = try everybody()
    var files = try roster(everybody) + [file(.demographics, try demographics(everybody))]
    if version == .v1p2 { files.append(file(.roles, roles(everybody))) }
    return [manifest(files.map(\.name))] + files
  }

  package func roster(_ everybody: [User]) throws -> [Exchange.ExportedFile] {
    [
      file(.orgs, [[.text("school"), .empty, .empty, .text(school), .text("school"), .text(uuid), .empty]]),
      file(.academicSessions, try sessions()), file(.courses, try courses()),
      file(.classes, try classes(), further: only == nil ? ["metadata.hours"] : []),
      file(.users, try users(everybody), further: only == nil ? ["metadata.post", "metadata.agentRelations"] : []),
      file(.enrollments, try enrolments()),
    ]
  }

  package func file(_ kind: OneRosterFile, _ rows: [[Cell]], further: [String] = []) -> Exchange.ExportedFile {
    let keys = OneRosterTable.leading + kind.columns(version) + further
    return .init(name: "\(kind.rawValue).csv", table: Table(keys.map { Column($0, en: $0, ru: $0) }, rows: rows))
  }

  /// Every file of the version is named, those that are not there as absent.
  package func manifest(_ present: [String]) -> Exchange.ExportedFile {
    var rows = [("manifest.version", "1.0"), ("oneroster.version", version.rawValue)]
    let later: Set<String> = [
      "lineItemLearningObjectiveIds", "lineItemScoreScales", "resultLearningObjectiveIds", "resultScoreScales", "roles", "scoreScales",
      "userProfiles", "userResources",
    ]
    let names = OneRosterFile.allCases.map(\.rawValue) + OneRosterFile.others
    for name in names.sorted() where version == .v1p2 || !later.contains(name) {
      rows.append(("file.\(name)", present.contains("\(name).csv") ? "bulk" : "absent"))
    }
    rows += [("source.systemName", "myschool"), ("source.systemCode", uuid)]
    let columns = ["propertyName", "value"].map { Column($0, en: $0, ru: $0) }
    return .init(name: "manifest.csv", table: Table(columns, rows: rows.map { [.text($0.0), .text($0.1)] }))
  }

  private static func row(_ id: String, _ cells: Cell...) -> [Cell] { [.text(id), .empty, .empty] + cells }

  /// An end date of OneRoster is the day after the last (CSV tables 1.1.1: “exclusive”).
  private func sessions() throws -> [[Cell]] {
    let year = reading.calendar.year
    // OneRoster names a school year by the one it ends in.
    let ends = String(year.last.parts.year)
    var rows = [
      Self.row(
        "year", .text(try database.value("SELECT title FROM academic_year WHERE id = ?", reading.calendar.yearID, as: String.self) ?? ends),
        .text("schoolYear"), .day(year.first.description), .day((year.last + 1).description), .empty, .text(ends))
    ]
    for (code, first, last) in try database.rows(
      "SELECT code, first_day, last_day FROM term WHERE year_id = ? ORDER BY first_day, code", reading.calendar.yearID,
      as: (TermCode, Day, Day).self)
    {
      let type = code.isHalfYear ? "semester" : "gradingPeriod"
      let word = code.rawValue
      rows.append(
        Self.row(
          "term-\(word)", .text(word), .text(type), .day(first.description), .day((last + 1).description), .text("year"), .text(ends)))
    }
    return rows
  }

  private func courses() throws -> [[Cell]] {
    try database.rows(
      "SELECT id, name FROM subject WHERE id IN (SELECT c.subject_id FROM course c JOIN form f ON f.id = c.form_id WHERE f.year_id = ?) ORDER BY id",
      reading.calendar.yearID, as: (Int, String).self
    ).map { Self.row("subject-\($0)", .text("year"), .text($1), .empty, .empty, .text("school"), .empty, .empty) }
  }

  private func classes() throws -> [[Cell]] {
    let terms = try database.values(
      "SELECT code FROM term WHERE year_id = ? ORDER BY first_day, code", reading.calendar.yearID, as: String.self)
    let sessions = Cell.text(terms.isEmpty ? "year" : terms.map { "term-\($0)" }.joined(separator: ","))
    var rows = try database.rows(
      "SELECT id, name, grade FROM form WHERE year_id = ? ORDER BY grade, letter", reading.calendar.yearID, as: (Int, String, Int).self
    ).map { id, name, grade in
      Self.row(
        ExternalIDs.own(.homeroom, id), .text(name), .text(Self.grade(grade)), .empty, .text(name), .text("homeroom"), .empty,
        .text("school"), sessions, .empty, .empty, .empty) + (only == nil ? [.empty] : [])
    }
    let sql = """
      SELECT c.id, f.name, f.grade, s.id, s.name, c.group_name, c.weekly_hours FROM course c JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id
      WHERE f.year_id = ? ORDER BY f.grade, f.letter, s.id, c.group_name
      """
    for (id, form, grade, subject, name, group, hours) in try database.rows(
      sql, reading.calendar.yearID, as: (Int, String, Int, Int, String, String, Double?).self) where only == nil || id == only?.id
    {
      let title = [form, name, group].filter { !$0.isEmpty }.joined(separator: " ")
      rows.append(
        Self.row(
          ExternalIDs.own(.course, id), .text(title), .text(Self.grade(grade)), .text("subject-\(subject)"),
          group.isEmpty ? .empty : .text(group), .text("scheduled"), .empty, .text("school"), sessions, .text(name), .empty, .empty)
          + (only == nil ? [hours.map { .text("\($0)") } ?? .empty] : []))
    }
    return only == nil ? rows : rows.filter { $0[0] == .text(ExternalIDs.own(.course, only?.id ?? 0)) }
  }

  private static func grade(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  package struct User {
    package let person: PersonName
    package let roles: [String]
  }

  /// Students of the year, their relatives, and the staff; who is two of these has two roles.
  package func everybody() throws -> [User] {
    let today = max(reading.calendar.today, reading.calendar.year.first)
    let students = Set(
      try database.values(
        "SELECT e.person_id FROM enrolment e JOIN form f ON f.id = e.form_id WHERE f.year_id = ?1 AND (e.last_day IS NULL OR e.last_day >= ?2)",
        reading.calendar.yearID, today, as: Int.self))
    let relatives = Set(
      try database.rows("SELECT person_id, student_id FROM guardian", as: (Int, Int).self).filter { students.contains($0.1) }.map(\.0))
    let staff = Set(try database.values("SELECT person_id FROM staff", as: Int.self))
    let administrators = Set(try database.values("SELECT person_id FROM role_grant WHERE role = 'admin'", as: Int.self))
    return try reading.people("SELECT \(Reading.personColumns) FROM person p WHERE self_declared IS NULL ORDER BY p.id").compactMap {
      person in
      var roles: [String] = []
      if students.contains(person.id) { roles.append("student") }
      if staff.contains(person.id) { roles.append(administrators.contains(person.id) ? administrator : "teacher") }
      if relatives.contains(person.id) { roles.append("parent") }
      return roles.isEmpty ? nil : User(person: person, roles: roles)
    }.filter { user in only.map { $0.students.people.contains { $0.id == user.person.id } } ?? true }
  }

  private var administrator: String { version == .v1p2 ? "siteAdministrator" : "administrator" }

  private func users(_ known: [User]) throws -> [[Cell]] {
    var fields: [Int: (snils: String?, phone: String?, email: String?)] = [:]
    // Marks go out with names alone.
    if only == nil {
      for (id, snils, phone, email) in try database.rows(
        "SELECT id, snils, phone, email FROM person", as: (Int, String?, String?, String?).self)
      { fields[id] = (snils, phone, email) }
    }
    let ids = Set(known.map(\.person.id))
    var agents: [Int: [(id: Int, relation: String)]] = [:]
    for (student, person, relation) in try database.rows(
      "SELECT student_id, person_id, relation FROM guardian ORDER BY id", as: (Int, Int, String?).self)
    where ids.contains(student) && ids.contains(person) {
      agents[person, default: []].append((student, relation ?? ""))
      agents[student, default: []].append((person, relation ?? ""))
    }
    let posts = Dictionary(
      try database.rows("SELECT person_id, post FROM staff", as: (Int, String?).self).map { ($0.0, $0.1 ?? "") },
      uniquingKeysWith: { $1 })
    let grades = Dictionary(
      try database.rows(
        "SELECT e.person_id, f.grade FROM enrolment e JOIN form f ON f.id = e.form_id WHERE f.year_id = ?1 AND (e.last_day IS NULL OR e.last_day >= ?2)",
        reading.calendar.yearID, max(reading.calendar.today, reading.calendar.year.first), as: (Int, Int).self),
      uniquingKeysWith: { $1 })
    return known.map { user in
      let person = user.person
      let own = fields[person.id] ?? (nil, nil, nil)
      let login = Cell.text(person.login ?? ExternalIDs.own(.user, person.id))
      let ids = own.snils.map { Cell.text("{SNILS:\($0)}") } ?? .empty
      let list = (agents[person.id] ?? []).map { ExternalIDs.own(.user, $0.id) }.joined(separator: ",")
      let relations = (agents[person.id] ?? []).map(\.relation)
      let isTold = relations.contains { !$0.isEmpty }
      // What OneRoster has no column for.
      let further: [Cell] =
        only == nil
        ? [Cell(posts[person.id].flatMap { $0.isEmpty ? nil : $0 }), isTold ? .text(relations.joined(separator: ",")) : .empty] : []
      let name: [Cell] = [
        login, ids, .text(person.givenName), .text(person.surname), Cell(person.patronymic), .empty, Cell(own.email), Cell(own.phone),
        .empty,
        list.isEmpty ? .empty : .text(list),
      ]
      let grade = grades[person.id].map { Cell.text(Self.grade($0)) } ?? .empty
      let id: [Cell] = [.text(ExternalIDs.own(.user, person.id)), .empty, .empty, .text("true")]
      if version == .v1p2 { return id + name + [grade, .empty, .empty, .empty, .empty, .empty, .text("school"), .empty] + further }
      return id + [.text("school"), .text(user.roles[0])] + name + [grade, .empty] + further
    }
  }

  private func roles(_ known: [User]) -> [[Cell]] {
    known.flatMap { user in
      user.roles.enumerated().map { index, role in
        Self.row(
          "role-\(user.person.id)-\(role)", .text(ExternalIDs.own(.user, user.person.id)), .text(index == 0 ? "primary" : "secondary"),
          .text(role), .empty, .empty, .text("school"), .empty)
      }
    }
  }

  private func enrolments() throws -> [[Cell]] {
    var rows: [[Cell]] = []
    func add(_ group: String, _ person: Int, _ role: String, isPrimary: Bool = false, _ first: String? = nil, _ last: String? = nil) {
      let user = ExternalIDs.own(.user, person)
      rows.append(
        Self.row(
          "\(group)-\(user)", .text(group), .text("school"), .text(user), .text(role), isPrimary ? .text("true") : .empty,
          first.map { .day($0) } ?? .empty, last.flatMap { Day(iso: $0) }.map { .day(($0 + 1).description) } ?? .empty))
    }
    var members: [Int: [Int]] = [:]
    let active = """
      SELECT e.form_id, e.person_id, e.first_day, e.last_day FROM enrolment e JOIN form f ON f.id = e.form_id WHERE f.year_id = ?1 AND (e.last_day IS NULL OR e.last_day >= ?2)
      ORDER BY f.grade, f.letter, e.id
      """
    let today = max(reading.calendar.today, reading.calendar.year.first)
    for (form, person, first, last) in try database.rows(active, reading.calendar.yearID, today, as: (Int, Int, String, String?).self) {
      members[form, default: []].append(person)
      add(ExternalIDs.own(.homeroom, form), person, "student", first, last)
    }
    for (form, teacher) in try database.rows(
      "SELECT id, teacher_id FROM form WHERE year_id = ? AND teacher_id IS NOT NULL ORDER BY grade, letter", reading.calendar.yearID,
      as: (Int, Int).self)
    { add(ExternalIDs.own(.homeroom, form), teacher, "teacher", isPrimary: true) }
    var groups: [Int: [Int]] = [:]
    for (course, person) in try database.rows("SELECT course_id, person_id FROM course_member ORDER BY id", as: (Int, Int).self) {
      groups[course, default: []].append(person)
    }
    var teachers: [Int: [Int]] = [:]
    for (course, person) in try database.rows(
      "SELECT t.course_id, t.person_id FROM course_teacher t WHERE \(Membership.teaches(on: "'\(reading.calendar.present)'")) ORDER BY t.id",
      as: (Int, Int).self)
    {
      teachers[course, default: []].append(person)
    }
    let sql = "SELECT c.id, c.form_id FROM course c JOIN form f ON f.id = c.form_id WHERE f.year_id = ? ORDER BY f.grade, f.letter, c.id"
    for (course, form) in try database.rows(sql, reading.calendar.yearID, as: (Int, Int).self) {
      let group = ExternalIDs.own(.course, course)
      guard only == nil || only?.id == course else { continue }
      for person in groups[course] ?? members[form] ?? [] { add(group, person, "student") }
      // Teachers are not in the set of one course.
      guard only == nil else { continue }
      for (index, person) in (teachers[course] ?? []).enumerated() { add(group, person, "teacher", isPrimary: index == 0) }
    }
    return only == nil ? rows : rows.filter { $0[3] == .text(ExternalIDs.own(.course, only?.id ?? 0)) }
  }

  private func demographics(_ everybody: [User]) throws -> [[Cell]] {
    let known = Set(everybody.map(\.person.id))
    return try database.rows("SELECT id, birth_date FROM person WHERE birth_date IS NOT NULL ORDER BY id", as: (Int, String).self)
      .filter { known.contains($0.0) }.map { id, birth in
        Self.row(ExternalIDs.own(.user, id), .day(birth)) + Array(repeating: Cell.empty, count: 12)
      }
  }
}
