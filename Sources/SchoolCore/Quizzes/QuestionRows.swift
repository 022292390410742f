import Basics
import Questions
import Record
import SQLite
import SchoolModel

/// A question as it is stored, with its keys.
package struct StoredQuestion {
  package let id: Int
  package let quiz: Int
  package let position: Int
  package let version: Int
  package var question: Question
}

/// Questions as they are stored, and back.
struct QuestionRows {
  private let database: Database
  private let files: FileStore

  init(_ database: Database, _ files: FileStore) {
    self.database = database
    self.files = files
  }

  /// The questions of a bank as they stand, in their order.
  func current(of quiz: Int) throws -> [StoredQuestion] { try questions("quiz_id = ? AND replaced_by IS NULL", [quiz]) }

  func questions(_ keys: [Int]) throws -> [Int: StoredQuestion] {
    Dictionary(uniqueKeysWithValues: try questions("id IN (\(keyList(keys)))", []).map { ($0.id, $0) })
  }

  /// - Parameter condition: on a question `q`'s columns.
  func questions(_ condition: String, _ values: [any Bindable]) throws -> [StoredQuestion] {
    var found: [StoredQuestion] = []
    let sql = """
      SELECT id, quiz_id, position, version, kind, category, idnumber, title, stem, stem_format, worth, feedback, feedback_format, tags,
        settings
      FROM quiz_question WHERE \(condition) ORDER BY quiz_id, position, id
      """
    try database.forEach(sql, values) { row in
      // What the schema has no other of.
      let kind = QuestionKind(rawValue: try row.get(4)) ?? .text
      var question = Question(kind, Self.text(try row.get(8), try row.get(9)), title: try row.get(7))
      question.category = try row.get(5)
      question.idnumber = try row.get(6)
      question.points = Fraction(try row.get(10, as: String.self)) ?? .one
      question.feedback = Self.text(try row.get(11), try row.get(12))
      question.tags = (try row.get(13) as String?).map { $0.split(separator: "\n").map(String.init) } ?? []
      let settings = Set((try row.get(14) as String?)?.split(separator: " ").map(String.init) ?? [])
      question.shuffles = settings.contains("shuffle")
      question.isCaseSensitive = settings.contains("case")
      question.isAllOrNothing = settings.contains("whole")
      found.append(
        StoredQuestion(id: try row.get(0), quiz: try row.get(1), position: try row.get(2), version: try row.get(3), question: question))
    }
    return try filled(found)
  }

  private static func text(_ text: String?, _ format: String?) -> QuestionText {
    text.map { QuestionText($0, format.flatMap(TextFormat.init) ?? .moodle) } ?? .empty
  }

  private func filled(_ questions: [StoredQuestion]) throws -> [StoredQuestion] {
    var questions = questions
    let places = Dictionary(uniqueKeysWithValues: questions.enumerated().map { ($1.id, $0) })
    let wanted = keyList(questions.map(\.id))
    let answers = """
      SELECT question_id, body, format, share, match, tolerance, feedback, feedback_format FROM quiz_answer
      WHERE question_id IN (\(wanted)) ORDER BY question_id, position
      """
    try database.forEach(answers, []) { row in
      guard let place = places[try row.get(0)] else { return }
      questions[place].question.answers.append(
        KeyAnswer(
          Self.text(try row.get(1), try row.get(2)), weight: Fraction(try row.get(3, as: String.self)) ?? .zero,
          feedback: Self.text(try row.get(6), try row.get(7)), match: try row.get(4),
          tolerance: (try row.get(5) as String?).flatMap { DecimalNumber($0) }))
    }
    let pictures = "SELECT question_id, place, name, file_hash FROM quiz_file WHERE question_id IN (\(wanted)) ORDER BY id"
    try database.forEach(pictures, []) { row in
      guard let place = places[try row.get(0)] else { return }
      let hash: String = try row.get(3)
      guard let bytes = files.bytes(hash) else { throw QuizFailure.fileLost(hash) }
      questions[place].question.files.append(QuestionFile(place: try row.get(1), name: try row.get(2), bytes: bytes))
    }
    return questions
  }
}

/// Writes questions of a bank.
struct QuestionWriter {
  private let writing: Writing
  private let files: FileStore
  private let isTrial: Bool
  private let questions: BulkInsert
  private let answers: BulkInsert

  private static let columns = [
    "quiz_id", "position", "version", "kind", "category", "idnumber", "title", "stem", "stem_format", "worth", "feedback",
    "feedback_format", "tags", "settings",
  ]

  init(_ writing: Writing, _ files: FileStore, isTrial: Bool) throws {
    self.writing = writing
    self.files = files
    self.isTrial = isTrial
    // Questions and answers are written many a statement, and those of one may be written before the other.
    try writing.database.script("PRAGMA defer_foreign_keys = ON")
    questions = BulkInsert(writing.writer, .quizQuestion, Self.columns, common: [])
    answers = BulkInsert(
      writing.writer, .quizAnswer,
      ["question_id", "position", "body", "format", "share", "match", "tolerance", "feedback", "feedback_format"], common: [])
  }

  /// - Returns: its key.
  func add(_ question: Question, to quiz: Int, at position: Int, version: Int = 1) throws -> Int {
    let key = try questions.add(Self.fields(question, quiz, position, version))
    try addParts(of: question, key)
    return key
  }

  /// Makes a question another one, in its place.
  func change(_ old: StoredQuestion, to question: Question) throws {
    try flush()
    try writing.writer.cutIfFull()
    let database = writing.database
    let statement = try database.prepare(
      "UPDATE quiz_question SET \(Self.columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?")
    let values: [any Bindable] = Self.fields(question, old.quiz, old.position, old.version + 1).map { field in
      switch field {
      case .integer(let number): number
      case .text(let text): text
      case .null: String?.none
      }
    }
    try statement.bind(values + [old.id])
    _ = try statement.step()
    try database.run("DELETE FROM quiz_answer WHERE question_id = ?", old.id)
    try database.run("DELETE FROM quiz_file WHERE question_id = ?", old.id)
    try addParts(of: question, old.id)
    try flush()
  }

  private static func text(_ text: String?) -> BulkInsert.Field { text.map { .text($0) } ?? .null }

  private static func shown(_ text: QuestionText) -> [BulkInsert.Field] {
    text.isEmpty ? [.null, .null] : [.text(text.text), .text(text.format.rawValue)]
  }

  private static func fields(_ question: Question, _ quiz: Int, _ position: Int, _ version: Int) -> [BulkInsert.Field] {
    let settings = [(question.shuffles, "shuffle"), (question.isCaseSensitive, "case"), (question.isAllOrNothing, "whole")]
      .filter(\.0).map(\.1).joined(separator: " ")
    var fields: [BulkInsert.Field] = [
      .integer(quiz), .integer(position), .integer(version), .text(question.kind.rawValue), .text(question.category),
      text(question.idnumber), .text(question.title), .text(question.stem.text), .text(question.stem.format.rawValue),
      .text(question.points.description),
    ]
    fields += shown(question.feedback)
    fields += [question.tags.isEmpty ? .null : .text(question.tags.joined(separator: "\n")), settings.isEmpty ? .null : .text(settings)]
    return fields
  }

  private func addParts(of question: Question, _ key: Int) throws {
    for (index, answer) in question.answers.enumerated() {
      _ = try answers.add(
        [
          .integer(key), .integer(index + 1), .text(answer.text.text), .text(answer.text.format.rawValue), .text(answer.weight.description),
          Self.text(answer.match), Self.text(answer.tolerance?.description),
        ] + Self.shown(answer.feedback))
    }
    if !question.files.isEmpty {
      try flush()
      for file in question.files { try add(file, to: key) }
    }
  }

  func flush() throws {
    try questions.flush()
    try answers.flush()
  }

  private func add(_ file: QuestionFile, to question: Int) throws {
    var rest: [UInt8]? = file.bytes
    guard
      let staged = try files.stage(
        limit: .max,
        {
          defer { rest = nil }
          return rest ?? []
        })
    else { return }
    let database = writing.database
    try database.run("INSERT INTO library_file (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING", staged.hash, staged.bytes)
    try database.run(
      "INSERT INTO quiz_file (question_id, place, name, file_hash) VALUES (?, ?, ?, ?)", question, file.place, file.name, staged.hash)
    if isTrial { files.discard(staged) } else { try files.settle(staged) }
  }
}
