/// The English stemmer of Snowball, Porter2, on small Latin letters and apostrophes.
///
/// Source: snowballstem.org/algorithms/english/stemmer.html.
struct EnglishStemmer {
  private var word: [UInt8]
  private var r1 = 0
  private var r2 = 0

  static func stem(_ word: [UInt8]) -> [UInt8] {
    guard word.count > 2 else { return word }
    let text = String(decoding: word, as: UTF8.self)
    if let exception = exceptions[text] { return Array(exception.utf8) }
    var stemmer = EnglishStemmer(word)
    return stemmer.stemmed()
  }

  private init(_ word: [UInt8]) { self.word = word }

  private static let y = UInt8(ascii: "y")
  /// A y that is a consonant.
  private static let consonantY = UInt8(ascii: "Y")

  private static let exceptions: [String: String] = {
    var table = [
      "skis": "ski", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "idly": "idl", "gently": "gentl", "ugly": "ugli",
      "early": "earli", "only": "onli", "singly": "singl",
    ]
    for word in ["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"] { table[word] = word }
    return table
  }()
  private static let settled: Set<String> = ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"]

  private mutating func stemmed() -> [UInt8] {
    if word.first == UInt8(ascii: "'") { word.removeFirst() }
    markConsonantY()
    findRegions()
    removePossessive()
    removePlural()
    if !Self.settled.contains(String(decoding: word, as: UTF8.self)) {
      removePast()
      if word.count > 2, [Self.y, Self.consonantY].contains(word[word.count - 1]), !isVowel(word.count - 2) {
        word[word.count - 1] = UInt8(ascii: "i")
      }
      replaceLong()
      replaceShort()
      removeLast()
      removeSilent()
    }
    for index in word.indices where word[index] == Self.consonantY { word[index] = Self.y }
    return word
  }

  private func isVowel(_ index: Int) -> Bool {
    switch word[index] {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"), Self.y: true
    default: false
    }
  }

  private mutating func markConsonantY() {
    for index in word.indices where word[index] == Self.y {
      if index == 0 || isVowel(index - 1) { word[index] = Self.consonantY }
    }
  }

  private mutating func findRegions() {
    let start = ["gener", "commun", "arsen"].first { word.starts(with: $0.utf8) }
    r1 = start?.utf8.count ?? region(from: 0)
    r2 = region(from: r1)
  }

  private func region(from start: Int) -> Int {
    var index = start
    while index < word.count, !isVowel(index) { index += 1 }
    while index < word.count, isVowel(index) { index += 1 }
    return min(index + 1, word.count)
  }

  private func ends(_ suffix: String) -> Bool {
    let suffix = suffix.utf8
    return word.count >= suffix.count && word.suffix(suffix.count).elementsEqual(suffix)
  }

  private mutating func replace(_ suffix: String, with other: String) {
    word.removeLast(suffix.utf8.count)
    word += Array(other.utf8)
  }

  private func hasVowel(before end: Int) -> Bool { (0..<max(end, 0)).contains { isVowel($0) } }

  private mutating func removePossessive() {
    if let suffix = ["'s'", "'s", "'"].first(where: ends) { word.removeLast(suffix.utf8.count) }
  }

  private mutating func removePlural() {
    if ends("sses") {
      word.removeLast(2)
    } else if ends("ied") || ends("ies") {
      word.removeLast(word.count > 4 ? 2 : 1)
    } else if ends("us") || ends("ss") {
      return
    } else if ends("s"), hasVowel(before: word.count - 2) {
      word.removeLast()
    }
  }

  private mutating func removePast() {
    if let suffix = ["eedly", "eed"].first(where: ends) {
      if word.count - suffix.utf8.count >= r1 { replace(suffix, with: "ee") }
      return
    }
    guard let suffix = ["ingly", "edly", "ing", "ed"].first(where: ends), hasVowel(before: word.count - suffix.utf8.count) else { return }
    word.removeLast(suffix.utf8.count)
    if ["at", "bl", "iz"].contains(where: ends) {
      word.append(UInt8(ascii: "e"))
    } else if ["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"].contains(where: ends) {
      word.removeLast()
    } else if r1 == word.count, endsInShortSyllable(word.count) {
      word.append(UInt8(ascii: "e"))
    }
  }

  /// Whether the letters before `end` close with a short syllable.
  private func endsInShortSyllable(_ end: Int) -> Bool {
    if end == 2 { return isVowel(0) && !isVowel(1) }
    guard end > 2, isVowel(end - 2), !isVowel(end - 3), !isVowel(end - 1) else { return false }
    return ![UInt8(ascii: "w"), UInt8(ascii: "x"), Self.consonantY].contains(word[end - 1])
  }

  private static let long = [
    ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"), ("tional", "tion"),
    ("biliti", "ble"), ("lessli", "less"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"),
    ("iviti", "ive"), ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("izer", "ize"), ("ator", "ate"),
    ("alli", "al"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
  ]

  private mutating func replaceLong() {
    guard let (suffix, other) = Self.long.first(where: { ends($0.0) }) else { return }
    let start = word.count - suffix.utf8.count
    guard start >= r1 else { return }
    if suffix == "ogi", start == 0 || word[start - 1] != UInt8(ascii: "l") { return }
    if suffix == "li", start == 0 || !"cdeghkmnrt".utf8.contains(word[start - 1]) { return }
    replace(suffix, with: other)
  }

  private static let short = [
    ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""), ("ical", "ic"),
    ("ness", ""), ("ful", ""),
  ]

  private mutating func replaceShort() {
    guard let (suffix, other) = Self.short.first(where: { ends($0.0) }) else { return }
    let start = word.count - suffix.utf8.count
    guard start >= (suffix == "ative" ? max(r1, r2) : r1) else { return }
    replace(suffix, with: other)
  }

  private static let last = [
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic",
  ]

  private mutating func removeLast() {
    guard let suffix = Self.last.first(where: ends) else { return }
    let start = word.count - suffix.utf8.count
    guard start >= r2 else { return }
    if suffix == "ion", start == 0 || ![UInt8(ascii: "s"), UInt8(ascii: "t")].contains(word[start - 1]) { return }
    word.removeLast(suffix.utf8.count)
  }

  private mutating func removeSilent() {
    let start = word.count - 1
    if ends("e") {
      if start >= r2 || (start >= r1 && !endsInShortSyllable(start)) { word.removeLast() }
    } else if ends("l"), start >= r2, start > 0, word[start - 1] == UInt8(ascii: "l") {
      word.removeLast()
    }
  }
}
