import Basics
import Record
import SQLite
import SchoolModel

/// Enters marks and attendance by the rules of the journal, wherever they come from: the same entry again is nothing, another
/// value needs `replace`, and a code of attendance beside a mark must be written together with it.
package final class MarkEntry {
  private let writing: Writing
  private let database: Database
  private let places: LessonPlaces
  package let vocabulary: MarkVocabulary
  private let rows: MarkRows
  private let replace: Bool
  private let reasonNeeded: Bool
  private var lessons: [Int: LessonEntries] = [:]
  /// What this input has already said of each lesson: which work of which student, and in which line.
  private var seen: [Int: [(work: LessonEntries.Work, line: UInt32)]] = [:]
  private var tally = EntryCount()
  /// The works that are not the usual one or not of its weight; their names come in when they are told.
  private var works: [KindAndWeight: Int] = [:]
  private struct KindAndWeight: Hashable {
    let kind: Int
    let weight: Int
  }
  private let hasRetakes: Bool
  /// Lessons with keys above this one were made by this input, and hold nothing when they are first met.
  private var newLessonsAbove = Int.max
  private var metLessons: Set<Int> = []
  private var announced: [Int: [Day: Int]] = [:]

  package init(_ writing: Writing, _ places: LessonPlaces, replace: Bool) throws {
    self.writing = writing
    self.places = places
    self.replace = replace
    vocabulary = try MarkVocabulary(writing.database)
    database = writing.database
    rows = try MarkRows(writing)
    reasonNeeded = try JournalRules(database).changesNeedReason && writing.note == nil
    hasRetakes = try database.value("SELECT 1 FROM mark WHERE retake_of IS NOT NULL LIMIT 1", as: Int.self) != nil
  }

  /// What came of the entries so far.
  package var count: EntryCount {
    var count = tally
    for (work, marks) in works { count.works[.init(kind: vocabulary.kindNames[work.kind] ?? "", weight: work.weight)] = marks }
    return count
  }

  /// From now on rows are written many a statement; `flush` must follow.
  package func expectMany() throws {
    rows.expectMany()
    newLessonsAbove = try database.value("SELECT seq FROM sqlite_sequence WHERE name = 'lesson'", as: Int.self) ?? 0
  }

  /// Writes the rows that wait.
  package func flush() throws { try rows.flush() }

  private func entries(_ lesson: Int) throws -> LessonEntries {
    if let known = lessons[lesson] { return known }
    let isNew = lesson > newLessonsAbove && metLessons.insert(lesson).inserted
    if !isNew { try flush() }
    // Files come in the order of lessons, so a few at a time are enough; one that comes back is read again.
    if lessons.count >= 256 { lessons.removeAll(keepingCapacity: true) }
    let entries = isNew ? LessonEntries() : try LessonEntries(database, lesson: lesson, hasRetakes: hasRetakes)
    lessons[lesson] = entries
    return entries
  }

  // MARK: entering

  /// Enters a row: one work of one student. An empty cell takes away what stands there.
  package func enter(_ request: EntryRequest) throws {
    guard !request.cell.takesAway else { return try takeAway(request) }
    let (lesson, entries) = try enterAttendance(of: request)
    guard !request.cell.values.isEmpty else { return }
    if let due = request.due, due < request.place.day { throw Problem.dueBeforeLesson(day: request.place.day.description) }
    let kind = try kind(of: request, entries)
    try note(request, lesson, kind: kind, entries)
    try enterMark(request, lesson, kind, entries)
  }

  /// What stands of a student in the lesson already, with the kinds of work; `nil` for nothing.
  package func marksBeside(_ request: EntryRequest) throws -> String? {
    guard let lesson = request.place.lesson, !request.cell.values.isEmpty else { return nil }
    let marks = try entries(lesson).marks(of: request.student).map { kind, mark in
      vocabulary.text(values: mark.values) + (vocabulary.kindNames[kind].map { " (\($0))" } ?? "")
    }
    return marks.isEmpty ? nil : marks.joined(separator: ", ")
  }

  /// Enters a cell of a page: everything the student has in the lesson, whatever the kinds of work.
  package func enterPageCell(_ request: EntryRequest) throws {
    guard !request.cell.takesAway else {
      // What a retake took the place of is not in a page, and its empty cell takes nothing away.
      guard let lesson = request.place.lesson else { return try takeAway(request) }
      let entries = try entries(lesson)
      let isReplaced = !entries.marks(of: request.student).isEmpty && standing(request.student, entries).isEmpty
      if isReplaced, entries.attendance[request.student] == nil { return tally.unchanged += 1 }
      return try takeAway(request)
    }
    let (lesson, entries) = try enterAttendance(of: request)
    guard !request.cell.values.isEmpty else { return }
    let own = entries.marks(of: request.student)
    // A page may leave out what a retake took the place of.
    let standing = standing(request.student, entries)
    // One that has fewer works of a lesson than there are says nothing of the others.
    let isPart = own.count > 1 && Self.isPart(request.cell.values, of: own.flatMap(\.mark.values))
    if isPart || [own, standing].contains(where: { $0.flatMap(\.mark.values).sorted() == request.cell.values.sorted() }) {
      tally.unchanged += 1
      return
    }
    guard own.count <= 1, request.cell.values.count <= 2 else {
      throw Problem.severalWorks(kinds: own.compactMap { vocabulary.kindNames[$0.kind] }.sorted())
    }
    try enterMark(request, lesson, try own.first?.kind ?? usualKind(request.place), entries)
  }

  private static func isPart(_ few: [Int], of many: [Int]) -> Bool {
    var left = many
    return few.allSatisfy { value in
      guard let place = left.firstIndex(of: value) else { return false }
      left.remove(at: place)
      return true
    }
  }

  /// The marks of a student in a lesson that no retake took the place of.
  private func standing(_ student: Int, _ entries: LessonEntries) -> [(kind: Int, mark: LessonEntries.StoredMark)] {
    entries.marks(of: student).filter { !entries.replaced.contains($0.mark.id) }
  }

  /// An empty cell of a page says nothing; where something stands in its place, that is counted to be told of.
  package func leaveEmpty(_ student: Int, _ place: LessonPlace) throws {
    guard let lesson = place.lesson else { return }
    let entries = try entries(lesson)
    if entries.attendance[student] != nil || !standing(student, entries).isEmpty { tally.leftEmpty += 1 }
  }

  /// The lesson, which comes into being when what is entered in it may be entered.
  private func lesson(of request: EntryRequest) throws -> Int {
    if let lesson = request.place.lesson { return lesson }
    try open(request)
    return try places.lesson(request.place)
  }

  /// Marks brought from another school are of days before the student came; everything else is entered for who is there.
  private func requireMember(_ request: EntryRequest) throws(Problem) {
    let (course, day) = (request.place.course, request.place.day)
    let isBrought = places.options.transferred && request.cell.attendance == nil
    if isBrought, course.arrival(of: request.student, after: day) != nil { return }
    try course.require(request.student, on: day)
  }

  /// Asked only where something would change: what stands may be entered again by a page that was written out.
  private func open(_ request: EntryRequest) throws(Problem) {
    if !request.cell.takesAway { try requireMember(request) }
    let isDebt = request.cell.attendance == nil && request.cell.values.allSatisfy { $0 == vocabulary.debt }
    try places.open(request.place, isAhead: isDebt && !request.cell.values.isEmpty)
  }

  /// - Throws: `JournalFailure.changeReasonNeeded` where the school wants to know why what stood stands no more.
  private func openToChange(_ request: EntryRequest) throws {
    try open(request)
    if reasonNeeded { throw JournalFailure.changeReasonNeeded }
  }

  // MARK: kinds of work

  /// The work a mark is of: the one named; else, where one typed takes the place of another, the only one there is.
  private func kind(of request: EntryRequest, _ entries: LessonEntries) throws -> Int {
    if let kind = request.kind ?? request.retakeOf?.kind { return kind }
    let usual = try usualKind(request.place)
    guard replace, request.isWhole, entries.marks[.init(student: request.student, kind: usual)] == nil else { return usual }
    let own = entries.marks(of: request.student)
    return own.count == 1 ? own[0].kind : usual
  }

  /// The kind of a mark that names none: the work announced for the day, else the usual one.
  package func usualKind(_ place: LessonPlace) throws -> Int {
    let course = place.course.id
    if announced[course] == nil {
      let found = try database.rows("SELECT day, kind_id FROM announced_work WHERE course_id = ?", course, as: (Day, Int).self)
      announced[course] = Dictionary(grouping: found, by: \.0).compactMapValues { $0.count == 1 ? $0[0].1 : nil }
    }
    return announced[course]?[place.day] ?? vocabulary.standardKind
  }

  /// Refuses the same work of the same student twice in one input.
  private func note(_ request: EntryRequest, _ lesson: Int, kind: Int, _ entries: LessonEntries) throws {
    let work = LessonEntries.Work(student: request.student, kind: kind)
    if let first = seen[lesson]?.first(where: { $0.work == work }) {
      let before = entries.marks[work].map { vocabulary.text(values: $0.values) } ?? ""
      throw Problem.givenTwice(firstLine: Int(first.line), before: before, now: vocabulary.text(values: request.cell.values))
    }
    seen[lesson, default: []].append((work, UInt32(request.line)))
  }

  // MARK: marks

  private func enterMark(_ request: EntryRequest, _ lesson: Int, _ kind: Int, _ entries: LessonEntries) throws {
    let key = LessonEntries.Work(student: request.student, kind: kind)
    guard var stored = entries.marks[key] else {
      if request.cell.attendance == nil, let absence = entries.attendance[request.student], absence.code.isAbsence {
        guard replace else {
          throw Problem.markBesideAttendance(code: absence.code.rawValue, mark: vocabulary.text(values: request.cell.values))
        }
        if request.isWhole {
          try openToChange(request)
          try remove(absence, of: request.student, entries)
        }
      }
      return try add(request, lesson, kind, entries)
    }
    if let retaken = request.retakeOf { try requireRetake(stored.id, of: retaken.mark, at: request.place.day) }
    let before = stored
    stored.values = request.cell.values
    stored.weight = request.weight ?? stored.weight
    stored.comment = request.comment ?? stored.comment
    if stored.values == before.values, stored.weight == before.weight, stored.comment == before.comment {
      if try rows.putConditions(request, stored.id) { tally.marksChanged += 1 } else { tally.unchanged += 1 }
      return
    }
    guard replace else { throw Problem.different(stands: told(before, beside: stored), given: told(stored, beside: before)) }
    try openToChange(request)
    try rows.change(stored)
    _ = try rows.putConditions(request, stored.id)
    entries.marks[key] = stored
    tally.marksChanged += 1
    try writing.writer.cutIfFull()
  }

  /// A retake does not take the place of another work of its kind that stands in the lesson.
  private func requireRetake(_ mark: Int, of retaken: Int, at day: Day) throws {
    let own = try database.value("SELECT 1 FROM mark WHERE id = ? AND retake_of = ?", mark, retaken, as: Int.self)
    if own == nil { throw Problem.retakeBeside(day: day.description) }
  }

  /// A mark in words, with the weight and the comment only where they are what differs.
  private func told(_ mark: LessonEntries.StoredMark, beside other: LessonEntries.StoredMark) -> String {
    var words = vocabulary.text(values: mark.values)
    if mark.weight != other.weight { words += " (×\(mark.weight))" }
    if mark.comment != other.comment { words += " «\(mark.comment ?? "")»" }
    return words
  }

  private func add(_ request: EntryRequest, _ lesson: Int, _ kind: Int, _ entries: LessonEntries) throws {
    try open(request)
    let usual = vocabulary.usualWeight(kind)
    let weight = request.weight ?? request.retakeOf?.weight ?? entries.weights[kind] ?? usual
    let mark = try rows.add(request.cell, of: request, lesson: lesson, kind: kind, weight: weight)
    _ = try rows.putConditions(request, mark)
    entries.marks[.init(student: request.student, kind: kind)] = .init(
      id: mark, values: request.cell.values, weight: weight, comment: request.comment)
    if entries.weights[kind] == nil { entries.weights[kind] = weight }
    tally.marksAdded += 1
    if kind != vocabulary.standardKind || weight != usual {
      works[.init(kind: kind, weight: weight), default: 0] += 1
    }
    try writing.writer.cutIfFull()
  }

  // MARK: attendance

  /// What parents told of absences, by student.
  private lazy var notices: [Int: [(first: Day, last: Day, code: AttendanceCode)]]? = try? Dictionary(
    grouping: database.rows(
      "SELECT student_id, first_day, last_day, code FROM absence_notice", as: (Int, Day, Day, AttendanceCode).self), by: \.0
  ).mapValues { $0.map { ($0.1, $0.2, $0.3) } }

  /// An absence without a cause has the one its parents told the school.
  private func explained(_ request: EntryRequest) throws -> EntryRequest {
    guard request.cell.attendance == .unknown, let told = notices?[request.student],
      let notice = told.first(where: { $0.first <= request.place.day && request.place.day <= $0.last })
    else { return request }
    var request = request
    request.cell.attendance = notice.code
    return request
  }

  /// Enters the absence of a row or a cell, where it has one.
  /// - Returns: the lesson and what stands in it, for the marks.
  private func enterAttendance(of request: EntryRequest) throws -> (lesson: Int, entries: LessonEntries) {
    let lesson = try lesson(of: request)
    let entries = try entries(lesson)
    if request.cell.attendance != nil { try enterAttendance(try explained(request), lesson, entries) }
    return (lesson, entries)
  }

  private func enterAttendance(_ request: EntryRequest, _ lesson: Int, _ entries: LessonEntries) throws {
    guard let code = request.cell.attendance else { return }
    if var stored = entries.attendance[request.student] {
      if stored.code == code, stored.minutes == request.cell.minutes {
        if request.cell.values.isEmpty { tally.unchanged += 1 }
        return
      }
      guard replace else {
        throw Problem.different(
          stands: vocabulary.text(stored.code, stored.minutes), given: vocabulary.text(code, request.cell.minutes))
      }
      try openToChange(request)
      (stored.code, stored.minutes) = (code, request.cell.minutes)
      try rows.change(stored)
      entries.attendance[request.student] = stored
      tally.attendanceChanged += 1
      return
    }
    let own = request.cell.values.isEmpty ? entries.marks(of: request.student) : []
    // Who was late or at a distance was there, and may have a mark.
    if !own.isEmpty, !replace, code.isAbsence {
      let marks = vocabulary.text(values: own.flatMap(\.mark.values))
      throw Problem.attendanceBesideMark(code: code.rawValue, mark: marks)
    }
    try open(request)
    if !own.isEmpty, request.isWhole, replace, code.isAbsence { try takeAwayMark(request, own, entries) }
    let absence = try rows.add(code, of: request, lesson: lesson)
    entries.attendance[request.student] = .init(id: absence, code: code, minutes: request.cell.minutes)
    tally.attendanceAdded += 1
    try writing.writer.cutIfFull()
  }

  // MARK: taking away

  /// Takes away an absence, and leaves the marks.
  package func takeAwayAbsence(_ request: EntryRequest) throws { try takeAway(request, marks: false) }

  /// Takes away the mark of the work that is named, else all that stands of the student in the lesson, which is one work at most.
  private func takeAway(_ request: EntryRequest, marks: Bool = true) throws {
    guard let lesson = request.place.lesson, case let entries = try entries(lesson) else {
      tally.unchanged += 1
      return
    }
    let own = marks ? entries.marks(of: request.student).filter { request.kind == nil || $0.kind == request.kind } : []
    let absence = request.kind == nil ? entries.attendance[request.student] : nil
    guard !own.isEmpty || absence != nil else {
      tally.unchanged += 1
      return
    }
    try requireOneWork(own)
    guard replace else {
      let attendance = absence.map { vocabulary.text($0.code, $0.minutes) }
      let marks = own.first.map { vocabulary.text(values: $0.mark.values) }
      throw Problem.standsToTakeAway([attendance, marks].compactMap { $0 }.joined(separator: "/"))
    }
    try openToChange(request)
    try takeAwayMark(request, own, entries)
    if let absence { try remove(absence, of: request.student, entries) }
    try writing.writer.cutIfFull()
  }

  private typealias OwnMark = (kind: Int, mark: LessonEntries.StoredMark)

  private func requireOneWork(_ own: [OwnMark]) throws(Problem) {
    guard own.count <= 1 else { throw .severalWorks(kinds: own.compactMap { vocabulary.kindNames[$0.kind] }.sorted()) }
  }

  private func takeAwayMark(_ request: EntryRequest, _ own: [OwnMark], _ entries: LessonEntries) throws {
    try requireOneWork(own)
    guard let (kind, mark) = own.first else { return }
    if reasonNeeded { throw JournalFailure.changeReasonNeeded }
    guard !entries.replaced.contains(mark.id) else {
      throw Problem.hasRetake(day: try retake(of: mark.id)?.day.description ?? "")
    }
    try rows.remove(mark)
    entries.marks[.init(student: request.student, kind: kind)] = nil
    tally.marksRemoved += 1
  }

  private func remove(_ absence: LessonEntries.StoredAttendance, of student: Int, _ entries: LessonEntries) throws {
    try rows.remove(absence)
    entries.attendance[student] = nil
    tally.attendanceRemoved += 1
  }

  /// The lesson in which a mark was taken again.
  package func retake(of mark: Int) throws -> (lesson: Int, day: Day)? {
    let sql = "SELECT l.id, l.day FROM mark m JOIN lesson l ON l.id = m.lesson_id WHERE m.retake_of = ? LIMIT 1"
    return try database.row(sql, mark, as: (Int, Day).self).map { ($0.0, $0.1) }
  }
}
