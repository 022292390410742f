import Basics

/// Two options that say whether something is so.
enum TruthOptions {
  private static let yes: Set<String> = ["true", "верно", "да", "t", "истина", "правда"]
  private static let no: Set<String> = ["false", "неверно", "нет", "f", "ложь", "неправда"]

  /// A choice of two that are true and false as a question of that kind.
  static func settled(_ question: Question, identifiers: [String]) -> Question {
    guard question.kind == .single, question.answers.count == 2 else { return question }
    let texts = question.answers.map { Folding.key(PlainQuestionText.line($0.text)) }
    let names = identifiers.map { $0.lowercased() }
    func order(_ words: [String]) -> Bool? {
      guard words.count == 2 else { return nil }
      if yes.contains(words[0]), no.contains(words[1]) { return true }
      if no.contains(words[0]), yes.contains(words[1]) { return false }
      return nil
    }
    guard let isTrueFirst = order(texts) ?? (Set(names) == ["true", "false"] ? names[0] == "true" : nil) else { return question }
    var truth = question
    truth.kind = .truefalse
    truth.shuffles = false
    let (whenTrue, whenFalse) = isTrueFirst ? (question.answers[0], question.answers[1]) : (question.answers[1], question.answers[0])
    truth.answers = KeyAnswer.truth(whenTrue.weight == .one, whenTrue: whenTrue.feedback, whenFalse: whenFalse.feedback)
    return truth
  }
}
