import Basics

/// The encodings that school files come in.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "UTF-8"
  case utf16LE = "UTF-16LE"
  case utf16BE = "UTF-16BE"
  case windows1251 = "Windows-1251"
  case cp866 = "CP866"
  case koi8R = "KOI8-R"

  /// Reads a name as people type it: `cp1251`, `utf8`, `KOI8-R`.
  public init?(named name: String) {
    switch name.lowercased().filter({ $0.isLetter || $0.isNumber }) {
    case "utf8": self = .utf8
    case "utf16", "utf16le": self = .utf16LE
    case "utf16be": self = .utf16BE
    case "windows1251", "cp1251", "1251", "win1251": self = .windows1251
    case "cp866", "866", "ibm866", "dos": self = .cp866
    case "koi8r", "koi8": self = .koi8R
    default: return nil
    }
  }

  /// How many bytes of a byte order mark stand at the beginning, and what it says.
  static func mark(_ bytes: ArraySlice<UInt8>) -> (encoding: TextEncoding, length: Int)? {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return (.utf8, 3) }
    if bytes.starts(with: [0xff, 0xfe]) { return (.utf16LE, 2) }
    if bytes.starts(with: [0xfe, 0xff]) { return (.utf16BE, 2) }
    return nil
  }

  /// Guesses the encoding of a sample: valid UTF-8 is UTF-8, zero bytes at every other place are UTF-16, and of the three
  /// Russian code pages the one in which the letters are the most frequent ones of Russian (facts.md, section 11).
  public static func guess(_ sample: ArraySlice<UInt8>) -> TextEncoding {
    if let mark = mark(sample) { return mark.encoding }
    if let wide = guessWide(sample) { return wide }
    if isUTF8(sample) || isNearlyUTF8(sample) { return .utf8 }
    return [TextEncoding.windows1251, .cp866, .koi8R].max { score(sample, $0) < score(sample, $1) } ?? .windows1251
  }

  private static func guessWide(_ sample: ArraySlice<UInt8>) -> TextEncoding? {
    let bytes = sample.prefix(4096)
    guard bytes.count >= 4 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (offset, byte) in bytes.enumerated() where byte == 0 || byte == 4 {
      if offset % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let half = bytes.count / 2
    if zeros.odd * 10 > half * 8, zeros.even * 10 < half { return .utf16LE }
    if zeros.even * 10 > half * 8, zeros.odd * 10 < half { return .utf16BE }
    return nil
  }

  /// Whether a sample is UTF-8 but for a few bytes: read in a code page, all its Russian letters would be nonsense.
  private static func isNearlyUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    var (good, bad) = (0, 0)
    var rest = bytes
    while !rest.isEmpty {
      if rest[rest.startIndex] < 0x80 {
        rest = rest.drop { $0 < 0x80 }
        continue
      }
      let length = rest[rest.startIndex] >= 0xf0 ? 4 : rest[rest.startIndex] >= 0xe0 ? 3 : 2
      let character = rest.prefix(length)
      if character.count == length, isUTF8(character) {
        good += 1
        rest = rest.dropFirst(length)
      } else {
        bad += 1
        rest = rest.dropFirst()
      }
    }
    // By chance, two letters of a code page look like one of UTF-8 less than once in twenty.
    return good >= 4 && bad * 4 <= good
  }

  /// A character cut off by the end of the sample is no fault.
  static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      let length = byte < 0x80 ? 1 : byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0
      if length == 0 { return false }
      for offset in 1..<max(1, length) where offset < length {
        guard index + offset < bytes.endIndex else { return true }
        if bytes[index + offset] & 0xc0 != 0x80 { return false }
      }
      index += length
    }
    return true
  }

  private static func score(_ sample: ArraySlice<UInt8>, _ encoding: TextEncoding) -> Int {
    let table = encoding.upperHalf
    var total = 0
    for byte in sample where byte >= 0x80 {
      switch table[Int(byte) - 0x80] {
      case 0x43e, 0x435, 0x430, 0x438, 0x43d, 0x442, 0x441, 0x440, 0x432, 0x43b: total += 3  // оеаинтсрвл
      case 0x430...0x44f: total += 1
      case 0x410...0x42f, 0x401, 0x451, 0x2116, 0xab, 0xbb, 0xa0: break
      default: total -= 4
      }
    }
    return total
  }

  /// The characters of the bytes 0x80–0xFF; 0 where the code page has none.
  package var upperHalf: [UInt32] {
    switch self {
    case .windows1251: windows1251Table
    case .cp866: cp866Table
    case .koi8R: koi8RTable
    default: []
    }
  }
}

private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

private let windows1251Table: [UInt32] =
  scalars("ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{0}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї") + Array(0x410...0x44f)

private let cp866Table: [UInt32] =
  Array(0x410...0x43f) + scalars("░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀") + Array(0x440...0x44f)
  + scalars("ЁёЄєЇїЎў°∙·√№¤■\u{a0}")

private let koi8RTable: [UInt32] =
  scalars("─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u{a0}⌡°²·÷═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©")
  + scalars("юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ")
