import Basics
import OfficeFiles

/// How our own files of QTI say in which mark-up a text was written: a class of the span it stands in.
enum QTIFormat {
  /// What our own items say they were made by.
  static let tool = "myschool"

  private static let classes: [TextFormat: String] = [.moodle: "text-moodle", .plain: "text-plain", .markdown: "text-markdown"]

  static func isOurs(_ name: String?) -> Bool { classes.values.contains { $0 == name } }

  /// A text without tags as XHTML; `nil` for one that has them.
  static func written(_ text: QuestionText) -> String? {
    guard let name = classes[text.format], text.format != .moodle || !PlainQuestionText.isMarked(text) else { return nil }
    return "<span class=\"\(name)\">\(MoodleWriter.escaped(text.text).replacing("\n", with: "<br/>"))</span>"
  }

  /// A text as it was written.
  static func restored(_ text: QuestionText) -> QuestionText {
    guard text.format == .html else { return text }
    var html = text.text.replacing("<div></div>", with: "").trimmed
    if html.hasPrefix("<div>"), html.hasSuffix("</div>") { html = String(html.dropFirst(5).dropLast(6)).trimmed }
    for (format, name) in classes {
      let start = "<span class=\"\(name)\">"
      guard html.hasPrefix(start), html.hasSuffix("</span>") else { continue }
      let inner = String(html.dropFirst(start.count).dropLast(7)).replacing("<br/>", with: "\n")
      return QuestionText(unescaped(inner), format)
    }
    return QuestionText(html, .html)
  }

  static func restored(_ question: Question) -> Question {
    var question = question
    question.stem = restored(question.stem)
    question.feedback = restored(question.feedback)
    for index in question.answers.indices {
      question.answers[index].text = restored(question.answers[index].text)
      question.answers[index].feedback = restored(question.answers[index].feedback)
    }
    return question
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#123;", with: "{")
      .replacing("&amp;", with: "&")
  }
}
