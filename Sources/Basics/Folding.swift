@_spi(_Unicode) import Swift

/// How names and words are compared: what looks alike to a reader is alike here.
public enum Folding {
  /// Canonical composition, so that й and ё are one code point however they were typed.
  public static func composed(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text._nfc { scalars.append(scalar) }
    return String(scalars)
  }

  /// Blanks of every kind become one space, none at the ends; all kinds of hyphens become one.
  public static func tidy(_ text: String) -> String {
    if isTidy(text) { return text }
    var result = String.UnicodeScalarView()
    var pendingSpace = false
    for scalar in composed(text).unicodeScalars {
      if scalar.properties.isWhitespace || scalar.value == 0x200b || scalar.value == 0xfeff {
        pendingSpace = !result.isEmpty
        continue
      }
      if pendingSpace { result.append(" ") }
      pendingSpace = false
      switch scalar.value {
      case 0x2010...0x2015, 0x2212: result.append("-")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a text is plain letters of either alphabet, digits, signs and single spaces: nearly every cell of a file is.
  private static func isTidy(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var previous: UInt8 = 32
      for byte in bytes {
        switch byte {
        case 32: if previous == 32 { return false }
        case 0x21...0x7e, 0xd0, 0xd1: break
        // The rest of a Cyrillic letter; combining marks, other blanks and hyphens begin with other bytes.
        case 0x80...0xbf: if previous != 0xd0 && previous != 0xd1 { return false }
        default: return false
        }
        previous = byte
      }
      return previous != 32 || bytes.isEmpty
    }
  }

  /// The key two spellings of one word share: small letters, ё as е, apostrophes as one, and Latin letters that
  /// look Russian read as Russian in a word that has Russian letters.
  public static func key(_ text: String) -> String {
    let tidied = tidy(text).lowercased()
    let words = tidied.split(separator: " ").map { word -> String in
      let isRussian = word.unicodeScalars.contains { (0x400...0x45f).contains($0.value) }
      var result = String.UnicodeScalarView()
      for scalar in word.unicodeScalars {
        switch scalar {
        case "ё": result.append("е")
        case "’", "ʼ", "`": result.append("'")
        default: result.append(isRussian ? russianLookalike[scalar] ?? scalar : scalar)
        }
      }
      return String(result)
    }
    return words.joined(separator: " ")
  }

  private static let russianLookalike: [Unicode.Scalar: Unicode.Scalar] = [
    "a": "а", "b": "в", "c": "с", "e": "е", "h": "н", "k": "к", "m": "м", "o": "о", "p": "р", "t": "т", "x": "х", "y": "у",
  ]

  /// The Russian letter a Latin one looks like; other letters stay.
  package static func russian(_ scalar: Unicode.Scalar) -> Unicode.Scalar { russianLookalike[scalar] ?? scalar }
}

/// A form's name however it is written: `7А`, `7а`, `7A` with a Latin letter, `7-А`, `7 "А"`.
public struct FormName: Hashable, Sendable {
  public let grade: Int
  public let letter: String
  /// `7А`; `5-1` where the letter begins with a figure.
  public var name: String { "\(grade)\(letter.first?.isNumber ?? false ? "-" : "")\(letter)" }

  public init?(_ text: String) {
    if Self.looksLikeDate(text) { return nil }
    let words = Folding.tidy(text).lowercased().split(separator: " ").filter { !["класс", "класса", "кл", "кл."].contains($0) }
    let scalars = Array(words.joined(separator: " ").unicodeScalars)
    let digits = scalars.prefix { (48...57).contains($0.value) }
    guard !digits.isEmpty, digits.count <= 2, let grade = Int(String(String.UnicodeScalarView(digits))), (1...12).contains(grade) else {
      return nil
    }
    var letters = String.UnicodeScalarView()
    for scalar in scalars.dropFirst(digits.count) {
      if " -\"«»“”„'.".unicodeScalars.contains(scalar) { continue }
      guard scalar.properties.isAlphabetic || (48...57).contains(scalar.value) else { return nil }
      letters.append(Folding.russian(scalar))
    }
    guard letters.count <= 8 else { return nil }
    self.grade = grade
    letter = String(letters).uppercased()
  }

  /// Whether a spreadsheet made a date of a form: `05.янв` and `05.01` of `5-1`.
  public static func looksLikeDate(_ text: String) -> Bool {
    let parts = Folding.key(text).split { " .-/".contains($0) }.map(String.init)
    guard parts.count >= 2, let day = Int(parts[0]), (1...31).contains(day) else { return false }
    if months.contains(where: parts[1].hasPrefix) && parts[1].count <= 8 { return true }
    return parts[0].count == 2 && parts[0].hasPrefix("0") && parts[1].count == 2 && Int(parts[1]).map { (1...12).contains($0) } ?? false
  }

  private static let months = [
    "янв", "фев", "мар", "апр", "май", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sep", "oct", "nov", "dec",
  ]
}
