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
      let wanted = try day.map { try DayReader(reading.calendar).required($0).description }
      var steps: [MarkStep] = []
      let operations = try reading.database.values(
        "SELECT DISTINCT operation FROM operation_person WHERE person = ? ORDER BY operation", student.id, as: Int.self)
      let naming = "\(course.name) "
      for number in operations {
        let changes = try ChangeList(database, schema, operation: number, viewer: reading.access.actor.personID).changes(
          ofPerson: student.id, in: ["mark", "attendance"])
        let own = changes.filter {
          $0.subject.hasPrefix(naming) && $0.subject.hasSuffix(student.full) && (wanted.map($0.subject.contains) ?? true)
        }
        guard !own.isEmpty, let header = try OperationStore(database: database, schema: schema).header(number) else { continue }
        let person = try header.actor.flatMap {
          try database.value(
            "SELECT trim(surname || ' ' || given_name || coalesce(' ' || patronymic, '')) FROM person WHERE id = ?", $0, as: String.self)
        }
        steps += own.map { MarkStep(operation: LoggedOperation(header: header, person: person, undoneBy: nil), change: $0) }
      }
      return steps
    }
  }
}

extension ChangeList {
  /// The changes of the rows of some tables that name a person; only the parts that touch the person are read.
  package func changes(ofPerson person: Int, in tables: Set<String>) throws -> [RecordedChange] {
    let store = OperationStore(database: database, schema: schema)
    let naming = RowNaming(database, schema)
    var result: [RecordedChange] = []
    for part in try database.values(
      "SELECT part FROM operation_person WHERE person = ? AND operation = ? ORDER BY part", person, operation, as: Int.self)
    {
      var reader = ChangesetReader(try store.part(operation, part))
      while try reader.next() {
        guard tables.contains(reader.table), let key = reader.key, let table = schema.table(named: reader.table) else { continue }
        if reader.operation != .update {
          let row = reader.operation == .insert ? reader.new : reader.old
          guard table.people.contains(where: { row[$0] >= 0 && reader.value(at: row[$0]) == .integer(Int64(person)) }) else { continue }
        }
        result.append(try change(reader, key, naming))
      }
    }
    return result
  }
}
