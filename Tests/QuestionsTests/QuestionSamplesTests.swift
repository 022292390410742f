import Basics
import Foundation
import OfficeFiles
import Testing

@testable import Questions

/// Files as the tests have them: our own, and others' where the licence lets them lie here.
enum QuizFiles {
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/quiz")
  /// Moodle's own examples, which are not ours to keep: beside a checkout of the founders.
  static let samples = fixtures.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/data")

  static func bank(_ path: String, in folder: URL = fixtures) throws -> QuestionBank {
    let bytes = FileBytes([UInt8](try Data(contentsOf: folder.appendingPathComponent(path))))
    if path.hasSuffix(".zip") { return try QTIReader.bank(try ZipReader(bytes)) }
    if path.hasSuffix(".xml") { return try QuestionFileReader.bank(xml: path, bytes) ?? QuestionBank() }
    let text = String(decoding: bytes.slice(0, bytes.count), as: UTF8.self)
    return QuestionForm.ofText(text) == .aiken ? Aiken.bank(text) : GIFTReader.bank(text)
  }

  static func names(_ folder: String, _ ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: fixtures.appendingPathComponent(folder).path).filter { $0.hasSuffix(ending) }
      .sorted()
      .map { "\(folder)/\($0)" }
  }

  /// `single=2 text=1`
  static func types(_ bank: QuestionBank) -> String {
    Dictionary(grouping: bank.questions, by: \.kind).map { "\($0.key.rawValue)=\($0.value.count)" }.sorted().joined(separator: " ")
  }

  /// All banks of others that are read whole.
  static func all() throws -> [(name: String, bank: QuestionBank)] {
    var paths = try names("gift-peg", ".gift") + names("school", ".gift") + names("school", ".aiken") + names("school", ".xml")
    for folder in ["qti-instructure/items_1.2", "qti-instructure/items_2.1", "qti-instructure/items_2.2", "qti-learnosity/interactions"] {
      paths += try names(folder, ".xml")
    }
    return paths.compactMap { path in (try? bank(path)).map { (path, $0) } }
  }
}

/// Real files, as other systems write them: what is read of them, and what is named.
@Suite struct QuestionSamplesTests {
  @Test func itemsOfQTI2() throws {
    let folders = ["qti-instructure/items_2.1", "qti-instructure/items_2.2", "qti-learnosity/interactions", "qti-learnosity/otherqtis"]
    let banks = try folders.flatMap { try QuizFiles.names($0, ".xml") }.map { try QuizFiles.bank($0) }
    #expect(banks.flatMap(\.questions).count == 40)
    #expect(banks.flatMap(\.unknown).count == 15)
    #expect(banks.flatMap(\.mistakes) == [])
  }

  @Test func packages() throws {
    let first = try QuizFiles.bank("qti-instructure/test_qti_1.2.zip")
    #expect(QuizFiles.types(first) == "multiple=1 single=1 truefalse=1")
    let second = try QuizFiles.bank("qti-instructure/test_qti_2.2.zip")
    #expect(QuizFiles.types(second) == "essay=1 multiple=1 single=1 truefalse=1")
    #expect(second.unknown.map(\.place) == ["text-entry/text-entry.xml:2"])
    #expect(second.unknown.map(\.reason) == [.adaptive])
    #expect(second.questions.allSatisfy { $0.category == "Section 1" })
    let truth = try #require(second.questions.first { $0.kind == .truefalse })
    #expect(truth.points == Fraction(10))
  }

  @Test func itemsOfQTI1() throws {
    var (read, texts, named, broken) = (0, 0, 0, [String]())
    for path in try QuizFiles.names("qti-instructure/items_1.2", ".xml") + ["qti-instructure/all_canvas_simple_1.2.xml"] {
      do {
        let bank = try QuizFiles.bank(path)
        read += bank.count
        texts += bank.questions.count - bank.count
        named += bank.unknown.count
        #expect(bank.mistakes == [], "\(path)")
      } catch { broken.append(path) }
    }
    #expect("\(read) \(texts) \(named)" == "30 2 8")
    #expect(broken == ["qti-instructure/items_1.2/choice_vary_points_by_answer_zero_points.xml"])
  }

  /// Where the founders' files lie: all of them.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: QuizFiles.samples.path)))
  func moodle() throws {
    func types(_ path: String) throws -> String { QuizFiles.types(try QuizFiles.bank(path, in: QuizFiles.samples)) }
    #expect(try types("quiz-moodle/gift/examples.txt") == "matching=3 multiple=2 numeric=8 short=9 single=16 truefalse=5")
    #expect(try types("quiz-moodle/gift/questions.gift.txt") == "essay=1 matching=1 multiple=1 numeric=1 short=1 single=1 truefalse=3")
    #expect(try types("quiz-moodle/aiken/questions.aiken.txt") == "single=2")
    #expect(try types("quiz-moodle/xml/multichoice.xml") == "single=1")
    #expect(try types("quiz-moodle/xml/truefalse.xml") == "truefalse=2")
    #expect(try types("quiz-moodle/xml/old_format_file.xml") == "truefalse=2")
    #expect(try QuizFiles.bank("quiz-moodle/xml/multichoice.xml", in: QuizFiles.samples).questions[0].files.count == 5)
    #expect(try QuizFiles.bank("quiz-moodle/xml/truefalse.xml", in: QuizFiles.samples).questions.flatMap(\.files).count == 8)
    let stems = try QuizFiles.bank("quiz-moodle/gift/examples.txt", in: QuizFiles.samples).questions.filter {
      $0.stem.text.contains("_____")
    }
    #expect(stems.count == 11)
    var (read, texts, named) = (0, 0, 0)
    for path in [
      "non_cc_assessments/i2ae4df242d342169dae37f9f08dfc5a6.xml.qti", "non_cc_assessments/ib5281f3537a06f58877107a2501a4e2d.xml.qti",
      "ib5281f3537a06f58877107a2501a4e2d/assessment_qti.xml",
    ] {
      let bytes = FileBytes(
        [UInt8](try Data(contentsOf: QuizFiles.samples.appendingPathComponent("quiz-qti-instructure/canvas_cartridge/\(path)"))))
      let bank = try #require(try QuestionFileReader.bank(xml: path, bytes))
      read += bank.count
      texts += bank.questions.count - bank.count
      named += bank.unknown.count
      #expect(bank.mistakes == [])
    }
    for path in [
      "quiz-qti-vosslab/minimal_qti_1.2_sample.zip", "quiz-qti-vosslab/minimal_qti_2.1_sample.zip", "quiz-qti-instructure/test_qti_1.2.zip",
    ] {
      let bank = try QuizFiles.bank(path, in: QuizFiles.samples)
      #expect(bank.mistakes == [] && bank.unknown == [], "\(path)")
      if path.contains("1.2") { read += bank.count }
    }
    // With those of `itemsOfQTI1` 57 questions, 4 texts, 12 named.
    #expect("\(read) \(texts) \(named)" == "27 2 4")
  }

  @Test func ofASchool() throws {
    let bank = try QuizFiles.bank("school/bank.xml")
    #expect(QuizFiles.types(bank) == "gaps=1 matching=1 numeric=1 single=1")
    #expect(bank.unknown.map(\.reason) == [.type("calculated")])
    #expect(bank.questions.first?.points == Fraction(2))
    #expect(bank.questions.first?.category == "Физика/Механика")
    let page = try PlainQuestionText.page(#require(bank.questions.first).stem)
    #expect(page.contains { $0.hasPrefix("Масса    │ кг") })
    let powers = try QuizFiles.bank("school/powers.gift")
    #expect(powers.count == 9 && powers.points == Fraction(9) && powers.questions.count == 10)
    #expect(QuizFiles.types(try QuizFiles.bank("school/geography.aiken")) == "single=2")
  }

  // MARK: the reference grammar's trees

  @Test func trees() throws {
    for path in try QuizFiles.names("gift-peg", ".gift") {
      let bank = try QuizFiles.bank(path)
      #expect(bank.mistakes == [], "\(path)")
      let json = try Data(contentsOf: QuizFiles.fixtures.appendingPathComponent(path.replacing(".gift", with: ".json")))
      let trees = try #require(try JSONSerialization.jsonObject(with: json) as? [[String: Any]])
      #expect(trees.count == bank.questions.count, "\(path)")
      for (tree, question) in zip(trees, bank.questions) { try same(tree, question, path) }
    }
  }

  private func loose(_ text: String) -> String {
    text.replacing(" _____ ", with: "_____").replacing(" _____", with: "_____").replacing("_____ ", with: "_____")
  }

  private func text(_ any: Any?) -> QuestionText {
    guard let tree = any as? [String: Any], let text = tree["text"] as? String else { return .empty }
    return QuestionText(text, TextFormat(rawValue: tree["format"] as? String ?? "") ?? .moodle)
  }

  private func same(_ tree: [String: Any], _ question: Question, _ path: String) throws {
    let kind = tree["type"] as? String
    let kinds: [String: [QuestionKind]] = [
      "Description": [.text], "MC": [.single, .multiple], "TF": [.truefalse], "Short": [.short], "Numerical": [.numeric],
      "Matching": [.matching],
      "Essay": [.essay],
    ]
    #expect(kinds[kind ?? ""]?.contains(question.kind) ?? false, "\(path)")
    #expect(tree["title"] as? String ?? "" == question.title, "\(path)")
    #expect(tree["id"] as? String == question.idnumber && tree["tags"] as? [String] ?? [] == question.tags, "\(path)")
    let stem = text(tree["stem"])
    #expect(loose(stem.text) == loose(question.stem.text) && stem.format == question.stem.format, "\(path): \(stem) \(question.stem)")
    #expect(text(tree["globalFeedback"]) == question.feedback, "\(path)")
    switch kind {
    case "TF":
      #expect(tree["isTrue"] as? Bool == Optional(question.answers[0].weight == .one), "\(path)")
    case "Matching":
      let pairs = try #require(tree["matchPairs"] as? [[String: Any]])
      #expect(pairs.map { text($0["subquestion"]) } == question.answers.map(\.text), "\(path)")
      #expect(pairs.map { $0["subanswer"] as? String } == question.answers.map(\.match), "\(path)")
    case "MC", "Short":
      let choices = try #require(tree["choices"] as? [[String: Any]])
      #expect(choices.map { text($0["text"]) } == question.answers.map(\.text), "\(path)")
      #expect(choices.map { text($0["feedback"]) } == question.answers.map(\.feedback), "\(path)")
      #expect(choices.map(weight) == question.answers.map { QuestionWeight.text($0.weight) }, "\(path)")
    case "Numerical":
      let choices =
        (tree["choices"] as? [[String: Any]])?.map { ($0, $0["text"] as? [String: Any] ?? [:]) } ?? [
          ([:], tree["choices"] as? [String: Any] ?? [:])
        ]
      #expect(choices.count == question.answers.count, "\(path)")
      for ((choice, number), answer) in zip(choices, question.answers) {
        let center = try #require(Double(answer.text.text))
        let reach = Double(answer.tolerance?.description ?? "0") ?? 0
        if let high = number["numberHigh"] as? Double, let low = number["numberLow"] as? Double {
          #expect(abs(center - reach - low) < 1e-9 && abs(center + reach - high) < 1e-9, "\(path)")
        } else {
          #expect(number["number"] as? Double == center && (number["range"] as? Double ?? 0) == reach, "\(path)")
        }
        if !choice.isEmpty { #expect(weight(choice) == QuestionWeight.text(answer.weight), "\(path)") }
      }
    default: break
    }
  }

  private func weight(_ choice: [String: Any]) -> String {
    if let weight = choice["weight"] as? Double {
      return QuestionWeight.text(QuestionWeight.settled(Fraction(decimal: "\(weight / 100)") ?? .zero))
    }
    return choice["isCorrect"] as? Bool ?? false ? "100" : "0"
  }
}
