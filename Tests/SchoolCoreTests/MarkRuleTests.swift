import Basics
import SQLite
import Testing

@testable import SchoolDiary
@testable import SchoolJournal
@testable import SchoolModel
@testable import SchoolTimetable

/// The worked examples of the domain, and the algebra that holds for any marks.
@Suite("The rules of marks")
struct MarkRuleTests {
  private let usual = [265, 365, 465]

  private func sum(_ marks: [(points: Int, weight: Int)]) -> MarkSum {
    marks.reduce(into: MarkSum()) { $0.add($1.points, weight: $1.weight) }
  }

  /// An average as an exact fraction of hundredths.
  private func average(_ thousandths: Int) -> MarkSum { sum([(thousandths, 1)] + Array(repeating: (0, 1), count: 999)) }

  @Test("weighted averages are exact: 5(×3), 5(×1), 4(×5) is 40/9; 5(×2), 3(×1) is 13/3")
  func weighted() {
    #expect(sum([(5, 3), (5, 1), (4, 5)]).weightedAverage == .decimal(444, places: 2))
    #expect(sum([(5, 3), (5, 1), (4, 5)]).average == .decimal(467, places: 2))
    #expect(sum([(5, 2), (3, 1)]).weightedAverage == .decimal(433, places: 2))
    #expect(MarkSum.ratio(4645, 1000, places: 2) == .decimal(465, places: 2))
  }

  @Test(
    "a term mark is proposed from the exact average, never from the rounded one",
    arguments: [(4650, 5), (4640, 4), (4645, 4), (3650, 4), (3640, 3), (2650, 3), (2640, 2), (4500, 4)])
  func proposed(thousandths: Int, mark: Int) { #expect(TermSheet.mark(average(thousandths), usual) == mark) }

  @Test("a school's own thresholds move the border")
  func ownThresholds() {
    #expect(TermSheet.mark(average(4500), [250, 350, 450]) == 5)
    #expect(TermSheet.mark(average(4499), [250, 350, 450]) == 4)
  }

  /// Контрольные (1) — 60, домашние (2) — 10, остальное — 30.
  private let shares = CategoryShares("контрольная=60; *=30; домашняя=10", kinds: ["контрольная": 1, "домашняя": 2, "урок": 3])

  @Test("categories have their parts of the average whatever the number of their marks; one without marks leaves its part")
  func categories() throws {
    let shares = try #require(shares)
    func sum(_ marks: [(score: Int, weight: Int, kind: Int)]) -> MarkSum {
      marks.reduce(into: MarkTally(shares)) { $0.add($1.score, weight: $1.weight, kind: $1.kind) }.sum
    }
    // 0.6 · 3 + 0.3 · 14/3 + 0.1 · 5 = 3.7 exactly.
    let marks = [(3, 3, 1), (5, 2, 3), (4, 1, 3), (5, 1, 2)]
    #expect(sum(marks).weightedPoints * 10 == 37 * sum(marks).weights)
    #expect(sum(marks.reversed()) == sum(marks))
    #expect(sum(marks).count == 4 && sum(marks).points == 17)
    // Without homework: (0.6 · 3 + 0.3 · 14/3) / 0.9 = 32/9.
    #expect(sum(Array(marks.prefix(3))).weightedAverage == .decimal(356, places: 2))
    #expect(sum([(4, 7, 2)]).weightedAverage == .decimal(400, places: 2))
    #expect(sum([]).weightedAverage == .empty)
  }

  @Test("what is needed with categories is the smallest number that does it")
  func categoriesNeed() throws {
    var random = Seeded(2026)
    for _ in 0..<200 {
      var tally = MarkTally(try #require(shares))
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        tally.add(
          Int.random(in: 2...5, using: &random), weight: Int.random(in: 1...3, using: &random), kind: Int.random(in: 1...3, using: &random))
      }
      let kind = Int.random(in: 1...3, using: &random)
      guard let count = MarkNeed.count(of: 5, weight: 1, kind: kind, for: 365, tally) else { continue }
      var enough = tally
      enough.add(5, weight: 1, kind: kind, times: count)
      #expect(enough.sum.weights > 0 && enough.sum.weightedPoints * 100 >= 365 * enough.sum.weights)
      guard count > 0 else { continue }
      tally.add(5, weight: 1, kind: kind, times: count - 1)
      #expect(tally.sum.weights == 0 || tally.sum.weightedPoints * 100 < 365 * tally.sum.weights)
    }
  }

  @Test(
    "categories that are no hundred, no kinds of work, or named twice are refused",
    arguments: [
      "контрольная=60", "контрольная=60; *=30", "контрольная=60; нет=40", "контрольная=60; контрольная=40", "*=50; *=50", "a", "",
    ])
  func wrongCategories(text: String) {
    #expect(CategoryShares(text, kinds: ["контрольная": 1, "домашняя": 2]) == nil)
  }

  @Test("a hundred points come to a mark of five by its own thresholds; passed and failed by half")
  func otherScales() throws {
    let database = try Database(path: ":memory:", mode: .readWrite)
    try SearchTokens.register(database)
    try database.script("CREATE TABLE setting (name TEXT, value TEXT)")
    let rules = try JournalRules(database)
    #expect(rules.thresholds("Алгебра", highest: 100) == [4500, 6500, 8500])
    #expect(rules.thresholds("Алгебра", highest: 12) == [540, 780, 1020])
    #expect(rules.thresholds("Алгебра", highest: 5) == usual)
    #expect(TermSheet.result(sum([(85, 1)]), [4500, 6500, 8500], highest: 100) == "5")
    #expect(TermSheet.result(sum([(84, 1)]), [4500, 6500, 8500], highest: 100) == "4")
    #expect(TermSheet.result(sum([(1, 1), (0, 1)]), [50], highest: 1) == "зач")
    #expect(TermSheet.result(sum([(1, 1), (0, 2)]), [50], highest: 1) == "незач")
    #expect(TermSheet.mean(["зач", "зач", nil]) == nil)
    #expect(TermSheet.mean(["зач", "незач"]) == "незач")
    #expect(TermSheet.mean(["зач", "осв"]) == "зач")
  }

  @Test("a year mark is the mean of the terms, halves up; exempt ones left out, one not attested leaves nothing")
  func year() {
    #expect(TermSheet.mean(["3", "3", "4", "4"]) == "4")
    #expect(TermSheet.mean(["5", "5", "5", "2"]) == "4")
    #expect(TermSheet.mean(["осв", "5", "4", "осв"]) == "5")
    #expect(TermSheet.mean(["осв", "осв"]) == "осв")
    #expect(TermSheet.mean(["4", "н/а", "4", "4"]) == nil)
    #expect(TermSheet.mean(["4", nil]) == nil)
    #expect(TermSheet.mean(["4", "5"]) == "5")
  }

  @Test("what is needed for a target")
  func need() {
    let three = sum([(4, 1), (4, 1), (4, 1)])
    #expect(MarkNeed.count(of: 5, weight: 1, for: 465, three) == 6)
    #expect(MarkNeed.count(of: 5, weight: 2, for: 465, three) == 3)
    #expect(MarkNeed.count(of: 5, weight: 1, for: 465, sum([(5, 1), (4, 1)])) == 1)
    #expect(MarkNeed.count(of: 5, weight: 1, for: 465, sum([(5, 1), (5, 1), (2, 1)])) == 6)
    #expect(MarkNeed.count(of: 4, weight: 3, for: 465, three) == nil)
    #expect(MarkNeed.count(of: 5, weight: 1, for: 365, three) == 0)
  }

  @Test("so many marks reach the target, and one fewer does not; the order of entry changes nothing", arguments: [1, 2, 3, 4])
  func algebra(seed: Int) {
    var random = Seeded(UInt64(seed))
    for _ in 0..<500 {
      let marks = (0..<Int.random(in: 1...20, using: &random)).map { _ in
        (points: Int.random(in: 2...5, using: &random), weight: Int.random(in: 1...5, using: &random))
      }
      let whole = sum(marks)
      #expect(sum(marks.shuffled(using: &random)) == whole)
      #expect((2...5).contains(TermSheet.mark(whole, usual)))
      let (mark, weight, target) = (
        Int.random(in: 3...5, using: &random), Int.random(in: 1...5, using: &random), usual.randomElement(using: &random) ?? 465
      )
      guard let count = MarkNeed.count(of: mark, weight: weight, for: target, whole) else {
        #expect(mark * 100 <= target)
        continue
      }
      func reaches(_ count: Int) -> Bool {
        let more = sum(marks + Array(repeating: (mark, weight), count: count))
        return more.weightedPoints * 100 >= target * more.weights
      }
      #expect(reaches(count))
      if count > 0 { #expect(!reaches(count - 1)) }
    }
  }

  @Test("a line of iCalendar has at most 75 octets, is never cut within a letter, and unfolds to itself")
  func folding() {
    for text in [
      String(repeating: "ж", count: 200), "SUMMARY:" + String(repeating: "a", count: 67),
      "DESCRIPTION:" + String(repeating: "Ёa😀", count: 60),
    ] {
      let folded = CalendarFile.folded(text)
      let lines = folded.split(separator: "\r\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { $0.utf8.count <= 75 })
      #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") })
      let unfolded = lines.enumerated().map { $0.offset == 0 ? String($0.element) : String($0.element.dropFirst()) }.joined()
      #expect(unfolded == text)
    }
    #expect(CalendarFile.escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne")
  }
}
