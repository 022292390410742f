import Basics
import Record
import SQLite

/// The identifiers of another system, and what they stand for here.
package struct ExternalIDs {
  package enum Kind: String { case user, homeroom, course, lesson }

  private let database: Database
  private let source: String
  private let isOwn: Bool
  private var known: [String: Int] = [:]

  /// - Parameters:
  ///   - producer: the system the identifiers are from.
  ///   - school: the school within it, whose whole set says nothing of another's.
  package init(_ database: Database, _ producer: String, _ school: String?) throws {
    self.database = database
    var source = school.map { "\(producer) \($0)" } ?? producer
    if school == nil {
      // A set of changes need not name its school; the one that came from the producer before is meant.
      let known = try database.values("SELECT DISTINCT source FROM foreign_key", as: String.self).filter {
        $0 == producer || $0.hasPrefix(producer + " ")
      }
      if known.count == 1 { source = known[0] }
    }
    self.source = source
    // A set this school has written itself names its own rows.
    isOwn = try database.value("SELECT uuid FROM school", as: String.self) == producer
    for (kind, id, local) in try database.rows(
      "SELECT kind, foreign_id, local_id FROM foreign_key WHERE source = ?", source, as: (String, String, Int).self)
    {
      known["\(kind) \(id)"] = local
    }
  }

  /// The identifier this school gives one of its rows: `user-17`.
  package static func own(_ kind: Kind, _ id: Int) -> String { "\(kind.rawValue)-\(id)" }

  package func local(_ kind: Kind, _ id: String) -> Int? {
    if let local = known["\(kind.rawValue) \(id)"] { return local }
    guard isOwn, id.hasPrefix(kind.rawValue + "-") else { return nil }
    return Int(id.dropFirst(kind.rawValue.count + 1))
  }

  package func all(_ kind: Kind) -> Set<Int> { Set(known.filter { $0.key.hasPrefix(kind.rawValue + " ") }.values) }

  package mutating func remember(_ kind: Kind, _ id: String, _ local: Int) throws {
    guard self.local(kind, id) != local else { return }
    known["\(kind.rawValue) \(id)"] = local
    try database.run(
      """
      INSERT INTO foreign_key (source, kind, foreign_id, local_id) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (source, kind, foreign_id) DO UPDATE SET local_id = ?4
      """, source, kind.rawValue, id, local)
  }
}
