import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets

/// What a file says of a person; `nil` says nothing.
package struct PersonDraft {
  package var surname: String
  package var givenName: String
  package var patronymic: String?
  package var birthDate: String?
  package var snils: String?
  package var login: String?
  package var phone: String?
  package var email: String?

  package var nameKey: String { Folding.key([surname, givenName, patronymic ?? ""].joined(separator: " ")) }
}

/// The roster in memory while an import works on it, so that no row asks the database.
package final class RosterIndex {
  private struct Person {
    package var draft: PersonDraft
    package let id: Int
  }

  let database: Database
  private let writer: OperationWriter
  private let now: Instant
  let calendar: SchoolCalendar
  private var people: [Int: Person] = [:]
  private var bySNILS: [String: Int] = [:]
  private var byLogin: [String: Int] = [:]
  private var byName: [String: [Int]] = [:]
  private var forms: [FormName: Int] = [:]
  private var enrolments: [Int: Int] = [:]
  /// The last day of those of the year who are in no form any more.
  private var departures: [Int: Day] = [:]
  private var members: [Int: Set<Int>] = [:]
  private var guardians: [Int: [Int: String]] = [:]
  private var posts: [Int: String] = [:]
  var subjects: [String: Int] = [:]
  var courses: [String: (id: Int, hours: Double?)] = [:]
  var teachers: [Int: Set<Int>] = [:]
  /// The teachers courses had before the import named others, and none of them.
  var superseded: [Int: Set<Int>] = [:]
  var named: [Int: Set<Int>] = [:]

  lazy var coursePlaces = Dictionary(courses.map { ($0.value.id, $0.key) }, uniquingKeysWith: { first, _ in first })

  private let prefer: Preferred
  private var setByHand: [Int: Set<String>] = [:]
  /// What a file has otherwise than a hand set it, and the hand's word stood.
  package private(set) var kept: [RosterReport.FieldChange] = []

  package init(_ writing: Writing, _ calendar: SchoolCalendar, _ prefer: Preferred) throws {
    self.prefer = prefer
    database = writing.database
    writer = writing.writer
    now = writing.now
    self.calendar = calendar
    try loadPeople()
    try loadStructure()
  }

  private func loadPeople() throws {
    for (person, field) in try database.rows("SELECT person_id, field FROM hand_changed_field", as: (Int, String).self) {
      setByHand[person, default: []].insert(field)
    }
    let sql = "SELECT id, surname, given_name, patronymic, birth_date, snils, login, phone, email FROM person WHERE self_declared IS NULL"
    try database.forEach(sql, []) { row in
      let draft = PersonDraft(
        surname: try row.get(1), givenName: try row.get(2), patronymic: try row.get(3), birthDate: try row.get(4),
        snils: try row.get(5), login: try row.get(6), phone: try row.get(7), email: try row.get(8))
      remember(Person(draft: draft, id: try row.get(0)))
    }
    for (person, post) in try database.rows("SELECT person_id, post FROM staff", as: (Int, String).self) { posts[person] = post }
    for (student, person, relation) in try database.rows(
      "SELECT student_id, person_id, relation FROM guardian", as: (Int, Int, String).self)
    {
      guardians[student, default: [:]][person] = relation
    }
  }

  private func loadStructure() throws {
    for (id, name) in try database.rows("SELECT id, name FROM form WHERE year_id = ?", calendar.yearID, as: (Int, String).self) {
      if let form = FormName(name) { forms[form] = id }
    }
    let active =
      "SELECT e.person_id, e.form_id FROM enrolment e JOIN form f ON f.id = e.form_id WHERE f.year_id = ? AND (e.last_day IS NULL OR e.last_day >= ?)"
    for (person, form) in try database.rows(active, calendar.yearID, calendar.today, as: (Int, Int).self) {
      enrolments[person] = form
      members[form, default: []].insert(person)
    }
    let ended = """
      SELECT e.person_id, max(e.last_day) FROM enrolment e JOIN form f ON f.id = e.form_id WHERE f.year_id = ? GROUP BY e.person_id
      HAVING count(*) = count(e.last_day) AND max(e.last_day) < ?
      """
    for (person, last) in try database.rows(ended, calendar.yearID, calendar.today, as: (Int, Day).self) { departures[person] = last }
    for (id, key) in try database.rows("SELECT id, name_key FROM subject", as: (Int, String).self) { subjects[key] = id }
    let known = "SELECT id, form_id, subject_id, group_name, weekly_hours FROM course"
    for (id, form, subject, group, hours) in try database.rows(known, as: (Int, Int, Int, String, Double?).self) {
      courses["\(form) \(subject) \(group)"] = (id, hours)
    }
    let teaching = "SELECT t.course_id, t.person_id FROM course_teacher t WHERE t.last_day IS NULL OR t.last_day >= ?"
    for (course, person) in try database.rows(teaching, calendar.today, as: (Int, Int).self) {
      teachers[course, default: []].insert(person)
    }
  }

  private func remember(_ person: Person) {
    if let old = people[person.id] { byName[old.draft.nameKey]?.removeAll { $0 == person.id } }
    people[person.id] = person
    if let snils = person.draft.snils { bySNILS[snils] = person.id }
    if let login = person.draft.login { byLogin[login] = person.id }
    byName[person.draft.nameKey, default: []].append(person.id)
  }

  // MARK: people

  package func fullName(_ person: Int) -> String {
    guard let draft = people[person]?.draft else { return "" }
    return [draft.surname, draft.givenName, draft.patronymic ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The person a draft means, made or brought up to date.
  ///
  /// One SNILS or one login is one person. Without them, the same name with the same birth date is; without a birth
  /// date, the same name among `candidates` is.
  /// - Parameter taken: people other rows of the file stand for already.
  package func put(
    _ draft: PersonDraft, within candidates: Set<Int>?, taken: Set<Int> = []
  ) throws -> (id: Int, changes: [RosterReport.FieldChange]) {
    guard let id = try find(draft, candidates, taken) else { return (try insert(draft), []) }
    return (id, try update(id, draft))
  }

  /// Whether a person bears another surname and another given name than a file says: people change one of them, not both.
  private func isSomebodyElse(_ person: Int, _ draft: PersonDraft) -> Bool {
    guard let known = people[person]?.draft, !known.givenName.isEmpty else { return false }
    return Folding.key(known.surname) != Folding.key(draft.surname) && Folding.key(known.givenName) != Folding.key(draft.givenName)
  }

  /// Brings a person known by other means up to date.
  package func put(_ draft: PersonDraft, as id: Int) throws -> [RosterReport.FieldChange] {
    if isSomebodyElse(id, draft) { throw Problem.idOfAnother(fullName(id)) }
    if let login = draft.login, let bearer = byLogin[login], bearer != id {
      throw Problem.loginOfAnother(login, person: fullName(bearer))
    }
    if let snils = draft.snils, let bearer = bySNILS[snils], bearer != id { throw Problem.snilsOfAnother(snils) }
    return try update(id, draft)
  }

  package func isKnown(_ person: Int) -> Bool { people[person] != nil }
  package func isStaff(_ person: Int) -> Bool { posts[person] != nil }

  private func find(_ draft: PersonDraft, _ candidates: Set<Int>?, _ taken: Set<Int>) throws -> Int? {
    let snilsBearer = draft.snils.flatMap { bySNILS[$0] }
    let loginBearer = draft.login.flatMap { byLogin[$0] }
    if let a = snilsBearer, let b = loginBearer, a != b {
      // The administrator of `init` is only a login until the staff list brings the name.
      guard let placeholder = people[b]?.draft, placeholder.givenName.isEmpty, placeholder.snils == nil else {
        throw Problem.loginOfAnother(draft.login ?? "", person: fullName(b))
      }
      try merge(a, into: b)
      return b
    }
    if let snilsBearer {
      if isSomebodyElse(snilsBearer, draft) { throw Problem.snilsOfAnother(draft.snils ?? "") }
      return snilsBearer
    }
    if let loginBearer {
      if isSomebodyElse(loginBearer, draft) { throw Problem.loginOfAnother(draft.login ?? "", person: fullName(loginBearer)) }
      if let known = people[loginBearer]?.draft.snils, let given = draft.snils, known != given {
        throw Problem.loginOfAnother(draft.login ?? "", person: fullName(loginBearer))
      }
      return loginBearer
    }
    let namesakes = (byName[draft.nameKey] ?? []).filter { id in
      guard let other = people[id]?.draft else { return false }
      if let known = other.snils, let given = draft.snils, known != given { return false }
      if let known = other.login, let given = draft.login, known != given { return false }
      return true
    }
    if let birth = draft.birthDate, let same = namesakes.first(where: { people[$0]?.draft.birthDate == birth }) { return same }
    if let candidates {
      let near = namesakes.filter(candidates.contains)
      // A birth date that differs is a correction, unless another row of the file already stands for the namesake.
      if near.isEmpty, let told = try toldShortly(draft, candidates) { return told }
      let here = near.first { draft.birthDate == nil || people[$0]?.draft.birthDate == nil } ?? near.first { !taken.contains($0) }
      // Who left this year and is in the list again has come back.
      return here
        ?? namesakes.first {
          departures[$0] != nil && (draft.birthDate == nil || people[$0]?.draft.birthDate == nil) && !taken.contains($0)
        }
    }
    // Staff without SNILS, login and birth date: the same name on the staff is the same person.
    return draft.birthDate == nil ? namesakes.first { posts[$0] != nil } : nil
  }

  /// Whom a row without a patronymic means among those of the form: «Титова Алина».
  /// - Throws: `Problem.severalPersons` where it may be two.
  private func toldShortly(_ draft: PersonDraft, _ candidates: Set<Int>) throws -> Int? {
    guard draft.patronymic == nil else { return nil }
    let (surname, given) = (Folding.key(draft.surname), Folding.key(draft.givenName))
    let fitting = candidates.filter { id in
      guard let known = people[id]?.draft, Folding.key(known.surname) == surname, Folding.key(known.givenName) == given else {
        return false
      }
      return draft.birthDate == nil || known.birthDate == nil || known.birthDate == draft.birthDate
    }
    if fitting.count > 1 {
      throw Problem.severalPersons("\(draft.surname) \(draft.givenName)", among: "", candidates: fitting.map(fullName).sorted())
    }
    return fitting.first
  }

  /// A login that a child told of by its parent has taken is the school's to give.
  private func freeLogin(_ login: String?) throws {
    guard let login else { return }
    try database.run("UPDATE person SET login = NULL WHERE login = ? AND self_declared IS NOT NULL", login)
  }

  private func insert(_ draft: PersonDraft) throws -> Int {
    try freeLogin(draft.login)
    try database.run(
      "INSERT INTO person (surname, given_name, patronymic, birth_date, snils, login, phone, email, name_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      draft.surname, draft.givenName, draft.patronymic, draft.birthDate, draft.snils, draft.login, draft.phone, draft.email, draft.nameKey)
    let id = database.lastInsertedID
    remember(Person(draft: draft, id: id))
    return id
  }

  private func update(_ id: Int, _ draft: PersonDraft) throws -> [RosterReport.FieldChange] {
    guard let known = people[id]?.draft else { return [] }
    var merged = known
    var changes: [RosterReport.FieldChange] = []
    func take(_ field: String, _ path: WritableKeyPath<PersonDraft, String?>) throws {
      guard let given = draft[keyPath: path] else { return }
      let before = known[keyPath: path]
      if try isAllowed(id, field, before, given) {
        merged[keyPath: path] = given
        changes.append(.init(person: fullName(id), field: field, before: before, after: given))
      }
    }
    for (field, path) in [("surname", \PersonDraft.surname), ("given_name", \.givenName)] {
      let (before, given) = (known[keyPath: path].isEmpty ? nil : known[keyPath: path], draft[keyPath: path])
      if try isAllowed(id, field, before, given) {
        merged[keyPath: path] = given
        changes.append(.init(person: fullName(id), field: field, before: before, after: given))
      }
    }
    try take("patronymic", \.patronymic)
    try take("birth_date", \.birthDate)
    try take("snils", \.snils)
    try take("login", \.login)
    try take("phone", \.phone)
    try take("email", \.email)
    guard !changes.isEmpty else { return [] }
    if draft.login != known.login { try freeLogin(draft.login) }
    try database.run(
      "UPDATE person SET surname = ?, given_name = ?, patronymic = ?, birth_date = ?, snils = ?, login = ?, phone = ?, email = ?, name_key = ? WHERE id = ?",
      merged.surname, merged.givenName, merged.patronymic, merged.birthDate, merged.snils, merged.login, merged.phone, merged.email,
      merged.nameKey, id)
    remember(Person(draft: merged, id: id))
    return changes
  }

  /// Whether a file's value may take the place of what stands; a value set by hand stays unless the file is preferred.
  private func isAllowed(_ person: Int, _ field: String, _ before: String?, _ given: String) throws -> Bool {
    guard given != before else { return false }
    guard setByHand[person]?.contains(field) ?? false else { return true }
    guard prefer == .file else {
      kept.append(.init(person: fullName(person), field: field, before: before, after: given))
      return false
    }
    try database.run("DELETE FROM hand_changed_field WHERE person_id = ? AND field = ?", person, field)
    setByHand[person]?.remove(field)
    return true
  }

  /// Gives all that refers to one record of a person to the other, and removes the first.
  private func merge(_ from: Int, into target: Int) throws {
    try PersonMerge(database, writer).merge(from, into: target)
    if let draft = people[from]?.draft {
      byName[draft.nameKey]?.removeAll { $0 == from }
      if let snils = draft.snils { bySNILS[snils] = nil }
    }
    people[from] = nil
    for student in guardians.keys {
      if let relation = guardians[student]?.removeValue(forKey: from) { guardians[student]?[target] = relation }
    }
  }

  package func setStaff(_ person: Int, post: String?) throws {
    if let known = posts[person] {
      guard let post, post != known else { return }
      try database.run("UPDATE staff SET post = ? WHERE person_id = ?", post, person)
    } else {
      try database.run("INSERT INTO staff (person_id, post) VALUES (?, ?)", person, post ?? "")
    }
    posts[person] = post ?? ""
  }

  package func staffMatcher() throws -> PersonMatcher { matcher(posts.keys.sorted(), among: "") }

  /// The students of the year, or of one form.
  package func studentMatcher(of form: Int? = nil) -> PersonMatcher {
    matcher(form.map { students(of: $0).sorted() } ?? enrolments.keys.sorted(), among: form.map(formName) ?? "")
  }

  private func matcher(_ ids: [Int], among: String) -> PersonMatcher {
    PersonMatcher(
      ids.compactMap { id in
        people[id].map {
          PersonName(
            id: id, surname: $0.draft.surname, givenName: $0.draft.givenName, patronymic: $0.draft.patronymic, login: $0.draft.login,
            birthDate: $0.draft.birthDate.flatMap { Day(iso: $0) })
        }
      }, among: among)
  }

  // MARK: forms

  package var formNames: [String] { forms.keys.sorted { ($0.grade, $0.letter) < ($1.grade, $1.letter) }.map(\.name) }
  package func formName(_ id: Int) -> String { forms.first { $0.value == id }?.key.name ?? "" }
  package func knownForm(_ name: FormName) -> Int? { forms[name] }
  package func students(of form: Int) -> Set<Int> { members[form] ?? [] }

  package func form(_ name: FormName) throws -> Int {
    if let known = forms[name] { return known }
    try database.run(
      "INSERT INTO form (year_id, grade, letter, name) VALUES (?, ?, ?, ?)", calendar.yearID, name.grade, name.letter, name.name)
    forms[name] = database.lastInsertedID
    return database.lastInsertedID
  }

  package func setFormTeacher(_ name: FormName, _ person: Int) throws {
    try FormTeachers.set(person, of: try form(name), database, now: now)
  }

  /// Puts a student into a form; one who is in another form of the year moves as of today, one who left comes back.
  /// - Parameter arrival: the first day, where the file says it.
  package func enrol(_ person: Int, in form: Int, from arrival: Day? = nil) throws -> RosterReport.FieldChange? {
    let old = enrolments[person]
    guard old != form else { return nil }
    var first = arrival ?? calendar.year.first
    let departure = departures.removeValue(forKey: person)
    if let old {
      first = max(calendar.year.first, arrival ?? calendar.today)
      try endEnrolment(of: person, in: old, last: first - 1)
    } else if let departure {
      first = max(arrival ?? calendar.today, departure + 1)
    }
    try database.run("INSERT INTO enrolment (form_id, person_id, first_day) VALUES (?, ?, ?)", form, person, first)
    enrolments[person] = form
    departures[person] = nil
    members[form, default: []].insert(person)
    guard old != nil || departure != nil else { return nil }
    return .init(person: fullName(person), field: "form", before: old.map(formName), after: formName(form))
  }

  /// Whether somebody was in a form of the year and has left it.
  package func hasLeft(_ person: Int) -> Bool { departures[person] != nil }

  package func currentForm(_ person: Int) -> Int? { enrolments[person] }

  package func endEnrolment(of person: Int, in form: Int, last: Day? = nil) throws {
    let last = last ?? calendar.today
    try database.run(
      "UPDATE enrolment SET last_day = max(first_day, ?) WHERE person_id = ? AND form_id = ? AND last_day IS NULL", last,
      person, form)
    members[form]?.remove(person)
    enrolments[person] = nil
    departures[person] = last
  }

  // MARK: guardians

  /// Those who may be meant by a guardian's name alone: the child's own, and who shares the phone or the address.
  package func guardianCandidates(of student: Int, _ draft: PersonDraft) -> Set<Int> {
    var result = Set((guardians[student] ?? [:]).keys)
    for id in byName[draft.nameKey] ?? [] {
      guard let other = people[id]?.draft else { continue }
      if let phone = draft.phone, other.phone == phone { result.insert(id) }
      if let email = draft.email, other.email == email { result.insert(id) }
    }
    return result
  }

  package func setGuardian(_ person: Int, of student: Int, relation: String?) throws {
    let relation = relation?.lowercased()
    if let known = guardians[student]?[person] {
      guard let relation, relation != known else { return }
      try database.run("UPDATE guardian SET relation = ? WHERE student_id = ? AND person_id = ?", relation, student, person)
    } else {
      try database.run(
        "INSERT INTO guardian (student_id, person_id, relation, first_at) VALUES (?, ?, ?, ?)", student, person, relation ?? "",
        now.milliseconds)
    }
    guardians[student, default: [:]][person] = relation ?? ""
  }
}
