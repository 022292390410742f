import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets

/// One step in the life of a mark.
public struct MarkStep: Sendable {
  public let operation: LoggedOperation
  public let change: RecordedChange
}

extension Journal {
  /// What happened to a student's marks and absences of one course: each change with who made it and when.
  public func history(form: String, subject: String, student text: String, day: String?) throws -> [MarkStep] {
    var looked: Int?
    defer { if let looked { school.noteLook(at: looked, "journal history") } }
    return try read(.journalRead) { reading in
      var filter = JournalFilter()
      filter.form = form
      filter.subject = subject
      let index = try CourseIndex(reading.database, reading.calendar, only: form)
      guard let course = try reading.courses(filter, of: index).first else { return [] }
      try index.load(course)
      let student: PersonName
      do { student = try course.students.match(text) } catch let problem as Problem { throw BadValue(problem) }
      looked = student.id
      let wanted = try day.map { try DayReader(reading.calendar).required($0) }
      let lessons = try reading.database.values(
        "SELECT id FROM lesson WHERE course_id = ?1 AND (?2 IS NULL OR day = ?2)", course.id, wanted, as: Int.self)
      let found = try PersonChanges(database, schema, ofPerson: student.id, viewer: reading.access.actor.personID)
        .changes(in: ["mark", "attendance"], having: "lesson_id", among: Set(lessons))
      let operations = try logged(Set(found.map(\.operation)), reading)
      return found.compactMap { step in operations[step.operation].map { MarkStep(operation: $0, change: step.change) } }
    }
  }

  /// Operations as the log shows them, with who did them.
  private func logged(_ numbers: Set<Int>, _ reading: Reading) throws -> [Int: LoggedOperation] {
    let headers = try OperationStore(database: database, schema: schema).headers(numbers)
    let people = try reading.people(
      "SELECT \(Reading.personColumns) FROM person p WHERE p.id IN (\(keyList(Set(headers.values.compactMap(\.actor)))))")
    let names = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0.full) })
    return headers.mapValues { LoggedOperation(header: $0, person: $0.actor.flatMap { names[$0] }, undoneBy: nil) }
  }
}
