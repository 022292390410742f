import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// The fields of a person that are set by hand; `nil` leaves one as it is, an empty text takes it away.
public struct PersonEdit: Sendable {
  public var surname: String?
  public var givenName: String?
  public var patronymic: String?
  public var birthDate: String?
  public var snils: String?
  public var login: String?
  public var phone: String?
  public var email: String?
  public var post: String?
  public init() {}
}

public enum RosterFailure: Failure, Equatable {
  case notEnrolled(String)
  case alreadyEnrolled(String, form: String)
  case sameForm(String)
  case leavesBeforeArriving(String)
  case hasEntries(String)
  case nothingSaid
  case notInForm(String, form: String)
  case onePerson(String)
  case twoPeople(String, String)
  case alreadyListed(String)
  /// Neither a student nor of the staff.
  case nobodyHere(String)
  case notOnStaff(String)
  case hasLeft(String, day: String)

  public var exit: ExitCode {
    switch self {
    case .nothingSaid: .usage
    case .notEnrolled, .nobodyHere: .notFound
    case .alreadyEnrolled, .sameForm, .leavesBeforeArriving, .hasEntries, .notInForm, .onePerson, .twoPeople, .alreadyListed,
      .notOnStaff, .hasLeft:
      .badData
    }
  }
  public var key: String {
    switch self {
    case .notEnrolled: "enrolment.none"
    case .alreadyEnrolled: "enrolment.exists"
    case .sameForm: "enrolment.same"
    case .leavesBeforeArriving: "enrolment.days"
    case .hasEntries: "person.entries"
    case .nothingSaid: "edit.nothing"
    case .notInForm: "group.form"
    case .onePerson: "merge.same"
    case .twoPeople: "merge.different"
    case .alreadyListed: "person.exists"
    case .nobodyHere: "person.notHere"
    case .notOnStaff: "person.notStaff"
    case .hasLeft: "person.left"
    }
  }
}

extension Roster {
  /// Enters a person: a student into a form, or a member of staff with a post.
  public func addPerson(_ edit: PersonEdit, form: String?, from day: String?, reason: String?, _ request: WriteRequest) throws -> Performed<
    String
  > {
    let name = try NewPersonName(edit.surname, edit.givenName, edit.patronymic)
    return try perform(.rosterWrite, request) { writing in
      let database = writing.database
      try Self.refuseDouble(name.full, edit, writing)
      try database.run(
        "INSERT INTO person (surname, given_name, patronymic, name_key) VALUES (?, ?, ?, ?)", name.surname, name.given, name.patronymic,
        Folding.key(name.full))
      let person = database.lastInsertedID
      var rest = edit
      (rest.surname, rest.givenName, rest.patronymic) = (nil, nil, nil)
      try self.apply(rest, to: person, writing)
      if let form { try Enrolments(writing).enrol(person, name.full, in: form, from: day, reason: reason) }
      return name.full
    }
  }

  /// The same name with the same birth date, or without one, is taken for the same person unless a SNILS or a login says otherwise.
  private static func refuseDouble(_ name: String, _ edit: PersonEdit, _ writing: Writing) throws {
    guard edit.snils == nil, edit.login == nil else { return }
    let birth = try edit.birthDate.flatMap { try DayReader(writing.calendar()).day($0) }?.description
    let known = try writing.database.value(
      "SELECT id FROM person WHERE name_key = ?1 AND self_declared IS NULL AND (birth_date IS ?2 OR birth_date IS NULL OR ?2 IS NULL)",
      Folding.key(name), birth, as: Int.self)
    if known != nil { throw RosterFailure.alreadyListed(name) }
  }

  /// Changes what the roster holds of a person.
  public func editPerson(_ text: String, _ edit: PersonEdit, _ request: WriteRequest) throws -> Performed<String> {
    try perform(.rosterWrite, request) { writing in
      let person = try writing.reading().person(text)
      try self.apply(edit, to: person.id, writing)
      return person.full
    }
  }

  private func apply(_ edit: PersonEdit, to person: Int, _ writing: Writing) throws {
    let database = writing.database
    func set(_ column: String, _ value: String?) throws {
      guard try database.run("UPDATE person SET \(column) = ?1 WHERE id = ?2 AND \(column) IS NOT ?1", value, person) > 0 else { return }
      // The next import asks before it overwrites what was set by hand.
      try database.run("INSERT INTO hand_changed_field (person_id, field) VALUES (?, ?) ON CONFLICT DO NOTHING", person, column)
    }
    func cleared(_ text: String?) -> String?? { text.map { Folding.tidy($0).isEmpty ? nil : Folding.tidy($0) } }
    for (column, text) in [("surname", edit.surname), ("given_name", edit.givenName)] {
      if let text, !Folding.tidy(text).isEmpty { try set(column, Folding.tidy(text)) }
    }
    if let value = cleared(edit.patronymic) { try set("patronymic", value) }
    if let value = cleared(edit.birthDate) { try set("birth_date", try value.map { try school.birthDate($0).description }) }
    if let value = cleared(edit.snils) {
      let digits = try value.map { text in try SNILS(text).orThrow(BadValue(.notSNILS(text))).digits }
      if let digits, let bearer = try database.value("SELECT id FROM person WHERE snils = ?", digits, as: Int.self), bearer != person {
        throw BadValue(.snilsOfAnother(value ?? ""))
      }
      try set("snils", digits)
    }
    if let value = cleared(edit.login) {
      let login = try value.map { text in try Login(text).orThrow(BadValue(.notALogin(text))).name }
      if let login { try NewPersonName.giveLogin(login, to: person, database) } else { try set("login", nil) }
    }
    if let value = cleared(edit.phone) {
      try set("phone", try value.map { text in try Phone(text).orThrow(BadValue(.notAPhone(text))).number })
    }
    if let value = cleared(edit.email) {
      try set("email", try value.map { text in try Email(text).orThrow(BadValue(.notAnEmail(text))).address })
    }
    if let post = edit.post {
      try database.run(
        "INSERT INTO staff (person_id, post) VALUES (?1, ?2) ON CONFLICT (person_id) DO UPDATE SET post = ?2 WHERE post <> ?2", person,
        Folding.tidy(post))
    }
    if let (surname, given, patronymic) = try database.row(
      "SELECT surname, given_name, patronymic FROM person WHERE id = ?", person, as: (String, String, String?).self)
    {
      let key = Folding.key([surname, given, patronymic ?? ""].joined(separator: " "))
      try database.run("UPDATE person SET name_key = ?1 WHERE id = ?2 AND name_key <> ?1", key, person)
    }
  }

  /// Makes one record of two of the same person.
  public func mergePeople(_ from: String, into target: String, force: Bool = false, _ request: WriteRequest) throws -> Performed<String> {
    try perform(.rosterWrite, request) { writing in
      let reading = try writing.reading()
      let (a, b) = (try reading.person(from), try reading.person(target))
      guard a.id != b.id else { throw RosterFailure.onePerson(a.full) }
      if !force, try Self.areDifferent(a.id, b.id, writing.database) { throw RosterFailure.twoPeople(a.told, b.told) }
      try PersonMerge(writing).merge(a.id, into: b.id)
      return b.full
    }
  }

  /// Whether two records say of themselves that they are two people: another SNILS, another birth date, another surname and name.
  private static func areDifferent(_ a: Int, _ b: Int, _ database: Database) throws -> Bool {
    let sql = """
      SELECT (a.snils IS NOT NULL AND b.snils IS NOT NULL AND a.snils <> b.snils)
        OR (a.birth_date IS NOT NULL AND b.birth_date IS NOT NULL AND a.birth_date <> b.birth_date)
        OR (a.surname <> b.surname AND a.given_name <> b.given_name AND a.given_name <> '' AND b.given_name <> '')
      FROM person a, person b WHERE a.id = ? AND b.id = ?
      """
    return try database.value(sql, a, b, as: Int.self) == 1
  }

  // MARK: groups and exemptions

  /// Puts students into a group of a course; the group is made when it does not exist yet.
  public func setGroup(
    form: String, subject: String, group: String, teacher: String?, students: [String], _ request: WriteRequest
  ) throws -> Performed<Int> {
    try perform(.rosterWrite, request) { writing in
      let (database, reading) = (writing.database, try writing.reading())
      let index = try CourseIndex(database, reading.calendar, only: form)
      let courses: [CourseState]
      do { courses = try index.courses(form: form, subject: subject, abbreviated: true) } catch let problem as Problem {
        throw BadValue(problem)
      }
      try index.load(courses[0])
      let name = Folding.tidy(group)
      let course = try courses.first { Folding.key($0.group) == Folding.key(name) }?.id ?? Self.makeGroup(name, like: courses[0], database)
      if let teacher {
        let person = try reading.person(teacher, as: .staff)
        let isStaff = try database.value("SELECT 1 FROM staff WHERE person_id = ?", person.id, as: Int.self) != nil
        guard isStaff else { throw BadValue(.notStaff(person.full)) }
        try database.run("INSERT INTO course_teacher (course_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING", course, person.id)
      }
      // The whole form is told from: a group's own list would hide the others.
      let form = PersonMatcher(
        try reading.people(
          "SELECT \(Reading.personColumns) FROM enrolment e JOIN person p ON p.id = e.person_id WHERE e.form_id = ? AND e.last_day IS NULL ORDER BY p.name_key",
          courses[0].formID), among: courses[0].form.name)
      let others = courses.map(\.id).filter { $0 != course }
      for text in students {
        let student: PersonName
        do { student = try form.match(text) } catch let problem as Problem { throw BadValue(problem) }
        for other in others { try database.run("DELETE FROM course_member WHERE course_id = ? AND person_id = ?", other, student.id) }
        try database.run("INSERT INTO course_member (course_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING", course, student.id)
      }
      return students.count
    }
  }

  /// The first group takes the course there is; further ones are courses of their own.
  private static func makeGroup(_ name: String, like course: CourseState, _ database: Database) throws -> Int {
    if course.group.isEmpty {
      try database.run("UPDATE course SET group_name = ? WHERE id = ?", name, course.id)
      return course.id
    }
    try database.run(
      "INSERT INTO course (form_id, subject_id, group_name, weekly_hours) SELECT form_id, subject_id, ?, weekly_hours FROM course WHERE id = ?",
      name,
      course.id)
    return database.lastInsertedID
  }

  /// Exempts a student from a course from a day on: «осв» is then proposed, and reports leave the student out.
  public func exempt(
    _ student: String, form: String, subject: String, from: String?, until: String?, reason: String?, _ request: WriteRequest
  ) throws -> Performed<String> {
    try perform(.rosterWrite, request) { writing in
      let (index, course) = try writing.course(form, subject)
      let person: PersonName
      do { person = try course.students.match(student) } catch let problem as Problem { throw BadValue(problem) }
      let days = DayReader(index.calendar)
      let first = try from.map { try days.required($0) } ?? index.calendar.today
      let last = try until.map { try days.required($0) }
      if let last, last < first { throw SpanFailure.endsBeforeItBegins }
      try writing.database.run(
        """
        INSERT INTO exemption (person_id, course_id, first_day, last_day, reason) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (person_id, course_id, first_day) DO UPDATE SET last_day = ?4, reason = ?5
        """, person.id, course.id, first, last, reason.map(Folding.tidy))
      return person.full
    }
  }
}
