import Basics
import SQLite
import SchoolModel
import SchoolOutbox
import Tabular

/// What came of a decision about some items.
public struct Decided: Sendable {
  /// The items it was made for, with their titles.
  public var items: [(number: Int, title: String)] = []
  public var unchanged = 0
  /// One's own items, that `--all` passed over.
  public var own: [Int] = []
  /// Items for adults, that no school's library keeps, passed over alike.
  public var forAdults: [Int] = []
}

extension Library {
  /// Hands items in to be verified.
  /// - Parameter numbers: `nil` for all one's own that have not been handed in, or came back.
  public func submit(_ numbers: [Int]?, _ request: WriteRequest) throws -> Performed<Decided> {
    try perform(.librarySubmit, request) { writing in
      let store = ItemStore(writing)
      let items =
        try numbers?.map { try store.ownItem($0) }
        ?? store.found("added_by = ? AND status IN ('draft', 'returned')", [writing.actor.personID])
      var decided = Decided()
      for item in items {
        guard item.status != "submitted", item.status != "verified" else {
          decided.unchanged += 1
          continue
        }
        try Self.set("submitted", "submitted_at = \(writing.now.milliseconds), reason = NULL", item, writing)
        decided.items.append((item.id, item.content.title))
      }
      return decided
    }
  }

  /// Verifies items, which students then see.
  /// - Parameters:
  ///   - numbers: `nil` for all that wait and are not one's own.
  ///   - age: the mark of those that have none; of items that are named, of each.
  public func verify(_ numbers: [Int]?, age: String?, _ request: WriteRequest) throws -> Performed<Decided> {
    try perform(.libraryVerify, request) { writing in
      let store = ItemStore(writing)
      let given = try age.map { text in
        guard let mark = LibraryWords.age(text) else { throw LibraryFailure.value(field: "age", .notAnAge(text)) }
        return mark
      }
      let items = try numbers?.map(store.item) ?? store.found("status = 'submitted'", [])
      var decided = Decided()
      var ageless: [Int] = []
      for item in items {
        if item.owner == writing.actor.personID {
          guard numbers == nil else { throw LibraryFailure.ownItem(item.id) }
          decided.own.append(item.id)
          continue
        }
        guard item.status == "submitted" else {
          guard item.status == "verified" else { throw LibraryFailure.notSubmitted(item.id, status: item.status) }
          let complaints = try Self.settleComplaints(item.id, writing)
          if complaints > 0 { decided.items.append((item.id, item.content.title)) } else { decided.unchanged += 1 }
          continue
        }
        guard let mark = numbers == nil ? item.content.age ?? given : given ?? item.content.age else {
          ageless.append(item.id)
          continue
        }
        guard mark < 18 else {
          guard numbers == nil else { throw LibraryFailure.forAdults(item.id) }
          decided.forAdults.append(item.id)
          continue
        }
        _ = try Self.settleComplaints(item.id, writing)
        try Self.set(
          "verified", "age = \(mark), reason = NULL, shown_id = NULL, \(Self.decision(writing))", item, writing)
        decided.items.append((item.id, item.content.title))
      }
      guard ageless.isEmpty else { throw LibraryFailure.ageNeeded(ageless) }
      return decided
    }
  }

  /// Gives items back to who handed them in.
  public func giveBack(_ numbers: [Int], reason: String?, _ request: WriteRequest) throws -> Performed<Decided> {
    try perform(.libraryVerify, request) { writing in
      let store = ItemStore(writing)
      let reason = try Self.given(reason)
      var decided = Decided()
      for item in try numbers.map(store.item) {
        guard item.status == "submitted" else { throw LibraryFailure.notSubmitted(item.id, status: item.status) }
        _ = try Self.settleComplaints(item.id, writing)
        try Self.set("returned", "reason = ?, \(Self.decision(writing))", item, writing, [reason])
        try Letters.libraryItem(.returned, item: item.id, title: item.content.title, words: reason, to: item.owner, writing)
        decided.items.append((item.id, item.content.title))
      }
      return decided
    }
  }

  /// Takes items from students' sight: one's own, or with a reason anybody's.
  public func withdraw(_ numbers: [Int], reason: String?, _ request: WriteRequest) throws -> Performed<Decided> {
    try perform(.libraryWrite, request) { writing in
      let store = ItemStore(writing)
      var decided = Decided()
      for item in try numbers.map(store.ownItem) {
        let isOwn = item.owner == writing.actor.personID
        let reason = isOwn ? reason.map(Folding.tidy).flatMap { $0.isEmpty ? nil : $0 } : try Self.given(reason)
        guard item.status != "withdrawn" else {
          decided.unchanged += 1
          continue
        }
        try Self.withdraw(item, reason: reason, writing)
        if !isOwn, let reason {
          try Letters.libraryItem(.withdrawn, item: item.id, title: item.content.title, words: reason, to: item.owner, writing)
        }
        decided.items.append((item.id, item.content.title))
      }
      return decided
    }
  }

  static func withdraw(_ item: StandingItem, reason: String?, _ writing: Writing) throws {
    _ = try settleComplaints(item.id, writing)
    try set("withdrawn", "shown_id = NULL, reason = ?, \(decision(writing))", item, writing, [reason])
  }

  /// Says that something is wrong with an item: its owner and those who verify see it in their queues.
  public func complain(_ number: Int, _ text: String, _ request: WriteRequest) throws -> Performed<String> {
    try perform(.libraryUse, request) { writing in
      let item = try ItemStore(writing).item(number)
      let words = Folding.tidy(text)
      guard !words.isEmpty else { throw LibraryFailure.textNeeded }
      let same = try writing.database.value(
        "SELECT 1 FROM library_complaint WHERE item_id = ? AND person_id = ? AND body = ? AND settled_at IS NULL", number,
        writing.actor.personID, words, as: Int.self)
      guard same == nil else { return item.content.title }
      try writing.database.run(
        "INSERT INTO library_complaint (item_id, person_id, body, made_at) VALUES (?, ?, ?, ?)", number, writing.actor.personID, words,
        writing.now.milliseconds)
      try Letters.libraryItem(.complaint, item: number, title: item.content.title, words: words, to: item.owner, writing)
      return item.content.title
    }
  }

  // MARK: the queue

  /// What waits to be looked at, the longest waiting first: for those who verify all of it, for others their own.
  public func queue() throws -> Table {
    try read(.libraryRead) { reading in
      let sees = try LibraryReach(reading).seesAll
      if let role = reading.access.actor.role, !sees, Permissions.scopes(role, .librarySubmit).isEmpty {
        throw AccessFailure.notThisRole(role, .librarySubmit, others: [])
      }
      let me = reading.access.actor.personID
      let complaints =
        "SELECT count(*) AS n, min(made_at) AS first, max(id) AS last FROM library_complaint c WHERE c.item_id = i.id AND c.settled_at IS NULL"
      let sql = """
        SELECT i.id, i.title, i.kind, s.name, i.grade_low, i.grade_high, i.status, (\(ItemRows.person("i.added_by"))),
          CASE WHEN i.status = 'submitted' THEN i.submitted_at WHEN i.status = 'returned' THEN i.decided_at
            ELSE (SELECT first FROM (\(complaints))) END AS since, i.age,
          (SELECT n FROM (\(complaints))) AS complaints,
          coalesce((SELECT body FROM library_complaint c WHERE c.item_id = i.id AND c.settled_at IS NULL ORDER BY id DESC LIMIT 1), i.reason)
        FROM library_item i LEFT JOIN subject s ON s.id = i.subject_id
        WHERE (i.status = 'submitted' OR (?1 AND i.status = 'returned') OR EXISTS (
            SELECT 1 FROM library_complaint c WHERE c.item_id = i.id AND c.settled_at IS NULL))
          AND (NOT ?1 OR i.added_by = ?2)
        ORDER BY since, i.id
        """
      var rows: [[Cell]] = []
      try reading.database.forEach(sql, [!sees, me]) { row in
        let since: Int = try row.get(8)
        rows.append([
          .integer(try row.get(0)), .text(try row.get(1)), .text(try row.get(2)), Cell(try row.get(3) as String?),
          ItemRows.grades(try row.get(4), try row.get(5)), .text(try row.get(6)), Cell(try row.get(7) as String?),
          .instant(Instant(milliseconds: since).iso), .integer(max(0, (reading.now.milliseconds - since) / 86_400_000)),
          Cell(try row.get(9, as: Int?.self).map { "\($0)+" }), try row.get(10, as: Int.self) > 0 ? .integer(try row.get(10)) : .empty,
          Cell(try row.get(11) as String?),
        ])
      }
      return Table(Self.queueColumns, rows: rows)
    }
  }

  // MARK: how a decision is kept

  private static func decision(_ writing: Writing) -> String {
    "decided_at = \(writing.now.milliseconds), decided_by = \(writing.actor.personID)"
  }

  private static func set(_ status: String, _ more: String, _ item: StandingItem, _ writing: Writing, _ values: [any Bindable] = []) throws
  {
    let statement = try writing.database.prepare("UPDATE library_item SET status = '\(status)', \(more) WHERE id = ?")
    try statement.bind(values + [item.id])
    _ = try statement.step()
  }

  private static func settleComplaints(_ item: Int, _ writing: Writing) throws -> Int {
    try writing.database.run(
      "UPDATE library_complaint SET settled_at = ? WHERE item_id = ? AND settled_at IS NULL", writing.now.milliseconds, item)
  }

  private static func given(_ reason: String?) throws -> String {
    guard let reason = reason.map(Folding.tidy), !reason.isEmpty else { throw LibraryFailure.reasonNeeded }
    return reason
  }
}
