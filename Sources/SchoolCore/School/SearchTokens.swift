import RussianText
import SQLite

/// The words of the library's index: their stems. A word behind `exactly` is a stem already, and the beginning of a word stays as it is.
package final class SearchTokens: FullTextTokenizer {
  private let breaker = WordBreaker()
  /// Words that went into the index and were not met before, with their spelling where it is another one.
  private var fresh: [(word: String, spelling: String?)] = []
  /// A sign no text has, of three bytes, before a stem in a query.
  package static let exactly = "\u{e000}"
  private static let sign: [UInt8] = [0xee, 0x80, 0x80]

  package init() {}

  package func forEachToken(
    _ text: UnsafeBufferPointer<UInt8>, for purpose: TokenPurpose, _ give: (UnsafeBufferPointer<UInt8>, Int, Int) -> Bool
  ) {
    switch purpose {
    case .beginning: breaker.forEach(text) { word in give(word.folded, word.start, word.end) }
    case .query:
      if text.starts(with: Self.sign) {
        _ = give(UnsafeBufferPointer(rebasing: text[Self.sign.count...]), 0, text.count)
      } else {
        breaker.forEach(text) { word in give(word.stem, word.start, word.end) }
      }
    case .document:
      breaker.forEach(text) { word in
        if word.isNew, word.folded.count > 3 { keep(word, text) }
        return give(word.stem, word.start, word.end)
      }
    }
  }

  private func keep(_ word: SearchWord, _ text: UnsafeBufferPointer<UInt8>) {
    let folded = String(decoding: word.folded, as: UTF8.self)
    let spelled = String(decoding: UnsafeBufferPointer(rebasing: text[word.start..<word.end]), as: UTF8.self).lowercased()
    fresh.append((folded, spelled == folded ? nil : spelled))
  }

  /// The name in the schema.
  package static let name = "school"

  package static func register(_ database: Database) throws { try database.register(SearchTokens(), named: name) }

  /// Keeps the words that items brought into the index, for suggestions and completion; the list of them only ever gains.
  package static func learn(_ database: Database) throws {
    guard let tokens = database.tokenizers[name] as? SearchTokens, !tokens.fresh.isEmpty else { return }
    let statement = try database.prepare("INSERT OR IGNORE INTO library_word (word, spelling) VALUES (?, ?)")
    for (word, spelling) in tokens.fresh.sorted(by: { $0.word < $1.word }) {
      statement.reset()
      statement.bind(word, at: 1)
      statement.bind(spelling, at: 2)
      _ = try statement.step()
    }
    tokens.fresh = []
  }
}
