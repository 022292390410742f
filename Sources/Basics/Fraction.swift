/// An exact fraction, in lowest terms.
public struct Fraction: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let numerator: Int
  /// Above 0.
  public let denominator: Int

  public static let zero = Fraction(0)
  public static let one = Fraction(1)

  public init(_ whole: Int) { (numerator, denominator) = (whole, 1) }

  public init(_ numerator: Int, over denominator: Int) { self.init(Int128(numerator), Int128(denominator)) }

  /// What is beyond 64 bits in lowest terms is rounded to billionths.
  private init(_ top: Int128, _ bottom: Int128) {
    let sign: Int128 = bottom < 0 ? -1 : 1
    let divisor = max(1, Self.divisor(top, bottom))
    let (n, d) = (sign * top / divisor, sign * bottom / divisor)
    if let small = Int(exactly: n), let part = Int(exactly: d), part > 0 {
      (numerator, denominator) = (small, part)
      return
    }
    guard d != 0 else {
      (numerator, denominator) = (0, 1)
      return
    }
    let near = (Double(n) / Double(d) * 1e9).rounded()
    let whole = Int(exactly: near) ?? 0
    let common = max(1, Int(Self.divisor(Int128(whole), 1_000_000_000)))
    (numerator, denominator) = (whole / common, 1_000_000_000 / common)
  }

  private static func divisor(_ a: Int128, _ b: Int128) -> Int128 {
    var (a, b) = (a.magnitude, b.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    return Int128(exactly: a) ?? 1
  }

  /// A decimal number: `0.5`, `2,75`, `-3`; at most 18 digits.
  public init?(decimal text: String) {
    guard let number = DecimalNumber(text), let fraction = number.fraction else { return nil }
    self = fraction
  }

  /// As it is stored: `3/4`, `2`.
  public init?(_ text: String) {
    if let whole = Int(text) {
      self.init(whole)
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard let top = parts.first.flatMap({ $0 }), parts.count <= 2, case let bottom = parts.count == 2 ? parts[1] : 1, let bottom, bottom > 0
    else { return nil }
    self.init(top, over: bottom)
  }

  public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  public static func < (a: Fraction, b: Fraction) -> Bool {
    Int128(a.numerator) * Int128(b.denominator) < Int128(b.numerator) * Int128(a.denominator)
  }
  public static func + (a: Fraction, b: Fraction) -> Fraction {
    if a.denominator == 1, b.denominator == 1, case let (sum, overflow) = a.numerator.addingReportingOverflow(b.numerator), !overflow {
      return Fraction(sum)
    }
    if a.denominator == b.denominator { return Fraction(Int128(a.numerator) + Int128(b.numerator), Int128(a.denominator)) }
    let common = Self.divisor(Int128(a.denominator), Int128(b.denominator))
    let (left, right) = (Int128(b.denominator) / common, Int128(a.denominator) / common)
    return Fraction(Int128(a.numerator) * left + Int128(b.numerator) * right, Int128(a.denominator) * left)
  }
  public static func - (a: Fraction, b: Fraction) -> Fraction { a + Fraction(-Int128(b.numerator), Int128(b.denominator)) }
  public static func * (a: Fraction, b: Fraction) -> Fraction {
    Fraction(Int128(a.numerator) * Int128(b.numerator), Int128(a.denominator) * Int128(b.denominator))
  }
  /// By what is not 0; by 0 it gives 0.
  public static func / (a: Fraction, b: Fraction) -> Fraction {
    Fraction(Int128(a.numerator) * Int128(b.denominator), Int128(a.denominator) * Int128(b.numerator))
  }
  public static func += (a: inout Fraction, b: Fraction) { a = a + b }
  public static func sum(_ parts: some Sequence<Fraction>) -> Fraction { parts.reduce(.zero, +) }

  public var double: Double { Double(numerator) / Double(denominator) }

  /// In units of the last of so many decimals, half away from zero from the exact value.
  public func scaled(_ places: Int) -> Int {
    let magnitude = Int(clamping: rounded(places))
    return numerator < 0 ? -magnitude : magnitude
  }

  private func rounded(_ places: Int) -> Int128 {
    let scale = (0..<places).reduce(Int128(1)) { power, _ in power * 10 }
    let top = Int128(numerator.magnitude) * scale
    return (2 * top + Int128(denominator)) / (2 * Int128(denominator))
  }

  /// With so many decimals, half away from zero from the exact value.
  public func decimal(_ places: Int) -> String {
    let rounded = rounded(places)
    let digits = String(rounded)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = numerator < 0 && rounded != 0 ? "-" : ""
    return places == 0 ? sign + padded : "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }

  /// With as many decimals as it needs, at most so many.
  public func shortest(_ places: Int) -> String {
    var text = decimal(places)
    guard text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}

/// A decimal number as it is written in a school: with a comma or a point, perhaps with a power of ten; compared exactly.
public struct DecimalNumber: Hashable, Sendable, CustomStringConvertible {
  let mantissa: Int
  let exponent: Int

  /// - Returns: `nil` for what is no number, or has more than 18 digits or a power beyond 400.
  public init?(_ text: String) {
    // Thousands may stand apart: «1 000».
    let isApart = text.utf8.contains { $0 == 32 || $0 == 0xc2 || $0 == 0xe2 }
    var bytes = Array((isApart ? Self.joined(text) : text).utf8)[...]
    // U+2212, the minus of typesetters.
    if bytes.starts(with: [0xe2, 0x88, 0x92]) { bytes = [UInt8(ascii: "-")] + bytes.dropFirst(3) }
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
    var (digits, mantissa, exponent, seen, isBroken) = (0, 0, 0, false, false)
    while let byte = bytes.first {
      if (48...57).contains(byte) {
        seen = true
        if mantissa > 0 || byte != 48 { digits += 1 }
        guard digits <= 18 else { return nil }
        mantissa = mantissa * 10 + Int(byte - 48)
        if isBroken { exponent -= 1 }
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ","), !isBroken {
        isBroken = true
      } else {
        break
      }
      bytes = bytes.dropFirst()
    }
    guard seen, exponent > -400 else { return nil }
    if let mark = bytes.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      guard let power = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)), power.magnitude <= 400 else { return nil }
      exponent += power
      bytes = []
    }
    guard bytes.isEmpty else { return nil }
    while mantissa != 0, mantissa % 10 == 0 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    self.mantissa = isNegative ? -mantissa : mantissa
    self.exponent = mantissa == 0 ? 0 : exponent
  }

  public var isNegative: Bool { mantissa < 0 }

  /// `nil` for what no 64 bits hold.
  public var fraction: Fraction? {
    guard exponent.magnitude <= 18 else { return nil }
    let power = (0..<exponent.magnitude).reduce(1) { value, _ in value * 10 }
    if exponent < 0 { return Fraction(mantissa, over: power) }
    let (value, overflow) = mantissa.multipliedReportingOverflow(by: power)
    return overflow ? nil : Fraction(value)
  }

  private static func joined(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    func isDigit(_ index: Int) -> Bool { scalars.indices.contains(index) && (48...57).contains(scalars[index].value) }
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let isBlank = [0x20, 0xa0, 0x2009, 0x202f].contains(scalar.value)
      let isInside = isDigit(index - 1) && isDigit(index + 1) && isDigit(index + 2) && isDigit(index + 3)
      if !(isBlank && isInside) { result.append(scalar) }
    }
    return String(result)
  }

  public var description: String {
    let sign = mantissa < 0 ? "-" : ""
    let digits = String(mantissa.magnitude)
    if exponent == 0 { return sign + digits }
    guard (-12...12).contains(exponent) else { return "\(sign)\(digits)e\(exponent)" }
    if exponent > 0 { return sign + digits + String(repeating: "0", count: exponent) }
    let padded = String(repeating: "0", count: max(0, 1 - exponent - digits.count)) + digits
    return "\(sign)\(padded.dropLast(-exponent)).\(padded.suffix(-exponent))"
  }

  /// Whether this number is no further from another than a tolerance, the ends included.
  public func isWithin(_ tolerance: DecimalNumber, of center: DecimalNumber) -> Bool {
    let all = [self, tolerance, center]
    let lowest = all.map(\.exponent).min() ?? 0
    var aligned: [Int128] = []
    for number in all {
      guard number.exponent - lowest <= 18 else { return isRoughlyWithin(tolerance, center) }
      aligned.append((0..<number.exponent - lowest).reduce(Int128(number.mantissa)) { value, _ in value * 10 })
    }
    return (aligned[0] - aligned[2]).magnitude <= aligned[1].magnitude
  }

  private func isRoughlyWithin(_ tolerance: DecimalNumber, _ center: DecimalNumber) -> Bool {
    abs(double - center.double) <= abs(tolerance.double)
  }

  private var double: Double { Double("\(mantissa)e\(exponent)") ?? 0 }

  /// The middle of two numbers, and how far they are from it; `nil` where digits run out.
  public static func middle(_ low: DecimalNumber, _ high: DecimalNumber) -> (center: DecimalNumber, reach: DecimalNumber)? {
    guard let low = low.fraction, let high = high.fraction else { return nil }
    let half = Fraction(1, over: 2)
    guard let center = DecimalNumber(((low + high) * half).shortest(17)), let reach = DecimalNumber(((high - low) * half).shortest(17))
    else {
      return nil
    }
    return (center, reach)
  }
}
