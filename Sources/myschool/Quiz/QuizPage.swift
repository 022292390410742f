import Basics
import Questions
import SchoolQuizzes
import Tabular

/// What a student does on the page of a quiz, key by key. It knows no terminal: keys go in, a state comes out.
struct QuizPage {
  enum Mode: Equatable { case question, review, help }
  enum Outcome: Equatable {
    case goesOn
    /// An answer is to be kept before anything else comes.
    case save(index: Int, Reply)
    case handIn
    case leave
    case ended(signal: Int32)
  }

  private(set) var sitting: Sitting
  /// Which of the questions, texts left aside.
  private(set) var place = 0
  private(set) var mode = Mode.question
  private(set) var cursor = 0
  private(set) var typed = ""
  private(set) var scroll = 0
  private(set) var message: Text?
  /// Enter was pressed in the review: once more hands in.
  private(set) var isSure = false
  private let language: Language
  /// The places of questions among the items.
  private let indices: [Int]

  init(_ sitting: Sitting, _ language: Language) {
    self.sitting = sitting
    self.language = language
    indices = sitting.items.indices.filter { sitting.items[$0].number != nil }
    place = indices.firstIndex { sitting.items[$0].reply.isEmpty } ?? 0
    open()
  }

  var index: Int { indices[place] }
  var item: Sitting.Item { sitting.items[index] }
  /// What is to be read before this question.
  var texts: [Sitting.Item] {
    var first = index
    while first > 0, sitting.items[first - 1].number == nil { first -= 1 }
    return Array(sitting.items[first..<index])
  }
  var questions: [Sitting.Item] { indices.map { sitting.items[$0] } }
  private var isChosen: Bool { item.question.kind.isChoice }

  /// The answer was kept, or could not be.
  mutating func saved(_ sitting: Sitting) { self.sitting = sitting }

  private mutating func open() {
    cursor = 0
    scroll = 0
    typed = QuizQuestion(item: item, language: language).typed
  }

  // MARK: keys

  mutating func take(_ key: Key) -> Outcome {
    if case .ended(let signal) = key { return .ended(signal: signal) }
    if key == .redraw { return .goesOn }
    message = nil
    switch mode {
    case .help:
      mode = .question
      return .goesOn
    case .review: return inReview(key)
    case .question: return isChosen ? inOptions(key) : inText(key)
    }
  }

  private mutating func inReview(_ key: Key) -> Outcome {
    switch key {
    case .enter:
      if isSure { return .handIn }
      isSure = true
    case .up: place = max(0, place - 1)
    case .down: place = min(indices.count - 1, place + 1)
    case .left, .tab, .backspace:
      mode = .question
      open()
    case .escape: return .leave
    default: break
    }
    if key != .enter { isSure = false }
    return .goesOn
  }

  private mutating func inOptions(_ key: Key) -> Outcome {
    let count = item.arrangement.options.count
    switch key {
    case .up: cursor = max(0, cursor - 1)
    case .down: cursor = min(count - 1, cursor + 1)
    case .character(" "): return choose(item.arrangement.options[cursor])
    case .character("?"): mode = .help
    case .character(let letter):
      if item.question.kind == .truefalse, let isTrue = TruthWords.value(String(letter)) { return choose(isTrue ? 0 : 1) }
      guard let place = Letters.index(letter), place < count else {
        message = Text(en: "no option “\(letter)”", ru: "варианта «\(letter)» нет")
        return .goesOn
      }
      cursor = place
      return choose(item.arrangement.options[place])
    case .enter, .right: next()
    case .left: back()
    case .tab, .escape: mode = .review
    case .backspace: return .save(index: index, .none)
    case .pageDown: scroll += 10
    case .pageUp: scroll = max(0, scroll - 10)
    case .home, .end, .redraw, .ended: break
    }
    return .goesOn
  }

  /// One choice takes the place of another; of several each is turned on and off.
  private func choose(_ option: Int) -> Outcome {
    guard item.question.kind == .multiple, case .choices(let places) = item.reply else { return .save(index: index, .choices([option])) }
    let chosen = places.contains(option) ? places.filter { $0 != option } : (places + [option]).sorted()
    return .save(index: index, chosen.isEmpty ? .none : .choices(chosen))
  }

  private mutating func inText(_ key: Key) -> Outcome {
    switch key {
    case .character(let character): typed.append(character)
    case .backspace: if !typed.isEmpty { typed.removeLast() }
    case .enter where item.question.kind == .essay: typed.append("\n")
    case .enter, .right, .down: return keep { $0.next() }
    case .left, .up: return keep { $0.back() }
    case .tab, .escape: return keep { $0.mode = .review }
    case .pageDown: scroll += 10
    case .pageUp: scroll = max(0, scroll - 10)
    case .home, .end, .redraw, .ended: break
    }
    return .goesOn
  }

  /// What was typed is read before another question comes; what is no answer stays to be mended.
  private mutating func keep(_ then: (inout QuizPage) -> Void) -> Outcome {
    do {
      let reply = try TypedReply.read(typed, item.question, item.arrangement)
      let here = index
      let isNew = reply != item.reply
      then(&self)
      return isNew ? .save(index: here, reply) : .goesOn
    } catch {
      message = error.words
      return .goesOn
    }
  }

  private mutating func next() {
    if place + 1 < indices.count {
      place += 1
      open()
    } else {
      mode = .review
    }
  }

  private mutating func back() {
    place = max(0, place - 1)
    open()
  }
}

/// The page as lines of a screen.
struct QuizScreen {
  let page: QuizPage
  let language: Language
  let secondsLeft: Int?
  private let columns: Int
  private let rows: Int

  init(_ page: QuizPage, _ size: (columns: Int, rows: Int), secondsLeft: Int?, _ language: Language) {
    self.page = page
    self.language = language
    self.secondsLeft = secondsLeft
    (columns, rows) = (max(20, size.columns), max(8, size.rows))
  }

  func lines() -> [String] {
    let body: [String] =
      switch page.mode {
      case .question: question
      case .review: review
      case .help: help
      }
    let room = rows - 4
    let first = page.mode == .question ? min(page.scroll, max(0, body.count - room)) : 0
    var shown = Array(body.dropFirst(first).prefix(room))
    if body.count > first + room { shown[room - 1] = Text(en: "… PgDn: more", ru: "… дальше — PgDn")[language] }
    let filled = shown + Array(repeating: "", count: max(0, room - shown.count))
    return [bold(cut(title)), ""] + filled.map(cut) + [cut(status), cut(hint)]
  }

  private var title: String {
    let sitting = page.sitting
    let place = Text(
      en: "question \(page.place + 1) of \(sitting.questions)", ru: "вопрос \(page.place + 1) из \(sitting.questions)")
    let answered = Text(en: "answered \(sitting.answered)", ru: "отвечено \(sitting.answered)")
    // Of a quiz without a time of its own the day it ends is far.
    let time =
      secondsLeft.flatMap { $0 < 86_400 ? $0 : nil }.map { seconds -> Text in
        let clock = Self.clock(seconds)
        return Text(en: " · \(clock) left", ru: " · осталось \(clock)")
      } ?? Text("")
    return "\(DisplayText.clean(sitting.title)) · \(place[language]) · \(answered[language])\(time[language])"
  }

  /// `29:05`, `1:00:00`.
  static func clock(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
  }

  private var question: [String] {
    let item = page.item
    let before = page.texts.flatMap { QuizQuestion(item: $0, language: language).stem(columns - 2) + [""] }
    let chosen: Set<Int> = if case .choices(let places) = item.reply { Set(places) } else { [] }
    let cursor = item.question.kind.isChoice ? item.arrangement.options[page.cursor] : -1
    let lines = QuizQuestion(item: item, language: language).lines(width: columns - 6) { place in
      guard item.question.kind.isChoice else { return "" }
      let mark = item.question.kind == .multiple ? (chosen.contains(place) ? "[x] " : "[ ] ") : (chosen.contains(place) ? "(•) " : "( ) ")
      return (place == cursor ? "> " : "  ") + mark
    }
    guard !item.question.kind.isChoice else { return before + lines }
    let typed = (page.typed + "_").split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      PlainText.wrapped(String($0), to: columns - 4).split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
    }
    return before + lines + [Text(en: "Answer:", ru: "Ответ:")[language]] + typed
  }

  private var review: [String] {
    let head =
      page.sitting.answered == page.sitting.questions
      ? Text(en: "All questions are answered.", ru: "Ответы даны на все вопросы.")
      : Text(
        en: "Without an answer: \(page.sitting.questions - page.sitting.answered)",
        ru: "Без ответа: \(page.sitting.questions - page.sitting.answered)")
    let room = rows - 8
    let first = max(0, min(page.place - room / 2, page.questions.count - room))
    return [head[language], ""]
      + page.questions.enumerated().dropFirst(first).prefix(room).map { index, item in
        let answer = QuizQuestion(item: item, language: language).typed.replacing("\n", with: " ")
        let name = item.question.kind == .gaps ? Cloze.blanked(item.question.stem.text) : item.question.stem.text
        let text = PlainQuestionText.line(QuestionText(name, item.question.stem.format))
        return "\(index == page.place ? "> " : "  ")\(index + 1). \(answer.isEmpty ? "—" : answer)   (\(text))"
      }
  }

  private var help: [String] {
    let keys: [(String, Text)] = [
      ("а б в …", Text(en: "choose an option; so does the space bar", ru: "выбрать вариант; пробел — выбрать отмеченный")),
      ("↑ ↓", Text(en: "along the options", ru: "по вариантам")), ("Enter →", Text(en: "the next question", ru: "следующий вопрос")),
      ("←", Text(en: "the question before", ru: "предыдущий вопрос")), ("Backspace", Text(en: "take the answer back", ru: "убрать ответ")),
      ("Tab", Text(en: "all answers, and handing in", ru: "все ответы и сдача")),
      ("PgUp PgDn", Text(en: "a long question", ru: "длинный вопрос")),
      ("Ctrl-C", Text(en: "leave; quiz take goes on where you stopped", ru: "выйти; quiz take продолжит с этого места")),
    ]
    return keys.map { DisplayText.fitted($0.0, to: 11) + $0.1[language] }
  }

  private var status: String {
    if let message = page.message { return "! " + message[language] }
    if page.mode == .review, page.isSure { return Text(en: "Enter once more hands it in", ru: "ещё раз Enter — сдать")[language] }
    return page.mode == .question ? QuizQuestion(item: page.item, language: language).hint[language] : ""
  }

  private var hint: String {
    switch page.mode {
    case .help: Text(en: "any key goes back", ru: "любая клавиша — назад")[language]
    case .review:
      Text(en: "Enter hands in · ← back to the questions · Esc leaves", ru: "Enter — сдать · ← к вопросам · Esc — выйти, не сдавая")[
        language]
    case .question:
      page.item.question.kind == .essay
        ? Text(en: "Enter a new line · → on · ← back · Tab review", ru: "Enter — новая строка · → дальше · ← назад · Tab — к сдаче")[
          language]
        : Text(en: "Enter on · ← back · Tab review · Ctrl-C leaves", ru: "Enter — дальше · ← назад · Tab — к сдаче · Ctrl-C — выйти")[
          language]
    }
  }

  private func cut(_ text: String) -> String { DisplayText.fitted(text, to: columns) }
  private func bold(_ text: String) -> String { "\u{1b}[1m" + text }
}
