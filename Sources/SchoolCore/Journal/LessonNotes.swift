import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets

extension Journal {
  public enum LessonField: String, Sendable { case topic, homework }

  /// Writes down the topic or the homework of a lesson; an empty text takes it away, none leaves it.
  public func setLesson(
    _ field: LessonField, form: String, subject: String, day: String?, lesson number: Int?, text: String?,
    attaching added: [Attachment] = [],
    detaching removed: [String] = [], _ request: WriteRequest
  ) throws -> Performed<Bool> {
    try perform(.journalWrite, request) { writing in
      do {
        var options = GradeOptions()
        options.day = day
        options.lesson = number
        let input = try GradeInput(writing, options, form: form)
        let course = try input.course(form, subject, abbreviated: true)
        guard let day = input.days.day(day ?? "today") else { throw Problem.notADay(day ?? "") }
        let found = try input.number(course, day)
        let lesson = try input.courses.lesson(course, day, found, byHand: true)
        try Self.attach(added, removing: removed, lesson: lesson, writing.database)
        guard let text else { return true }
        let value: String? = Folding.tidy(text).isEmpty ? nil : Folding.composed(text)
        return try writing.database.run(
          "UPDATE lesson SET \(field.rawValue) = ?1 WHERE id = ?2 AND \(field.rawValue) IS NOT ?1", value, lesson) > 0
      } catch let problem as Problem { throw JournalFailure(problem) ?? BadValue(problem) }
    }
  }
}
