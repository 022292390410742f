import Basics

/// What an answer is worth, by the key.
public enum Marking {
  /// The share of the points, 0…1; `nil` for an essay, which somebody must read. An empty answer is worth nothing.
  public static func share(_ question: Question, _ reply: Reply) -> Fraction? {
    guard question.kind != .text, !reply.isEmpty else { return .zero }
    let share = bare(question, reply)
    guard question.isAllOrNothing, let share else { return share }
    return share == .one ? .one : .zero
  }

  /// The points of an answer.
  public static func points(_ question: Question, _ reply: Reply) -> Fraction? { share(question, reply).map { $0 * question.points } }

  private static func bare(_ question: Question, _ reply: Reply) -> Fraction? {
    switch (question.kind, reply) {
    case (.essay, _): return nil
    case (.single, .choices(let places)), (.truefalse, .choices(let places)):
      guard let place = places.first, question.answers.indices.contains(place) else { return .zero }
      return bounded(question.answers[place].weight)
    case (.multiple, .choices(let places)):
      let chosen = Set(places)
      if question.isAllOrNothing {
        return question.answers.enumerated().allSatisfy { ($1.weight > .zero) == chosen.contains($0) } ? .one : .zero
      }
      return whole(bounded(Fraction.sum(chosen.filter(question.answers.indices.contains).map { question.answers[$0].weight })))
    case (.short, .text(let text)): return bounded(pattern(text, question.answers, isCaseSensitive: question.isCaseSensitive))
    case (.numeric, .text(let text)): return bounded(number(text, question.answers))
    case (.matching, .pairs(let pairs)): return matching(question, pairs)
    case (.ordering, .order(let places)):
      guard places.count == question.answers.count else { return .zero }
      let right = places.enumerated().count { place, item in
        item == place || question.answers.indices.contains(item) && question.answers[item].text == question.answers[place].text
      }
      return Fraction(right, over: max(1, places.count))
    case (.gaps, .gaps(let texts)): return gaps(question, texts)
    default: return .zero
    }
  }

  private static func bounded(_ share: Fraction) -> Fraction { max(.zero, min(.one, share)) }

  /// Thirds as 33.333 add up to the whole.
  private static func whole(_ share: Fraction) -> Fraction { share + Fraction(1, over: 2000) >= .one ? .one : share }

  private static func matching(_ question: Question, _ pairs: [Int: Int]) -> Fraction {
    let arrangement = Arrangement(question, seed: nil)
    var (right, total) = (Fraction.zero, Fraction.zero)
    for (index, place) in arrangement.lefts.enumerated() {
      let key = question.answers[place]
      total += key.weight
      guard let given = pairs[index], arrangement.allRights.indices.contains(given), arrangement.allRights[given] == key.match else {
        continue
      }
      right += key.weight
    }
    return total > .zero ? right / total : .zero
  }

  private static func gaps(_ question: Question, _ texts: [String]) -> Fraction {
    let gaps = (try? Cloze.gaps(question.stem.text)) ?? []
    var (right, total) = (Fraction.zero, 0)
    for (index, gap) in gaps.enumerated() {
      total += gap.weight
      guard texts.indices.contains(index), !texts[index].trimmed.isEmpty else { continue }
      let share =
        switch gap.kind {
        case .short: pattern(texts[index], gap.answers, isCaseSensitive: gap.isCaseSensitive)
        case .numeric: number(texts[index], gap.answers)
        case .choice: gap.answers.first { Folding.key(PlainQuestionText.line($0.text)) == Folding.key(texts[index]) }?.weight ?? .zero
        }
      right += bounded(share) * Fraction(gap.weight)
    }
    return total > 0 ? right / Fraction(total) : .zero
  }

  /// The weight of the first number that it is near enough to.
  static func number(_ text: String, _ answers: [KeyAnswer]) -> Fraction {
    guard let given = DecimalNumber(text.trimmed) else { return .zero }
    for answer in answers {
      if answer.text.text == "*" { return answer.weight }
      guard let number = DecimalNumber(answer.text.text), let tolerance = answer.tolerance ?? DecimalNumber("0") else { continue }
      if given.isWithin(tolerance, of: number) { return answer.weight }
    }
    return .zero
  }

  // MARK: patterns

  /// The weight of the first pattern that fits, in the order of the file.
  static func pattern(_ text: String, _ answers: [KeyAnswer], isCaseSensitive: Bool) -> Fraction {
    let given = folded(text, isCaseSensitive)
    return answers.first { fits(given, parts($0.text.text, isCaseSensitive)) }?.weight ?? .zero
  }

  private static func folded(_ text: String, _ isCaseSensitive: Bool) -> [Character] {
    guard isCaseSensitive else { return Array(Folding.key(text)) }
    return Array(Folding.tidy(text).replacing("ё", with: "е").replacing("Ё", with: "Е"))
  }

  /// The pieces of a pattern between its stars; `\*` is a star.
  private static func parts(_ pattern: String, _ isCaseSensitive: Bool) -> [[Character]] {
    let star = "\u{e020}"
    return pattern.replacing("\\*", with: star).split(separator: "*", omittingEmptySubsequences: false)
      .map { folded(String($0).replacing(star, with: "*"), isCaseSensitive) }
  }

  private static func fits(_ text: [Character], _ parts: [[Character]]) -> Bool {
    guard let first = parts.first, let last = parts.last else { return false }
    guard parts.count > 1 else { return text == first }
    guard text.starts(with: first), text.count >= first.count + last.count, text.suffix(last.count).elementsEqual(last) else {
      return false
    }
    var rest = text[first.count..<(text.count - last.count)]
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard rest.count >= part.count,
        let place = (rest.startIndex...(rest.endIndex - part.count)).first(where: { rest[$0..<$0 + part.count].elementsEqual(part) })
      else { return false }
      rest = rest[(place + part.count)...]
    }
    return true
  }
}
