import Basics
import Foundation
import OfficeFiles
import Tabular
import Testing

@testable import Questions

/// Out and in again is the same bank.
@Suite struct QuestionRoundTripTests {
  static func gift(_ questions: [Question]) -> QuestionBank { GIFTReader.bank(GIFTWriter.text(questions)) }

  static func xml(_ questions: [Question]) throws -> QuestionBank {
    var text = ""
    MoodleWriter.write(questions) { text += $0 }
    var rest: [UInt8]? = Array(text.utf8)
    return try MoodleReader.bank("x.xml") {
      defer { rest = nil }
      return rest ?? []
    }
  }

  static func qti(_ questions: [Question], _ version: QTIWriter.Version = .v21) throws -> QuestionBank {
    var bytes: [UInt8] = []
    let output = ByteOutput { bytes += $0 }
    let zip = ZipWriter(output)
    QTIWriter.write(questions, title: "Тест", version, to: zip)
    zip.finish()
    try output.flush()
    return try QTIReader.bank(try ZipReader(FileBytes(bytes)))
  }

  /// As it goes through a form, without what the form does not say.
  static func plain(_ question: Question, _ form: QuestionForm) -> Question {
    var question = question
    question.place = ""
    if form == .gift { question.shuffles = false }
    return question
  }

  /// Its kind, points, texts as read, and key: what QTI keeps of another's mark-up.
  static func key(_ question: Question) -> String {
    let answers = question.answers.map { answer in
      "\(PlainQuestionText.line(answer.text))|\(QuestionWeight.text(answer.weight))|\(answer.match ?? "")|\(answer.tolerance?.description ?? "")"
    }
    let isOrdered = question.kind != .matching
    return "\(question.kind) \(question.title) \(question.points) \(isOrdered ? answers : answers.sorted())"
  }

  static func texts(_ question: Question) -> String {
    let blanked = question.kind == .gaps ? Cloze.blanked(question.stem.text) : question.stem.text.replacing(Cloze.blank, with: "")
    return PlainQuestionText.line(QuestionText(blanked, question.stem.format)).filter { !$0.isWhitespace && $0 != "_" }
  }

  @Test func samples() throws {
    for (name, bank) in try QuizFiles.all() {
      let inGIFT = bank.questions.filter { GIFTWriter.losses($0).isEmpty }
      let read = Self.gift(inGIFT)
      #expect(read.mistakes == [] && read.questions.count == inGIFT.count, "\(name)")
      for (a, b) in zip(inGIFT, read.questions) { #expect(Self.plain(a, .gift) == Self.plain(b, .gift), "\(name)") }
      let second = try Self.xml(bank.questions)
      #expect(second.mistakes == [] && second.questions.count == bank.questions.count, "\(name)")
      for (a, b) in zip(bank.questions, second.questions) {
        #expect(Self.plain(a, .moodleXML) == Self.plain(b, .moodleXML), "\(name)")
      }
      let third = try Self.qti(bank.questions)
      #expect(third.mistakes == [] && third.unknown == [] && third.questions.count == bank.questions.count, "\(name) \(third.mistakes)")
      for (a, b) in zip(bank.questions, third.questions) {
        #expect(Self.texts(a) == Self.texts(b), "\(name)")
        if a.kind != .ordering { #expect(Self.key(a) == Self.key(b), "\(name)") }
      }
    }
  }

  @Test func random() throws {
    let rounds = ProcessInfo.processInfo.environment["MYSCHOOL_LONG"] == nil ? 300 : 10_000
    for seed in 0..<rounds {
      var maker = RandomBank(UInt64(seed))
      let bank = maker.bank()
      let inGIFT = bank.filter { GIFTWriter.losses($0).isEmpty }
      let gift = Self.gift(inGIFT)
      #expect(gift.mistakes == [] && gift.questions.count == inGIFT.count, "\(seed)")
      for (a, b) in zip(inGIFT, gift.questions) { #expect(Self.plain(a, .gift) == Self.plain(b, .gift), "\(seed)") }
      let xml = try Self.xml(bank)
      #expect(xml.mistakes == [] && xml.questions.count == bank.count, "\(seed)")
      for (a, b) in zip(bank, xml.questions) { #expect(Self.plain(a, .moodleXML) == Self.plain(b, .moodleXML), "\(seed)") }
      let qti = try Self.qti(bank, seed % 2 == 0 ? .v21 : .v22)
      #expect(qti.mistakes == [] && qti.questions.count == bank.count, "\(seed) \(qti.mistakes)")
      for (a, b) in zip(bank, qti.questions) { #expect(Self.key(a) == Self.key(b), "\(seed)") }
    }
  }

  @Test("blanks that mean something in Markdown, and a text of signs that show nothing, go through QTI")
  func blanks() throws {
    var single = Question(.single, QuestionText("код:\n\t#### нет\n  * да", .markdown))
    single.answers = [KeyAnswer(QuestionText("а\n\t# б", .markdown), weight: .one), KeyAnswer(QuestionText("а  б", .plain))]
    var matching = Question(.matching, QuestionText("Пары"))
    matching.answers = ["\u{202e}", "б"].map { KeyAnswer(QuestionText($0), weight: .one, match: "к \($0)") }
    let read = try Self.qti([single, matching]).questions
    #expect(read.count == 2)
    #expect(read.first.map { [$0.stem] + $0.answers.map(\.text) } == [single.stem] + single.answers.map(\.text))
    #expect(read.last.map { Set($0.answers.map(\.text.text)) } == ["\u{202e}", "б"])
  }

  @Test func whatAFormCannotHold() {
    var question = Question(.ordering, QuestionText("По порядку"))
    question.answers = [KeyAnswer(QuestionText("а")), KeyAnswer(QuestionText("б"))]
    #expect(GIFTWriter.losses(question) == [.kind])
    #expect(Aiken.losses(question) == [.kind])
    var single = Question(.single, QuestionText("Сколько?"))
    single.answers = [KeyAnswer(QuestionText("1"), weight: .one), KeyAnswer(QuestionText("2"))]
    #expect(Aiken.losses(single).isEmpty)
    single.points = Fraction(3)
    #expect(GIFTWriter.losses(single) == [.points])
  }

  /// Every mistake has its line, and one file tells all of them.
  @Test func mistakes() {
    func found(_ text: String) -> [String] { GIFTReader.bank(text).mistakes.map { "\($0.place) \($0.problem)" } }
    #expect(found("Раз {=а ~б\n\nДва {~%150%а ~б}\n\nТри {=а -> б}").map { $0.prefix(1) } == ["1", "3", "5"])
    #expect(found("Вопрос {~а ~б}") == ["1 noRightAnswer"])
    #expect(found("Вопрос {~%50%а ~%20%б}") == ["1 weightsNotWhole(\"70\")"])
    #expect(found("Число {#сто}").first == "1 badNumber(\"сто\")")
    #expect(Aiken.bank("Вопрос\nA) раз\nC) два\nANSWER: A").mistakes.map(\.problem) == [.labelOrder(found: "C", wanted: "B")])
    #expect(Aiken.bank("Вопрос\nA) раз\nB) два\nANSWER: D").mistakes.map(\.problem) == [.answerNotOption("D")])
    #expect(Aiken.bank("Вопрос\nA) раз\nB) два\n\nЕщё\nA) раз\nB) два\nANSWER: A").mistakes.map(\.problem) == [.answerMissing])
    #expect(Aiken.bank("Вопрос\nANSWER: A").mistakes.map(\.problem) == [.optionsMissing])
  }
}

/// Banks of any texts at all.
struct RandomBank {
  private var state: SeededWords
  init(_ seed: UInt64) { state = SeededWords(seed) }

  mutating func bank() -> [Question] {
    var category = ""
    return (0..<(1 + state.number(6))).map { _ in
      if state.number(3) == 0 { category = state.number(2) == 0 ? "" : "Тема \(state.number(5))/Раздел ~=\(state.number(3))" }
      var made = question()
      made.category = category
      return made
    }
  }

  private mutating func text(_ format: TextFormat? = nil) -> QuestionText {
    let all: [TextFormat] = [.moodle, .moodle, .html, .markdown, .plain]
    let text = QuestionText(state.words(), format ?? all[state.number(all.count)])
    return text.isEmpty ? QuestionText("пусто") : text
  }

  private mutating func question() -> Question {
    let kinds = QuestionKind.allCases
    let kind = kinds[state.number(kinds.count)]
    var question = Question(kind, text(), title: state.number(3) == 0 ? "" : QuestionText(state.words()).text.replacing("\n", with: " "))
    question.title = QuestionText(question.title).text
    if state.number(3) == 0, kind != .text { question.points = Fraction(1 + state.number(20), over: 4) }
    if state.number(4) == 0, kind != .text { question.feedback = text() }
    switch kind {
    case .single:
      let right = state.number(3)
      question.answers = (0..<3).map { KeyAnswer(text(), weight: $0 == right ? .one : state.number(3) == 0 ? Fraction(1, over: 2) : .zero) }
    case .multiple:
      question.answers = [Fraction(1, over: 3), Fraction(2, over: 3), .zero, Fraction(-1, over: 2)].map { KeyAnswer(text(), weight: $0) }
    case .truefalse: question.answers = KeyAnswer.truth(state.number(2) == 0)
    case .short:
      question.answers = [Fraction.one, Fraction(1, over: 2)].map {
        KeyAnswer(QuestionText(text(.moodle).text.replacing("->", with: "")), weight: $0)
      }
      if question.answers.contains(where: { $0.text.isEmpty }) { question.answers = [KeyAnswer(QuestionText("слово"), weight: .one)] }
    case .numeric:
      question.answers = [
        KeyAnswer(
          QuestionText(DecimalNumber("\(state.number(1000)).\(state.number(100))")?.description ?? "1"), weight: .one,
          tolerance: DecimalNumber("0.05"))
      ]
    case .matching:
      question.answers = (0..<3).map { KeyAnswer(text(.moodle), weight: .one, match: "правое \($0) =\(state.number(9))") }
      for index in question.answers.indices where question.answers[index].text.text.contains("->") {
        question.answers[index].text = QuestionText("левое")
      }
      if state.number(2) == 0 { question.answers.append(KeyAnswer(.empty, match: "лишнее")) }
    case .ordering: question.answers = (0..<3).map { KeyAnswer(QuestionText("шаг \($0) \(state.number(9))")) }
    case .gaps:
      let gaps: [Cloze.Gap] = [
        .init(
          .short, answers: [KeyAnswer(QuestionText("раз~#}"), weight: .one), KeyAnswer(QuestionText("два"), weight: Fraction(1, over: 2))]),
        .init(.choice, weight: 2, answers: [KeyAnswer(QuestionText("да"), weight: .one), KeyAnswer(QuestionText("нет"))]),
        .init(.numeric, answers: [KeyAnswer(QuestionText("1687"), weight: .one, tolerance: DecimalNumber("0"))]),
      ]
      question.stem = QuestionText(
        Cloze.text([.text("Начало "), .gap(gaps[0]), .text(", середина "), .gap(gaps[1]), .text(" и "), .gap(gaps[2])]), .html)
    case .essay, .text: break
    }
    return question
  }
}

/// Words with everything that forms give a meaning to.
struct SeededWords {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9e37_79b9 &+ 77 }

  mutating func number(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func words() -> String {
    let pieces = [
      "слово", "=", "~", "#", "{", "}", ":", "::", "\\", "\\n", "->", "%50%", "[html]", "//", "$CATEGORY:", "<b>жирно</b>", "a < b",
      "&amp;", "&",
      "\n", " ", "ёлка", "T", "TRUE", "####", "]]>", "\"", "'", "1..5", "*", "e\u{301}", "🙂", "\u{202e}", "@@", "ANSWER: A", "A) да",
      "[[1]]", "\t",
    ]
    return (0..<(1 + number(6))).map { _ in pieces[number(pieces.count)] }.joined(separator: number(2) == 0 ? " " : "")
  }
}
