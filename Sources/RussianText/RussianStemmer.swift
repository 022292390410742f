/// The Russian stemmer of Snowball, on letters as numbers: а is 1, я is 32, ё counts as е.
///
/// Source: snowballstem.org/algorithms/russian/stemmer.html. What is cut off is always at the end, so a stem is a length.
enum RussianStemmer {
  typealias Letters = UnsafeBufferPointer<UInt8>

  /// How many of the letters are the stem.
  static func stem(_ word: Letters) -> Int {
    guard let vowel = word.firstIndex(where: isVowel) else { return word.count }
    let rv = vowel + 1
    let r2 = region(word, from: region(word, from: 0))
    var end = inflected(word, rv)
    if end > rv, word[end - 1] == 9 { end -= 1 }
    if let derived = Endings.derivational.longest(word, end, from: rv), derived >= r2 { end = derived }
    return tidied(word, end, rv)
  }

  /// The letters of a folded Russian word.
  static func letters(_ word: String) -> [UInt8] { word.unicodeScalars.map { UInt8($0.value - 0x430 + 1) } }

  static func isVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case 1, 6, 9, 15, 20, 28, 30, 31, 32: true
    default: false
    }
  }

  /// After the first consonant that follows a vowel.
  private static func region(_ word: Letters, from start: Int) -> Int {
    var index = start
    while index < word.count, !isVowel(word[index]) { index += 1 }
    while index < word.count, isVowel(word[index]) { index += 1 }
    return min(index + 1, word.count)
  }

  /// Step 1: a gerund, else a reflexive ending and then that of an adjective, a verb or a noun.
  private static func inflected(_ word: Letters, _ rv: Int) -> Int {
    if let cut = Endings.gerund.cut(word, word.count, from: rv) { return cut }
    let end = Endings.reflexive.cut(word, word.count, from: rv) ?? word.count
    if let adjective = Endings.adjective.cut(word, end, from: rv) {
      return Endings.participle.cut(word, adjective, from: rv) ?? adjective
    }
    return Endings.verb.cut(word, end, from: rv) ?? Endings.noun.cut(word, end, from: rv) ?? end
  }

  /// Step 4: one н of two, the superlative, the soft sign.
  private static func tidied(_ word: Letters, _ end: Int, _ rv: Int) -> Int {
    var end = end
    func undoubled() -> Int { end - 2 >= rv && word[end - 1] == 14 && word[end - 2] == 14 ? end - 1 : end }
    if let superlative = Endings.superlative.longest(word, end, from: rv) {
      end = superlative
      return undoubled()
    }
    if end > rv, word[end - 1] == 29 { return end - 1 }
    return undoubled()
  }
}

/// Endings of one class.
struct Endings: Sendable {
  /// By the last letter; an ending with `true` must follow an а or я.
  private let byLast: [[(letters: [UInt8], needsA: Bool)]]
  let all: [String]

  init(afterA: String = "", _ endings: String) {
    let first = afterA.split(separator: " ").map(String.init)
    let second = endings.split(separator: " ").map(String.init)
    var table = [[(letters: [UInt8], needsA: Bool)]](repeating: [], count: 33)
    for (word, needsA) in first.map({ ($0, true) }) + second.map({ ($0, false) }) {
      let letters = RussianStemmer.letters(word)
      table[Int(letters[letters.count - 1])].append((letters, needsA))
    }
    byLast = table.map { $0.sorted { $0.letters.count > $1.letters.count } }
    all = first + second
  }

  /// Where the longest ending before `end` begins, no earlier than `start`.
  func longest(_ word: RussianStemmer.Letters, _ end: Int, from start: Int) -> Int? { found(word, end, from: start)?.start }

  /// Where the word ends without the longest ending; `nil` where that must follow an а or я and does not.
  func cut(_ word: RussianStemmer.Letters, _ end: Int, from start: Int) -> Int? {
    guard let (cut, needsA) = found(word, end, from: start) else { return nil }
    if needsA { guard cut > start, word[cut - 1] == 1 || word[cut - 1] == 32 else { return nil } }
    return cut
  }

  private func found(_ word: RussianStemmer.Letters, _ end: Int, from start: Int) -> (start: Int, needsA: Bool)? {
    guard end > start else { return nil }
    for (letters, needsA) in byLast[Int(word[end - 1])] where end - letters.count >= start {
      var index = 0
      let base = end - letters.count
      while index < letters.count, word[base + index] == letters[index] { index += 1 }
      if index == letters.count { return (base, needsA) }
    }
    return nil
  }

  static let gerund = Endings(afterA: "в вши вшись", "ив ивши ившись ыв ывши ывшись")
  static let reflexive = Endings("ся сь")
  static let adjective = Endings("ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею")
  static let participle = Endings(afterA: "ем нн вш ющ щ", "ивш ывш ующ")
  static let verb = Endings(
    afterA: "ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно",
    "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю")
  static let noun = Endings("а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я")
  static let superlative = Endings("ейш ейше")
  static let derivational = Endings("ост ость")
}
