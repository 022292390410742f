import Basics

extension QTIItem {
  var isTolerance: Bool { tolerances() != nil }

  /// Rules that compare the answer with numbers, one after the other, each with its tolerance and its points.
  func tolerances() -> (answers: [KeyAnswer], points: Fraction)? {
    guard let condition = root.element("responseProcessing")?.element("responseCondition") else { return nil }
    var found: [(DecimalNumber, DecimalNumber, Fraction)] = []
    for branch in condition.elements where branch.name == "responseIf" || branch.name == "responseElseIf" {
      guard let equal = branch.element("equal"), equal.element("variable") != nil else { return nil }
      let text =
        equal.element("baseValue")?.text.trimmed ?? equal.element("correct").flatMap { responses[$0["identifier"] ?? ""]?.correct.first }
      let reach = equal["toleranceMode"] == "absolute" ? equal["tolerance"]?.split(separator: " ").first.map(String.init) ?? "0" : "0"
      guard let number = text.flatMap({ DecimalNumber($0) }), let tolerance = DecimalNumber(reach),
        let score = branch.element("setOutcomeValue", "baseValue").flatMap({ Fraction(decimal: $0.text.trimmed) })
      else { return nil }
      found.append((number, tolerance, score))
    }
    guard let most = found.map(\.2).max(), most > .zero else { return nil }
    let answers = found.map { number, tolerance, score in
      KeyAnswer(QuestionText(number.description), weight: QuestionWeight.settled(score / most), tolerance: tolerance)
    }
    return (answers, most)
  }
}
