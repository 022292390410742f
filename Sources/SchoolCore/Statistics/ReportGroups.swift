import Basics
import SQLite
import SchoolModel
import Tabular

/// What the rows of a report are made by.
public enum ReportKey: String, Sendable, CaseIterable {
  case form, subject, teacher, student

  package var column: Column {
    switch self {
    case .form: Column.form
    case .subject: Column.subject
    case .teacher: Column.teacher
    case .student: Column.student
    }
  }

  /// What tells full namesakes apart, for the keys that are people; filled for namesakes alone.
  package var loginColumn: Column? {
    switch self {
    case .teacher: Column("teacher_login", en: "Teacher's login", ru: "Логин учителя", isOptional: true)
    case .student: Column("student_login", en: "Student's login", ru: "Логин ученика", isOptional: true)
    case .form, .subject: nil
    }
  }
}

/// A row of a report by whom and what it is of: people and courses by their keys, never by their names.
package struct ReportGroup: Hashable {
  package var form = 0
  package var subject = 0
  package var teacher = 0
  package var student = 0

  package init() {}

  /// - Parameters:
  ///   - teacher: asked for where the report is made by teachers.
  ///   - student: asked for where it is made by students.
  package init(_ keys: Set<ReportKey>, _ course: CourseState, teacher: @autoclosure () -> Int = 0, student: @autoclosure () -> Int = 0) {
    if keys.contains(.form) { form = course.formID }
    if keys.contains(.subject) { subject = course.subjectID }
    if keys.contains(.teacher) { self.teacher = teacher() }
    if keys.contains(.student) { self.student = student() }
  }
}

/// Names the groups of a report and puts them in order: by the year of study, then as a Russian reads, then by identity.
package struct ReportNames {
  private let keys: [ReportKey]
  private let forms: [Int: FormName]
  private let subjects: [Int: String]
  private var people: [Int: PersonName] = [:]

  package init(_ keys: [ReportKey], _ courses: [CourseState], _ reading: Reading) throws {
    self.keys = keys
    forms = Dictionary(courses.map { ($0.formID, $0.form) }, uniquingKeysWith: { a, _ in a })
    subjects = Dictionary(courses.map { ($0.subjectID, $0.subject) }, uniquingKeysWith: { a, _ in a })
    if keys.contains(.teacher) || keys.contains(.student) {
      let all = try reading.people("SELECT \(Reading.personColumns) FROM person p")
      people = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    }
  }

  /// The rows of a report in order.
  /// - Returns: the cells of the keys, the cells that tell namesakes apart, and what was counted.
  package func rows<Counts>(_ groups: [(group: ReportGroup, counts: Counts)]) -> [(
    keys: [Cell], logins: [Cell], person: Int, counts: Counts
  )] {
    let named = groups.map { item in (item.group, item.counts, keys.map { self.name($0, item.group) }) }
    var bearers: [ReportKey: [String: Set<Int>]] = [:]
    for (group, _, names) in named {
      for (key, name) in zip(keys, names) { bearers[key, default: [:]][name, default: []].insert(person(key, group)) }
    }
    return named.sorted { precedes(($0.0, $0.2), ($1.0, $1.2)) }.map { group, counts, names in
      let logins = keys.filter { $0.loginColumn != nil }.map { key -> Cell in
        guard bearers[key]?[name(key, group)]?.count ?? 0 > 1 else { return .empty }
        let id = person(key, group)
        return .text(people[id]?.login ?? "№\(id)")
      }
      return (names.map { .text($0) }, logins, group.student, counts)
    }
  }

  private func name(_ key: ReportKey, _ group: ReportGroup) -> String {
    switch key {
    case .form: forms[group.form]?.name ?? ""
    case .subject: subjects[group.subject] ?? ""
    case .teacher: people[group.teacher]?.full ?? ""
    case .student: people[group.student]?.full ?? ""
    }
  }

  private func person(_ key: ReportKey, _ group: ReportGroup) -> Int {
    key == .teacher ? group.teacher : key == .student ? group.student : 0
  }

  private func precedes(_ a: (group: ReportGroup, names: [String]), _ b: (group: ReportGroup, names: [String])) -> Bool {
    for (index, key) in keys.enumerated() {
      if key == .form, let x = forms[a.group.form]?.grade, let y = forms[b.group.form]?.grade, x != y { return x < y }
      let order = RussianOrder.compare(a.names[index], b.names[index])
      if order != 0 { return order < 0 }
      let (x, y) = (person(key, a.group), person(key, b.group))
      if x != y { return x < y }
    }
    return false
  }
}
