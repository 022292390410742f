import Basics
import Questions
import SchoolQuizzes
import Tabular

/// A question as lines of text: for a page of the terminal, for a pipe, and for who marks it.
struct QuizQuestion {
  let item: Sitting.Item
  let language: Language
  private var question: Question { item.question }

  /// What is asked, with its options; without numbers of lines.
  /// - Parameter marked: the sign before an option, by its place in the file.
  func lines(width: Int, marked: (Int) -> String = { _ in "" }) -> [String] {
    stem(width) + [""] + options(width, marked)
  }

  func stem(_ width: Int) -> [String] {
    let text = question.kind == .gaps ? QuestionText(numberedGaps, question.stem.format) : question.stem
    let title = question.title.isEmpty ? [] : [DisplayText.clean(question.title)]
    return title + PlainQuestionText.page(text, language).flatMap { wrapped($0, width) }
  }

  /// Gaps with their numbers: `___1___`.
  private var numberedGaps: String {
    guard let parts = try? Cloze.parts(question.stem.text) else { return question.stem.text }
    var number = 0
    return parts.map { part in
      switch part {
      case .text(let text): return text
      case .gap:
        number += 1
        return "__\(number)__"
      }
    }.joined()
  }

  /// The lines of a table are not folded.
  private func wrapped(_ line: String, _ width: Int) -> [String] {
    line.contains(" │ ")
      ? [line] : PlainText.wrapped(line, to: width).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func options(_ width: Int, _ marked: (Int) -> String) -> [String] {
    let arrangement = item.arrangement
    func listed(_ label: String, _ text: String, _ mark: String = "") -> [String] {
      let start = "\(mark)\(label) "
      let lines = wrapped(text, max(10, width - DisplayText.width(start)))
      return lines.enumerated().map { $0 == 0 ? start + $1 : String(repeating: " ", count: DisplayText.width(start)) + $1 }
    }
    func option(_ place: Int) -> String { PlainQuestionText.line(question.answers[place].text) }
    switch question.kind {
    case .single, .multiple, .ordering:
      return arrangement.options.enumerated().flatMap { listed("\(Letters.name($0, language)))", option($1), marked($1)) }
    case .truefalse:
      let words = [Text(en: "true", ru: "верно"), Text(en: "false", ru: "неверно")]
      return words.enumerated().map { marked($0) + $1[language] }
    case .matching:
      return arrangement.lefts.enumerated().flatMap { listed("\($0 + 1).", option($1)) } + [""]
        + arrangement.rights.enumerated().flatMap { listed("\(Letters.name($0, language)))", arrangement.allRights[$1]) }
    case .gaps:
      let gaps = (try? Cloze.gaps(question.stem.text)) ?? []
      return gaps.enumerated().compactMap { index, gap -> [String]? in
        guard gap.kind == .choice else { return nil }
        let words = gap.answers.enumerated().map { "\(Letters.name($0, language))) \(PlainQuestionText.line($1.text))" }
        return listed("\(index + 1):", words.joined(separator: "   "))
      }.flatMap { $0 }
    case .short, .numeric, .essay, .text: return []
    }
  }

  /// How it is answered.
  var hint: Text {
    switch question.kind {
    case .single: Text(en: "one letter", ru: "одна буква")
    case .multiple: Text(en: "letters of all right ones: a c", ru: "буквы всех верных: а в")
    case .truefalse: Text(en: "true or false", ru: "верно или неверно")
    case .short: Text(en: "a word or a few", ru: "слово или несколько слов")
    case .numeric: Text(en: "a number", ru: "число")
    case .matching: Text(en: "pairs: 1b 2c 3a", ru: "пары: 1б 2в 3а")
    case .ordering: Text(en: "letters in the right order: b a c", ru: "буквы в верном порядке: б а в")
    case .gaps: Text(en: "words of the gaps, “;” between", ru: "слова пропусков через «;»")
    case .essay: Text(en: "an answer in your own words", ru: "ответ своими словами")
    case .text: Text("")
    }
  }

  /// An answer as it would be typed.
  var typed: String {
    let arrangement = item.arrangement
    func letters(_ places: [Int]) -> String {
      places.compactMap { place in arrangement.options.firstIndex(of: place).map { Letters.name($0, language) } }.sorted().joined(
        separator: " ")
    }
    switch item.reply {
    case .none: return ""
    case .text(let text): return text
    case .gaps(let texts): return texts.joined(separator: "; ")
    case .choices(let places):
      return question.kind == .truefalse
        ? (places.first == 0 ? Text(en: "true", ru: "верно") : Text(en: "false", ru: "неверно"))[language] : letters(places)
    case .order(let places):
      return places.compactMap { place in arrangement.options.firstIndex(of: place).map { Letters.name($0, language) } }.joined(
        separator: " ")
    case .pairs(let pairs):
      return pairs.sorted { $0.key < $1.key }.compactMap { left, right in
        arrangement.rights.firstIndex(of: right).map { "\(left + 1)\(Letters.name($0, language))" }
      }.joined(separator: " ")
    }
  }
}
