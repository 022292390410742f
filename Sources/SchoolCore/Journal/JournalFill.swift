import Basics
import Record
import SQLite
import SchoolModel
import Tabular

/// A lesson as it is filled on a page: the students with what stands, and what they have in the last lessons.
public struct LessonPage {
  public struct Student: Sendable {
    public let id: Int
    public let surname: String
    /// `Титова А. П.`.
    public let name: String
    /// What stands in the cell that is filled: the absence, and the mark of the work.
    public let stands: String
    /// What the last lessons have, the latest last.
    public let recent: [String]
  }

  public let form: String
  public let subject: String
  public let course: String
  public let day: Day
  public let number: Int
  /// The kind of work whose marks are filled, and the weight they get.
  public let kind: String
  public let weight: Int
  /// Whether marks are single figures, so that one key is a mark.
  public let isFivePoint: Bool
  public let topic: String?
  public let homework: String?
  /// The days of the last lessons, the latest last.
  public let recentDays: [Day]
  public let students: [Student]
  package let courseID: Int
  package let scale: ScaleCode
  private let vocabulary: MarkVocabulary

  package init(
    _ place: LessonPlace, _ kind: Int, _ vocabulary: MarkVocabulary, topic: String?, homework: String?, weight: Int, recentDays: [Day],
    students: [Student]
  ) {
    (form, subject, course) = (place.course.form.name, place.course.subject, place.course.name)
    (day, number, courseID, scale) = (place.day, place.number, place.course.id, place.course.scale)
    self.kind = vocabulary.kindNames[kind] ?? ""
    self.vocabulary = vocabulary
    (self.topic, self.homework, self.weight) = (topic, homework, weight)
    isFivePoint = place.course.scale == .fivePoint
    (self.recentDays, self.students) = (recentDays, students)
  }

  /// A cell as the page writes it: `5 4`, `н/4`, `оп10`.
  /// - Throws: `Problem` when it is none of the course's scale.
  public func cell(_ text: String) throws(Problem) -> String {
    if text.isEmpty { return "" }
    let cell = try vocabulary.cell(text, scale)
    let marks = vocabulary.text(cell.values.map { ShownSign(sign: $0, isReplaced: false) })
    let absence = cell.attendance.map { vocabulary.text($0, cell.minutes) } ?? ""
    return [absence, marks].filter { !$0.isEmpty }.joined(separator: "/")
  }
}

extension Journal {
  /// The page of one lesson.
  /// - Throws: as entering would: `JournalFailure` of a closed term, `BadValue` of a wrong day.
  public func lessonPage(form: String, subject: String, _ options: GradeOptions) throws -> LessonPage {
    try peek(.journalWrite) { writing in
      do {
        let entering = try Entering(writing, options, form: form)
        let place = try entering.places.place(try entering.places.course(form, subject, abbreviated: true))
        try entering.places.open(place, isAhead: false)
        return try LessonPageReader(entering, place).page()
      } catch let problem as Problem { throw JournalFailure(problem) ?? BadValue(problem) }
    }
  }

  /// Writes what was filled on a page as one operation.
  /// - Parameters:
  ///   - cells: by student; an empty one takes away what stands.
  ///   - topic, homework: `nil` leaves what stands.
  /// - Throws: `JournalFailure.changedMeanwhile` when somebody else changed one of these cells since the page was read.
  public func fill(
    _ page: LessonPage, cells: [Int: String], topic: String?, homework: String?, _ options: GradeOptions, _ request: WriteRequest
  ) throws -> Performed<GradeReport> {
    try perform(.journalWrite, request) { writing in
      do {
        var options = options
        (options.replace, options.day, options.lesson) = (true, page.day.description, page.number)
        let entering = try Entering(writing, options, form: page.form)
        guard
          let course = try entering.places.courses.courses(form: page.form, subject: page.subject, abbreviated: false)
            .first(where: { $0.id == page.courseID })
        else { throw Problem.noCourses(form: page.form) }
        try writing.access.require(course: course.id, named: course.name, writing.database)
        try entering.places.courses.load(course)
        let place = try entering.places.place(course)
        let reader = try LessonPageReader(entering, place)
        try reader.refuseStale(page, cells)
        for student in page.students { if let cell = cells[student.id] { try reader.write(cell, over: student) } }
        try reader.write(topic: topic, homework: homework)
        return entering.report([])
      } catch let problem as Problem { throw JournalFailure(problem) ?? BadValue(problem) }
    }
  }
}

/// Reads the page of a lesson, and writes its cells.
private struct LessonPageReader {
  private let entering: Entering
  private let place: LessonPlace
  private let kind: Int
  private var database: Database { entering.writing.database }
  private var vocabulary: MarkVocabulary { entering.vocabulary }

  init(_ entering: Entering, _ place: LessonPlace) throws {
    (self.entering, self.place) = (entering, place)
    kind = try entering.common().kind ?? Self.kindStanding(place, entering.writing.database) ?? entering.entry.usualKind(place)
  }

  /// The kind that most marks of the lesson are of: who opens a lesson again means what stands there.
  private static func kindStanding(_ place: LessonPlace, _ database: Database) throws -> Int? {
    guard let lesson = place.lesson else { return nil }
    return try database.value(
      "SELECT kind_id FROM mark WHERE lesson_id = ? GROUP BY kind_id ORDER BY count(*) DESC, kind_id LIMIT 1", lesson, as: Int.self)
  }

  func page() throws -> LessonPage {
    var days = try recentLessons()
    var recent = try days.map { try cells(of: $0.lesson, kind: nil) }
    // Marks of other works of the same lesson stand beside, so that nobody is marked twice unseen.
    if let lesson = place.lesson, case let others = try marks(of: lesson, besides: kind), !others.isEmpty {
      days.append((lesson, place.day))
      recent.append(others)
    }
    let stands = try place.lesson.map { try cells(of: $0, kind: kind) } ?? [:]
    let notes = try place.lesson.flatMap {
      try database.row("SELECT topic, homework FROM lesson WHERE id = ?", $0, as: (String?, String?).self)
    }
    let topic = try notes?.0 ?? entering.places.courses.plannedTopic(place.course, place.key)
    let students = place.course.students.people.filter { place.course.isEnrolled($0.id, on: place.day) }
      .sorted { RussianOrder.compare($0.full, $1.full) < 0 }
      .map { person in
        LessonPage.Student(
          id: person.id, surname: person.surname, name: person.short, stands: stands[person.id] ?? "",
          recent: recent.map { $0[person.id] ?? "" })
      }
    return LessonPage(
      place, kind, vocabulary, topic: topic, homework: notes?.1, weight: try entering.common().weight ?? vocabulary.usualWeight(kind),
      recentDays: days.map(\.day), students: students)
  }

  /// The last lessons before this one, at most ten, the latest last.
  private func recentLessons() throws -> [(lesson: Int, day: Day)] {
    let sql = """
      SELECT id, day FROM lesson WHERE course_id = ?1 AND (day < ?2 OR (day = ?2 AND number < ?3)) ORDER BY day DESC, number DESC LIMIT 10
      """
    return try database.rows(sql, place.course.id, place.day, place.number, as: (Int, Day).self).reversed().map { ($0.0, $0.1) }
  }

  /// What stands in a lesson by student: the absence with the marks, of one kind of work or of all.
  private func cells(of lesson: Int, kind: Int?) throws -> [Int: String] {
    var signs: [Int: [ShownSign]] = [:]
    let marks = "SELECT student_id, value_id, second_id FROM mark WHERE lesson_id = ?1 AND (?2 IS NULL OR kind_id = ?2) ORDER BY kind_id"
    for (student, value, second) in try database.rows(marks, lesson, kind, as: (Int, Int, Int?).self) {
      signs[student, default: []] += ([value] + (second.map { [$0] } ?? [])).map { ShownSign(sign: $0, isReplaced: false) }
    }
    var absences: [Int: (AttendanceCode, Int?)] = [:]
    for (student, code, minutes) in try database.rows(
      "SELECT student_id, code, minutes FROM attendance WHERE lesson_id = ?", lesson, as: (Int, AttendanceCode, Int?).self)
    { absences[student] = (code, minutes) }
    return Set(signs.keys).union(absences.keys).reduce(into: [:]) { cells, student in
      cells[student] = vocabulary.text(signs[student] ?? [], attendance: absences[student])
    }
  }

  /// The marks of a lesson that are not of one kind of work, by student.
  private func marks(of lesson: Int, besides kind: Int) throws -> [Int: String] {
    var signs: [Int: [ShownSign]] = [:]
    let sql = "SELECT student_id, value_id, second_id FROM mark WHERE lesson_id = ? AND kind_id <> ? ORDER BY kind_id"
    for (student, value, second) in try database.rows(sql, lesson, kind, as: (Int, Int, Int?).self) {
      signs[student, default: []] += ([value] + (second.map { [$0] } ?? [])).map { ShownSign(sign: $0, isReplaced: false) }
    }
    return signs.mapValues { vocabulary.text($0) }
  }

  func refuseStale(_ page: LessonPage, _ wanted: [Int: String]) throws {
    let stands = try place.lesson.map { try cells(of: $0, kind: kind) } ?? [:]
    let changed = page.students.filter { wanted[$0.id] != nil && stands[$0.id] ?? "" != $0.stands }
    guard changed.isEmpty else { throw JournalFailure.changedMeanwhile(changed.map(\.name)) }
  }

  func write(_ text: String, over student: LessonPage.Student) throws {
    let before = try student.stands.isEmpty ? CellValue() : vocabulary.cell(student.stands, place.course.scale)
    let after = try text.isEmpty ? CellValue() : vocabulary.cell(text, place.course.scale)
    var request = EntryRequest(place: place, student: student.id, cell: after, try entering.common(), line: 0)
    request.kind = kind
    if before.attendance != nil, after.attendance == nil { try entering.entry.takeAwayAbsence(request) }
    if !before.values.isEmpty, after.values.isEmpty {
      var away = request
      away.cell = .takingAway
      try entering.entry.enter(away)
    }
    if after != CellValue() { try entering.entry.enter(request) }
  }

  func write(topic: String?, homework: String?) throws {
    guard topic != nil || homework != nil else { return }
    let lesson = try entering.places.lesson(place, byHand: true)
    for (field, text) in [(Journal.LessonField.topic, topic), (.homework, homework)] {
      guard let text else { continue }
      let value: String? = Folding.tidy(text).isEmpty ? nil : Folding.composed(text)
      try LessonText.write(value, in: field, of: lesson, database)
    }
  }
}
