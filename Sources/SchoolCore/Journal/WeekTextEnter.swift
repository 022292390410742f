import Basics
import Record
import SchoolModel
import SchoolSheets
import Tabular

extension Journal {
  /// Enters lessons and marks from the text of a week.
  /// - Throws: `BadInput` with every line that is wrong; nothing is written then.
  public func enterWeek(_ text: String, named file: String, _ options: GradeOptions, _ request: WriteRequest) throws -> Performed<
    GradeReport
  > {
    try perform(.journalWrite, request) { try WeekTextReader(.init($0, options)).run(text, file) }
  }

  /// Enters what an editor did to the text of a week, and takes away what it took out.
  /// - Throws: `BadInput` with every line that is wrong; nothing is written then.
  public func enterWeek(_ edit: WeekEdit, named file: String, _ options: GradeOptions, _ request: WriteRequest) throws -> Performed<
    GradeReport
  > {
    try perform(.journalWrite, request) { try WeekTextReader(.init($0, options)).run(edit, file) }
  }
}

/// Reads the text of a week line by line.
package final class WeekTextReader {
  private let entering: Entering
  private var mistakes: [Mistake] = []
  private var file = ""
  private var line = 0
  private var course: CourseState?
  private var place: LessonPlace?
  /// The lines are those that were taken out of a text.
  private var isRemoving = false
  /// What the text says of each lesson: notes by their column, and the works of each student, 0 for the absence.
  private var said: [String: Set<String>] = [:]

  private var placeName: String { place.map { "\($0.course.id) \($0.day.number) \($0.number)" } ?? "" }
  private func isSaid(_ what: String) -> Bool { said[placeName]?.contains(what) ?? false }
  private func say(_ what: String) { said[placeName, default: []].insert(what) }
  /// Longer beginnings first, so that `со` is not taken for `с`.
  private lazy var kinds = WeekText.abbreviations(entering.vocabulary).filter { !$0.value.isEmpty }.sorted {
    ($0.value.count, $1.value) > ($1.value.count, $0.value)
  }

  package init(_ entering: Entering) { self.entering = entering }

  private var vocabulary: MarkVocabulary { entering.vocabulary }

  package func run(_ edit: WeekEdit, _ file: String) throws -> GradeReport {
    try readAll(edit.added, file)
    guard mistakes.isEmpty else { throw BadInput(mistakes) }
    isRemoving = true
    (course, place) = (nil, nil)
    try readAll(edit.removed, file)
    guard mistakes.isEmpty else { throw BadInput(mistakes) }
    return entering.report([])
  }

  package func run(_ text: String, _ file: String) throws -> GradeReport {
    try readAll(text, file)
    guard mistakes.isEmpty else { throw BadInput(mistakes) }
    return entering.report([])
  }

  private func readAll(_ text: String, _ file: String) throws {
    self.file = file
    for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      line = index + 1
      let text = Folding.tidy(String(raw))
      guard !text.isEmpty, !text.hasPrefix("#") else { continue }
      do { try read(text) } catch let problem as Problem {
        mistakes.append(Mistake(file: file, line: line, column: nil, problem: problem))
      } catch let failure as CourseIndex.LessonProblem {
        mistakes.append(Mistake(file: file, line: line, column: nil, problem: failure.problem))
      }
    }
  }

  private func read(_ text: String) throws {
    if text.hasPrefix(WeekText.courseSign) { return try readCourse(text) }
    if let sign = WeekText.homeworkSigns.first(where: text.lowercased().hasPrefix) {
      return try put(.homework, WeekText.unescaped(Folding.tidy(String(text.dropFirst(sign.count)))))
    }
    if text.first?.isNumber ?? false { return try readLesson(text) }
    try readStudent(text)
  }

  /// After a wrong lesson its lines are passed over: the one mistake has been told.
  private func lessonMissing() {
    if mistakes.isEmpty { mistakes.append(Mistake(file: file, line: line, column: nil, problem: .lessonFirst)) }
  }

  private func readCourse(_ text: String) throws {
    (course, place) = (nil, nil)
    let words = Folding.tidy(String(text.drop { $0 == "=" })).split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { throw Problem.lessonFirst }
    course = try entering.places.course(words[0], words[1], abbreviated: true)
  }

  private func readLesson(_ text: String) throws {
    place = nil
    guard let course else { return lessonMissing() }
    var words = text.split(separator: " ").map(String.init)
    let dayText = words.removeFirst()
    let day = try entering.places.day(dayText)
    var number: Int?
    if let word = words.first, word.hasPrefix("№") {
      number = Int(word.dropFirst())
      guard number != nil else { throw Problem.notANumber(word) }
      words.removeFirst()
    }
    place = try entering.places.place(course, day, number)
    if !words.isEmpty { try put(.topic, WeekText.unescaped(words.joined(separator: " "))) }
  }

  /// The key of the lesson of the lines that follow, for its topic or homework.
  private func currentLesson(byHand: Bool) throws -> Int? {
    guard let place else {
      lessonMissing()
      return nil
    }
    if let lesson = place.lesson { return lesson }
    try entering.places.open(place, isAhead: true)
    return try entering.places.lesson(place, byHand: byHand || entering.options.extraLesson)
  }

  private func put(_ field: Journal.LessonField, _ text: String) throws {
    let column = field.rawValue
    // The topic of the plan comes along with any lesson; another one is somebody's work.
    let isPlanned =
      try field == .topic
      && place.flatMap { try entering.places.courses.plannedTopic($0.course, .init(day: $0.day.number, number: $0.number)) } == text
    if isRemoving {
      if !isSaid(column), let lesson = place?.lesson, try stands(column, lesson) == text {
        try LessonText.write(nil, in: field, of: lesson, entering.writing.database)
      }
      return
    }
    say(column)
    guard let lesson = try currentLesson(byHand: !isPlanned) else { return }
    let stands = try stands(column, lesson)
    guard stands != text else { return }
    // The topic that the plan gave is nobody's word.
    if let stands, let place, !entering.options.replace,
      try field == .homework || !entering.places.courses.isPlanned(stands, place.course, place.key)
    {
      throw Problem.different(stands: stands, given: text)
    }
    if let place { try entering.places.open(place, isAhead: true) }
    try LessonText.write(text, in: field, of: lesson, entering.writing.database)
  }

  private func stands(_ column: String, _ lesson: Int) throws -> String? {
    try entering.writing.database.value("SELECT \(column) FROM lesson WHERE id = ?", lesson, as: String?.self) ?? nil
  }

  // MARK: marks

  private func readStudent(_ text: String) throws {
    guard let course else { return lessonMissing() }
    let words = try Self.words(text)
    let first = words.indices.dropFirst().first { index in
      words[index...].allSatisfy { $0.hasPrefix("(") || (try? parse($0, course.scale)) != nil }
    }
    guard let first else {
      // A name alone says nothing, as in the text an editor is given.
      if try words.count == 1 || (try? entering.places.student(words.joined(separator: " "), course)) != nil {
        _ = try entering.places.student(words.joined(separator: " "), course)
        return
      }
      throw vocabulary.wrong(words.last ?? "", course.scale)
    }
    let student = try entering.places.student(words[..<first].joined(separator: " "), course)
    // Under a wrong lesson the names and marks are looked at all the same, so that every mistake is told at once.
    if place == nil { lessonMissing() }
    let place = place ?? LessonPlace(course, entering.places.courses.calendar.today, 0)
    var requests: [EntryRequest] = []
    var attendance = CellValue()
    for word in words[first...] {
      if word.hasPrefix("(") {
        guard !requests.isEmpty else { throw Problem.notAMark(word, near: nil) }
        let isPrivate = word.hasPrefix("(!")
        guard requests[requests.count - 1].comment == nil else { throw Problem.notAMark(word, near: nil) }
        requests[requests.count - 1].comment = WeekText.unescaped(String(word.dropFirst(isPrivate ? 2 : 1).dropLast()))
        requests[requests.count - 1].isPrivate = isPrivate ? true : nil
        continue
      }
      let (cell, kind, weight) = try parse(word, course.scale)
      if cell.values.isEmpty {
        (attendance.attendance, attendance.minutes) = (cell.attendance, cell.minutes)
      } else {
        let own = kind ?? vocabulary.standardKind
        var request = EntryRequest(place: place, student: student, cell: cell, line: line)
        (request.kind, request.weight) = (own, weight ?? vocabulary.usualWeight(own))
        requests.append(request)
      }
    }
    guard self.place != nil else { return }
    if isRemoving { return try takeAway(requests, attendance, of: student, place) }
    for request in requests { say("\(student) \(request.kind ?? 0)") }
    if attendance.attendance != nil { say("\(student) 0") }
    if requests.isEmpty { requests = [EntryRequest(place: place, student: student, cell: attendance, line: line)] }
    for var request in requests {
      // Said together, an absence and a mark stand together.
      if request.cell.attendance == nil { (request.cell.attendance, request.cell.minutes) = (attendance.attendance, attendance.minutes) }
      try entering.entry.enter(request)
    }
  }

  /// Takes away what a line said and the text says no more.
  private func takeAway(_ requests: [EntryRequest], _ attendance: CellValue, of student: Int, _ place: LessonPlace) throws {
    for var request in requests where !isSaid("\(student) \(request.kind ?? 0)") {
      request.cell = .takingAway
      try entering.entry.enter(request)
    }
    guard attendance.attendance != nil, !isSaid("\(student) 0") else { return }
    try entering.entry.takeAwayAbsence(EntryRequest(place: place, student: student, cell: .takingAway, line: line))
  }

  /// Words at blanks; what stands in brackets is one.
  private static func words(_ text: String) throws(Problem) -> [String] {
    var words: [String] = []
    var word = ""
    var isComment = false
    var isEscaped = false
    for character in text {
      if isEscaped || (isComment && character == "\\") {
        word.append(character)
        isEscaped.toggle()
        continue
      }
      if character == "(", word.isEmpty { isComment = true }
      if character == " ", !isComment {
        if !word.isEmpty { words.append(word) }
        word = ""
        continue
      }
      word.append(character)
      if isComment, character == ")" {
        words.append(word)
        (word, isComment) = ("", false)
      }
    }
    if isComment { throw .notAMark(word, near: nil) }
    return word.isEmpty ? words : words + [word]
  }

  /// `5`, `4/5к`, `3с*2`, `н`, `оп10`, `н/4`.
  private func parse(_ word: String, _ scale: ScaleCode) throws(Problem) -> (cell: CellValue, kind: Int?, weight: Int?) {
    var rest = word
    var weight: Int?
    if let star = rest.lastIndex(of: "*") {
      weight = try MarkVocabulary.weight(String(rest[rest.index(after: star)...]))
      rest = String(rest[..<star])
    }
    if let cell = try? vocabulary.cell(rest, scale) { return (cell, nil, weight) }
    let key = Folding.key(rest)
    for (kind, letters) in kinds where key.hasSuffix(letters) && key.count > letters.count {
      if let cell = try? vocabulary.cell(String(key.dropLast(letters.count)), scale), !cell.values.isEmpty {
        return (cell, kind, weight)
      }
    }
    throw vocabulary.wrong(word, scale)
  }
}
