import RussianText
import SQLite

/// The words of the library's index: their stems. A word behind `exactly` is a stem already, and the beginning of a word stays as it is.
package final class SearchTokens: FullTextTokenizer {
  private let breaker = WordBreaker()
  /// A sign no text has, of three bytes, before a stem in a query.
  package static let exactly = "\u{e000}"
  private static let sign: [UInt8] = [0xee, 0x80, 0x80]

  package init() {}

  package func forEachToken(
    _ text: UnsafeBufferPointer<UInt8>, isBeginning: Bool, _ give: (UnsafeBufferPointer<UInt8>, Int, Int) -> Bool
  ) {
    if text.starts(with: Self.sign) {
      _ = give(UnsafeBufferPointer(rebasing: text[Self.sign.count...]), 0, text.count)
      return
    }
    breaker.forEach(text) { word in give(isBeginning ? word.folded : word.stem, word.start, word.end) }
  }

  /// The name in the schema.
  package static let name = "school"

  package static func register(_ database: Database) throws { try database.register(SearchTokens(), named: name) }
}
