import Basics
import Record
import SQLite

/// What part each category of work has in an average: tests 60 of a hundred, the rest 40.
package struct CategoryShares {
  /// Parts of a hundred, by category.
  package let shares: [Int]
  private let categories: [Int: Int]
  /// The category of kinds that are not named; `nil` where there is none.
  private let rest: Int?

  /// More than these could not be averaged exactly.
  package static let most = 5

  /// Reads `Контрольная работа, Зачёт=60; *=40`; `none` is no shares.
  /// - Parameter kinds: the kinds of work by their folded names.
  /// - Returns: `nil` for what is no such text, names no kind of work, names one twice, or does not come to a hundred.
  package init?(_ text: String, kinds: [String: Int]) {
    var shares: [Int] = []
    var categories: [Int: Int] = [:]
    var rest: Int?
    for part in text.split(separator: ";") {
      let sides = part.split(separator: "=")
      guard sides.count == 2, let share = Int(Folding.tidy(String(sides[1]))), (1...100).contains(share) else { return nil }
      for name in sides[0].split(separator: ",") {
        let key = Folding.key(Folding.tidy(String(name)))
        if key == "*" {
          guard rest == nil else { return nil }
          rest = shares.count
        } else {
          guard let kind = kinds[key], categories.updateValue(shares.count, forKey: kind) == nil else { return nil }
        }
      }
      shares.append(share)
    }
    guard (2...Self.most).contains(shares.count), shares.reduce(0, +) == 100 else { return nil }
    (self.shares, self.categories, self.rest) = (shares, categories, rest)
  }

  /// The category of a kind of work; `nil` when the average does without it.
  package func category(of kind: Int) -> Int? { categories[kind] ?? rest }

  /// The kinds of work of the school by their folded names.
  package static func kinds(_ database: Database) throws -> [String: Int] {
    Dictionary(uniqueKeysWithValues: try database.rows("SELECT name_key, id FROM work_kind", as: (String, Int).self).map { ($0.0, $0.1) })
  }
}
