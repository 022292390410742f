import Basics
import Tabular

/// Questions of a table: Вопрос, А…Е or «Вариант 1»…, Ответ, Баллы, Тип, Пояснение, Тема.
public struct QuestionTable {
  public enum Heading: Hashable, Sendable {
    case question, answer, points, kind, feedback, category, title
    case option(Int)
  }

  /// What a heading means; `nil` for one that is not known.
  public static func heading(_ text: String) -> Heading? {
    let key = Folding.key(text).replacing(".", with: "").trimmed
    if let known = words[key] { return known }
    if let letter = optionLetter(Folding.tidy(text)) { return .option(letter) }
    for start in ["вариант", "ответ", "вариант ответа", "option", "choice"] {
      guard key.hasPrefix(start + " "), let number = Int(key.dropFirst(start.count + 1)), (1...26).contains(number) else { continue }
      return .option(number - 1)
    }
    return nil
  }

  private static let words: [String: Heading] = [
    "вопрос": .question, "текст вопроса": .question, "задание": .question, "формулировка": .question, "question": .question,
    "ответ": .answer, "правильный ответ": .answer, "верный ответ": .answer, "правильные ответы": .answer, "ключ": .answer,
    "answer": .answer,
    "correct": .answer, "баллы": .points, "балл": .points, "points": .points, "тип": .kind, "тип вопроса": .kind, "вид": .kind,
    "type": .kind,
    "пояснение": .feedback, "комментарий": .feedback, "объяснение": .feedback, "feedback": .feedback, "тема": .category,
    "раздел": .category,
    "category": .category, "topic": .category, "название": .title, "title": .title,
  ]

  /// The place of an option that a single letter names, `А)` too.
  private static func optionLetter(_ text: String) -> Int? {
    let letter = text.uppercased().replacing(")", with: "").replacing(".", with: "")
    guard letter.count == 1, let character = letter.first else { return nil }
    return Letters.index(character)
  }

  /// How much like headings some cells are: two at least are needed.
  public static func score(_ cells: [String]) -> Int {
    let found = Set(cells.compactMap(heading))
    return found.contains(.question) ? found.count : 0
  }

  /// - Parameter rows: after the row of headings.
  /// - Throws: what reading throws.
  public static func bank(headings: [String], rows: RowReader) throws -> QuestionBank {
    var bank = QuestionBank()
    let meanings = headings.map(heading)
    while try rows.next() {
      guard !rows.record.isBlank else { continue }
      var cells: [Heading: String] = [:]
      for (index, meaning) in meanings.enumerated() where index < rows.record.count {
        if let meaning { cells[meaning] = rows.record.text(index).trimmed }
      }
      QuestionTable(cells, line: rows.record.line).take(into: &bank)
    }
    return bank
  }

  private let cells: [Heading: String]
  private let place: String

  private init(_ cells: [Heading: String], line: Int) {
    self.cells = cells
    place = String(line)
  }

  private func cell(_ heading: Heading) -> String { cells[heading] ?? "" }

  private var options: [String] {
    let numbers = cells.keys.compactMap { if case .option(let number) = $0 { number } else { nil } }.sorted()
    let texts = numbers.map { cell(.option($0)) }
    return Array(texts.prefix((texts.lastIndex { !$0.isEmpty } ?? -1) + 1))
  }

  private func take(into bank: inout QuestionBank) {
    var question = Question(.essay, QuestionText(cell(.question), .plain), title: QuestionText(cell(.title)).text)
    question.place = place
    question.category = QuestionCategory.read(cell(.category))
    question.feedback = QuestionText(cell(.feedback), .plain)
    if !cell(.points).isEmpty {
      guard let points = Fraction(decimal: cell(.points)) else { return bank.mistakes.append(.init(place, .badPoints(cell(.points)))) }
      question.points = points
    }
    do throws(Wrong) {
      question.kind = try kind()
      try fill(&question)
    } catch { return bank.mistakes.append(QuestionMistake(place, error.problem)) }
    bank.take(question)
  }

  private struct Wrong: Error { let problem: QuestionMistake.Problem }

  private func kind() throws(Wrong) -> QuestionKind {
    let typed = Folding.key(cell(.kind))
    if !typed.isEmpty {
      guard let kind = Self.kinds[typed] ?? QuestionKind(rawValue: typed) else { throw Wrong(problem: .unknownType(cell(.kind))) }
      return kind
    }
    let answer = cell(.answer)
    if !options.isEmpty { return rightOptions.count > 1 ? .multiple : .single }
    if answer.isEmpty { return .essay }
    if TruthWords.value(answer) != nil { return .truefalse }
    return QuestionNumber.read(answer) != nil ? .numeric : .short
  }

  static let kinds: [String: QuestionKind] = [
    "один": .single, "один ответ": .single, "выбор одного": .single, "одиночный выбор": .single, "несколько": .multiple,
    "несколько ответов": .multiple, "множественный выбор": .multiple, "выбор нескольких": .multiple, "верно/неверно": .truefalse,
    "да/нет": .truefalse, "краткий": .short, "краткий ответ": .short, "короткий ответ": .short, "слово": .short, "число": .numeric,
    "числовой": .numeric, "соответствие": .matching, "порядок": .ordering, "последовательность": .ordering, "развернутый": .essay,
    "развернутый ответ": .essay, "эссе": .essay, "текст": .text, "пропуски": .gaps,
  ]

  /// The options that the answer names, by letters, numbers or their texts.
  private var rightOptions: [Int] {
    let answer = cell(.answer)
    let texts = options
    if let whole = texts.firstIndex(where: { Folding.key($0) == Folding.key(answer) }) { return [whole] }
    let parts = answer.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isWhitespace }).map(String.init)
    var found: [Int] = []
    for part in parts {
      if let number = Int(part), texts.indices.contains(number - 1) {
        found.append(number - 1)
      } else if case let letters = part.compactMap(Letters.index), letters.count == part.count {
        found += letters
      } else {
        return answer.split(separator: ";").compactMap { piece in texts.firstIndex { Folding.key($0) == Folding.key(String(piece)) } }
      }
    }
    return found.allSatisfy(texts.indices.contains) ? found : []
  }

  private func fill(_ question: inout Question) throws(Wrong) {
    let answer = cell(.answer)
    let pieces = answer.split(separator: ";").map { String($0).trimmed }.filter { !$0.isEmpty }
    switch question.kind {
    case .single, .multiple:
      let right = Set(rightOptions)
      guard !right.isEmpty else { throw Wrong(problem: answer.isEmpty ? .answerMissing : .answerNotOption(answer)) }
      question.shuffles = true
      let share = question.kind == .single ? Fraction.one : QuestionWeight.settled(Fraction(1, over: right.count))
      question.answers = options.enumerated().map { KeyAnswer(QuestionText($1, .plain), weight: right.contains($0) ? share : .zero) }
    case .truefalse:
      guard let isTrue = TruthWords.value(answer) else { throw Wrong(problem: .answerNotOption(answer)) }
      question.answers = KeyAnswer.truth(isTrue)
    case .numeric:
      guard let (number, tolerance) = QuestionNumber.read(answer) else { throw Wrong(problem: .badNumber(answer)) }
      question.answers = [KeyAnswer(QuestionText(number.description), weight: .one, tolerance: tolerance)]
    case .short: question.answers = pieces.map { KeyAnswer(QuestionText($0), weight: .one) }
    case .ordering: question.answers = (pieces.isEmpty ? options : pieces).map { KeyAnswer(QuestionText($0, .plain)) }
    case .matching:
      for piece in pieces {
        guard let arrow = ["->", "→", "—", "="].lazy.compactMap({ piece.range(of: $0) }).first else { throw Wrong(problem: .onePair) }
        let right = String(piece[arrow.upperBound...]).trimmed
        question.answers.append(KeyAnswer(QuestionText(String(piece[..<arrow.lowerBound]), .plain), weight: .one, match: right))
      }
    case .gaps, .essay, .text: break
    }
  }
}

/// The words for what is so and what is not.
public enum TruthWords {
  /// `nil` for what is neither.
  public static func value(_ text: String) -> Bool? {
    switch Folding.key(text) {
    case "да", "верно", "в", "истина", "правда", "true", "t", "yes", "y", "+": true
    case "нет", "неверно", "н", "ложь", "неправда", "false", "f", "no", "n", "-": false
    default: nil
    }
  }
}

/// The letters that options are named by.
public enum Letters {
  /// The letter of a place: а, б, в … in Russian, a, b, c … in English; numbers beyond the alphabet.
  public static func name(_ index: Int, _ language: Language) -> String {
    let letters = language == .ru ? russian : latin
    return index < letters.count ? String(letters[index]) : String(index + 1)
  }

  private static let russian = Array("абвгдежзиклмнопрстуфхцчшщэюя")
  private static let latin = Array("abcdefghijklmnopqrstuvwxyz")

  /// The place of a letter of either alphabet.
  public static func index(_ letter: Character) -> Int? {
    let small = letter.lowercased().first ?? letter
    return russian.firstIndex(of: small) ?? latin.firstIndex(of: small)
  }
}
