import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// What became of the topic or the homework of a lesson.
public struct LessonNote: Sendable {
  public let course: String
  public let day: Day
  /// What stood there.
  public let before: String?
  public let isChanged: Bool
  /// The day of the next lesson, for which homework is due; `nil` where the timetable has none.
  public let due: Day?
}

/// Where a lesson's topic and homework are written.
enum LessonText {
  /// An estimate of minutes is of the homework it was given for: another one has none yet.
  static func write(_ text: String?, in field: Journal.LessonField, of lesson: Int, _ database: Database) throws {
    let estimate = field == .homework ? ", homework_minutes = NULL" : ""
    let column = field.rawValue
    try database.run("UPDATE lesson SET \(column) = ?1\(estimate) WHERE id = ?2 AND \(column) IS NOT ?1", text, lesson)
  }

  /// - Parameter minutes: 0 takes the estimate away.
  static func estimate(_ minutes: Int, of lesson: Int, _ database: Database) throws {
    try database.run(
      "UPDATE lesson SET homework_minutes = ?1 WHERE id = ?2 AND homework_minutes IS NOT ?1", minutes > 0 ? minutes : nil, lesson)
  }
}

extension Journal {
  public enum LessonField: String, Sendable { case topic, homework }

  public static let lessonNoteColumns = [
    Column.date, Column.lesson, Column("topic", en: "Topic", ru: "Тема"), Column("homework", en: "Homework", ru: "Домашнее задание"),
    Column("due", .day, en: "Due", ru: "К какому дню"), Column.minutes,
  ]

  /// Writes down the topic or the homework of a lesson; an empty text takes it away, none leaves it.
  /// - Parameter minutes: how long the homework takes; 0 takes an estimate away.
  /// - Throws: `BadValue` of `Problem.different` when another text stands and `replace` is not set.
  public func setLesson(
    _ field: LessonField, form: String, subject: String, day: String?, lesson number: Int?, text: String?, minutes: Int? = nil,
    replace: Bool,
    attaching added: [Attachment] = [], detaching removed: [String] = [], _ request: WriteRequest
  ) throws -> Performed<LessonNote> {
    try perform(.journalWrite, request) { writing in
      do {
        let places = try LessonPlaces(writing, Self.options(day, number), form: form)
        let place = try places.place(try places.course(form, subject, abbreviated: true))
        try places.open(place, isAhead: true)
        let stands = try place.lesson.flatMap {
          try writing.database.value("SELECT \(field.rawValue) FROM lesson WHERE id = ?", $0, as: String?.self) ?? nil
        }
        let value = text.flatMap { Folding.tidy($0).isEmpty ? nil : Folding.composed($0) }
        let isOther = text != nil && stands != value
        // The topic that the plan gave is nobody's word.
        if let stands, isOther, !replace, try field == .homework || !places.courses.isPlanned(stands, place.course, place.key) {
          throw Problem.different(stands: stands, given: value ?? "")
        }
        let note = LessonNote(
          course: place.course.name, day: place.day, before: stands, isChanged: isOther,
          due: places.courses.nextLesson(place.course, after: place.day))
        guard isOther || minutes != nil || !added.isEmpty || !removed.isEmpty else { return note }
        let lesson = try places.lesson(place, byHand: true)
        try Self.attach(added, removing: removed, lesson: lesson, writing.database)
        if isOther { try LessonText.write(value, in: field, of: lesson, writing.database) }
        if let minutes {
          guard minutes == 0 || (isOther ? value : stands) != nil else { throw JournalFailure.noHomeworkToEstimate }
          try LessonText.estimate(minutes, of: lesson, writing.database)
        }
        return note
      } catch let problem as Problem { throw JournalFailure(problem) ?? BadValue(problem) }
    }
  }

  /// The topic and the homework of a lesson as they stand.
  public func lessonNotes(form: String, subject: String, day: String?, lesson number: Int?) throws -> Table {
    try read(.journalRead) { reading in
      var filter = JournalFilter()
      (filter.form, filter.subject) = (form, subject)
      let index = try CourseIndex(reading.database, reading.calendar, only: form)
      guard let course = try reading.courses(filter, of: index).first else { return Table(Self.lessonNoteColumns, rows: []) }
      try index.load(course)
      let date = try DayReader(reading.calendar).required(day ?? "today")
      let numbers: [Int]
      do {
        numbers =
          try number == nil && course.numbers(on: date).count > 1
          ? course.numbers(on: date) : [index.lessonNumber(course, date, number, extra: false)]
      } catch let problem as CourseIndex.LessonProblem { throw BadValue(problem.problem) }
      let rows = try numbers.map { number -> [Cell] in
        let key = course.lessons[.init(day: date.number, number: number)]
        let texts = try key.flatMap {
          try reading.database.row(
            "SELECT topic, homework, homework_minutes FROM lesson WHERE id = ?", $0, as: (String?, String?, Int?).self)
        }
        let due = texts?.1 == nil ? nil : index.nextLesson(course, after: date)
        return [
          .day(date.description), .integer(number), Cell(texts?.0), Cell(texts?.1), due.map { .day($0.description) } ?? .empty,
          Cell(texts?.2),
        ]
      }
      return Table(Self.lessonNoteColumns, rows: rows)
    }
  }

  private static func options(_ day: String?, _ number: Int?) -> GradeOptions {
    var options = GradeOptions()
    (options.day, options.lesson) = (day, number)
    return options
  }
}
