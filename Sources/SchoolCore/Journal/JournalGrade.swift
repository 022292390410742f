import Basics
import Record
import SchoolModel
import SchoolSheets

/// What entering marks did.
public struct GradeReport: Sendable {
  public var count = EntryCount()
  public var notices: [SourceNotice] = []
  /// Where marks given by hand were entered, and for whom; empty for files.
  public var place: EnteredPlace?
}

/// The lesson that pairs of the command line were entered in.
public struct EnteredPlace: Sendable {
  public let course: String
  public let day: Day
  public let number: Int
  /// By student: what was given, and what stood beside it of other works of the lesson.
  public let given: [(student: String, cell: String, beside: String?)]
}

/// What applies to all marks of one `journal grade`.
public struct GradeOptions: Sendable {
  public var day: String?
  public var lesson: Int?
  public var kind: String?
  public var weight: String?
  public var comment: String?
  public var replace = false
  /// An empty cell of a page takes away what stands there.
  public var clears = false
  /// Adds a lesson that the timetable does not have.
  public var extraLesson = false
  /// Until when a debt is to be made good.
  public var due: String?
  /// From when students and parents see the marks.
  public var shownFrom: String?
  /// The comment is for teachers alone.
  public var isPrivate = false
  /// The day of the mark that these are retakes of.
  public var retakes: String?
  /// The marks were brought along from another school: they are of days before the student came.
  public var transferred = false
  public init() {}
}

extension Journal {
  /// Enters marks from a file in rows: form, subject, day, student, mark, and what else it has.
  public func grade(from source: Source, _ options: GradeOptions, _ request: WriteRequest) throws -> Performed<GradeReport> {
    try perform(.journalWrite, request) { try GradeSheet(Entering($0, options), Sheet(source)).run() }
  }

  /// Enters marks of one course: from a list with a column of marks, or from a page with students down and days across.
  public func grade(form: String, subject: String, file source: Source, _ options: GradeOptions, _ request: WriteRequest) throws
    -> Performed<GradeReport>
  {
    try perform(.journalWrite, request) { writing in
      let entering = try Entering(writing, options, form: form)
      let course: CourseState
      do { course = try entering.places.course(form, subject, abbreviated: true) } catch let problem as Problem { throw BadValue(problem) }
      let sheet = try Sheet(source)
      sheet.takeOnlyOther(as: .mark)
      return try sheet.has(.mark) ? GradeSheet(entering, sheet, course: course).run() : GradePage(entering, sheet, course).run()
    }
  }

  /// Enters marks of one lesson given by hand as pairs of a student and a cell.
  public func grade(
    form: String, subject: String, pairs: [(student: String, cell: String)], _ options: GradeOptions, _ request: WriteRequest
  ) throws -> Performed<GradeReport> {
    try perform(.journalWrite, request) { writing in
      do { return try GradePairs(.init(writing, options, form: form)).run(form, subject, pairs) } catch let problem as Problem {
        throw JournalFailure(problem) ?? BadValue(problem)
      }
    }
  }
}

extension JournalFailure {
  /// A day that is closed is no mistake of the typing: it is not permitted.
  package init?(_ problem: Problem) {
    switch problem {
    case .termClosed(let code): self = .termClosed(code)
    case .tooLate(let days, let limit): self = .tooLate(days: days, limit: limit)
    default: return nil
    }
  }
}

/// What every reader of marks works with: where things go, and the one who enters them.
package struct Entering {
  package let writing: Writing
  package let places: LessonPlaces
  package let entry: MarkEntry

  package init(_ writing: Writing, _ options: GradeOptions, form: String? = nil) throws {
    self.writing = writing
    places = try LessonPlaces(writing, options, form: form)
    entry = try MarkEntry(writing, places, replace: options.replace)
  }

  package var options: GradeOptions { places.options }
  package var vocabulary: MarkVocabulary { entry.vocabulary }

  /// What the options say of all marks.
  package func common() throws -> EntryRequest.Common {
    var common = EntryRequest.Common()
    do {
      common.kind = try options.kind.map { try vocabulary.kind($0) }
      common.weight = try options.weight.map { try MarkVocabulary.weight($0) }
      common.comment = options.comment
      common.due = try options.due.map { try places.day($0) }
      common.shownFrom = try options.shownFrom.map { try places.day($0) }
      common.isPrivate = options.isPrivate ? true : nil
      common.retakeDay = try options.retakes.map { try places.day($0) }
    } catch let problem as Problem { throw BadValue(problem) }
    return common
  }

  /// The mark of a day that a student takes again, of the kind that is asked for; of several the one with the lowest points.
  /// - Throws: `Problem.retakenAlready` where another mark took its place: that one is to be taken again.
  package func retaken(_ day: Day, _ request: EntryRequest) throws -> RetakenMark {
    let sql = """
      SELECT m.id, m.kind_id, m.weight FROM mark m JOIN lesson l ON l.id = m.lesson_id JOIN mark_value v ON v.id = m.value_id
      WHERE l.course_id = ?1 AND l.day = ?2 AND m.student_id = ?3 AND (?4 IS NULL OR m.kind_id = ?4)
      ORDER BY coalesce(v.points, 0), m.id
      """
    let marks = try writing.database.rows(
      sql, request.place.course.id, day, request.student, request.kind, as: (Int, Int, Int).self)
    var retakenOn: Day?
    for (mark, kind, weight) in marks {
      let retake = try entry.retake(of: mark)
      // The same retake may be entered again.
      if let retake, retake.lesson != request.place.lesson {
        retakenOn = retakenOn ?? retake.day
      } else {
        return RetakenMark(mark: mark, kind: kind, weight: weight)
      }
    }
    guard let retakenOn else { throw Problem.nothingToRetake(day.description) }
    throw Problem.retakenAlready(day: day.description, on: retakenOn.description)
  }

  package func report(_ notices: [SourceNotice]) -> GradeReport { GradeReport(count: entry.count, notices: notices) }
}
