/// The number of a book, kept as its thirteen digits.
///
/// ISBN-13: the sum of the digits by 1, 3, 1, 3 … divides by 10; ISBN-10: the sum by 10 … 1 divides by 11, an X at the end is 10
/// (ISO 2108).
public struct ISBN: Hashable, Sendable {
  /// Thirteen digits.
  public let digits: String

  /// With hyphens, blanks and the letters ISBN before it, or without.
  public init?(_ text: String) {
    var text = Folding.tidy(text).uppercased()[...]
    if text.hasPrefix("ISBN") {
      text = text.dropFirst(4)
      for kind in ["-13", "-10"] where text.hasPrefix(kind) && text.dropFirst(3).first.map({ !$0.isNumber }) ?? false {
        text = text.dropFirst(3)
      }
      text = text.drop { ": ".contains($0) }
    }
    guard text.unicodeScalars.allSatisfy({ (48...57).contains($0.value) || $0 == "-" || $0 == " " || $0 == "X" || $0 == "Х" }) else {
      return nil
    }
    let signs = text.unicodeScalars.filter { $0 != "-" && $0 != " " }.map { (48...57).contains($0.value) ? Int($0.value) - 48 : 10 }
    switch signs.count {
    case 13:
      guard !signs.contains(10), Self.thirteenSum(signs) % 10 == 0 else { return nil }
      digits = signs.map(String.init).joined()
    case 10:
      guard !signs.dropLast().contains(10), zip(signs, (1...10).reversed()).reduce(0, { $0 + $1.0 * $1.1 }) % 11 == 0 else { return nil }
      let first = [9, 7, 8] + signs.dropLast()
      digits = (first + [(10 - Self.thirteenSum(first) % 10) % 10]).map(String.init).joined()
    default: return nil
    }
  }

  private static func thirteenSum(_ digits: [Int]) -> Int {
    digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3) }
  }
}
