import Basics

/// Which stems a word has that begins in a given way, where the index holds stems alone.
public enum Beginnings {
  /// The stems shorter than the beginning, or otherwise spelled, that words beginning so may have: `уравнение` is in no stem, and
  /// the stem of `уравнениями` is `уравнен`.
  public static func stems(_ beginning: String, _ breaker: WordBreaker) -> [String] {
    let folded = breaker.stem(beginning).folded
    let scalars = folded.unicodeScalars
    if scalars.allSatisfy({ (0x430...0x44f).contains($0.value) }) { return russian(folded) }
    if scalars.allSatisfy({ (0x61...0x7a).contains($0.value) || $0 == "'" }) { return english(Array(folded.utf8)) }
    return []
  }

  private static func russian(_ folded: String) -> [String] {
    let letters = RussianStemmer.letters(folded)
    var lengths: Set<Int> = []
    var word = letters
    for tail in russianTails {
      word.replaceSubrange(letters.count..., with: tail)
      let length = word.withUnsafeBufferPointer { RussianStemmer.stem($0) }
      if length < letters.count { lengths.insert(length) }
    }
    return lengths.sorted().map { String(folded.prefix($0)) }
  }

  private static func english(_ folded: [UInt8]) -> [String] {
    var found: Set<String> = []
    for tail in englishTails {
      let stem = EnglishStemmer.stem(folded + tail)
      if !stem.starts(with: folded) { found.insert(String(decoding: stem, as: UTF8.self)) }
    }
    return found.sorted()
  }

  /// What may stand after a beginning when all of it is cut off with the ending.
  private static let russianTails: [[UInt8]] = {
    func joined(_ first: [String], _ second: [String]) -> [String] { first.flatMap { one in second.map { one + $0 } } }
    let reflexive = [""] + Endings.reflexive.all
    let adjectives = joined([""] + Endings.participle.all, Endings.adjective.all)
    let nouns = Endings.noun.all + [""]
    let cut =
      Endings.gerund.all + joined(adjectives + Endings.verb.all + Endings.noun.all, reflexive) + joined(["ост"], nouns) + ["ость"]
      + joined(["ейш"], Endings.adjective.all) + ["ейше"] + joined(["н"], adjectives) + joined(["н", "нн"], joined(["ост"], nouns))
      + joined(["и"], nouns)
    return suffixes(cut).map(RussianStemmer.letters)
  }()

  private static let englishTails: [[UInt8]] = {
    let plain = ["", "s", "es", "'s", "s'", "ed", "ing", "ly", "edly", "ingly", "er", "ers", "e", "y", "ies", "ied", "ees", "eed", "eedly"]
    let long = [
      "ization", "ational", "fulness", "ousness", "iveness", "tional", "bility", "biliti", "lessly", "ently", "ation", "alism", "ality",
      "ously", "ivity", "fully", "ency", "ancy", "ably", "izer", "ator", "ally", "bly", "logy", "alize", "icate", "icity", "ative", "ical",
      "ness", "ful", "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "ity", "ous", "ive", "ize", "ion", "al",
      "ic", "ist", "ise",
    ]
    return suffixes(plain + long.flatMap { one in ["", "s", "d", "ed", "ing", "ly", "es", "ies", "ally", "ity", "able"].map { one + $0 } })
      .map { Array($0.utf8) }
  }()

  private static func suffixes(_ endings: [String]) -> [String] {
    var all: Set<String> = [""]
    for ending in endings {
      var rest = Substring(ending)
      while !rest.isEmpty {
        all.insert(String(rest))
        rest.removeFirst()
      }
    }
    return all.sorted()
  }
}
