import Arguments
import Basics
import OfficeFiles
import Questions
import SchoolQuizzes
import Tabular

enum QuizExport {
  private static let forms: [QuestionForm] = [.gift, .aiken, .moodleXML, .qti]
  private static let form = Option.text(
    "to", nil, .choice(forms.map(\.rawValue), placeholder: "KIND"),
    Text(en: "The form of the file; else by the name of -o", ru: "Вид файла; иначе по имени в -o"))
  private static let version = Option.text(
    "version", nil, .choice(QTIWriter.Version.allCases.map(\.rawValue), placeholder: "N"),
    Text(en: "Which QTI", ru: "Версия QTI"))
  private static let category = Option.text(
    "category", nil, Text(en: "Questions of this category and those below it", ru: "Вопросы этой темы и вложенных в неё"))
  private static let lossy = Option.flag(
    "lossy",
    Text(en: "Write what the form can hold, and say what was lost", ru: "Записать то, что вмещает этот вид файла, и сказать, что потеряно"))

  static let command: Command = Command(
    "export", Text(en: "Write a bank of questions for other systems", ru: "Выгрузить банк вопросов для других систем"),
    discussion: Text(
      en:
        "What is exported comes back by quiz import unchanged; Moodle XML holds everything, QTI everything but tags. A question that the form cannot hold refuses the whole file, unless --lossy.",
      ru:
        "Выгруженное загружается quiz import без изменений; Moodle XML вмещает всё, QTI — всё, кроме меток. Вопрос, который в этот вид файла не помещается, останавливает выгрузку целиком, если нет --lossy."
    ),
    needs: [.quizWrite], operands: [QuizCommands.quiz.spec], options: [form.spec, version.spec, category.spec, lossy.spec],
    examples: [Example("myschool quiz export 6 --to moodle-xml -o powers.xml", Text(en: "for Moodle", ru: "для Moodle"))], makesOutput: true
  ) { call, session in
    guard let form = try form(call) else {
      throw UsageFailure(.operandNeeded("--to KIND | -o FILE"))
    }
    let (title, questions, losses) = try session.school().quizzes.questions(
      of: call[QuizCommands.quiz], for: form, category: call[category])
    guard losses.isEmpty || call[lossy] else { throw QuizFailure.cannotHold(form, losses) }
    for loss in losses { session.say(QuizWords.lost(loss)) }
    let lost = Set(losses.filter { $0.losses.contains(.kind) || $0.losses.contains(.options) }.map(\.number))
    return .bytes(
      bytes(Self.held(questions, without: lost, form), title, form, call[version].flatMap(QTIWriter.Version.init(rawValue:)) ?? .v21))
  }

  private static func form(_ call: Call) throws -> QuestionForm? {
    if let named = call[form] { return QuestionForm(rawValue: named) }
    let ending = call[Everywhere.output]?.split(separator: ".").last?.lowercased()
    return ["gift": .gift, "txt": .gift, "aiken": .aiken, "xml": .moodleXML, "zip": .qti][ending ?? ""]
  }

  /// What a form holds of the questions: those it knows no kind of are left out.
  private static func held(_ questions: [Question], without lost: Set<Int>, _ form: QuestionForm) -> [Question] {
    var number = 0
    return questions.filter { question in
      if question.kind == .text { return form != .aiken }
      number += 1
      return !lost.contains(number)
    }
  }

  private static func bytes(_ questions: [Question], _ title: String, _ form: QuestionForm, _ version: QTIWriter.Version) -> [UInt8] {
    switch form {
    case .aiken: return Array(Aiken.text(questions).utf8)
    case .moodleXML:
      var bytes: [UInt8] = []
      MoodleWriter.write(questions) { bytes += $0.utf8 }
      return bytes
    case .qti:
      var bytes: [UInt8] = []
      let output = ByteOutput { bytes += $0 }
      let zip = ZipWriter(output)
      QTIWriter.write(questions, title: title, version, to: zip)
      zip.finish()
      // Memory takes everything.
      try? output.flush()
      return bytes
    case .gift, .table: return Array(GIFTWriter.text(questions).utf8)
    }
  }
}
