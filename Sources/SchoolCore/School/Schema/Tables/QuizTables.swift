import Basics
import Record

/// Quizzes: their questions, to whom they were given, and what was answered.
extension SchoolTable {
  package static let quiz = SchoolTable(
    "quiz", Text(en: "quiz", ru: "тест"), counted: .quiz, about: [.of("title")],
    columns: [.key, .text("title"), .code("title_key"), .instant("added_at"), .person("added_by", .author)])
  package static let quizQuestion = SchoolTable(
    "quiz_question", Text(en: "question", ru: "вопрос"), counted: .question, about: [.of("quiz_id"), .of("title"), .of("stem")],
    columns: [
      .key, .reference("quiz_id", .quiz), .number("position"), .number("version"), .number("replaced_by"), .code("kind"), .text("category"),
      .code("idnumber"), .text("title"), .text("stem"), .code("stem_format"), .code("worth"), .text("feedback"), .code("feedback_format"),
      .text("tags"), .code("settings"),
    ])
  package static let quizAnswer = SchoolTable(
    "quiz_answer", Text(en: "answer of the key", ru: "вариант ответа"), about: [.of("question_id"), .of("body")],
    columns: [
      .key, .reference("question_id", .question), .number("position"), .text("body"), .code("format"), .code("share"), .text("match"),
      .code("tolerance"), .text("feedback"), .code("feedback_format"),
    ])
  package static let quizFile = SchoolTable(
    "quiz_file", Text(en: "picture of a question", ru: "рисунок вопроса"), about: [.of("question_id"), .of("name")],
    columns: [.key, .reference("question_id", .question), .code("place"), .text("name"), .code("file_hash")])
  package static let quizAssignment = SchoolTable(
    "quiz_assignment", Text(en: "assigned quiz", ru: "назначенный тест"), counted: .quizAssignment,
    about: [.of("quiz_id"), .of("course_id")],
    columns: [
      .key, .reference("quiz_id", .quiz), .reference("course_id", .course), .day("opens_on"), .day("due_on"), .number("attempts"),
      .number("seconds"), .number("is_shuffled"), .number("pick"), .text("pick_from"), .code("scale"), .reference("kind_id", .kind),
      .code("reveals"), .code("keeps"), .instant("assigned_at"), .person("assigned_by", .author),
    ])
  package static let quizAssignee = SchoolTable(
    "quiz_assignee", Text(en: "who a quiz was given to", ru: "кому назначен тест"),
    many: Text(en: "quizzes given out by name", ru: "тесты, назначенные лично"), about: [.of("assignment_id"), .of("person_id")],
    columns: [.key, .reference("assignment_id", .quizAssignment), .person("person_id", .subject), .day("due_on")], erasure: .removed)
  package static let quizAttempt = SchoolTable(
    "quiz_attempt", Text(en: "attempt", ru: "попытка"), many: Text(en: "attempts at quizzes", ru: "попытки в тестах"), counted: .attempt,
    about: [.of("assignment_id"), .of("person_id")],
    columns: [
      .key, .reference("assignment_id", .quizAssignment), .person("person_id", .subject), .number("attempt"), .number("seed"),
      .instant("began_at"), .instant("handed_in_at"),
    ], erasure: .kept)
  package static let quizResponse = SchoolTable(
    "quiz_response", Text(en: "response", ru: "ответ ученика"), many: Text(en: "answers in quizzes", ru: "ответы в тестах"),
    counted: .response, about: [.of("question_id"), .of("person_id")],
    columns: [
      .key, .number("attempt_id"), .person("person_id", .subject), .reference("question_id", .question), .number("position"),
      .textAboutSubject("reply"), .outcome("worth"), .textAboutSubject("comment"), .instant("marked_at"), .person("marked_by", .author),
    ], erasure: .kept)
  /// An attempt that goes on, and its answers: outside the record until they are handed in.
  package static let quizSitting = SchoolTable(
    "quiz_sitting", Text(en: "attempt that goes on", ru: "начатая попытка"), keeping: .note,
    many: Text(en: "attempts that go on", ru: "начатые попытки"), about: [.of("person_id")],
    columns: [
      .key, .number("assignment_id"), .person("person_id", .subject), .number("seed"), .instant("began_at"), .instant("seen_at"),
      .code("questions"),
    ], erasure: .removed)
  package static let quizDraft = SchoolTable(
    "quiz_draft", Text(en: "answer not handed in", ru: "несданный ответ"), keeping: .note,
    many: Text(en: "answers not handed in", ru: "несданные ответы"), about: [.of("person_id")],
    columns: [
      .number("sitting_id"), .number("position"), .person("person_id", .subject), .textAboutSubject("reply"), .instant("saved_at"),
    ], erasure: .removed)
}
