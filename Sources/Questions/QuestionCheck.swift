import Basics

/// What makes a question one that can be asked and marked, whatever form it came in.
enum QuestionCheck {
  /// The longest text that is taken, in bytes.
  static let longest = 1 << 20

  /// What is wrong with a question.
  static func problems(_ question: Question) -> [QuestionMistake.Problem] {
    var found: [QuestionMistake.Problem] = []
    if question.stem.isEmpty, question.title.isEmpty { found.append(.emptyQuestion) }
    if question.stem.text.utf8.count > longest { found.append(.tooLong(longest)) }
    if question.points <= .zero, question.kind != .text, question.kind != .essay { found.append(.badPoints(question.points.shortest(7))) }
    let answers = question.answers
    switch question.kind {
    case .text, .essay: break
    case .single, .truefalse:
      if answers.count < 2 { found.append(.noAnswers) }
      if !answers.contains(where: { $0.weight == .one }) { found.append(.noRightAnswer) }
    case .multiple:
      if answers.count < 2 { found.append(.noAnswers) }
      let right = Fraction.sum(answers.map(\.weight).filter { $0 > .zero })
      if right == .zero {
        found.append(.noRightAnswer)
      } else if isShort(right) {
        found.append(.weightsNotWhole(QuestionWeight.text(right)))
      }
    case .short, .numeric:
      if answers.isEmpty { found.append(.noAnswers) } else { found += rightAnswer(answers) }
    case .matching:
      if answers.count(where: { !$0.isSpare }) < 2 { found.append(.onePair) }
    case .ordering:
      if answers.count < 2 { found.append(.noAnswers) }
    case .gaps:
      found += gaps(question)
    }
    let mayBeEmpty = question.kind == .matching || question.kind == .gaps
    if !mayBeEmpty, answers.contains(where: { $0.text.isEmpty }) { found.append(.emptyOption) }
    return found
  }

  private static func rightAnswer(_ answers: [KeyAnswer]) -> [QuestionMistake.Problem] {
    guard let most = answers.map(\.weight).max(), most < .one else { return [] }
    return [most <= .zero ? .noRightAnswer : .weightsNotWhole(QuestionWeight.text(most))]
  }

  private static func gaps(_ question: Question) -> [QuestionMistake.Problem] {
    do {
      let gaps = try Cloze.gaps(question.stem.text)
      guard !gaps.isEmpty else { return [.noAnswers] }
      return gaps.filter { $0.weight > 0 }.flatMap { rightAnswer($0.answers) }
    } catch let mistake as Cloze.Mistake { return [.badGap(mistake.text)] } catch { return [] }
  }

  /// Whether weights do not reach the whole; thirds are written as 33.333.
  private static func isShort(_ sum: Fraction) -> Bool { sum + Fraction(1, over: 2000) < .one }
}

extension QuestionBank {
  /// Takes a question in, or says what is wrong with it.
  mutating func take(_ question: Question) {
    let problems = QuestionCheck.problems(question)
    mistakes += problems.map { QuestionMistake(question.place, $0) }
    if problems.isEmpty { questions.append(question) }
  }
}
