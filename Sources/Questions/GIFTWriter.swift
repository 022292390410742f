import Basics

/// What a form of file cannot say of a question.
public enum QuestionLoss: String, Sendable, CaseIterable {
  case kind, points, feedback, weights, pictures, letterCase, allOrNothing, options, lines, title, markup
}

/// Writes questions as GIFT, as Moodle does.
public enum GIFTWriter {
  /// What of a question GIFT cannot hold.
  public static func losses(_ question: Question) -> [QuestionLoss] {
    var losses: [QuestionLoss] = []
    if question.kind == .ordering || question.kind == .gaps { return [.kind] }
    if question.points != .one, question.kind != .text { losses.append(.points) }
    if !question.files.isEmpty { losses.append(.pictures) }
    if question.isCaseSensitive { losses.append(.letterCase) }
    if question.isAllOrNothing { losses.append(.allOrNothing) }
    switch question.kind {
    case .single: if !question.answers.contains(where: { $0.weight != .one }) { losses.append(.options) }
    case .short:
      if question.answers.contains(where: { $0.text.text.contains("->") || $0.feedback.text.contains("->") }) { losses.append(.options) }
    case .matching:
      if question.answers.contains(where: { $0.text.text.contains("->") || !$0.feedback.isEmpty }) { losses.append(.options) }
      if question.answers.contains(where: { !$0.isSpare && $0.weight != .one }) { losses.append(.weights) }
    case .text: if !question.feedback.isEmpty { losses.append(.feedback) }
    case .multiple, .truefalse, .numeric, .essay, .ordering, .gaps: break
    }
    return losses
  }

  /// - Parameter questions: those that GIFT holds.
  public static func text(_ questions: [Question]) -> String {
    var out = ""
    var category = ""
    for question in questions {
      if question.category != category {
        category = question.category
        out += "$CATEGORY: \(category.isEmpty ? "$course$" : escaped(category))\n\n"
      }
      if let id = question.idnumber { out += "// [id:\(id.replacing("\n", with: " "))]\n" }
      if !question.tags.isEmpty {
        out += "// " + question.tags.map { "[tag:\($0.replacing("\n", with: " "))]" }.joined(separator: " ") + "\n"
      }
      out += Self.question(question) + "\n\n"
    }
    return out
  }

  static func question(_ question: Question) -> String {
    var out = question.title.isEmpty ? "" : "::\(escaped(question.title))::"
    out += written(question.stem, inherited: .moodle, isStem: true)
    guard question.kind != .text else { return out }
    let format = question.stem.format
    let general = question.feedback.isEmpty ? "" : "####" + written(question.feedback, inherited: format)
    out += " {"
    switch question.kind {
    case .essay: out += general
    case .truefalse: out += truth(question, format) + general
    case .numeric:
      out += "#\n" + question.answers.map { "  \(number($0, format))\n" }.joined() + line(general)
    case .short:
      out += "\n" + question.answers.map { "  =\(weight($0, usual: .one))\(answer($0, format))\n" }.joined() + line(general)
    case .single:
      out +=
        "\n"
        + question.answers.map { key in
          "  \(key.weight == .one ? "=" : "~")\(weight(key, usual: key.weight == .one ? .one : .zero))\(answer(key, format))\n"
        }.joined() + line(general)
    case .multiple:
      out += "\n" + question.answers.map { "  ~\(weight($0, usual: .zero))\(answer($0, format))\n" }.joined() + line(general)
    case .matching:
      out +=
        "\n"
        + question.answers.map { key in "  =\(written(key.text, inherited: format)) -> \(escaped(key.match ?? ""))\n" }.joined()
        + line(general)
    case .text, .ordering, .gaps: break
    }
    return out + "}"
  }

  private static func line(_ general: String) -> String { general.isEmpty ? "" : "  \(general)\n" }

  private static func truth(_ question: Question, _ format: TextFormat) -> String {
    let isTrue = question.answers.first?.weight == .one
    let (whenTrue, whenFalse) = (question.answers.first?.feedback ?? .empty, question.answers.last?.feedback ?? .empty)
    let (wrong, right) = isTrue ? (whenFalse, whenTrue) : (whenTrue, whenFalse)
    var out = isTrue ? "TRUE" : "FALSE"
    if !wrong.isEmpty || !right.isEmpty { out += "#" + written(wrong, inherited: format) }
    if !right.isEmpty { out += "#" + written(right, inherited: format) }
    return out
  }

  private static func number(_ key: KeyAnswer, _ format: TextFormat) -> String {
    let feedback = key.feedback.isEmpty ? "" : "#" + written(key.feedback, inherited: format)
    guard let tolerance = key.tolerance else {
      return key.weight == .zero && !feedback.isEmpty ? "~" + feedback : "=%\(QuestionWeight.text(key.weight))%*" + feedback
    }
    return "=\(weight(key, usual: .one))\(key.text.text):\(tolerance)\(feedback)"
  }

  private static func answer(_ key: KeyAnswer, _ format: TextFormat) -> String {
    written(key.text, inherited: format) + (key.feedback.isEmpty ? "" : "#" + written(key.feedback, inherited: format))
  }

  /// A text that looks as if it began with a weight gets one.
  private static func weight(_ key: KeyAnswer, usual: Fraction) -> String {
    key.weight == usual && !key.text.text.hasPrefix("%") ? "" : "%\(QuestionWeight.text(key.weight))%"
  }

  private static func written(_ text: QuestionText, inherited: TextFormat, isStem: Bool = false) -> String {
    guard !text.isEmpty else { return "" }
    let isOdd = text.text.hasPrefix("[") || isStem && (text.text.hasPrefix("//") || text.text.hasPrefix("$"))
    return (text.format == inherited && !isOdd ? "" : "[\(text.format.rawValue)]") + escaped(text.text)
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count + 8)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "#", "=", "~", "{", "}", ":":
        result.unicodeScalars.append("\\")
        result.unicodeScalars.append(scalar)
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
