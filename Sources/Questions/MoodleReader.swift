import Basics
import OfficeFiles

/// Questions of Moodle XML (moodle/moodle question/format/xml/format.php).
public struct MoodleReader {
  private var bank = QuestionBank()
  private var category = ""

  /// - Parameters:
  ///   - part: how faults call the file.
  ///   - next: its next bytes, none at the end.
  /// - Throws: `OfficeFault`.
  public static func bank(_ part: String, from next: () throws -> [UInt8]) throws -> QuestionBank {
    var reader = MoodleReader()
    try MarkupTree.read(part, each: ["question"], from: next) { reader.take($0) }
    return reader.bank
  }

  private mutating func take(_ element: MarkupElement) {
    let type = element["type"] ?? ""
    if type == "category" {
      category = QuestionCategory.read(element.element("category", "text")?.text ?? "")
      return
    }
    var question = Question(.text, Self.text(element.element("questiontext"), .html))
    question.place = String(element.line)
    question.category = category
    question.title = QuestionText(element.element("name", "text")?.text ?? "").text
    question.idnumber = element.element("idnumber")?.text.trimmed
    if question.idnumber?.isEmpty ?? false { question.idnumber = nil }
    question.feedback = Self.text(element.element("generalfeedback"), .html)
    question.tags = element.element("tags")?.elements("tag").map { $0.element("text")?.text.trimmed ?? "" } ?? []
    question.shuffles = Self.isTrue(element.element("shuffleanswers")?.text ?? "0")
    question.isAllOrNothing = Self.isTrue(element.element("allornothing")?.text ?? "0")
    if let grade = element.element("defaultgrade")?.text.trimmed {
      guard let points = Fraction(decimal: grade) else { return mistake(element, .badPoints(grade)) }
      question.points = points
    }
    files(element.element("questiontext"), "stem", &question)
    files(element.element("generalfeedback"), "feedback", &question)
    switch type {
    case "description": question.points = .one
    case "essay": question.kind = .essay
    case "multichoice":
      question.kind = Self.isTrue(element.element("single")?.text ?? "true") ? .single : .multiple
      answers(element, &question)
    case "truefalse":
      question.kind = .truefalse
      truth(element, &question)
    case "shortanswer":
      question.kind = .short
      question.isCaseSensitive = Self.isTrue(element.element("usecase")?.text ?? "0")
      answers(element, &question)
    case "numerical":
      question.kind = .numeric
      numbers(element, &question)
    case "matching":
      question.kind = .matching
      pairs(element, &question)
    case "ordering":
      question.kind = .ordering
      answers(element, &question, areWeighed: false)
    case "cloze": question.kind = .gaps
    case "ddwtos", "gapselect": wordsToChoose(element, type, &question)
    default:
      bank.unknown.append(UnknownQuestion(place: String(element.line), name: question.name, reason: .type(type)))
      return
    }
    bank.take(question)
  }

  private mutating func mistake(_ element: MarkupElement, _ problem: QuestionMistake.Problem) {
    bank.mistakes.append(QuestionMistake(String(element.line), problem))
  }

  // MARK: parts

  private static func isTrue(_ text: String) -> Bool { ["1", "true"].contains(text.trimmed.lowercased()) }

  private static func text(_ element: MarkupElement?, _ usual: TextFormat) -> QuestionText {
    guard let element else { return .empty }
    let format: TextFormat =
      switch element["format"] {
      case "html": .html
      case "markdown": .markdown
      case "plain_text", "plain": .plain
      case "moodle_auto_format", "moodle", "eset_auto_format": .moodle
      default: usual
      }
    return QuestionText(element.element("text")?.text ?? "", format)
  }

  private mutating func weight(_ element: MarkupElement) -> Fraction {
    let text = element["fraction"] ?? "0"
    guard let number = Fraction(decimal: text.trimmed), let grade = QuestionWeight.nearest(number / Fraction(100)) else {
      mistake(element, .badWeight(text))
      return .zero
    }
    return grade
  }

  private mutating func answers(_ element: MarkupElement, _ question: inout Question, areWeighed: Bool = true) {
    for answer in element.elements("answer") {
      let text = Self.text(answer, question.kind == .short ? .moodle : question.stem.format)
      question.answers.append(
        KeyAnswer(text, weight: areWeighed ? weight(answer) : .zero, feedback: Self.text(answer.element("feedback"), .html)))
      let number = question.answers.count
      files(answer, "answer \(number)", &question)
      files(answer.element("feedback"), "feedback \(number)", &question)
    }
  }

  private mutating func truth(_ element: MarkupElement, _ question: inout Question) {
    var feedback: [Bool: QuestionText] = [:]
    var right: Bool?
    for answer in element.elements("answer") {
      let isTrue = (answer.element("text")?.text.trimmed.lowercased() ?? "") == "true"
      feedback[isTrue] = Self.text(answer.element("feedback"), .html)
      files(answer.element("feedback"), "feedback \(isTrue ? 1 : 2)", &question)
      if weight(answer) == .one { right = isTrue }
    }
    guard let right else { return }
    question.answers = KeyAnswer.truth(right, whenTrue: feedback[true] ?? .empty, whenFalse: feedback[false] ?? .empty)
  }

  private mutating func numbers(_ element: MarkupElement, _ question: inout Question) {
    for answer in element.elements("answer") {
      let text = (answer.element("text")?.text ?? "").trimmed
      let feedback = Self.text(answer.element("feedback"), .html)
      if text == "*" {
        question.answers.append(KeyAnswer(QuestionText("*"), weight: weight(answer), feedback: feedback))
        continue
      }
      let tolerance = (answer.element("tolerance")?.text ?? "0").trimmed
      guard let number = DecimalNumber(text), let reach = DecimalNumber(tolerance.isEmpty ? "0" : tolerance) else {
        mistake(answer, .badNumber(text))
        continue
      }
      question.answers.append(KeyAnswer(QuestionText(number.description), weight: weight(answer), feedback: feedback, tolerance: reach))
    }
  }

  private mutating func pairs(_ element: MarkupElement, _ question: inout Question) {
    for pair in element.elements("subquestion") {
      let left = Self.text(pair, question.stem.format)
      let right = QuestionText(pair.element("answer", "text")?.text ?? "").text
      guard !right.isEmpty else { continue }
      let share = pair["fraction"].flatMap { Fraction(decimal: $0) }.map { QuestionWeight.settled($0 / Fraction(100)) } ?? .one
      question.answers.append(KeyAnswer(left, weight: left.isEmpty ? .zero : share, match: right))
      files(pair, "answer \(question.answers.count)", &question)
    }
  }

  /// `[[1]]` in the text is where the first word belongs; others of its group could stand there.
  private mutating func wordsToChoose(_ element: MarkupElement, _ type: String, _ question: inout Question) {
    let words = element.elements(type == "ddwtos" ? "dragbox" : "selectoption").map { box in
      (text: QuestionText(box.element("text")?.text ?? "").text, group: box.element("group")?.text.trimmed ?? "1")
    }
    question.kind = .gaps
    var parts: [Cloze.Part] = []
    var rest = Cloze.harmless(question.stem.text)
    while let open = rest.range(of: "[["), let close = rest[open.upperBound...].range(of: "]]") {
      let number = Int(rest[open.upperBound..<close.lowerBound]) ?? 0
      guard words.indices.contains(number - 1) else {
        mistake(element, .badGap("[[\(rest[open.upperBound..<close.lowerBound].prefix(20))]]"))
        return
      }
      let right = words[number - 1]
      let answers = words.enumerated().filter { $0.element.group == right.group }.map { index, word in
        KeyAnswer(QuestionText(word.text), weight: index == number - 1 ? .one : .zero)
      }
      parts.append(.text(String(rest[..<open.lowerBound])))
      parts.append(.gap(.init(.choice, answers: answers)))
      rest = String(rest[close.upperBound...])
    }
    parts.append(.text(rest))
    question.stem = QuestionText(Cloze.text(parts), question.stem.format)
  }

  private mutating func files(_ element: MarkupElement?, _ place: String, _ question: inout Question) {
    for file in element?.elements("file") ?? [] {
      let name = file["name"] ?? ""
      guard !name.isEmpty, let bytes = Base64.decode(file.text.filter { !$0.isWhitespace }) else {
        mistake(file, .badFile(name))
        continue
      }
      question.files.append(QuestionFile(place: place, name: name, bytes: bytes))
    }
  }
}

extension Substring {
  fileprivate func range(of piece: String) -> Range<String.Index>? { ranges(of: piece).first }
}
