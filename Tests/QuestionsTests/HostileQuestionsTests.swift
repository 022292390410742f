import Basics
import Foundation
import OfficeFiles
import Tabular
import Testing

@testable import Questions

/// Whatever a file of questions has been through, it is read or refused; what is read can be written, marked and shown.
@Suite struct HostileQuestionsTests {
  private static let isLong = ProcessInfo.processInfo.environment["MYSCHOOL_LONG"] != nil
  private static let rounds = isLong ? 1_000_000 : 600

  private struct Mutator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }

    mutating func number(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, bound)
    }

    private static let pieces: [[UInt8]] =
      [
        "{", "}", "=", "~", "#", "->", "%50%", "%-1e9%", "\\", "\n\n", "::", "..", "<", "</", ">", "&#0;", "&lt;", "]]>", "\u{0}",
        "\u{202e}", "é",
        "ANSWER: Я", "{1:SA:", "{99999:NM:=1e400:1}", "9999999999999999999999", "-", "[html]", "$CATEGORY: ", "identifier=\"\"", "ё",
      ].map { Array($0.utf8) } + [[0xff, 0xfe], [0xc3], [0xe2, 0x82]]

    mutating func mutated(_ seed: [UInt8]) -> [UInt8] {
      var bytes = seed
      for _ in 0..<(1 + number(4)) {
        let place = number(bytes.count)
        switch number(6) {
        case 0: bytes.removeSubrange(place..<min(bytes.count, place + 1 + number(20)))
        case 1: if !bytes.isEmpty { bytes[min(place, bytes.count - 1)] = UInt8(number(256)) }
        case 2: bytes.insert(contentsOf: Self.pieces[number(Self.pieces.count)], at: place)
        case 3: bytes = Array(bytes.prefix(place))
        case 4:
          let piece = bytes[place..<min(bytes.count, place + number(60))]
          bytes.insert(contentsOf: Array(piece), at: number(bytes.count))
        default: bytes.replaceSubrange(place..<min(bytes.count, place + 1), with: Self.pieces[number(Self.pieces.count)])
        }
      }
      return bytes
    }
  }

  private func live(_ bank: QuestionBank, _ random: inout Mutator) throws {
    for question in bank.questions.prefix(20) {
      _ = GIFTWriter.losses(question).isEmpty ? GIFTWriter.text([question]) : ""
      _ = Aiken.losses(question).isEmpty ? Aiken.text([question]) : ""
      _ = PlainQuestionText.page(question.stem)
      let shown = Arrangement(question, seed: UInt64(random.number(1000)))
      for typed in ["а", "1а 2б", "б а", "3,14", "верно", "слово; слово", "", "1e400", "я"] {
        guard let reply = try? TypedReply.read(typed, question, shown) else { continue }
        #expect(Reply(stored: reply.stored, question.kind).stored == reply.stored)
        let share = Marking.share(question, reply)
        #expect(share == nil || (.zero <= share! && share! <= .one))  // nil is asked first
      }
    }
    _ = try QuestionRoundTripTests.xml(Array(bank.questions.prefix(5)))
    _ = try QuestionRoundTripTests.qti(Array(bank.questions.prefix(3)))
  }

  private func tried(_ seed: String, _ read: ([UInt8]) throws -> QuestionBank?) throws {
    let whole = [UInt8](try Data(contentsOf: QuizFiles.fixtures.appendingPathComponent(seed)))
    var random = Mutator(UInt64(seed.utf8.count))
    for round in 0..<Self.rounds {
      let bytes = random.mutated(whole)
      do { if let bank = try read(bytes), round % 20 == 0 { try live(bank, &random) } } catch is OfficeFault {}
    }
  }

  @Test func gift() throws { try tried("school/powers.gift") { GIFTReader.bank(String(decoding: $0, as: UTF8.self)) } }
  @Test func aiken() throws { try tried("school/geography.aiken") { Aiken.bank(String(decoding: $0, as: UTF8.self)) } }
  @Test func moodleXML() throws { try tried("school/bank.xml") { try QuestionFileReader.bank(xml: "x", FileBytes($0)) } }
  @Test func qti2() throws {
    for name in ["items_2.2/match.xml", "items_2.2/hottext.xml", "items_2.2/data-attributes.xml", "items_2.2/order_partial_scoring.xml"] {
      try tried("qti-instructure/" + name) { try QuestionFileReader.bank(xml: "x", FileBytes($0)) }
    }
  }
  @Test func qti1() throws {
    for name in ["items_1.2/matching.xml", "items_1.2/canvas_multiple_fib.xml", "items_1.2/numeric_margin_error_percent.xml"] {
      try tried("qti-instructure/" + name) { try QuestionFileReader.bank(xml: "x", FileBytes($0)) }
    }
  }
  @Test func package() throws { try tried("qti-instructure/test_qti_2.2.zip") { try QTIReader.bank(ZipReader(FileBytes($0))) } }
  @Test func table() throws {
    let rows = "№;Вопрос;А;Б;В;Ответ;Баллы;Тип\n1;Столица?;Москва;Тверь;Омск;А;1;\n2;Пары;;;;а -> 1; б -> 2;2;соответствие\n"
    var random = Mutator(9)
    for _ in 0..<Self.rounds {
      let reader = try? DelimitedReader(ByteInput(bytes: random.mutated(Array(rows.utf8))))
      guard let reader, (try? reader.next()) ?? false else { continue }
      let headings = (0..<reader.record.count).map { reader.record.text($0) }
      do { try live(try QuestionTable.bank(headings: headings, rows: reader), &random) } catch is DelimitedReader.Failed {}
    }
  }

  @Test("an answer whose letter has a capital of two letters names no option")
  func ligature() throws {
    for letter in ["ß", "ŉ", "ﬁ", "İ", "ẞ\u{301}"] {
      let rows = "Вопрос;А;Б;Ответ\nСтолица?;Москва;Тверь;\(letter)\n"
      let reader = try DelimitedReader(ByteInput(bytes: Array(rows.utf8)))
      #expect(try reader.next())
      let bank = try QuestionTable.bank(headings: (0..<reader.record.count).map { reader.record.text($0) }, rows: reader)
      #expect(bank.questions.isEmpty && !bank.mistakes.isEmpty)
    }
  }

  @Test func packagesThatClimb() throws {
    func zip(_ files: [(String, String)]) throws -> ZipReader {
      var bytes: [UInt8] = []
      let output = ByteOutput { bytes += $0 }
      let writer = ZipWriter(output)
      for (name, text) in files { writer.add(name, text) }
      writer.finish()
      try output.flush()
      return try ZipReader(FileBytes(bytes))
    }
    func item(_ body: String) -> String {
      "<assessmentItem identifier=\"a\" title=\"т\"><responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"identifier\">"
        + "<correctResponse><value>X</value></correctResponse></responseDeclaration><itemBody>\(body)<choiceInteraction responseIdentifier=\"RESPONSE\" maxChoices=\"1\">"
        + "<simpleChoice identifier=\"A\">а</simpleChoice><simpleChoice identifier=\"B\">б</simpleChoice></choiceInteraction></itemBody></assessmentItem>"
    }
    let manifest =
      "<manifest><resources><resource type=\"imsqti_item_xmlv2p1\" href=\"i.xml\"/><resource type=\"imsqti_item_xmlv2p1\" href=\"gone.xml\"/></resources></manifest>"
    let bank = try QTIReader.bank(
      try zip([("imsmanifest.xml", manifest), ("i.xml", item("<p><img src=\"../../etc/passwd\" alt=\"\"/></p>"))]))
    #expect(
      Set(bank.mistakes.map { "\($0.problem)" }) == ["climbs(\"../../etc/passwd\")", "keyNamesNothing(\"X\")", "partMissing(\"gone.xml\")"])
  }

  @Test func entitiesAreRefused() throws {
    let bomb = "<!DOCTYPE quiz [<!ENTITY a \"aaaa\">]><questestinterop><item/></questestinterop>"
    #expect(throws: OfficeFault.declaresType(part: "x")) { try QuestionFileReader.bank(xml: "x", FileBytes(Array(bomb.utf8))) }
    let moodle = "<!DOCTYPE quiz><quiz/>"
    #expect(throws: OfficeFault.declaresType(part: "x")) { try QuestionFileReader.bank(xml: "x", FileBytes(Array(moodle.utf8))) }
  }
}
