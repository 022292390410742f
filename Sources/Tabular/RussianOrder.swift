import Basics

/// The order of a Russian alphabet: Ё beside Е, capitals beside small letters, digits by value of their run.
public enum RussianOrder {
  /// Negative, zero or positive, as `a` comes before, with or after `b`.
  public static func compare(_ a: String, _ b: String) -> Int {
    let (x, y) = (key(a), key(b))
    for (left, right) in zip(x, y) where left != right { return left < right ? -1 : 1 }
    if x.count != y.count { return x.count < y.count ? -1 : 1 }
    return a == b ? 0 : a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars) ? -1 : 1
  }

  private static func key(_ text: String) -> [UInt32] {
    var result: [UInt32] = []
    var digits: UInt32?
    func flush() {
      if let value = digits { result.append(48 + min(value, 900)) }
      digits = nil
    }
    for scalar in text.unicodeScalars {
      if (48...57).contains(scalar.value) {
        digits = (digits ?? 0) &* 10 &+ (scalar.value - 48)
        continue
      }
      flush()
      result.append(folded(scalar) + 1000)
    }
    flush()
    return result
  }

  /// The small letter of a Cyrillic or Latin letter, with ё as е.
  static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
    switch scalar.value {
    case 0x41...0x5a: scalar.value + 32
    case 0x410...0x42f: scalar.value + 32
    case 0x401, 0x451: 0x435
    default: scalar.value
    }
  }
}
