/// HTML as browsers and other programs write it: tags, attributes and text, with nothing demanded of their order.
struct HTMLTokens {
  enum Token: Equatable {
    case start(String, [String: String])
    case end(String)
    case text(String)
  }

  private let bytes: [UInt8]
  private var position = 0
  /// The element whose content is no markup: of a script or a style.
  private var raw: String?

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func next() -> Token? {
    while position < bytes.count {
      if let name = raw {
        raw = nil
        skip(toEndOf: name)
        continue
      }
      guard bytes[position] == UInt8(ascii: "<") else { return .text(text()) }
      guard let token = tag() else { continue }
      return token
    }
    return nil
  }

  private mutating func text() -> String {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    return HTMLEntities.decoded(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private func byte(_ offset: Int = 0) -> UInt8 { position + offset < bytes.count ? bytes[position + offset] : 0 }

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

  /// - Returns: `nil` for a comment, a declaration, and what was none.
  private mutating func tag() -> Token? {
    if byte(1) == UInt8(ascii: "!") || byte(1) == UInt8(ascii: "?") {
      if byte(2) == 45, byte(3) == 45 {
        position += 4
        while position < bytes.count, !(byte() == 45 && byte(1) == 45 && byte(2) == 62) { position += 1 }
        position = min(position + 3, bytes.count)
      } else {
        while position < bytes.count, byte() != 62 { position += 1 }
        position += 1
      }
      return nil
    }
    let isEnd = byte(1) == UInt8(ascii: "/")
    guard Self.isLetter(byte(isEnd ? 2 : 1)) else {
      position += 1
      return .text("<")
    }
    position += isEnd ? 2 : 1
    let start = position
    while position < bytes.count, ![32, 9, 10, 12, 13, 47, 62].contains(byte()) { position += 1 }
    let name = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    let attributes = self.attributes()
    if isEnd { return .end(name) }
    if name == "script" || name == "style" { raw = name }
    return .start(name, attributes)
  }

  private mutating func attributes() -> [String: String] {
    var found: [String: String] = [:]
    while position < bytes.count {
      while [32, 9, 10, 12, 13, 47].contains(byte()), position < bytes.count { position += 1 }
      guard position < bytes.count, byte() != 62 else { break }
      let start = position
      while position < bytes.count, ![32, 9, 10, 12, 13, 47, 61, 62].contains(byte()) { position += 1 }
      if position == start {
        position += 1
        continue
      }
      let name = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
      while [32, 9, 10, 12, 13].contains(byte()), position < bytes.count { position += 1 }
      var value = ""
      if byte() == 61, position < bytes.count {
        position += 1
        while [32, 9, 10, 12, 13].contains(byte()), position < bytes.count { position += 1 }
        value = attributeValue()
      }
      if found[name] == nil, found.count < 64 { found[name] = HTMLEntities.decoded(value) }
    }
    position += 1
    return found
  }

  private mutating func attributeValue() -> String {
    let quote = byte()
    if quote == 34 || quote == 39 {
      position += 1
      let start = position
      while position < bytes.count, byte() != quote { position += 1 }
      defer { position += 1 }
      return String(decoding: bytes[start..<min(position, bytes.count)], as: UTF8.self)
    }
    let start = position
    while position < bytes.count, ![32, 9, 10, 12, 13, 62].contains(byte()) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skip(toEndOf name: String) {
    let wanted = Array(name.utf8)
    while position < bytes.count {
      if byte() == 60, byte(1) == 47, position + 2 + wanted.count <= bytes.count,
        zip(bytes[(position + 2)...], wanted).allSatisfy({ ($0 | 0x20) == $1 })
      {
        return
      }
      position += 1
    }
  }
}

/// The named entities of HTML 4, and numbers.
enum HTMLEntities {
  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(38) else { return text }
    var result = ""
    var rest = Substring(text)
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      rest = rest[mark...].dropFirst()
      let word = rest.prefix(12).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
      if let character = character(word) {
        result.append(character)
        rest = rest.dropFirst(word.count)
        if rest.first == ";" { rest = rest.dropFirst() }
      } else {
        result += "&"
      }
    }
    return result + rest
  }

  private static func character(_ word: Substring) -> Character? {
    guard word.first == "#" else { return names[String(word)] }
    let digits = word.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    guard let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits), let scalar = Unicode.Scalar(number), number != 0
    else {
      return nil
    }
    return Character(scalar)
  }

  private static let names: [String: Character] = {
    var found: [String: Character] = ["quot": "\"", "amp": "&", "lt": "<", "gt": ">", "apos": "'"]
    // From U+00A0 on, in the order of Latin-1.
    let latin =
      "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml"
    for (index, name) in latin.split(separator: " ").enumerated() { found[String(name)] = Character(Unicode.Scalar(UInt8(0xa0 + index))) }
    let others: [(String, UInt32)] = [
      ("OElig", 338), ("oelig", 339), ("Scaron", 352), ("scaron", 353), ("Yuml", 376), ("fnof", 402), ("circ", 710), ("tilde", 732),
      ("Alpha", 913), ("Beta", 914), ("Gamma", 915), ("Delta", 916), ("Theta", 920), ("Lambda", 923), ("Pi", 928), ("Sigma", 931),
      ("Phi", 934), ("Omega", 937), ("alpha", 945), ("beta", 946), ("gamma", 947), ("delta", 948), ("epsilon", 949), ("zeta", 950),
      ("eta", 951), ("theta", 952), ("lambda", 955), ("mu", 956), ("pi", 960), ("rho", 961), ("sigma", 963), ("tau", 964), ("phi", 966),
      ("chi", 967), ("psi", 968), ("omega", 969), ("ensp", 8194), ("emsp", 8195), ("thinsp", 8201), ("zwnj", 8204), ("zwj", 8205),
      ("ndash", 8211), ("mdash", 8212), ("lsquo", 8216), ("rsquo", 8217), ("sbquo", 8218), ("ldquo", 8220), ("rdquo", 8221),
      ("bdquo", 8222), ("dagger", 8224), ("Dagger", 8225), ("bull", 8226), ("hellip", 8230), ("permil", 8240), ("prime", 8242),
      ("Prime", 8243), ("lsaquo", 8249), ("rsaquo", 8250), ("euro", 8364), ("trade", 8482), ("larr", 8592), ("uarr", 8593), ("rarr", 8594),
      ("darr", 8595), ("harr", 8596), ("rArr", 8658), ("hArr", 8660), ("forall", 8704), ("part", 8706), ("exist", 8707), ("empty", 8709),
      ("isin", 8712), ("notin", 8713), ("prod", 8719), ("sum", 8721), ("minus", 8722), ("radic", 8730), ("infin", 8734), ("ang", 8736),
      ("and", 8743), ("or", 8744), ("cap", 8745), ("cup", 8746), ("int", 8747), ("sim", 8764), ("asymp", 8776), ("ne", 8800),
      ("equiv", 8801),
      ("le", 8804), ("ge", 8805), ("sub", 8834), ("sup", 8835), ("perp", 8869),
    ]
    for (name, number) in others { if let scalar = Unicode.Scalar(number) { found[name] = Character(scalar) } }
    return found
  }()
}
