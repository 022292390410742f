import Basics

/// Weights of answers in percent, as Moodle writes them.
public enum QuestionWeight {
  /// The grades that Moodle knows (question/engine/lib.php, `get_grade_options`), in parts of 100.
  private static let grades: [Fraction] = {
    let positive = [
      Fraction.one, Fraction(9, over: 10), Fraction(5, over: 6), Fraction(4, over: 5), Fraction(3, over: 4), Fraction(7, over: 10),
      Fraction(2, over: 3), Fraction(3, over: 5), Fraction(1, over: 2), Fraction(2, over: 5), Fraction(1, over: 3), Fraction(3, over: 10),
      Fraction(1, over: 4), Fraction(1, over: 5), Fraction(1, over: 6), Fraction(1, over: 7), Fraction(1, over: 8), Fraction(1, over: 9),
      Fraction(1, over: 10), Fraction(1, over: 20),
    ]
    return positive + positive.map { .zero - $0 } + [.zero]
  }()

  /// The grade that a share is written for: `0.3333333` for a third; others stay, to the fifth decimal of a percent.
  public static func settled(_ share: Fraction) -> Fraction {
    nearest(share) ?? Fraction(decimal: share.decimal(7)) ?? share
  }

  /// The grade within a hundredth of a percent.
  static func nearest(_ share: Fraction) -> Fraction? {
    grades.first { grade in
      let distance = grade < share ? share - grade : grade - share
      return distance <= Fraction(1, over: 10_000)
    }
  }

  /// A share of a percentage as text: `50`, `33.33333`, `-100`.
  static func read(_ percent: String) -> Fraction? {
    guard let number = Fraction(decimal: percent.trimmed), number <= Fraction(100), Fraction(-100) <= number else { return nil }
    return settled(number / Fraction(100))
  }

  /// As a percentage: `33.33333`.
  static func text(_ share: Fraction) -> String { (share * Fraction(100)).shortest(5) }
}
