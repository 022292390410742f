import Basics
import Record
import SQLite

/// Which part of the journal is wanted.
public struct JournalFilter: Sendable {
  public var form: String?
  public var subject: String?
  public var student: String?
  /// `DAY..DAY`, a day, or the code of a term.
  public var span: String?
  public init() {}
}

extension Reading {
  /// The courses wanted and within reach, in the order of forms and subjects.
  package func courses(_ filter: JournalFilter, of index: CourseIndex) throws -> [CourseState] {
    let reach = try access.courses(database)
    func within(_ courses: [CourseState]) -> [CourseState] {
      courses.filter { reach?.contains($0.id) ?? true }.sorted {
        ($0.form.grade, $0.form.letter, $0.subject, $0.group, $0.id) < ($1.form.grade, $1.form.letter, $1.subject, $1.group, $1.id)
      }
    }
    do {
      guard let form = filter.form else {
        let key = filter.subject.map(Folding.key)
        return within(index.all.filter { key == nil || $0.subjectKey.hasPrefix(key ?? "") })
      }
      guard let subject = filter.subject else {
        let own = within(try index.form(form))
        // An empty list would say that there is nothing.
        if own.isEmpty { throw AccessFailure.notYours(access.action, what: form) }
        return own
      }
      let found = try index.courses(form: form, subject: subject, abbreviated: true)
      let allowed = within(found)
      if allowed.isEmpty, let course = found.first { throw AccessFailure.notYours(.journalRead, what: course.name) }
      return allowed
    } catch let problem as Problem { throw BadValue(problem) }
  }

  /// The one course that a form and a subject mean within the actor's reach, loaded.
  package func course(_ form: String, _ subject: String) throws -> CourseState {
    var filter = JournalFilter()
    (filter.form, filter.subject) = (form, subject)
    let index = try CourseIndex(database, calendar, only: form)
    guard let course = try courses(filter, of: index).first else {
      throw AccessFailure.notYours(access.action, what: "\(form) \(subject)")
    }
    try index.load(course)
    return course
  }
}

extension Writing {
  /// The one course of a form and subject that who writes may write to, with what it needs loaded.
  package func course(_ form: String, _ subject: String) throws -> (CourseIndex, CourseState) {
    let index = try CourseIndex(database, try calendar(), only: form)
    let course: CourseState
    do {
      let found = try index.courses(form: form, subject: subject, abbreviated: true)
      let reach = try access.courses(database)
      course = found.first { reach?.contains($0.id) ?? true } ?? found[0]
    } catch let problem as Problem { throw BadValue(problem) }
    try access.require(course: course.id, named: course.name, database)
    try index.load(course)
    return (index, course)
  }
}
