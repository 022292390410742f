import Basics
import SQLite
import SchoolModel
import Tabular

extension Library {
  /// Puts items on one's shelf; again with other tags it changes them.
  public func shelve(_ numbers: [Int], tags: [String]?, _ request: WriteRequest) throws -> Performed<[String]> {
    try perform(.libraryUse, request) { writing in
      let store = ItemStore(writing)
      let words = try tags.map { try Self.tags($0) }
      return try numbers.map { number in
        let item = try store.item(number)
        try writing.database.run(
          """
          INSERT INTO library_shelf (person_id, item_id, tags, added_at) VALUES (?1, ?2, coalesce(?3, ''), ?4)
          ON CONFLICT (person_id, item_id) DO UPDATE SET tags = ?3 WHERE ?3 IS NOT NULL AND tags <> ?3
          """, writing.actor.personID, number, words, writing.now.milliseconds)
        return item.content.title
      }
    }
  }

  /// Tags as they are kept: small letters, in alphabetical order.
  private static func tags(_ words: [String]) throws -> String {
    let keys = Set(words.flatMap { $0.split(whereSeparator: { ",;".contains($0) }) }.map { Folding.key(String($0)) }.filter { !$0.isEmpty })
    if let wrong = keys.first(where: { $0.contains("\"") || $0.contains("\\") || $0.count > 40 }) {
      throw LibraryFailure.value(field: "tags", .notAName(wrong))
    }
    return keys.sorted().joined(separator: ";")
  }

  public func unshelve(_ numbers: [Int], _ request: WriteRequest) throws -> Performed<Int> {
    try perform(.libraryUse, request) { writing in
      try numbers.reduce(0) { count, number in
        let gone = try writing.database.run("DELETE FROM library_shelf WHERE person_id = ? AND item_id = ?", writing.actor.personID, number)
        guard gone > 0 else { throw LibraryFailure.notOnShelf(number) }
        return count + gone
      }
    }
  }

  /// One's shelf, and what teachers have shared with one's form.
  public func shelf(tag: String?) throws -> Table {
    try read(.libraryRead) { reading in
      let reach = try LibraryReach(reading)
      let rows = ItemRows(reach: reach)
      let me = reading.access.actor.personID
      let today = Membership.standing.today(reading.now)
      let people = reading.access.actor.role == .parent ? "SELECT student_id FROM guardian WHERE person_id = ?1" : "SELECT ?1"
      let sql = """
        SELECT \(rows.columns), h.tags, h.origin FROM (
          SELECT item_id, tags, NULL AS origin, 0 AS rank, id FROM library_shelf WHERE person_id = ?1
          UNION ALL
          SELECT r.item_id, '', f.name, 1, r.id FROM library_share r JOIN form f ON f.id = r.form_id
          WHERE (r.form_id IN (\(Membership.standing.forms(of: people, on: today))) OR r.shared_by = ?1)
            AND NOT EXISTS (SELECT 1 FROM library_shelf o WHERE o.person_id = ?1 AND o.item_id = r.item_id)
        ) h JOIN library_item i ON i.id = h.item_id \(rows.joins)
        WHERE \(reach.condition) AND (?2 IS NULL OR ';' || h.tags || ';' LIKE '%;' || ?2 || ';%') ORDER BY h.rank, h.id
        """
      var found: [[Cell]] = []
      try reading.database.forEach(sql, [me, tag.map(Folding.key)]) { row in
        let tags: String = try row.get(ItemRows.width)
        let cells = try ItemRows.cells(row)
        found.append(
          Array(cells[0..<6]) + [
            tags.isEmpty ? .empty : .text(tags.replacing(";", with: ", ")), Cell(try row.get(ItemRows.width + 1) as String?),
          ])
      }
      return Table(Self.shelfColumns, rows: found)
    }
  }

  /// Puts items on the shelf of a form, for its students and their parents; its teachers may.
  /// - Parameter off: take them from there.
  public func share(_ numbers: [Int], form name: String, off: Bool, _ request: WriteRequest) throws -> Performed<String> {
    try perform(.journalWrite, request) { writing in
      let reading = try writing.reading()
      let form = try reading.formID(name)
      let shown = FormName(name)?.name ?? name
      try writing.access.require(form: form, named: shown, writing.database)
      let store = ItemStore(writing)
      for number in numbers {
        if off {
          let gone = try writing.database.run("DELETE FROM library_share WHERE form_id = ? AND item_id = ?", form, number)
          guard gone > 0 else { throw LibraryFailure.notOnShelf(number) }
        } else {
          try Self.requireVerified(try store.item(number))
          try writing.database.run(
            "INSERT INTO library_share (form_id, item_id, shared_by, shared_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", form, number,
            writing.actor.personID, writing.now.milliseconds)
        }
      }
      return shown
    }
  }

  static func requireVerified(_ item: StandingItem) throws {
    guard item.status == "verified" || item.shown != nil else { throw LibraryFailure.notVerified(item.id) }
  }

  /// Rates an item from 1 to 5: a person's second rating takes the place of the first.
  public func rate(_ number: Int, stars: Int, comment: String?, _ request: WriteRequest) throws -> Performed<String> {
    try perform(.libraryUse, request) { writing in
      let item = try ItemStore(writing).item(number)
      let words = comment.map(Folding.tidy).flatMap { $0.isEmpty ? nil : $0 }
      try writing.database.run(
        """
        INSERT INTO library_rating (item_id, person_id, stars, comment, rated_at) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (item_id, person_id) DO UPDATE SET stars = ?3, comment = ?4, rated_at = ?5 WHERE stars <> ?3 OR comment IS NOT ?4
        """, number, writing.actor.personID, stars, words, writing.now.milliseconds)
      return item.content.title
    }
  }

  /// What people say of an item, newest first; the names are seen by its owner and those who verify.
  public func ratings(_ number: Int) throws -> Table {
    try read(.libraryRead) { reading in
      let reach = try LibraryReach(reading)
      try reach.require(number, reading.database)
      let me = reading.access.actor.personID
      let owner = try reading.database.value("SELECT added_by FROM library_item WHERE id = ?", number, as: Int?.self) ?? nil
      let seesNames = reach.seesAll || owner == me
      let sql = """
        SELECT r.rated_at, CASE WHEN ?2 OR r.person_id = ?3 THEN (\(ItemRows.person("r.person_id"))) END, r.stars, r.comment
        FROM library_rating r WHERE r.item_id = ?1 ORDER BY r.rated_at DESC, r.id DESC
        """
      var rows: [[Cell]] = []
      try reading.database.forEach(sql, [number, seesNames, me]) { row in
        rows.append([
          .instant(Instant(milliseconds: try row.get(0)).iso), Cell(try row.get(1) as String?), .integer(try row.get(2)),
          Cell(try row.get(3) as String?),
        ])
      }
      return Table(Self.ratingColumns, rows: rows)
    }
  }

  public static let ratingColumns = [
    Column.at, Column("person", en: "By", ru: "Кто", isOptional: true), Column("stars", .integer, en: "Stars", ru: "Балл"), Column.comment,
  ]

  /// An item that a teacher may put beside homework: its title, as students see it.
  public func attachable(_ number: Int) throws -> String {
    try peek(.libraryWrite) { writing in
      let item = try ItemStore(writing).item(number)
      try Self.requireVerified(item)
      return item.content.title
    }
  }
}
