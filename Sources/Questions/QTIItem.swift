import Basics
import OfficeFiles

/// An item of QTI 2.1 or 2.2 (IMS QTI information model), read into a question.
struct QTIItem {
  enum Outcome {
    case question(Question, ownRules: Bool)
    case unknown(UnknownQuestion.Reason)
    case mistakes([QuestionMistake])
  }

  let root: MarkupElement
  private let place: (MarkupElement) -> String
  private let picture: (String) -> String
  let responses: [String: QTIResponse]
  private let scoring: Scoring
  private var mistakes: [QuestionMistake] = []

  /// How the points come about.
  private enum Scoring: Equatable {
    case key, map
    /// Written out, and not understood: the key holds.
    case own
  }

  /// - Parameters:
  ///   - place: where an element stands, as mistakes name it.
  ///   - picture: the address of a picture as the text shall have it.
  static func read(_ root: MarkupElement, place: @escaping (MarkupElement) -> String, picture: @escaping (String) -> String) -> Outcome {
    if root["adaptive"] == "true" { return .unknown(.adaptive) }
    if root.element("templateDeclaration") != nil || root.element("templateProcessing") != nil { return .unknown(.templateVariables) }
    var item = QTIItem(root, place, picture)
    return item.outcome()
  }

  private init(_ root: MarkupElement, _ place: @escaping (MarkupElement) -> String, _ picture: @escaping (String) -> String) {
    self.root = root
    self.place = place
    self.picture = picture
    var found: [String: QTIResponse] = [:]
    for declared in root.elements("responseDeclaration") { found[declared["identifier"] ?? ""] = QTIResponse(declared) }
    responses = found
    scoring = Self.scoring(root.element("responseProcessing"))
  }

  private static func scoring(_ rules: MarkupElement?) -> Scoring {
    guard let rules else { return .own }
    let template = rules["template"] ?? rules["templateLocation"] ?? ""
    if template.hasSuffix("map_response") { return .map }
    if template.hasSuffix("match_correct") { return .key }
    if rules.elements.isEmpty { return .own }
    let names = Set(rules.descendants.map(\.name))
    if names.contains("mapResponse"), names.isSubset(of: ["setOutcomeValue", "sum", "mapResponse", "variable"]) { return .map }
    return .own
  }

  private static let understood: Set<String> = [
    "choiceInteraction", "orderInteraction", "associateInteraction", "matchInteraction", "gapMatchInteraction", "hottextInteraction",
    "inlineChoiceInteraction", "textEntryInteraction", "extendedTextInteraction",
  ]

  private mutating func outcome() -> Outcome {
    guard let body = root.element("itemBody") else { return .mistakes([QuestionMistake(place(root), .noInteraction)]) }
    let interactions = body.descendants.filter { $0.name.hasSuffix("Interaction") && $0.name != "endAttemptInteraction" }
    if let strange = interactions.first(where: { !Self.understood.contains($0.name) }) { return .unknown(.type(strange.name)) }
    var question: Question
    switch interactions.count {
    case 0: question = Question(.text, stem(body, without: nil))
    case 1 where !interactions[0].name.hasPrefix("inline") && interactions[0].name != "textEntryInteraction":
      question = single(interactions[0], body)
    case _ where interactions.allSatisfy { $0.name == "textEntryInteraction" || $0.name == "inlineChoiceInteraction" }:
      question = typed(interactions, body)
    default: return .unknown(.type(interactions.map(\.name).joined(separator: " + ")))
    }
    question.title = QuestionText(root["title"] ?? "").text
    // Our own say what a question is known by apart: their identifiers are places in the file.
    question.idnumber = isOwn ? root["label"] : root["identifier"]
    question.place = place(root)
    question.feedback = generalFeedback()
    if isOwn { question = QTIFormat.restored(question) }
    guard mistakes.isEmpty else { return .mistakes(mistakes) }
    let isRuled = scoring == .own && question.kind != .text && question.kind != .essay && !isTolerance
    return .question(question, ownRules: isRuled && root.element("responseProcessing") != nil)
  }

  private var isOwn: Bool { root["toolName"] == QTIFormat.tool }

  // MARK: texts

  private func stem(_ body: MarkupElement, without interaction: MarkupElement?, _ gap: @escaping (MarkupElement) -> String? = { _ in nil })
    -> QuestionText
  {
    let writer = QTIBody(
      replacing: { element in
        if let text = gap(element) { return text }
        guard let interaction, element === interaction else { return nil }
        return interaction.element("prompt").map { self.inner($0, gap) } ?? ""
      }, picture: picture)
    return QuestionText(writer.html(body), .html)
  }

  private func inner(_ element: MarkupElement, _ gap: @escaping (MarkupElement) -> String? = { _ in nil }) -> String {
    QTIBody(replacing: gap, picture: picture).html(element)
  }

  private func option(_ element: MarkupElement) -> QuestionText { QuestionText(inner(element), .html) }

  private func plain(_ element: MarkupElement) -> String {
    let html = QuestionText(inner(element), .html)
    let text = isOwn ? QTIFormat.restored(html) : html
    let line = PlainQuestionText.line(text)
    guard line.isEmpty else { return line }
    // Signs that show nothing are a text all the same.
    return isOwn && !text.isEmpty ? text.text : element["identifier"] ?? ""
  }

  private func feedback(_ element: MarkupElement) -> QuestionText {
    element.element("feedbackInline").map { QuestionText(inner($0), .html) } ?? .empty
  }

  /// What is shown whatever was answered.
  private func generalFeedback() -> QuestionText {
    let shown = root.elements("modalFeedback").first {
      $0["identifier"] == "GENERAL" || $0["showHide"] == "hide" && $0["identifier"] == "none"
    }
    return shown.map { QuestionText(inner($0), .html) } ?? .empty
  }

  private mutating func wrongKey(_ element: MarkupElement, _ key: String) {
    mistakes.append(QuestionMistake(place(element), .keyNamesNothing(key)))
  }

  private func response(_ interaction: MarkupElement) -> QTIResponse { responses[interaction["responseIdentifier"] ?? ""] ?? QTIResponse() }

  /// What a right answer is worth where the key says what is right.
  private var statedPoints: Fraction {
    let outcomes = root.elements("outcomeDeclaration")
    func value(_ name: String) -> Fraction? {
      outcomes.first { $0["identifier"] == name }?.element("defaultValue", "value").flatMap { Fraction(decimal: $0.text.trimmed) }
    }
    if let most = value("MAXSCORE"), most > .zero { return most }
    let normal = outcomes.first { $0["identifier"] == "SCORE" }?["normalMaximum"].flatMap { Fraction(decimal: $0.trimmed) }
    return normal.flatMap { $0 > .zero ? $0 : nil } ?? .one
  }

  private func isMapped(_ response: QTIResponse) -> Bool { scoring == .map && response.mapping.contains { $0.value > .zero } }

  // MARK: one interaction

  private mutating func single(_ interaction: MarkupElement, _ body: MarkupElement) -> Question {
    switch interaction.name {
    case "choiceInteraction":
      choice(interaction, interaction.elements("simpleChoice"), stem(body, without: interaction))
    case "hottextInteraction":
      hottext(interaction, body)
    case "orderInteraction": order(interaction, body)
    case "associateInteraction": associate(interaction, body)
    case "matchInteraction": match(interaction, body)
    case "gapMatchInteraction": gapMatch(interaction, body)
    default: Question(.essay, stem(body, without: interaction), points: statedPoints)
    }
  }

  private mutating func hottext(_ interaction: MarkupElement, _ body: MarkupElement) -> Question {
    let texts = interaction.descendants("hottext")
    let marked = inner(interaction) { [picture] element in
      element.name == "hottext" ? "[\(QTIBody(replacing: { _ in nil }, picture: picture).html(element))]" : nil
    }
    let writer = QTIBody(replacing: { $0 === interaction ? "<div>\(marked)</div>" : nil }, picture: picture)
    return choice(interaction, texts, QuestionText(writer.html(body), .html))
  }

  private mutating func choice(_ interaction: MarkupElement, _ choices: [MarkupElement], _ stem: QuestionText) -> Question {
    let response = response(interaction)
    let isSingle = interaction["maxChoices"] == "1" || (interaction["maxChoices"] == nil && response.cardinality == "single")
    var question = Question(isSingle ? .single : .multiple, stem)
    question.shuffles = interaction["shuffle"] == "true"
    let known = choices.map { $0["identifier"] ?? "" }
    for key in response.correct where !known.contains(key) { wrongKey(interaction, key) }
    if isMapped(response) {
      let values = known.map(response.value)
      question.points = response.most(of: values, isSum: !isSingle)
      for (element, value) in zip(choices, values) {
        let weight = question.points > .zero ? max(Fraction(-1), min(.one, QuestionWeight.settled(value / question.points))) : .zero
        question.answers.append(KeyAnswer(option(element), weight: weight, feedback: feedback(element)))
      }
    } else {
      let right = choices.filter { response.correct.contains($0["identifier"] ?? "") }.count
      question.points = statedPoints
      question.isAllOrNothing = !isSingle
      for element in choices {
        let isRight = response.correct.contains(element["identifier"] ?? "")
        let share = isSingle ? Fraction.one : Fraction(1, over: max(1, right))
        question.answers.append(
          KeyAnswer(option(element), weight: isRight ? QuestionWeight.settled(share) : .zero, feedback: feedback(element)))
      }
    }
    return TruthOptions.settled(question, identifiers: known)
  }

  private mutating func order(_ interaction: MarkupElement, _ body: MarkupElement) -> Question {
    let choices = interaction.elements("simpleChoice")
    let response = response(interaction)
    var question = Question(.ordering, stem(body, without: interaction), points: statedPoints)
    question.isAllOrNothing = true
    question.shuffles = interaction["shuffle"] == "true"
    var rest = choices
    for key in response.correct {
      guard let index = rest.firstIndex(where: { $0["identifier"] == key }) else {
        wrongKey(interaction, key)
        continue
      }
      question.answers.append(KeyAnswer(option(rest.remove(at: index))))
    }
    if response.correct.isEmpty { question.answers = choices.map { KeyAnswer(option($0)) } }
    return question
  }

  private mutating func associate(_ interaction: MarkupElement, _ body: MarkupElement) -> Question {
    let choices = interaction.elements("simpleAssociableChoice")
    let names = Dictionary(choices.map { ($0["identifier"] ?? "", plain($0)) }, uniquingKeysWith: { first, _ in first })
    return pairs(interaction, body, left: names, right: names, spare: choices.map { $0["identifier"] ?? "" })
  }

  private mutating func match(_ interaction: MarkupElement, _ body: MarkupElement) -> Question {
    let sets = interaction.elements("simpleMatchSet")
    func names(_ index: Int) -> [(String, String)] {
      sets.indices.contains(index) ? sets[index].elements("simpleAssociableChoice").map { ($0["identifier"] ?? "", plain($0)) } : []
    }
    return pairs(
      interaction, body, left: Dictionary(names(0), uniquingKeysWith: { first, _ in first }),
      right: Dictionary(names(1), uniquingKeysWith: { first, _ in first }), spare: names(1).map(\.0), lefts: names(0).map(\.0))
  }

  /// Pairs of the key; right sides that are in none are spare.
  private mutating func pairs(
    _ interaction: MarkupElement, _ body: MarkupElement, left: [String: String], right: [String: String], spare: [String],
    lefts: [String]? = nil
  ) -> Question {
    let response = response(interaction)
    var question = Question(.matching, stem(body, without: interaction), points: statedPoints)
    question.shuffles = interaction["shuffle"] == "true"
    let isMapped = isMapped(response)
    question.isAllOrNothing = !isMapped
    var keys = response.correct.isEmpty ? response.mapping.filter { $0.value > .zero }.map(\.key) : response.correct
    if let lefts {
      // In the order of the left sides.
      keys =
        lefts.flatMap { name in keys.filter { $0.split(separator: " ").first.map(String.init) == name } }
        + keys.filter { key in !lefts.contains(key.split(separator: " ").first.map(String.init) ?? "") }
    }
    var used: Set<String> = []
    var total = Fraction.zero
    for key in keys {
      let sides = key.split(whereSeparator: \.isWhitespace).map(String.init)
      guard sides.count == 2, let a = left[sides[0]], let b = right[sides[1]] else {
        wrongKey(interaction, key)
        continue
      }
      let value = isMapped ? max(.zero, response.value(key)) : .one
      total += value
      used.formUnion(sides)
      question.answers.append(KeyAnswer(QuestionText(a), weight: value, match: b))
    }
    if isMapped, total > .zero {
      question.points = response.most(of: [total], isSum: true)
      let most = question.answers.map(\.weight).max() ?? .one
      for index in question.answers.indices { question.answers[index].weight = question.answers[index].weight / most }
    }
    for name in spare where !used.contains(name) {
      question.answers.append(KeyAnswer(.empty, match: right[name] ?? name))
    }
    return question
  }

  // MARK: gaps

  private mutating func gapMatch(_ interaction: MarkupElement, _ body: MarkupElement) -> Question {
    let response = response(interaction)
    let words = interaction.elements.filter { $0.name == "gapText" || $0.name == "gapImg" }
    let names = words.map { ($0["identifier"] ?? "", word($0)) }
    let isMapped = isMapped(response)
    var points = Fraction.zero
    var gaps: [String: Cloze.Gap] = [:]
    for gap in interaction.descendants("gap") {
      let name = gap["identifier"] ?? ""
      let values = names.map { word, _ in gapValue(word, name, response, isMapped) }
      let most = values.max() ?? .zero
      points += max(.zero, most)
      gaps[name] = Cloze.Gap(
        .choice, weight: 1,
        answers: zip(names, values).map { word, value in
          KeyAnswer(QuestionText(word.1), weight: most > .zero ? QuestionWeight.settled(max(.zero, value) / most) : .zero)
        })
    }
    for key in response.correct {
      let sides = key.split(whereSeparator: \.isWhitespace).map(String.init)
      let isKnown =
        sides.count == 2
        && (gaps[sides[0]] != nil && names.contains { $0.0 == sides[1] } || gaps[sides[1]] != nil && names.contains { $0.0 == sides[0] })
      if !isKnown { wrongKey(interaction, key) }
    }
    if isMapped { weigh(&gaps) { name in names.map { word, _ in gapValue(word, name, response, true) }.max() ?? .zero } }
    let written = gaps.mapValues { Cloze.text([.gap($0)]) }
    let prompt = interaction.element("prompt").map { "<p>\(inner($0))</p>" } ?? ""
    let filled = inner(interaction) { part in
      switch part.name {
      case "prompt", "gapText", "gapImg": ""
      case "gap": written[part["identifier"] ?? ""]
      default: nil
      }
    }
    let whole = QTIBody(replacing: { $0 === interaction ? prompt + filled : nil }, picture: picture)
    var question = Question(.gaps, QuestionText(whole.html(body), .html), points: isMapped ? response.upper ?? points : statedPoints)
    question.isAllOrNothing = !isMapped
    question.shuffles = interaction["shuffle"] == "true"
    return question
  }

  private func word(_ element: MarkupElement) -> String {
    let line = plain(element)
    guard line == element["identifier"], let picture = element.element("object")?["data"] ?? element.element("img")?["src"] else {
      return line
    }
    return picture.split(separator: "/").last.map(String.init) ?? line
  }

  /// What a word in a gap is worth; keys name the word first, or the gap.
  private func gapValue(_ word: String, _ gap: String, _ response: QTIResponse, _ isMapped: Bool) -> Fraction {
    let keys = ["\(word) \(gap)", "\(gap) \(word)"]
    if isMapped { return response.mapping.first { keys.contains($0.key) }?.value ?? response.other }
    return keys.contains(where: response.correct.contains) ? .one : .zero
  }

  /// Weights of gaps beside each other, as whole numbers.
  private func weigh(_ gaps: inout [String: Cloze.Gap], _ value: (String) -> Fraction) {
    let worth = Dictionary(uniqueKeysWithValues: gaps.keys.map { ($0, max(.zero, value($0))) })
    for (name, weight) in Self.wholeWeights(worth) { gaps[name]?.weight = weight }
  }

  /// What parts are worth beside each other, as small whole numbers; thirds are written as 0.3333.
  private static func wholeWeights<Key: Hashable>(_ worth: [Key: Fraction]) -> [Key: Int] {
    guard let most = worth.values.max(), most > .zero else { return worth.mapValues { _ in 1 } }
    let shares = worth.mapValues { QuestionWeight.settled($0 / most) }
    let scale = shares.values.map(\.denominator).reduce(1) { $0 % $1 == 0 ? $0 : min(10_000, $0 * $1) }
    return shares.mapValues { share in (share * Fraction(scale)).numerator / max(1, (share * Fraction(scale)).denominator) }
  }

  /// Words to type or to choose, in the text: one is a question of its own kind, several are gaps.
  private mutating func typed(_ interactions: [MarkupElement], _ body: MarkupElement) -> Question {
    if interactions.count == 1, let question = oneTyped(interactions[0], body) { return question }
    var gaps: [ObjectIdentifier: Cloze.Gap] = [:]
    var worth: [ObjectIdentifier: Fraction] = [:]
    var isWhole = false
    for interaction in interactions {
      let response = response(interaction)
      let (answers, points, isMapped) = key(interaction, response)
      isWhole = isWhole || !isMapped
      let kind: Cloze.Gap.Kind = interaction.name == "inlineChoiceInteraction" ? .choice : Self.isNumber(response) ? .numeric : .short
      gaps[ObjectIdentifier(interaction)] = Cloze.Gap(
        kind, isCaseSensitive: response.mapping.contains { $0.isCaseSensitive }, answers: answers)
      worth[ObjectIdentifier(interaction)] = points
    }
    for (name, weight) in Self.wholeWeights(worth) { gaps[name]?.weight = max(1, weight) }
    let text = stem(body, without: nil) { element in gaps[ObjectIdentifier(element)].map { Cloze.text([.gap($0)]) } }
    var question = Question(.gaps, text, points: isWhole ? statedPoints : QTIResponse.near(Fraction.sum(worth.values), statedPoints))
    question.isAllOrNothing = isWhole
    return question
  }

  private mutating func oneTyped(_ interaction: MarkupElement, _ body: MarkupElement) -> Question? {
    let response = response(interaction)
    let (answers, points, _) = key(interaction, response)
    guard interaction.name == "textEntryInteraction" else { return nil }
    let isNumber = Self.isNumber(response)
    let blank = isOwn ? "" : Cloze.blank
    let text = stem(body, without: nil) { $0 === interaction ? blank : nil }
    var question = Question(isNumber ? .numeric : .short, text, points: points)
    question.answers = answers
    question.isCaseSensitive = response.mapping.contains { $0.isCaseSensitive }
    if isNumber, let tolerant = tolerances() {
      question.answers = tolerant.answers
      question.points = tolerant.points
    }
    return question
  }

  private static func isNumber(_ response: QTIResponse) -> Bool {
    guard response.baseType == "float" || response.baseType == "integer" else { return false }
    return (response.correct + response.mapping.map(\.key)).allSatisfy { DecimalNumber($0) != nil }
  }

  /// The answers of a word to type or to choose.
  private mutating func key(_ interaction: MarkupElement, _ response: QTIResponse) -> (
    answers: [KeyAnswer], points: Fraction, isMapped: Bool
  ) {
    let isMapped = isMapped(response)
    if interaction.name == "inlineChoiceInteraction" {
      let choices = interaction.elements("inlineChoice")
      let known = choices.map { $0["identifier"] ?? "" }
      for key in response.correct where !known.contains(key) { wrongKey(interaction, key) }
      let values = known.map { isMapped ? max(.zero, response.value($0)) : response.correct.contains($0) ? .one : .zero }
      let most = max(values.max() ?? .zero, .zero)
      let answers = zip(choices, values).map { element, value in
        KeyAnswer(QuestionText(plain(element)), weight: most > .zero ? QuestionWeight.settled(value / most) : .zero)
      }
      return (answers, isMapped ? most : statedPoints, isMapped)
    }
    if isMapped {
      let most = response.most(of: response.mapping.map(\.value), isSum: false)
      let answers = response.mapping.map { entry in
        typedAnswer(entry.key, weight: most > .zero ? QuestionWeight.settled(max(.zero, min(.one, entry.value / most))) : .zero, response)
      }
      return (answers, most, true)
    }
    var patterns = response.correct
    if patterns.isEmpty { patterns = response.mapping.filter { $0.value > .zero }.map(\.key) }
    return (patterns.map { typedAnswer($0, weight: .one, response) }, statedPoints, false)
  }

  private func typedAnswer(_ text: String, weight: Fraction, _ response: QTIResponse) -> KeyAnswer {
    guard Self.isNumber(response), let number = DecimalNumber(text) else { return KeyAnswer(QuestionText(text), weight: weight) }
    return KeyAnswer(QuestionText(number.description), weight: weight, tolerance: DecimalNumber("0"))
  }
}

extension Question {
  fileprivate init(_ kind: QuestionKind, _ stem: QuestionText, points: Fraction) {
    self.init(kind, stem)
    self.points = points
  }
}
