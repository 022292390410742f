import Basics
import Testing

@testable import Questions

@Suite struct MarkingTests {
  private func points(_ typed: String, _ question: Question) throws -> String {
    let reply = try TypedReply.read(typed, question, Arrangement(question, seed: nil))
    return Marking.points(question, reply)?.decimal(2) ?? "waits"
  }

  private func gift(_ text: String) throws -> Question { try #require(GIFTReader.bank(text).questions.first) }

  /// What Moodle gives for ten attempts (mod/quiz/tests/fixtures, results00.csv), slots 1 and 3 to 7.
  @Test func asMoodle() throws {
    let frog = try gift("Животное {=frog =%80%toad =%0%*}")
    #expect(try ["frog", "toad", "tadpole"].map { try points($0, frog) } == ["1.00", "0.80", "0.00"])
    let pi = try gift("Пи {#3.14:0}")
    #expect(try ["3.142", "3.14", "3,14", "3.1", "2.5"].map { try points($0, pi) } == ["0.00", "1.00", "1.00", "0.00", "0.00"])
    let classes = try gift("Кто это? {=frog -> amphibian =cat -> mammal =newt -> amphibian}")
    #expect(try ["1а 2б 3а", "1б 2а 3а", "1а 2а 3б"].map { try points($0, classes) } == ["1.00", "0.33", "0.33"])
    let two = try gift("Два {~%50%One ~Two ~%50%Three ~Four}")
    #expect(try ["б в", "а б", "а в", "аг"].map { try points($0, two) } == ["0.50", "0.50", "1.00", "0.50"])
    let one = try gift("Один {=One ~Two ~Three ~Four}")
    #expect(try ["а", "г", "one", "two"].map { try points($0, one) } == ["1.00", "0.00", "1.00", "0.00"])
    var owl = Question(
      .gaps,
      QuestionText("The {1:SHORTANSWER:=Owl} and the {1:MULTICHOICE:Bow-wow~Wiggly worm~=Pussy-cat}", .html))
    #expect(
      try ["Owl; Pussy-cat", "Dog; Pussy-cat", "Owl; Wiggly worm", "Pussy-cat; Bow-wow", "owl; в"].map { try points($0, owl) }
        == ["1.00", "0.50", "0.50", "0.00", "1.00"])
    owl.isAllOrNothing = true
    #expect(try points("Dog; Pussy-cat", owl) == "0.00")
  }

  @Test func numbersAreDecimal() throws {
    let pi = try gift("Пи {#3.14:0.005}")
    #expect(try ["3,145", "3.135", "3.1451", "3.139"].map { try points($0, pi) } == ["1.00", "1.00", "0.00", "1.00"])
    let span = try gift("Число {#1..5}")
    #expect(try ["1", "5", "0.999", "5.001"].map { try points($0, span) } == ["1.00", "1.00", "0.00", "0.00"])
    let avogadro = try gift("Авогадро {#6.02e23:1e21}")
    #expect(try ["6.02E23", "602e21", "6.04e23"].map { try points($0, avogadro) } == ["1.00", "1.00", "0.00"])
  }

  @Test func wordsAreFolded() throws {
    let short = try gift("Слово {=показатель степени =*ёж* =%50%а\\nб}")
    #expect(
      try ["ПОКАЗАТЕЛЬ   степени", "колючий ежик", "ёж", "еж.", "степень"].map { try points($0, short) }
        == ["1.00", "1.00", "1.00", "1.00", "0.00"])
    let stars = try gift("Звёзды {=а\\*б}")
    #expect(try points("а*б", stars) == "1.00")
    #expect(try points("авб", stars) == "0.00")
  }

  @Test func ordersAndEssays() throws {
    var order = Question(.ordering, QuestionText("По порядку"))
    order.answers = ["весна", "лето", "осень", "зима"].map { KeyAnswer(QuestionText($0)) }
    // Shown by code points: весна, зима, лето, осень.
    #expect(try ["а в г б", "а б в г"].map { try points($0, order) } == ["1.00", "0.25"])
    order.isAllOrNothing = true
    #expect(try points("а б в г", order) == "0.00")
    let essay = try gift("Почему? {}")
    #expect(try points("Потому.", essay) == "waits")
    #expect(try points("  ", essay) == "0.00")
  }

  /// A line that is no answer of its question is refused.
  @Test func noAnswers() throws {
    let one = try gift("Один {=да, конечно ~нет ~может быть}")
    #expect(throws: TypedReply.Problem.noOption("д", last: 2)) { try TypedReply.read("д", one, Arrangement(one, seed: nil)) }
    #expect(throws: TypedReply.Problem.oneOnly) { try TypedReply.read("а б", one, Arrangement(one, seed: nil)) }
    let pi = try gift("Пи {#3.14}")
    #expect(throws: TypedReply.Problem.notANumber("три")) { try TypedReply.read("три", pi, Arrangement(pi, seed: nil)) }
    let truth = try gift("Верно? {T}")
    #expect(throws: TypedReply.Problem.notTruth("может")) { try TypedReply.read("может", truth, Arrangement(truth, seed: nil)) }
    let match = try gift("Пары {=а -> 1 =б -> 2}")
    #expect(throws: TypedReply.Problem.noPlace("3")) { try TypedReply.read("3а", match, Arrangement(match, seed: nil)) }
  }

  /// Whatever the seed, letters mean what is shown, and a stored answer comes back as it was.
  @Test func shaken() throws {
    let question = try gift("Буквы {=один ~два ~три ~четыре}")
    for seed in UInt64(0)..<50 {
      let shown = Arrangement(question, seed: seed)
      #expect(shown.options.sorted() == [0, 1, 2, 3] && Arrangement(question, seed: seed).options == shown.options)
      let place = try #require(shown.options.firstIndex(of: 0))
      let reply = try TypedReply.read(Letters.name(place, .ru), question, shown)
      #expect(reply == .choices([0]) && Reply(stored: reply.stored, .single) == reply)
    }
    for reply in [Reply.choices([0, 2]), .pairs([0: 1, 1: 0]), .order([2, 0, 1]), .gaps(["да", "", "1687"]), .text("слово"), .none] {
      let kind: QuestionKind =
        switch reply {
        case .choices: .multiple
        case .pairs: .matching
        case .order: .ordering
        case .gaps: .gaps
        case .text, .none: .short
        }
      #expect(Reply(stored: reply.stored, kind) == reply)
    }
  }

  // MARK: statistics

  private static func shown(_ number: Double?) -> String { number.map { ($0 * 10000).rounded() / 10000 }.map { "\($0)" } ?? "" }

  @Test func workedExample() {
    let rows = ["11111", "11110", "11101", "11100", "11010", "10100", "11000", "01000", "10000", "00000"]
    let found = ItemStatistics(rows.map { $0.map { $0 == "1" ? 1 : 0 } }, most: [1, 1, 1, 1, 1])
    #expect(found.items.map { Self.shown($0.difficulty) } == ["0.8", "0.7", "0.5", "0.3", "0.2"])
    #expect(found.items.map { Self.shown($0.pointBiserial) } == ["0.6667", "0.6547", "0.7333", "0.6547", "0.6667"])
    #expect(found.items.map { Self.shown($0.corrected) } == ["0.4729", "0.4193", "0.5071", "0.4193", "0.4729"])
    #expect(found.items.map { Self.shown($0.discrimination) } == ["0.6667", "0.6667", "1.0", "0.6667", "0.6667"])
    #expect(
      [found.mean, found.variance, found.kr20, found.alpha, found.standardError].map(Self.shown) == ["2.5", "2.25", "0.7", "0.7", "0.8216"])
  }

  @Test func whatIsNotDefinedIsEmpty() {
    let none = ItemStatistics([], most: [1, 1])
    #expect(none.items[0].difficulty == nil && none.mean == nil && none.alpha == nil)
    let all = ItemStatistics([[1, 1], [1, 0], [1, 1]], most: [1, 1])
    #expect(all.items[0].difficulty == 1 && all.items[0].pointBiserial == nil && all.items[0].discrimination == nil)
    let single = ItemStatistics([[1], [0]], most: [1])
    #expect(single.alpha == nil && single.items[0].corrected == nil && single.items[0].pointBiserial != nil)
    let partial = ItemStatistics([[0.5, 1], [1, 2], [0, 0.5]], most: [1, 2])
    #expect(partial.kr20 == nil && partial.alpha != nil)
  }
}
