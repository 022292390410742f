import SQLite
import Testing

@testable import SchoolCore

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
      let folded = ICalendar.folded(text)
      let lines = folded.split(separator: "\r\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { $0.utf8.count <= 75 })
      #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") })
      let unfolded = lines.enumerated().map { $0.offset == 0 ? String($0.element) : String($0.element.dropFirst()) }.joined()
      #expect(unfolded == text)
    }
    #expect(ICalendar.escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne")
  }
}
