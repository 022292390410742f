import Basics

/// Questions in Aiken (moodle/moodle question/format/aiken/format.php): a stem, options `A)` or `А)` in order, `ANSWER: B`.
public enum Aiken {
  private static let latin = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
  /// Without Ё and Й, as lists are lettered in Russian.
  static let cyrillic = Array("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ")

  public static func bank(_ text: String) -> QuestionBank {
    var bank = QuestionBank()
    var stem: [String] = []
    var options: [(label: Character, text: String)] = []
    var first = 0
    func whole() -> Question {
      var question = Question(.single, QuestionText(stem.joined(separator: "\n"), .plain))
      question.place = String(first)
      question.shuffles = true
      return question
    }
    func close(_ problem: QuestionMistake.Problem?, at line: Int) {
      if let problem { bank.mistakes.append(QuestionMistake(String(line), problem)) }
      (stem, options) = ([], [])
    }
    for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = String(raw).replacing("\u{feff}", with: "").trimmed
      let number = index + 1
      if let answer = answer(line) {
        if stem.isEmpty {
          close(.emptyQuestion, at: number)
        } else if options.count < 2 {
          close(.optionsMissing, at: first)
        } else if let right = options.firstIndex(where: { isSame($0.label, answer, options[0].label) }) {
          var question = whole()
          question.answers = options.enumerated().map { KeyAnswer(QuestionText($1.text, .plain), weight: $0 == right ? .one : .zero) }
          bank.take(question)
          close(nil, at: number)
        } else {
          close(.answerNotOption(String(answer)), at: number)
        }
      } else if let option = option(line), !stem.isEmpty {
        let letters = options.first.map { cyrillic.contains($0.label) } ?? cyrillic.contains(option.label) ? cyrillic : latin
        let wanted = options.count < letters.count ? letters[options.count] : letters[0]
        if !isSame(wanted, option.label, wanted) {
          bank.mistakes.append(QuestionMistake(String(number), .labelOrder(found: String(option.label), wanted: String(wanted))))
        }
        options.append((wanted, option.text))
      } else if !options.isEmpty {
        // An option that is followed by anything but options and the answer.
        if line.isEmpty || stem.isEmpty { if line.isEmpty { continue } }
        close(.answerMissing, at: number)
        (stem, first) = ([line], number)
      } else if !line.isEmpty {
        if stem.isEmpty { first = number }
        stem.append(line)
      } else if !stem.isEmpty {
        // A blank line within a stem of several.
        stem.append("")
      }
    }
    if !stem.isEmpty { close(options.isEmpty ? .optionsMissing : .answerMissing, at: first) }
    return bank
  }

  private static func answer(_ line: String) -> Character? {
    let upper = line.uppercased()
    guard let mark = ["ANSWER:", "ОТВЕТ:"].first(where: upper.hasPrefix) else { return nil }
    let rest = upper.dropFirst(mark.count).filter { !$0.isWhitespace }
    return rest.count == 1 ? rest.first : rest.first.map { _ in "?" } ?? "?"
  }

  private static func option(_ line: String) -> (label: Character, text: String)? {
    guard let label = line.first, latin.contains(label) || cyrillic.contains(label), case let rest = line.dropFirst(),
      let mark = rest.first,
      mark == ")" || mark == ".", let blank = rest.dropFirst().first, blank.isWhitespace
    else { return nil }
    return (label, String(rest.dropFirst(2)).trimmed)
  }

  /// Letters that look alike are one: А of either alphabet.
  private static func isSame(_ a: Character, _ b: Character, _ alphabet: Character) -> Bool {
    if a == b { return true }
    guard let index = cyrillic.firstIndex(of: a) ?? latin.firstIndex(of: a),
      let other = cyrillic.firstIndex(of: b) ?? latin.firstIndex(of: b)
    else { return false }
    // The same place of either alphabet, where the letter of one is typed for the other: B of Б.
    let lookalikes: [Character: Character] = [
      "A": "А", "B": "В", "E": "Е", "K": "К", "M": "М", "H": "Н", "O": "О", "P": "Р", "C": "С", "T": "Т", "X": "Х",
    ]
    if cyrillic.contains(alphabet) { return (lookalikes[a] ?? a) == (lookalikes[b] ?? b) }
    return index == other && latin.contains(a) == latin.contains(b) || (lookalikes[a] ?? a) == (lookalikes[b] ?? b)
  }

  // MARK: writing

  public static func losses(_ question: Question) -> [QuestionLoss] {
    guard question.kind == .single else { return [.kind] }
    var losses: [QuestionLoss] = []
    if question.points != .one { losses.append(.points) }
    if question.answers.count(where: { $0.weight == .one }) != 1
      || question.answers.contains(where: { $0.weight != .one && $0.weight != .zero })
    {
      losses.append(.weights)
    }
    if !question.feedback.isEmpty || question.answers.contains(where: { !$0.feedback.isEmpty }) { losses.append(.feedback) }
    if !question.files.isEmpty { losses.append(.pictures) }
    if question.answers.contains(where: { $0.text.text.contains("\n") }) { losses.append(.lines) }
    if question.answers.count > latin.count { losses.append(.options) }
    if ([question.stem] + question.answers.map(\.text)).contains(where: { $0.format == .html || $0.format == .markdown }) {
      losses.append(.markup)
    }
    return losses
  }

  public static func text(_ questions: [Question]) -> String {
    questions.map { question in
      let lines = question.stem.text.split(separator: "\n").map(String.init)
      let options = question.answers.enumerated().map { "\(latin[$0 % latin.count])) \($1.text.text)" }
      let right = question.answers.firstIndex { $0.weight == .one } ?? 0
      return (lines + options + ["ANSWER: \(latin[right % latin.count])"]).joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }
}
