import Basics

/// A word of a text as search knows it, with the bytes it stands in.
public struct SearchWord {
  /// Small letters, ё as е, Latin look-alikes in a Russian word as Russian; not cut to its stem.
  public let folded: UnsafeBufferPointer<UInt8>
  public let stem: UnsafeBufferPointer<UInt8>
  public let start: Int
  public let end: Int
  /// Whether this breaker had not met it before, as far as it remembers; what is no word of one alphabet is never new.
  public let isNew: Bool
}

/// Divides texts into words and knows their stems.
///
/// A word is letters and digits; a hyphen divides, stress marks and soft hyphens within a word are as if they were not there.
/// Words of Cyrillic letters are stemmed by Snowball's Russian, of Latin letters by Porter2, all others stay.
public final class WordBreaker {
  /// More letters than any word has; what is longer is told by its beginning.
  private static let mostBytes = 128
  private let word: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var kinds: Kinds = []
  private let stems = StemBook()

  private struct Kinds: OptionSet {
    let rawValue: UInt8
    static let russian = Kinds(rawValue: 1)
    static let latin = Kinds(rawValue: 2)
    static let digit = Kinds(rawValue: 4)
    static let other = Kinds(rawValue: 8)
  }

  public init() { word = .allocate(capacity: Self.mostBytes + 8) }
  deinit { word.deallocate() }

  /// Hands on the words of a text, composed as in `Folding.composed`, one after the other; stops where `body` returns `false`.
  public func forEach(_ text: UnsafeBufferPointer<UInt8>, _ body: (SearchWord) -> Bool) {
    var index = 0
    var start = 0
    var end = 0
    (count, kinds) = (0, [])
    while index < text.count {
      let (length, isWord) = take(text, index)
      if isWord {
        if count == 0 { continue }
        index += length
        end = index
        continue
      }
      if count > 0, !give(start, end, body) { return }
      (count, kinds) = (0, [])
      index += length
      start = index
    }
    if count > 0 { _ = give(start, end, body) }
  }

  /// The stem of one word, and the word as it is compared; both empty for what is no word.
  public func stem(_ text: String) -> (folded: String, stem: String) {
    var found = ("", "")
    var text = Folding.composed(text)
    text.withUTF8 { bytes in
      forEach(bytes) { word in
        found = (String(decoding: word.folded, as: UTF8.self), String(decoding: word.stem, as: UTF8.self))
        return false
      }
    }
    return found
  }

  /// The words of a text as they are compared.
  public func words(_ text: String) -> [(folded: String, stem: String)] {
    var found: [(String, String)] = []
    var text = Folding.composed(text)
    text.withUTF8 { bytes in
      forEach(bytes) { word in
        found.append((String(decoding: word.folded, as: UTF8.self), String(decoding: word.stem, as: UTF8.self)))
        return true
      }
    }
    return found
  }

  // MARK: letters

  /// Takes the letter at a place into the word.
  /// - Returns: how many bytes it is, and whether it belongs to a word.
  private func take(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> (length: Int, isWord: Bool) {
    let byte = text[index]
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): return add(byte, .latin)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): return add(byte | 0x20, .latin)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return add(byte, .digit)
    case UInt8(ascii: "'"): return apostrophe(text, index, 1)
    case 0..<0x80: return (1, false)
    case 0xd0, 0xd1: return cyrillic(text, index)
    default: return other(text, index)
    }
  }

  private func add(_ byte: UInt8, _ kind: Kinds) -> (Int, Bool) {
    if count < Self.mostBytes {
      word[count] = byte
      count += 1
    }
    kinds.insert(kind)
    return (1, true)
  }

  /// Within an English word an apostrophe is a letter.
  private func apostrophe(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ length: Int) -> (Int, Bool) {
    let next = index + length
    guard kinds == .latin, next < text.count, (text[next] | 0x20) >= UInt8(ascii: "a"), (text[next] | 0x20) <= UInt8(ascii: "z") else {
      return (length, false)
    }
    _ = add(UInt8(ascii: "'"), .latin)
    return (length, true)
  }

  private func cyrillic(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> (Int, Bool) {
    guard index + 1 < text.count, text[index + 1] & 0xc0 == 0x80 else { return (1, false) }
    var code = UInt32(text[index] & 0x1f) << 6 | UInt32(text[index + 1] & 0x3f)
    switch code {
    case 0x430...0x44f: kinds.insert(.russian)
    case 0x410...0x42f:
      code += 0x20
      kinds.insert(.russian)
    case 0x401, 0x451:
      code = 0x435
      kinds.insert(.russian)
    case 0x400...0x40f:
      code += 0x50
      kinds.insert(.other)
    default: kinds.insert(.other)
    }
    append(code)
    return (2, true)
  }

  private func append(_ code: UInt32) {
    guard count < Self.mostBytes else { return }
    switch code {
    case 0..<0x80: (word[count], count) = (UInt8(code), count + 1)
    case 0x80..<0x800:
      word[count] = UInt8(0xc0 | code >> 6)
      word[count + 1] = UInt8(0x80 | code & 0x3f)
      count += 2
    default:
      if let scalar = Unicode.Scalar(code) {
        for unit in UTF8.encode(scalar)! {  // every scalar has an encoding
          word[count] = unit
          count += 1
        }
      }
    }
  }

  private func other(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> (Int, Bool) {
    let (code, length) = Self.scalar(text, index)
    switch code {
    case 0xad, 0x300, 0x301, 0x306, 0x308: return (length, mark(code))
    case 0x2019, 0x2bc: return apostrophe(text, index, length)
    default: break
    }
    guard let scalar = Unicode.Scalar(code), scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
      return (length, false)
    }
    kinds.insert(.other)
    for small in scalar.properties.lowercaseMapping.unicodeScalars { append(small.value) }
    return (length, true)
  }

  /// A mark over the letter before it, or a soft hyphen: nothing but within a word, where a breve makes an й.
  private func mark(_ code: UInt32) -> Bool {
    guard count > 1 else { return count > 0 }
    if code == 0x306, word[count - 2] == 0xd0, word[count - 1] == 0xb8 { word[count - 1] = 0xb9 }
    return true
  }

  private static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> (UInt32, Int) {
    let first = UInt32(text[index])
    let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1
    guard length > 1, index + length <= text.count else { return (0, 1) }
    var code = first & (0x7f >> UInt32(length))
    for place in 1..<length {
      guard text[index + place] & 0xc0 == 0x80 else { return (0, 1) }
      code = code << 6 | UInt32(text[index + place] & 0x3f)
    }
    return (code, length)
  }

  // MARK: words

  private func give(_ start: Int, _ end: Int, _ body: (SearchWord) -> Bool) -> Bool {
    if kinds.contains(.russian), kinds.contains(.latin) { readAsRussian() }
    let folded = UnsafeBufferPointer(start: word, count: count)
    guard kinds == .russian || kinds == .latin else {
      return body(SearchWord(folded: folded, stem: folded, start: start, end: end, isNew: false))
    }
    let (stem, isNew) = stems.stem(folded, isRussian: kinds == .russian)
    return body(SearchWord(folded: folded, stem: stem, start: start, end: end, isNew: isNew))
  }

  /// Latin letters that look Russian are read so in a word with Russian letters.
  private func readAsRussian() {
    let letters = String(decoding: UnsafeBufferPointer(start: word, count: count), as: UTF8.self).unicodeScalars.map(Folding.russian)
    count = 0
    kinds.remove(.latin)
    for letter in letters {
      append(letter.value)
      // A letter of the other alphabet, or an apostrophe: the word is of no alphabet alone.
      if letter.value < 0x80 { kinds.insert(.other) }
    }
  }
}

/// Stems that were worked out, since a text says the same words again and again.
final class StemBook {
  private static let mostWords = 1 << 16
  private struct Entry {
    var hash: UInt64 = 0
    /// Where the word and its stem lie in the letters kept; a word of no letters is an empty place.
    var start: Int32 = 0
    var length: Int16 = 0
    var stem: Int16 = 0
  }
  private var entries: [Entry] = []
  private var mask = 0
  private var known = 0
  private let letters: UnsafeMutablePointer<UInt8>
  private var used = 0
  private static let room = mostWords * 40
  private var numbers = [UInt8](repeating: 0, count: 128)
  /// A stem that is kept nowhere.
  private var passing: UnsafeMutablePointer<UInt8>

  init() {
    // Untouched pages of it cost nothing.
    letters = .allocate(capacity: Self.room)
    passing = .allocate(capacity: 256)
  }

  deinit {
    letters.deallocate()
    passing.deallocate()
  }

  /// The stem of a folded word of one alphabet; what is lent holds until the next call.
  func stem(_ word: UnsafeBufferPointer<UInt8>, isRussian: Bool) -> (stem: UnsafeBufferPointer<UInt8>, isNew: Bool) {
    if entries.isEmpty { resize(to: 1 << 8) }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var place = Int(truncatingIfNeeded: hash ^ hash >> 29) & mask
    while entries[place].length > 0 {
      let entry = entries[place]
      if entry.hash == hash, Int(entry.length) == word.count, memory(letters + Int(entry.start), equals: word) {
        return (UnsafeBufferPointer(start: letters + Int(entry.start) + Int(entry.length), count: Int(entry.stem)), false)
      }
      place = (place + 1) & mask
    }
    let count = work(word, isRussian)
    guard known < Self.mostWords, used + word.count + count <= Self.room else {
      return (UnsafeBufferPointer(start: passing, count: count), true)
    }
    let start = used
    (letters + start).update(from: word.baseAddress!, count: word.count)  // a word has a letter
    (letters + start + word.count).update(from: passing, count: count)
    used += word.count + count
    entries[place] = Entry(hash: hash, start: Int32(start), length: Int16(word.count), stem: Int16(count))
    known += 1
    if known * 2 > entries.count { resize(to: entries.count * 4) }
    return (UnsafeBufferPointer(start: letters + start + word.count, count: count), true)
  }

  private func memory(_ kept: UnsafeMutablePointer<UInt8>, equals word: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < word.count {
      if kept[index] != word[index] { return false }
      index += 1
    }
    return true
  }

  private func resize(to size: Int) {
    let old = entries
    entries = [Entry](repeating: Entry(), count: size)
    mask = size - 1
    for entry in old where entry.length > 0 {
      var place = Int(truncatingIfNeeded: entry.hash ^ entry.hash >> 29) & mask
      while entries[place].length > 0 { place = (place + 1) & mask }
      entries[place] = entry
    }
  }

  /// Works out a stem into `passing`.
  private func work(_ word: UnsafeBufferPointer<UInt8>, _ isRussian: Bool) -> Int {
    if isRussian {
      let count = word.count / 2
      for index in 0..<count {
        let (first, second) = (word[index * 2], word[index * 2 + 1])
        numbers[index] = first == 0xd0 ? second - 0xaf : second - 0x80 + 17
      }
      let length = numbers.withUnsafeBufferPointer { RussianStemmer.stem(UnsafeBufferPointer(rebasing: $0[..<count])) } * 2
      passing.update(from: word.baseAddress!, count: length)  // a word has a letter
      return length
    }
    let stem = EnglishStemmer.stem(Array(word))
    passing.update(from: stem, count: stem.count)
    return stem.count
  }
}
