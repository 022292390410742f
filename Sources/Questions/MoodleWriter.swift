import Basics

/// Writes questions as Moodle XML, which holds all of them.
public enum MoodleWriter {
  /// - Parameter put: takes a piece of the file.
  public static func write(_ questions: [Question], _ put: (String) -> Void) {
    put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n")
    var category = ""
    for question in questions {
      if question.category != category {
        category = question.category
        let path = category.isEmpty ? "$course$/top" : "$course$/\(category)"
        put("  <question type=\"category\"><category><text>\(escaped(path))</text></category></question>\n")
      }
      put(Self.question(question))
    }
    put("</quiz>\n")
  }

  private static func question(_ question: Question) -> String {
    var out = "  <question type=\"\(type(question.kind))\">\n    <name><text>\(escaped(question.title))</text></name>\n"
    out += element("questiontext", question.stem, files(question, "stem"))
    if !question.feedback.isEmpty || question.files.contains(where: { $0.place == "feedback" }) {
      out += element("generalfeedback", question.feedback, files(question, "feedback"))
    }
    if question.kind != .text { out += "    <defaultgrade>\(question.points.shortest(7))</defaultgrade>\n" }
    if let id = question.idnumber { out += "    <idnumber>\(escaped(id))</idnumber>\n" }
    // What Moodle does not know it passes over; we read it again.
    if question.isAllOrNothing { out += "    <allornothing>1</allornothing>\n" }
    switch question.kind {
    case .single, .multiple:
      out += "    <single>\(question.kind == .single)</single>\n    <shuffleanswers>\(question.shuffles)</shuffleanswers>\n"
    case .matching, .ordering, .gaps: out += "    <shuffleanswers>\(question.shuffles)</shuffleanswers>\n"
    case .short: out += "    <usecase>\(question.isCaseSensitive ? 1 : 0)</usecase>\n"
    case .truefalse, .numeric, .essay, .text: break
    }
    for (index, key) in question.answers.enumerated() { out += answer(key, index + 1, question) }
    if !question.tags.isEmpty {
      out += "    <tags>" + question.tags.map { "<tag><text>\(escaped($0))</text></tag>" }.joined() + "</tags>\n"
    }
    return out + "  </question>\n"
  }

  private static func type(_ kind: QuestionKind) -> String {
    switch kind {
    case .single, .multiple: "multichoice"
    case .truefalse: "truefalse"
    case .short: "shortanswer"
    case .numeric: "numerical"
    case .matching: "matching"
    case .ordering: "ordering"
    case .gaps: "cloze"
    case .essay: "essay"
    case .text: "description"
    }
  }

  private static func answer(_ key: KeyAnswer, _ number: Int, _ question: Question) -> String {
    if question.kind == .matching {
      let share = key.weight == .one || key.isSpare ? "" : " fraction=\"\(QuestionWeight.text(key.weight))\""
      return
        "    <subquestion format=\"\(format(key.text))\"\(share)><text>\(content(key.text))</text>\(files(question, "answer \(number)"))"
        + "<answer><text>\(escaped(key.match ?? ""))</text></answer></subquestion>\n"
    }
    let fraction = question.kind == .ordering ? "\(number)" : QuestionWeight.text(key.weight)
    var out = "    <answer fraction=\"\(fraction)\" format=\"\(format(key.text))\"><text>\(content(key.text))</text>"
    out += files(question, "answer \(number)")
    if let tolerance = key.tolerance { out += "<tolerance>\(tolerance)</tolerance>" }
    let pictures = files(question, "feedback \(number)")
    if !key.feedback.isEmpty || !pictures.isEmpty {
      out += "<feedback format=\"\(format(key.feedback))\"><text>\(content(key.feedback))</text>\(pictures)</feedback>"
    }
    return out + "</answer>\n"
  }

  private static func element(_ name: String, _ text: QuestionText, _ files: String) -> String {
    "    <\(name) format=\"\(format(text))\"><text>\(content(text))</text>\(files)</\(name)>\n"
  }

  private static func files(_ question: Question, _ place: String) -> String {
    question.files.filter { $0.place == place }.map { file in
      "<file name=\"\(escaped(file.name))\" path=\"/\" encoding=\"base64\">\(Base64.encode(file.bytes))</file>"
    }.joined()
  }

  private static func format(_ text: QuestionText) -> String {
    switch text.format {
    case .moodle: "moodle_auto_format"
    case .html: "html"
    case .markdown: "markdown"
    case .plain: "plain_text"
    }
  }

  /// Mark-up as it is, in a section of its own.
  private static func content(_ text: QuestionText) -> String {
    text.text.contains("<") ? "<![CDATA[\(text.text.replacing("]]>", with: "]]]]><![CDATA[>"))]]>" : escaped(text.text)
  }

  static func escaped(_ text: String) -> String {
    guard
      text.utf8.contains(where: {
        $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "\"")
      })
    else {
      return text
    }
    return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
