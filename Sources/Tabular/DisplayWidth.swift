import Basics

/// How text meets a terminal: how many columns it takes, and which characters never reach it.
public enum DisplayText {
  /// Columns a text takes: combining and invisible characters none, wide East Asian ones and emoji two.
  public static func width(_ text: String) -> Int { plainWidth(text) ?? carefulWidth(text) }

  /// The width of plain Latin and Russian text, counted by its bytes; `nil` for any other.
  private static func plainWidth(_ text: String) -> Int? {
    var total = 0
    var isSecond = false
    for byte in text.utf8 {
      if isSecond {
        isSecond = false
      } else if byte >= 0x20, byte < 0x7f {
        total += 1
      } else if byte == 0xd0 || byte == 0xd1 {
        // U+0400…U+047F: letters all of them.
        total += 1
        isSecond = true
      } else {
        return nil
      }
    }
    return total
  }

  /// Character by character; never less than the plain way for what both know.
  static func carefulWidth(_ text: String) -> Int {
    var total = 0
    for character in text {
      let scalars = character.unicodeScalars
      // An emoji sequence is drawn as one.
      total += scalars.map(width).max() ?? 0
    }
    return total
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 || (0x7f...0x9f).contains(value) || value == 0xad ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff, 0xa000...0xa4cf, 0xac00...0xd7a3,
      0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1f9ff,
      0x1fa70...0x1faff, 0x20000...0x3fffd:
      return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }

  /// Takes out what could steer a terminal or turn the direction of writing: C0 but the newline and the tab, DEL, C1,
  /// bidi controls, invisible joiners.
  public static func clean(_ text: String, keepingLines: Bool = false) -> String {
    if isPlain(text) { return text }
    guard
      text.unicodeScalars.contains(where: isHostile) || (!keepingLines && text.unicodeScalars.contains { $0.value == 10 || $0.value == 9 })
    else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isHostile(scalar) {
      if !keepingLines, scalar.value == 10 || scalar.value == 9 {
        result.append(" ")
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether no byte begins, or is, anything that is taken out: nearly every text is so.
  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      for byte in bytes {
        switch byte {
        case 0..<0x20, 0x7f, 0xc2, 0xd8, 0xe2, 0xef, 0xf3: return false
        default: break
        }
      }
      return true
    }
  }

  private static func isHostile(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 9, 10: false
    case 0..<0x20, 0x7f...0x9f, 0x61c, 0x200b...0x200c, 0x200e...0x200f, 0x202a...0x202e, 0x2060, 0x2066...0x2069, 0xfeff,
      0xe0000...0xe007f:
      true
    default: false
    }
  }

  /// Cuts a text to a number of columns, with `…` where something was cut.
  /// Text cut or padded with blanks to a width.
  public static func fitted(_ text: String, to width: Int) -> String {
    let cut = cut(clean(text), to: width)
    return cut + String(repeating: " ", count: max(0, width - self.width(cut)))
  }

  /// Text in lines of at most a width, broken between words where there are some.
  static func folded(_ text: String, to width: Int) -> [String] {
    guard width > 0, self.width(text) > width else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let joined = line.isEmpty ? String(word) : line + " " + word
      if self.width(joined) <= width {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if self.width(line + String(character)) > width {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    return lines + [line]
  }

  public static func cut(_ text: String, to width: Int) -> String {
    guard self.width(text) > width else { return text }
    guard width > 0 else { return "" }
    var result = ""
    var used = 0
    for character in text {
      let next = self.width(String(character))
      guard used + next <= width - 1 else { break }
      result.append(character)
      used += next
    }
    return result + "…"
  }
}
