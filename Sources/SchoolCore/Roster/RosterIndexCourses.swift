import Basics
import SQLite
import SchoolModel

/// Courses, their teachers and groups, while an import works on them.
extension RosterIndex {
  @discardableResult
  package func setCourse(form: Int, subject name: String, group: String, hours: Double?, teachers: [Int] = []) throws -> Int {
    let subject = try self.subject(name)
    let key = "\(form) \(subject) \(group)"
    let course: Int
    if let known = courses[key] {
      course = known.id
      if let hours, hours != known.hours { try database.run("UPDATE course SET weekly_hours = ? WHERE id = ?", hours, course) }
    } else {
      try database.run(
        "INSERT INTO course (form_id, subject_id, group_name, weekly_hours) VALUES (?, ?, ?, ?)", form, subject, group, hours)
      course = database.lastInsertedID
    }
    courses[key] = (course, hours ?? courses[key]?.hours)
    for teacher in teachers { try setTeacher(teacher, of: course) }
    return course
  }

  private func setTeacher(_ teacher: Int, of course: Int) throws {
    let before = teachers[course] ?? []
    if named[course] == nil { superseded[course] = before }
    named[course, default: []].insert(teacher)
    if superseded[course]?.contains(teacher) ?? false { superseded[course] = [] }
    guard !before.contains(teacher) else { return }
    // Who takes over in the middle of the year begins today.
    let first = calendar.today > calendar.year.first && !before.isEmpty ? calendar.today : nil
    try database.run(
      """
      INSERT INTO course_teacher (course_id, person_id, first_day) VALUES (?1, ?2, ?3)
      ON CONFLICT (course_id, person_id) DO UPDATE SET last_day = NULL WHERE last_day IS NOT NULL
      """, course, teacher, first)
    teachers[course, default: []].insert(teacher)
  }

  /// Ends the work of those whose courses the import gave to others.
  /// - Returns: each with the course.
  package func replaceTeachers() throws -> [(course: Int, person: Int)] {
    var replaced: [(course: Int, person: Int)] = []
    for (course, persons) in superseded.sorted(by: { $0.key < $1.key }) {
      for person in persons.sorted() {
        if calendar.today > calendar.year.first {
          try database.run(
            "UPDATE course_teacher SET last_day = ? WHERE course_id = ? AND person_id = ?", calendar.today - 1, course, person)
        } else {
          try database.run("DELETE FROM course_teacher WHERE course_id = ? AND person_id = ?", course, person)
        }
        teachers[course]?.remove(person)
        replaced.append((course, person))
      }
    }
    superseded = [:]
    return replaced
  }

  /// `7А Алгебра`.
  package func courseName(_ course: Int) throws -> String {
    let sql = """
      SELECT f.name || ' ' || s.name || CASE c.group_name WHEN '' THEN '' ELSE ' ' || c.group_name END FROM course c
      JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE c.id = ?
      """
    return try database.value(sql, course, as: String.self) ?? ""
  }

  /// The form and the group of a course that was there before the import.
  package func place(of course: Int) -> (form: Int, group: String)? {
    coursePlaces[course].flatMap { key in
      let parts = key.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      return Int(parts[0]).map { ($0, String(parts[2])) }
    }
  }

  /// - Parameter isWhole: whether those who are not named teach the course no more.
  package func setTeachers(_ persons: [Int], of course: Int, isWhole: Bool) throws {
    for person in persons where teachers[course, default: []].insert(person).inserted {
      try database.run("INSERT INTO course_teacher (course_id, person_id) VALUES (?, ?)", course, person)
    }
    guard isWhole, !persons.isEmpty else { return }
    for person in (teachers[course] ?? []).subtracting(persons).sorted() {
      try database.run("DELETE FROM course_teacher WHERE course_id = ? AND person_id = ?", course, person)
      teachers[course]?.remove(person)
    }
  }

  package func hasMembers(_ course: Int) throws -> Bool {
    try database.value("SELECT 1 FROM course_member WHERE course_id = ? LIMIT 1", course, as: Int.self) != nil
  }

  /// The members of a group; none means the whole form.
  /// - Parameter isWhole: whether those who are not named are in the group no more.
  package func setMembers(_ persons: Set<Int>, of course: Int, isWhole: Bool) throws {
    let known = Set(try database.values("SELECT person_id FROM course_member WHERE course_id = ?", course, as: Int.self))
    for person in persons.subtracting(known).sorted() {
      try database.run("INSERT INTO course_member (course_id, person_id) VALUES (?, ?)", course, person)
    }
    guard isWhole else { return }
    for person in known.subtracting(persons).sorted() { try leave(course, person) }
  }

  /// Takes a person out of a course, as a member or a teacher; the marks stay.
  package func leave(_ course: Int, _ person: Int) throws {
    try database.run("DELETE FROM course_member WHERE course_id = ? AND person_id = ?", course, person)
    try database.run("DELETE FROM course_teacher WHERE course_id = ? AND person_id = ?", course, person)
    teachers[course]?.remove(person)
  }

  package func addSubject(_ name: String) throws { _ = try subject(name) }

  private func subject(_ name: String) throws -> Int {
    let key = Folding.key(name)
    if let known = subjects[key] { return known }
    try database.run("INSERT INTO subject (name, name_key) VALUES (?, ?)", name, key)
    subjects[key] = database.lastInsertedID
    return database.lastInsertedID
  }
}
