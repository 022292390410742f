import Basics
import OfficeFiles

/// Questions of QTI 1.2 as Canvas, Common Cartridge and others write them.
enum QTI1Reader {
  static func read(_ root: MarkupElement, into bank: inout QuestionBank, place: (MarkupElement) -> String) {
    walk(root, "", &bank, place)
  }

  private static func walk(_ element: MarkupElement, _ category: String, _ bank: inout QuestionBank, _ place: (MarkupElement) -> String) {
    for child in element.elements {
      switch child.name {
      case "item": take(child, category, &bank, place)
      case "section":
        let title = QuestionText(child["title"] ?? "").text
        walk(child, title.isEmpty ? category : category.isEmpty ? title : "\(category)/\(title)", &bank, place)
      case "assessment", "objectbank": walk(child, category, &bank, place)
      default: break
      }
    }
  }

  private static func take(_ element: MarkupElement, _ category: String, _ bank: inout QuestionBank, _ place: (MarkupElement) -> String) {
    let item = QTI1Item(element)
    switch item.question() {
    case .success(var question):
      question.category = category
      question.place = place(element)
      bank.take(question)
    case .failure(.unknown(let type)):
      bank.unknown.append(UnknownQuestion(place: place(element), name: item.title, reason: .type(type)))
    case .failure(.mistake(let problem)): bank.mistakes.append(QuestionMistake(place(element), problem))
    }
  }
}

private enum QTI1Failure: Error {
  case unknown(String)
  case mistake(QuestionMistake.Problem)
}

/// One item: its texts, its responses, its rules.
private struct QTI1Item {
  private let item: MarkupElement
  private let presentation: MarkupElement?
  let title: String
  private let type: String
  private let rules: [Rule]

  /// What a condition of the rules gives points or feedback for.
  private struct Rule {
    var right: [(response: String, value: String)] = []
    var isConjunction = false
    /// Bounds of a number, both included.
    var low: String?
    var high: String?
    /// In parts of the whole.
    var score: Fraction?
    var feedback: [String] = []
    var isForAll = false
  }

  init(_ item: MarkupElement) {
    self.item = item
    presentation = item.element("presentation")
    title = QuestionText(item["title"] ?? "").text
    let fields = item.descendants("qtimetadatafield").map {
      ($0.element("fieldlabel")?.text.trimmed ?? "", $0.element("fieldentry")?.text.trimmed ?? "")
    }
    type = fields.first { $0.0 == "question_type" || $0.0 == "cc_profile" || $0.0 == "qmd_itemtype" }?.1 ?? ""
    rules = Self.rules(item)
  }

  private var points: Fraction? {
    let fields = item.descendants("qtimetadatafield")
    let field = fields.first {
      ["points_possible", "cc_weighting", "qmd_weighting"].contains($0.element("fieldlabel")?.text.trimmed ?? "")
    }
    return field?.element("fieldentry").flatMap { Fraction(decimal: $0.text.trimmed) }.flatMap { $0 > .zero ? $0 : nil }
  }

  func question() -> Result<Question, QTI1Failure> {
    do throws(QTI1Failure) {
      var question = try read()
      question.title = title
      question.idnumber = item["ident"]
      question.feedback = generalFeedback
      if let points, question.kind != .text { question.points = points }
      return .success(question)
    } catch { return .failure(error) }
  }

  private func read() throws(QTI1Failure) -> Question {
    let responses = presentation?.descendants.filter { $0.name.hasPrefix("response_") && $0.name != "response_label" } ?? []
    switch type {
    case "calculated_question", "hot_spot_question", "file_upload_question": throw .unknown(type)
    case "text_only_question": return Question(.text, stem)
    case "essay_question", "cc.essay.v0p1": return Question(.essay, stem)
    case "matching_question": return matching(responses)
    case "fill_in_multiple_blanks_question": return gaps(responses, areTyped: true)
    case "multiple_dropdowns_question": return gaps(responses, areTyped: false)
    case "numerical_question": return try numeric()
    default: break
    }
    guard let first = responses.first else { return Question(.text, stem) }
    if let strange = first.elements.first(where: { $0.name.hasPrefix("render_hotspot") || $0.name.hasPrefix("render_slider") }) {
      throw .unknown(strange.name)
    }
    switch first.name {
    case "response_str", "response_num":
      if first.element("render_fib")?["fibtype"] == "Decimal" || first.name == "response_num" { return try numeric() }
      let patterns = rules.filter { $0.score ?? .zero > .zero }.flatMap(\.right)
      return patterns.isEmpty ? Question(.essay, stem) : short(patterns.map(\.value))
    case "response_lid":
      if first.element("render_extension") != nil || first["rcardinality"] == "Ordered" { return ordering(first) }
      guard responses.count == 1 else { return matching(responses) }
      return choice(first)
    default: throw .unknown(first.name)
    }
  }

  // MARK: texts

  private var stem: QuestionText {
    let materials = (presentation?.elements ?? []).flatMap { element -> [MarkupElement] in
      element.name == "material" ? [element] : element.name == "flow" ? element.elements("material") : []
    }
    return Self.text(materials)
  }

  private static func text(_ materials: [MarkupElement]) -> QuestionText {
    let parts = materials.flatMap { $0.descendants("mattext") }
    guard let first = parts.first else { return .empty }
    let isHTML = parts.contains { $0["texttype"] == "text/html" || !$0.elements.isEmpty }
    let body = QTIBody(replacing: { _ in nil }, picture: { $0 })
    let texts = parts.map { part in part.elements.isEmpty ? part.text : body.html(part) }
    return QuestionText(texts.joined(separator: isHTML ? "" : "\n"), isHTML ? .html : first["texttype"] == "text/plain" ? .plain : .moodle)
  }

  private static func label(_ label: MarkupElement) -> QuestionText { text(label.descendants("material")) }

  private var generalFeedback: QuestionText {
    guard let name = rules.first(where: { $0.isForAll && $0.score == nil && !$0.feedback.isEmpty })?.feedback.first, name == "general_fb"
    else {
      return .empty
    }
    return feedback(name)
  }

  private func feedback(_ name: String) -> QuestionText {
    let found = item.elements("itemfeedback").first { $0["ident"] == name }
    return found.map { Self.text($0.descendants("material")) } ?? .empty
  }

  private func feedback(response: String, value: String) -> QuestionText {
    let rule = rules.first { $0.score == nil && $0.right.count == 1 && $0.right[0] == (response, value) && !$0.feedback.isEmpty }
    return rule?.feedback.first.map(feedback) ?? .empty
  }

  // MARK: rules

  private static func rules(_ item: MarkupElement) -> [Rule] {
    let processing = item.elements("resprocessing")
    let most =
      processing.flatMap { $0.descendants("decvar") }.compactMap { $0["maxvalue"].flatMap { Fraction(decimal: $0.trimmed) } }.max() ?? .zero
    let conditions = processing.flatMap { $0.elements("respcondition") }
    let values = conditions.compactMap { $0.element("setvar").flatMap { Fraction(decimal: $0.text.trimmed) } }
    let whole = most > .zero ? most : values.max() ?? .one
    return conditions.map { condition in
      var rule = Rule()
      if let value = condition.element("setvar").flatMap({ Fraction(decimal: $0.text.trimmed) }), whole > .zero {
        rule.score = QuestionWeight.settled(value / whole)
      }
      rule.feedback = condition.elements("displayfeedback").compactMap { $0["linkrefid"] }
      if let test = condition.element("conditionvar") { gather(test, into: &rule) }
      return rule
    }
  }

  private static func gather(_ test: MarkupElement, into rule: inout Rule) {
    for element in test.elements {
      switch element.name {
      case "varequal", "varsubstring": rule.right.append((element["respident"] ?? "", element.text.trimmed))
      case "vargte", "vargt": rule.low = element.text.trimmed
      case "varlte", "varlt": rule.high = element.text.trimmed
      case "other": rule.isForAll = true
      // What must not be chosen says that all of it counts together.
      case "not": rule.isConjunction = true
      case "and":
        if element.elements("varequal").count > 1 { rule.isConjunction = true }
        gather(element, into: &rule)
      case "or": gather(element, into: &rule)
      default: break
      }
    }
  }

  private func share(_ response: String, _ value: String) -> Fraction {
    rules.filter { rule in rule.score != nil && rule.right.contains { $0 == (response, value) } }.compactMap(\.score).max() ?? .zero
  }

  // MARK: kinds

  private func choice(_ response: MarkupElement) -> Question {
    let name = response["ident"] ?? ""
    let labels = response.descendants("response_label")
    let isSingle = response["rcardinality"] == "Single" || (response["rcardinality"] == nil && type != "multiple_answers_question")
    var question = Question(isSingle ? .single : .multiple, stem)
    question.shuffles = response.element("render_choice")?["shuffle"] == "Yes"
    let whole = isSingle ? nil : rules.first { $0.score == .one && ($0.isConjunction || $0.right.count > 1) }
    question.isAllOrNothing = whole != nil
    for label in labels {
      let ident = label["ident"] ?? ""
      var weight = share(name, ident)
      if let whole {
        weight = whole.right.contains { $0.value == ident } ? QuestionWeight.settled(Fraction(1, over: max(1, whole.right.count))) : .zero
      }
      let text = Self.label(label)
      // Canvas leaves options behind that were never filled in.
      if text.isEmpty, weight == .zero { continue }
      question.answers.append(KeyAnswer(text, weight: weight, feedback: feedback(response: name, value: ident)))
    }
    settleWeights(&question)
    return TruthOptions.settled(question, identifiers: [])
  }

  /// Some add up to more than the whole that they declare.
  private func settleWeights(_ question: inout Question) {
    guard question.answers.contains(where: { $0.weight > .one }) else { return }
    let total =
      question.kind == .single
      ? question.answers.map(\.weight).max() ?? .one : Fraction.sum(question.answers.map(\.weight).filter { $0 > .zero })
    for index in question.answers.indices {
      question.answers[index].weight = max(Fraction(-1), QuestionWeight.settled(question.answers[index].weight / total))
    }
  }

  private func short(_ patterns: [String]) -> Question {
    var question = Question(.short, stem)
    for pattern in patterns where !question.answers.contains(where: { $0.text.text == pattern }) {
      question.answers.append(KeyAnswer(QuestionText(pattern), weight: .one))
    }
    return question
  }

  private func numeric() throws(QTI1Failure) -> Question {
    var question = Question(.numeric, stem)
    for rule in rules where rule.score ?? .zero > .zero {
      let weight = min(.one, rule.score ?? .zero)
      if let low = rule.low, let high = rule.high {
        guard let (middle, reach) = QuestionNumber.read("\(low)..\(high)") else { throw .mistake(.badNumber("\(low)..\(high)")) }
        question.answers.append(KeyAnswer(QuestionText(middle.description), weight: weight, tolerance: reach))
        continue
      }
      for right in rule.right {
        guard let number = DecimalNumber(right.value) else { throw .mistake(.badNumber(right.value)) }
        question.answers.append(KeyAnswer(QuestionText(number.description), weight: weight, tolerance: DecimalNumber("0")))
      }
    }
    return question
  }

  private func matching(_ responses: [MarkupElement]) -> Question {
    var question = Question(.matching, stem)
    question.shuffles = true
    var used: Set<String> = []
    var rights: [(ident: String, text: String)] = []
    for response in responses {
      let left = Self.text(response.elements("material"))
      let labels = response.descendants("response_label").map { ($0["ident"] ?? "", PlainQuestionText.line(Self.label($0))) }
      for label in labels where !rights.contains(where: { $0.text == label.1 }) { rights.append(label) }
      guard let right = labels.first(where: { share(response["ident"] ?? "", $0.0) > .zero }) else { continue }
      used.insert(right.1)
      question.answers.append(KeyAnswer(left, weight: .one, match: right.1))
    }
    for right in rights where !used.contains(right.text) { question.answers.append(KeyAnswer(.empty, match: right.text)) }
    return question
  }

  private func ordering(_ response: MarkupElement) -> Question {
    var question = Question(.ordering, stem)
    question.isAllOrNothing = true
    let labels = response.descendants("response_label")
    let order = rules.first { $0.score == .one }?.right.map(\.value) ?? []
    let sorted = order.compactMap { name in labels.first { $0["ident"] == name } }
    for label in sorted.count == labels.count ? sorted : labels { question.answers.append(KeyAnswer(Self.label(label))) }
    return question
  }

  /// `[color1]` in the text is where the response of that name is given.
  private func gaps(_ responses: [MarkupElement], areTyped: Bool) -> Question {
    var html = Cloze.harmless(stem.text)
    var left: [String] = []
    for response in responses {
      let ident = response["ident"] ?? ""
      let name = ident.hasPrefix("response_") ? String(ident.dropFirst(9)) : ident
      let labels = response.descendants("response_label")
      let isChosen = !areTyped || labels.contains { ["dropdown", "wordbank"].contains($0["answer_type"] ?? "") }
      let answers = labels.map { label in
        KeyAnswer(
          QuestionText(PlainQuestionText.line(Self.label(label))),
          weight: isChosen ? (share(ident, label["ident"] ?? "") > .zero ? .one : .zero) : .one,
          feedback: feedback(response: ident, value: label["ident"] ?? ""))
      }
      let gap = Cloze.text([.gap(.init(isChosen ? .choice : .short, answers: answers))])
      if html.contains("[\(name)]") { html = html.replacing("[\(name)]", with: gap) } else { left.append(gap) }
    }
    return Question(.gaps, QuestionText(([html] + left).joined(separator: " "), stem.format))
  }
}
