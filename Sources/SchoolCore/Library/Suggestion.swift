import Basics
import RussianText
import SQLite
import SchoolModel

/// Words that were probably meant: the nearest of the library's own that find something for who asks.
struct Suggestion {
  private let finder: LibraryFinder
  init(_ finder: LibraryFinder) { self.finder = finder }

  /// How many of the nearest words are looked at.
  private static let most = 20

  /// What was typed with the words that find nothing replaced; `nil` where one of them is like no other.
  func words(for expression: SearchExpression) throws -> String? {
    var said: [String] = []
    var changed = false
    for term in expression.wanted {
      guard case .word(let folded, let stem) = term else { return nil }
      if try finder.count(of: SearchExpression.exactly(stem)) > 0 {
        said.append(folded)
      } else {
        guard let near = try nearest(folded) else { return nil }
        said.append(near)
        changed = true
      }
    }
    return changed ? said.joined(separator: " ") : nil
  }

  private struct Near {
    let word: String
    let spelling: String
    let distance: Int
  }

  /// The code points of a word of at most two bytes a letter, as nearly all are; longer ones are told by their bytes.
  private static func letters(of bytes: UnsafeBufferPointer<UInt8>, into letters: inout [UInt32]) {
    var index = 0
    while index < bytes.count {
      if bytes[index] & 0xe0 == 0xc0, index + 1 < bytes.count {
        letters.append(UInt32(bytes[index] & 0x1f) << 6 | UInt32(bytes[index + 1] & 0x3f))
        index += 2
      } else {
        letters.append(UInt32(bytes[index]))
        index += 1
      }
    }
  }

  /// The nearest word, of several the most frequent, then the first by alphabet.
  private func nearest(_ word: String) throws -> String? {
    let letters = word.unicodeScalars.map(\.value)
    let limit = Misspelling.slips(letters.count)
    guard limit > 0 else { return nil }
    var near: [Near] = []
    var other: [UInt32] = []
    let first = letters[0] < 0x80
    let sql = "SELECT word, spelling FROM main.library_word"
    try finder.reading.database.forEach(sql, []) { row in
      try row.withBytes(0) { bytes in
        guard let byte = bytes.first, (byte < 0x80) == first, abs(bytes.count - word.utf8.count) <= limit * 2 else { return }
        other.removeAll(keepingCapacity: true)
        Self.letters(of: bytes, into: &other)
        guard let distance = Misspelling.distance(letters, other, limit: limit) else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        near.append(Near(word: text, spelling: try row.get(1, as: String?.self) ?? text, distance: distance))
      }
    }
    let sorted = near.sorted { ($0.distance, $0.word) < ($1.distance, $1.word) }
    for distance in Set(near.map(\.distance)).sorted() {
      var best: (spelling: String, count: Int)?
      for candidate in sorted.filter({ $0.distance == distance }).prefix(Self.most) {
        let count = try finder.count(of: SearchExpression.exactly(finder.breaker.stem(candidate.word).stem))
        if count > best?.count ?? 0 { best = (candidate.spelling, count) }
      }
      if let best { return best.spelling }
    }
    return nil
  }
}

extension Library {
  /// Words that begin in a way and that find something for who asks, a few.
  public func wordsBeginning(_ text: String) throws -> [String] {
    try read(.libraryRead) { reading in
      let finder = try LibraryFinder(reading, LibraryQuestion())
      let folded = finder.breaker.stem(text).folded
      guard folded.count >= 2 else { return [] }
      let near = try reading.database.rows(
        "SELECT word, spelling FROM main.library_word WHERE word >= ?1 AND word < ?1 || char(0x10ffff) ORDER BY word LIMIT 60", folded,
        as: (String, String?).self)
      return try near.filter { try finder.count(of: SearchExpression.exactly(finder.breaker.stem($0.0).stem)) > 0 }.map { $0.1 ?? $0.0 }
    }
  }
}
