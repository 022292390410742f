import Basics
import Record
import SQLite
import SchoolJournal
import SchoolModel
import SchoolSheets
import Tabular

extension OneRosterExport {
  /// The set of one course with its marks. A second mark in a cell is a line item of its own.
  package func files(of course: CourseState, _ span: DaySpan) throws -> [Exchange.ExportedFile] {
    let (items, results) = try marks(of: course, span)
    let categories = try reading.database.rows("SELECT id, name FROM work_kind ORDER BY id", as: (Int, String).self).map {
      [Cell.text("kind-\($0)"), .empty, .empty, .text($1)]
    }
    let files =
      try roster(everybody()) + [
        file(.categories, categories), file(.lineItems, items),
        file(.results, results, further: ["metadata.mark", "metadata.replaced_by"]),
      ]
    return [manifest(files.map(\.name))] + files
  }

  private func marks(of course: CourseState, _ span: DaySpan) throws -> (items: [[Cell]], results: [[Cell]]) {
    let vocabulary = try MarkVocabulary(reading.database)
    let scores = try MarkScores(reading.database)
    let highest = scores.highest(course.scale)
    var items: [String: [Cell]] = [:]
    var order: [String] = []
    var results: [[Cell]] = []
    let sql = """
      SELECT l.id, l.day, l.number, m.student_id, m.kind_id, m.value_id, m.second_id, CASE WHEN m.is_private = 1 THEN NULL ELSE m.comment END, m.id
      FROM lesson l JOIN mark m ON m.lesson_id = l.id
      WHERE l.course_id = ? AND l.day BETWEEN ? AND ? ORDER BY l.day, l.number, m.kind_id, m.student_id
      """
    let replacements = try replacements(in: course)
    for (lesson, day, number, student, kind, value, second, comment, mark) in try reading.database.rows(
      sql, course.id, span.first, span.last, as: (Int, Day, Int, Int, Int, Int, Int?, String?, Int).self)
    {
      for (id, isSecond) in [(value, false)] + (second.map { [($0, true)] } ?? []) {
        let code = vocabulary.codes[id] ?? ""
        let isPassing = code == "зач" || code == "незач"
        let item = "lesson-\(lesson)-\(kind)\(isPassing ? "-z" : "")\(isSecond ? "-2" : "")"
        if items[item] == nil {
          let work = GradebookWork(day: day, number: number, kind: vocabulary.kindNames[kind] ?? "", isSecond: isSecond)
          let period = reading.calendar.quarters.first { $0.contains(day) }.map { "term-\($0.name)" } ?? "year"
          order.append(item)
          items[item] = [
            .text(item), .empty, .empty, .text(work.title), .empty, .day(day.description), .day(day.description),
            .text(ExternalIDs.own(.course, course.id)),
            .text("kind-\(kind)"), .text(period), .text(isPassing || highest != 5 ? "0.0" : "1.0"),
            .text(isPassing ? "1.0" : "\(highest).0"),
          ]
        }
        let points = scores.score(id)
        let isScored = points != nil || isPassing
        let score: Cell = isPassing ? .text(code == "зач" ? "1.0" : "0.0") : points.map { .text("\($0).0") } ?? .empty
        let user = ExternalIDs.own(.user, student)
        results.append([
          .text("\(item)-\(user)"), .empty, .empty, .text(item), .text(user),
          .text(code == "осв" ? "exempt" : isScored ? "fully graded" : "not submitted"), score, .day(day.description), Cell(comment),
          .text(code),
          Cell(replacements[mark]),
        ])
      }
    }
    return (order.compactMap { items[$0] }, results)
  }

  /// The result that took the place of a mark, by the key of the mark; none where both count.
  private func replacements(in course: CourseState) throws -> [Int: String] {
    guard try JournalRules(reading.database).retakesReplace else { return [:] }
    let sql = """
      SELECT m.id, r.lesson_id, r.kind_id, r.student_id, v.code FROM lesson l JOIN mark m ON m.lesson_id = l.id
      JOIN mark r ON r.retake_of = m.id JOIN mark_value v ON v.id = r.value_id WHERE l.course_id = ? ORDER BY r.id
      """
    return Dictionary(
      try reading.database.rows(sql, course.id, as: (Int, Int, Int, Int, String).self).map { mark, lesson, kind, student, code in
        let isPassing = code == "зач" || code == "незач"
        return (mark, "lesson-\(lesson)-\(kind)\(isPassing ? "-z" : "")-\(ExternalIDs.own(.user, student))")
      }, uniquingKeysWith: { $1 })
  }
}
