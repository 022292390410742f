import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

extension Roster {
  /// Imports a OneRoster set, or one school of it.
  ///
  /// A bulk set is the whole school: who came from the same producer before and is not in it any more has the enrolment
  /// ended; no mark goes. A set of changes touches only what it names.
  /// - Parameter form: where students go whom the set gives neither a homeroom nor a grade.
  /// - Throws: `BadInput` with all that keeps the set from being read; nothing is written then.
  public func importOneRoster(
    _ set: OneRosterSet, at school: OneRosterSet.School?, form: String?, prune: Bool, prefer: Preferred, _ request: WriteRequest
  ) throws -> Performed<RosterReport> {
    try perform(.rosterWrite, request) { writing in
      guard set.mistakes.isEmpty else { throw BadInput(set.mistakes) }
      let fallback = try form.map { try FormName($0).orThrow(BadValue(.notAForm($0))) }
      return try OneRosterImport(writing, set, school, fallback, prune: prune, prefer: prefer).run()
    }
  }
}

/// One import of a OneRoster set: people, forms, classes with their members, relatives; in the end, who is gone.
final class OneRosterImport {
  let set: OneRosterSet
  private let school: OneRosterSet.School?
  private let fallback: FormName?
  let prune: Bool
  private let writing: Writing
  let index: RosterIndex
  var keys: ExternalIDs
  let roles: [String: [String]]
  var report = RosterReport()
  private var mistakes: [Mistake] = []
  private var dropped: [String: (first: Mistake, rows: Int)] = [:]

  /// What the set says, by its own identifiers.
  var people: [String: Int] = [:]
  private var lines: [Int: Int] = [:]
  private var homerooms: [String: FormName] = [:]
  var formOf: [String: Int] = [:]
  var inHomeroom: Set<String> = []
  private var kin: Set<String> = []
  /// The first and the last day an enrolment in a homeroom gives, by user and class.
  private var spans: [String: (first: Day?, last: Day?)] = [:]
  private var studentsOf: [String: [String]] = [:]
  private var teachersOf: [String: [String]] = [:]

  package init(
    _ writing: Writing, _ set: OneRosterSet, _ school: OneRosterSet.School?, _ fallback: FormName?, prune: Bool, prefer: Preferred
  ) throws {
    self.writing = writing
    self.set = set
    self.school = school
    self.fallback = fallback
    self.prune = prune
    index = try RosterIndex(writing, try writing.calendar(), prefer)
    keys = try ExternalIDs(writing.database, set.producer, school?.id)
    roles = set.roles(at: school)
  }

  package func run() throws -> RosterReport {
    readClasses()
    readHomeroomMembers()
    readKinship()
    try requireForms()
    try importPeople()
    try readEnrolments()
    try putIntoForms()
    if set.isBulk(.users), let users = set.tables[.users] {
      // An empty set is a mishap more often than a school without people.
      if users.rows.isEmpty { drop(users, line: 1, "sourcedId", .emptySet) } else { try endTheGone() }
    }
    try importClasses()
    try changeKnownClasses()
    try linkRelatives()
    guard mistakes.isEmpty else { throw BadInput(mistakes) }
    report.kept = index.kept
    report.remarks = Mistake.grouped(dropped)
    report.notices = set.notices
    return report
  }

  func drop(_ table: OneRosterTable, _ row: OneRosterTable.Row, _ column: String, _ problem: Problem) {
    drop(table, line: row.line, column, problem)
  }

  private func drop(_ table: OneRosterTable, line: Int, _ column: String, _ problem: Problem) {
    // One line for each kind of trouble in a column, with the first of its rows.
    let kind = String(describing: problem).prefix { $0 != "(" }
    dropped["\(column) \(kind)", default: (Mistake(file: table.file, line: line, column: column, problem: problem), 0)].rows += 1
  }

  // MARK: who can be placed

  /// The users that a homeroom of the set, or one known from before, names as students.
  private func readHomeroomMembers() {
    guard let table = set.tables[.enrollments] else { return }
    for row in set.rows(.enrollments, at: school) where !table.isDeleted(row) && table[row, "role"]?.lowercased() == "student" {
      guard let user = table[row, "userSourcedId"], let group = table[row, "classSourcedId"] else { continue }
      if homerooms[group] != nil || keys.local(.homeroom, group) != nil { inHomeroom.insert(user) }
    }
  }

  /// Users who are named as agents together with a student, on either side.
  private func readKinship() {
    guard let users = set.tables[.users] else { return }
    for row in users.rows where !users.isDeleted(row) {
      guard let id = users[row, "sourcedId"] else { continue }
      for agent in users.list(row, "agentSourcedIds") {
        if isStudent(id) { kin.insert(agent) }
        if isStudent(agent) { kin.insert(id) }
      }
    }
  }

  private func isStudent(_ id: String) -> Bool { roles[id]?.contains("student") ?? (keys.local(.user, id) != nil) }

  /// Whether a student can be put into a form: nobody is taken whom no list would show.
  private func hasForm(_ users: OneRosterTable, _ row: OneRosterTable.Row, _ id: String) -> Bool {
    if fallback != nil || inHomeroom.contains(id) || formByGrade(users, row) != nil { return true }
    return keys.local(.user, id).flatMap(index.currentForm) != nil
  }

  /// A set that places none of its students is a question, not a list.
  private func requireForms() throws {
    guard let users = set.tables[.users] else { return }
    let students = users.rows.filter { row in
      !users.isDeleted(row) && (users[row, "sourcedId"].flatMap { roles[$0] }?.contains("student") ?? false)
    }
    guard let first = students.first, !students.contains(where: { hasForm(users, $0, users[$0, "sourcedId"] ?? "") }) else { return }
    let name = [users[first, "familyName"], users[first, "givenName"]].compactMap { $0 }.joined(separator: " ")
    throw BadInput([Mistake(file: users.file, line: first.line, column: "grades", problem: .noFormFor(name), rows: students.count)])
  }

  // MARK: people

  private func importPeople() throws {
    guard let users = set.tables[.users] else { return }
    for row in users.rows where !users.isDeleted(row) {
      guard let id = users[row, "sourcedId"], let roles = roles[id] else { continue }
      // Nobody comes to the staff by a word that nobody knows.
      guard roles.contains(where: Self.knownRoles.contains) else {
        drop(users, row, "role", .notInVocabulary(roles.first ?? "", known: Self.knownRoles.sorted()))
        continue
      }
      let draft = draft(users, row, isStudent: roles.contains("student"))
      let name = [draft.surname, draft.givenName].joined(separator: " ")
      if roles.contains("student"), !hasForm(users, row, id) {
        drop(users, row, "grades", .noFormFor(name))
        continue
      }
      // A relative whom no child names would be shown nowhere.
      if roles.allSatisfy(OneRosterSet.relatives.contains), !kin.contains(id), keys.local(.user, id) == nil {
        drop(users, row, "agentSourcedIds", .relativeOfNobody(name))
        continue
      }
      do {
        let person: Int
        if let known = keys.local(.user, id), index.isKnown(known) {
          person = known
          report.changes += try index.put(draft, as: known)
        } else {
          let candidates = roles.contains("student") ? formByGrade(users, row).flatMap(index.knownForm).map(index.students) ?? [] : nil
          let (found, changes) = try index.put(draft, within: candidates, taken: Set(people.values))
          (person, report.changes) = (found, report.changes + changes)
          try keys.remember(.user, id, found)
        }
        if let first = lines.updateValue(row.line, forKey: person) { throw Problem.samePersonTwice(firstLine: first) }
        people[id] = person
        try countRoles(person, roles, post: users[row, "metadata.post"])
      } catch let problem as Problem {
        let column =
          switch problem {
          case .snilsOfAnother: "userIds"
          case .loginOfAnother: "username"
          default: "sourcedId"
          }
        mistakes.append(Mistake(file: users.file, line: row.line, column: column, problem: problem))
      }
    }
  }

  private func countRoles(_ person: Int, _ roles: [String], post own: String?) throws {
    if roles.contains("student") { report.students += 1 }
    if roles.contains(where: OneRosterSet.relatives.contains) { report.guardians += 1 }
    guard let post = roles.first(where: { Self.posts[$0] != nil }) else { return }
    report.staff += 1
    if own != nil || !index.isStaff(person) { try index.setStaff(person, post: own ?? Self.posts[post] ?? post) }
  }

  /// Posts as a Russian school writes them, for the roles of OneRoster.
  private static let posts = [
    "teacher": "учитель", "administrator": "администратор", "siteadministrator": "администратор", "districtadministrator": "администратор",
    "systemadministrator": "администратор", "principal": "директор", "aide": "помощник учителя", "counselor": "педагог-психолог",
    "proctor": "организатор",
  ]

  private static let knownRoles = Set(posts.keys).union(OneRosterSet.relatives).union(["student"])

  private func draft(_ users: OneRosterTable, _ row: OneRosterTable.Row, isStudent: Bool) -> PersonDraft {
    var draft = PersonDraft(
      surname: users[row, "familyName"] ?? "", givenName: users[row, "givenName"] ?? "", patronymic: users[row, "middleName"])
    func take<T>(_ column: String, _ read: (String) -> T?, _ problem: (String) -> Problem) -> T? {
      guard let text = users[row, column] else { return nil }
      if let value = read(text) { return value }
      drop(users, row, column, problem(text))
      return nil
    }
    // Who has no login here goes out under the identifier, which the format demands.
    let isPlaceholder = users[row, "username"] == users[row, "sourcedId"] && users[row, "username"]?.hasPrefix("user-") ?? false
    if !isPlaceholder { draft.login = take("username", { Login($0)?.name }, { .notALogin($0) }) }
    draft.email = take("email", { Email($0)?.address }, { .notAnEmail($0) })
    draft.phone =
      take("sms", { Phone($0)?.number }, { .notAPhone($0) }) ?? take("phone", { Phone($0)?.number }, { .notAPhone($0) })
    for pair in users.list(row, "userIds") {
      let parts = pair.filter { $0 != "{" && $0 != "}" }.split(separator: ":", maxSplits: 1).map(String.init)
      if parts.count == 2, parts[0].lowercased() == "snils", let snils = SNILS(parts[1]) { draft.snils = snils.digits }
    }
    if let demographics = set.tables[.demographics] {
      births =
        births
        ?? Dictionary(
          demographics.rows.compactMap { other in
            demographics[other, "sourcedId"].flatMap { id in demographics[other, "birthDate"].map { (id, $0) } }
          }, uniquingKeysWith: { first, _ in first })
      draft.birthDate = users[row, "sourcedId"].flatMap { births?[$0] }.flatMap { Day(iso: $0)?.description }
    }
    return draft
  }
  private var births: [String: String]?

  private func formByGrade(_ table: OneRosterTable, _ row: OneRosterTable.Row) -> FormName? {
    table.list(row, "grades").lazy.compactMap { grade in
      // A grade is a number from 1 to 12, often with a leading zero.
      Int(grade).flatMap { FormName(String($0)) }
    }.first
  }

  // MARK: classes

  private func readClasses() {
    guard let classes = set.tables[.classes] else { return }
    for row in set.rows(.classes, at: school) where !classes.isDeleted(row) {
      guard let id = classes[row, "sourcedId"], classes[row, "classType"]?.lowercased() == "homeroom" else { continue }
      if let title = classes[row, "title"], let form = FormName(title) ?? classes[row, "classCode"].flatMap(FormName.init) {
        homerooms[id] = form
      }
    }
  }

  private func readEnrolments() throws {
    guard let table = set.tables[.enrollments] else { return }
    for row in set.rows(.enrollments, at: school) where !table.isDeleted(row) {
      guard let user = table[row, "userSourcedId"], let group = table[row, "classSourcedId"] else { continue }
      if people[user] == nil, let known = keys.local(.user, user), index.isKnown(known) { people[user] = known }
      if let classes = set.tables[.classes], deletedClasses(classes).contains(group) {
        drop(table, row, "classSourcedId", .deletedInSet(group, file: "classes.csv"))
        continue
      }
      guard people[user] != nil else {
        let isDeleted = set.tables[.users].map { users in users.rows.contains { users[$0, "sourcedId"] == user && users.isDeleted($0) } }
        drop(
          table, row, "userSourcedId",
          isDeleted ?? false ? .deletedInSet(user, file: "users.csv") : .notInSet(user, file: "users.csv"))
        continue
      }
      let isStudent = roles[user]?.contains("student") ?? (table[row, "role"]?.lowercased() == "student")
      let isTaught = table[row, "role"]?.lowercased() == "student"
      // Who is a student of the school is not made a teacher by a class, nor the other way round.
      guard isTaught == isStudent || roles[user] == nil else {
        drop(table, row, "role", .roleOtherwise(table[row, "role"] ?? ""))
        continue
      }
      spans["\(user) \(group)"] = (
        table[row, "beginDate"].flatMap { Day(iso: $0) }, table[row, "endDate"].flatMap { Day(iso: $0) }.map { $0 - 1 }
      )
      if isTaught { studentsOf[group, default: []].append(user) } else { teachersOf[group, default: []].append(user) }
    }
  }

  private var deleted: Set<String>?
  private func deletedClasses(_ classes: OneRosterTable) -> Set<String> {
    if let deleted { return deleted }
    let found = Set(classes.rows.filter(classes.isDeleted).compactMap { classes[$0, "sourcedId"] })
    deleted = found
    return found
  }

  /// Homerooms of the set, and those known from before that a set of changes names in its enrolments alone.
  private func homeroomKeys() throws -> [(id: String, form: Int)] {
    var keys = try homerooms.map { ($0.key, try index.form($0.value)) }
    for id in studentsOf.keys where homerooms[id] == nil {
      if let known = self.keys.local(.homeroom, id), !index.formName(known).isEmpty { keys.append((id, known)) }
    }
    return keys.sorted { $0.0 < $1.0 }
  }

  private func putIntoForms() throws {
    // Who leaves a form by this set is let go first: the same set may name the next one.
    try endTheDeleted()
    for (id, number) in try homeroomKeys() {
      for user in studentsOf[id] ?? [] {
        if let other = formOf.updateValue(number, forKey: user), other != number, let person = people[user] {
          mistakes.append(
            Mistake(
              file: set.tables[.enrollments]?.file ?? "", line: 1, column: "classSourcedId",
              problem: .twoHomerooms(index.fullName(person), index.formName(other), index.formName(number))))
        }
      }
      if let form = FormName(index.formName(number)), let teacher = teachersOf[id]?.first.flatMap({ people[$0] }) {
        try index.setFormTeacher(form, teacher)
      }
      try keys.remember(.homeroom, id, number)
    }
    // A set of changes need not repeat the user.
    let repeated = Set(set.tables[.users].map { users in users.rows.compactMap { users[$0, "sourcedId"] } } ?? [])
    for (user, form) in formOf.sorted(by: { $0.key < $1.key }) where !repeated.contains(user) {
      if let person = people[user] { try enrol(user, person, in: form) }
    }
    guard let users = set.tables[.users] else { return }
    for row in users.rows where !users.isDeleted(row) {
      guard let id = users[row, "sourcedId"], roles[id]?.contains("student") ?? false, let person = people[id] else { continue }
      if formOf[id] == nil {
        if let current = index.currentForm(person) {
          formOf[id] = current
        } else if let form = formByGrade(users, row) ?? fallback {
          formOf[id] = try index.form(form)
        }
      }
      guard let form = formOf[id] else {
        drop(users, row, "grades", .noFormFor(index.fullName(person)))
        continue
      }
      try enrol(id, person, in: form)
    }
  }

  /// Enrols as the set dates it: who has left by its day is no student any more.
  private func enrol(_ user: String, _ person: Int, in form: Int) throws {
    let group = studentsOf.keys.sorted().first { keys.local(.homeroom, $0) == form && (studentsOf[$0]?.contains(user) ?? false) }
    let span = group.flatMap { spans["\(user) \($0)"] }
    let year = index.calendar.year
    if let last = span?.last, last < index.calendar.today || last < year.first {
      if index.currentForm(person) == form {
        try index.endEnrolment(of: person, in: form, last: last)
        report.ended.append("\(index.formName(form)) \(index.fullName(person))")
      } else if index.currentForm(person) == nil, last >= year.first, !index.hasLeft(person) {
        _ = try index.enrol(person, in: form, from: span?.first.map { max($0, year.first) })
        try index.endEnrolment(of: person, in: form, last: last)
      }
      return
    }
    let first = span?.first.flatMap { $0 > year.first ? $0 : nil }
    if let change = try index.enrol(person, in: form, from: first) { report.changes.append(change) }
  }

  private func importClasses() throws {
    guard let classes = set.tables[.classes] else { return }
    let courses = set.tables[.courses]
    let titles = Dictionary(
      (courses?.rows ?? []).compactMap { row in courses?[row, "sourcedId"].map { ($0, courses?[row, "title"] ?? "") } },
      uniquingKeysWith: { first, _ in first })
    var taken: Set<String> = []
    for row in set.rows(.classes, at: school) where !classes.isDeleted(row) {
      guard let id = classes[row, "sourcedId"] else { continue }
      report.courses += 1
      guard homerooms[id] == nil else { continue }
      let title = classes[row, "title"] ?? id
      let subject = classes[row, "courseSourcedId"].flatMap { titles[$0] } ?? title
      let members = (studentsOf[id] ?? []).filter { formOf[$0] != nil }
      let place = keys.local(.course, id).flatMap(index.place)
      let form: Int
      if let known = place?.form {
        form = known
      } else if let usual = Self.most(members.compactMap { formOf[$0] }) {
        form = usual
      } else if let own = formByGrade(classes, row) ?? FormName(title) {
        form = try index.form(own)
      } else {
        drop(classes, row, "sourcedId", .noFormFor(title))
        continue
      }
      let people = Set(members.compactMap { self.people[$0] })
      let isWhole = people == index.students(of: form)
      var group = isWhole ? "" : classes[row, "classCode"] ?? (title == subject ? id : title)
      if let known = place?.group { group = known }
      let key = { "\(form) \(Folding.key(subject)) \(Folding.key($0))" }
      if taken.contains(key(group)) { group = [group, id].filter { !$0.isEmpty }.joined(separator: " ") }
      taken.insert(key(group))
      let teachers = (teachersOf[id] ?? []).compactMap { self.people[$0] }
      let hours = classes[row, "metadata.hours"].flatMap { Double($0) }
      let course = try index.setCourse(form: form, subject: subject, group: group, hours: hours)
      try index.setTeachers(teachers, of: course, isWhole: set.isBulk(.enrollments))
      let isBulk = set.isBulk(.enrollments)
      // A change names some of the students; those of a course without a list of its own are in it already.
      let isListed = try isBulk || keys.local(.course, id) == nil || index.hasMembers(course)
      // An empty list would make the group the whole form.
      if isListed, isWhole || !people.isEmpty { try index.setMembers(isWhole ? [] : people, of: course, isWhole: isBulk) }
      try keys.remember(.course, id, course)
    }
  }

  /// What a set of changes says of classes it does not repeat: who joins them, who teaches them.
  private func changeKnownClasses() throws {
    guard !set.isBulk(.enrollments) else { return }
    let repeated = Set(set.tables[.classes].map { classes in classes.rows.compactMap { classes[$0, "sourcedId"] } } ?? [])
    for id in Set(studentsOf.keys).union(teachersOf.keys).sorted() where !repeated.contains(id) && keys.local(.homeroom, id) == nil {
      guard let course = keys.local(.course, id) else {
        if let table = set.tables[.enrollments] { drop(table, line: 1, "classSourcedId", .notInSet(id, file: "classes.csv")) }
        continue
      }
      let members = Set((studentsOf[id] ?? []).compactMap { people[$0] })
      if try !members.isEmpty && index.hasMembers(course) { try index.setMembers(members, of: course, isWhole: false) }
      try index.setTeachers((teachersOf[id] ?? []).compactMap { people[$0] }, of: course, isWhole: false)
    }
  }

  private static func most(_ values: [Int]) -> Int? {
    Dictionary(grouping: values, by: { $0 }).max { ($0.value.count, -$0.key) < ($1.value.count, -$1.key) }?.key
  }
}
