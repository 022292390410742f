import Basics
import SQLite
import SchoolModel

/// An item as it stands, for those who change it.
struct StandingItem {
  let id: Int
  var content: LibraryContent
  let owner: Int?
  let source: String?
  let status: String
  let version: Int
  let shown: Int?
}

/// Items as they are stored.
struct ItemStore {
  let writing: Writing
  private var database: Database { writing.database }
  private var now: Int { writing.now.milliseconds }

  init(_ writing: Writing) { self.writing = writing }

  static let columns = "id, added_by, source, status, version, shown_id, \(LibraryContent.columns.joined(separator: ", "))"

  static func standing(_ row: Row) throws -> StandingItem {
    StandingItem(
      id: try row.get(0), content: try LibraryContent(row, at: 6), owner: try row.get(1), source: try row.get(2), status: try row.get(3),
      version: try row.get(4), shown: try row.get(5))
  }

  /// An item by its number, for who sees it.
  /// - Throws: `LibraryFailure.noItem`.
  func item(_ number: Int) throws -> StandingItem {
    try LibraryReach(try writing.reading()).require(number, database)
    return try found("id = ?", [number])[0]  // what is seen is there
  }

  func found(_ condition: String, _ values: [any Bindable]) throws -> [StandingItem] {
    var items: [StandingItem] = []
    try database.forEach("SELECT \(Self.columns) FROM library_item WHERE \(condition) ORDER BY id", values) {
      items.append(try Self.standing($0))
    }
    return items
  }

  /// An item that somebody other than the owner and those who verify may not change.
  func ownItem(_ number: Int) throws -> StandingItem {
    let item = try item(number)
    guard item.owner == writing.actor.personID || verifies else { throw LibraryFailure.notYours(number) }
    return item
  }

  /// Whether who acts is one of those who verify.
  var verifies: Bool { writing.actor.role.map { !Permissions.scopes($0, .libraryVerify).isEmpty } ?? false }

  /// Adds an item.
  func add(_ content: LibraryContent, source: String? = nil) throws -> Int { try add([(content, source)]).lowerBound }

  private static let inserted = LibraryContent.columns + ["added_at", "added_by", "version", "source", "status", "submitted_at"]
  /// How many items go in by one statement: the index is brought up to date at the end of each.
  static let batch = 400

  /// Adds items, at most `batch`: drafts, or waiting at once where who adds them verifies others'.
  /// - Returns: their numbers, one after the other.
  func add(_ items: [(content: LibraryContent, source: String?)]) throws -> ClosedRange<Int> {
    let waits = verifies
    let row = "(" + Self.inserted.map { _ in "?" }.joined(separator: ", ") + ")"
    let statement = try database.prepare(
      "INSERT INTO library_item (\(Self.inserted.joined(separator: ", "))) VALUES \(items.map { _ in row }.joined(separator: ", "))")
    let common: [any Bindable] = [now, writing.actor.personID, 1]
    try statement.bind(
      items.flatMap { item in
        item.content.values + common + [item.source, waits ? "submitted" : "draft", waits ? now : Int?.none] as [any Bindable]
      })
    _ = try statement.step()
    let last = database.lastInsertedID
    return last - items.count + 1...last
  }

  /// Gives an item another content. What was verified waits anew, where students must not see the change yet, and the verified
  /// version stays shown.
  /// - Returns: whether anything changed.
  @discardableResult
  func change(_ item: StandingItem, to content: LibraryContent) throws -> Bool {
    guard content != item.content else { return false }
    var assignments = LibraryContent.columns.map { "\($0) = ?" }
    var values = content.values
    if item.status == "verified", content.needsNewVerification(after: item.content) {
      let kept = try keep(item)
      assignments += ["version = version + 1", "status = 'submitted'", "submitted_at = ?", "shown_id = ?", "reason = NULL"]
      values += [now, kept] as [any Bindable]
    }
    // Who verifies others' has nobody to hand in to: what came back waits again with the change.
    if verifies, item.owner == writing.actor.personID, item.status == "draft" || item.status == "returned" {
      assignments += ["status = 'submitted'", "submitted_at = ?", "reason = NULL"]
      values.append(now)
    }
    let statement = try database.prepare("UPDATE library_item SET \(assignments.joined(separator: ", ")) WHERE id = ?")
    try statement.bind(values + [item.id])
    _ = try statement.step()
    return true
  }

  /// Keeps the verified version of an item as it is.
  private func keep(_ item: StandingItem) throws -> Int {
    let columns = LibraryContent.columns.joined(separator: ", ")
    try database.run(
      """
      INSERT INTO library_version (item_id, version, \(columns), decided_at, decided_by)
      SELECT id, version, \(columns), decided_at, decided_by FROM library_item WHERE id = ?
      """, item.id)
    return database.lastInsertedID
  }
}
