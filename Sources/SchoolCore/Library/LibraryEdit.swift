import Basics
import SQLite
import SchoolModel
import Tabular

/// One field of an item that changed, for people.
public struct ItemChange: Sendable, Equatable {
  public let number: Int
  public let title: String
  public let field: String
  public let before: String?
  public let after: String?
}

extension Library {
  /// Adds an item; the same item of who adds it again changes nothing.
  /// - Parameter file: its file.
  /// - Returns: the number of the item.
  public func add(_ draft: LibraryDraft, file: FileInput? = nil, _ request: WriteRequest) throws -> Performed<Int> {
    let arriving = try file.map { try ArrivingFile($0, school, dryRun: request.dryRun) }
    defer { arriving?.discard() }
    return try perform(.libraryWrite, request) { writing in
      let store = ItemStore(writing)
      var content = LibraryContent(title: "")
      var reader = ContentReader(writing.database, lenient: false)
      content.file = arriving?.file
      if let wrong = try reader.take(draft, over: &content).first { throw LibraryFailure.value(field: wrong.name, wrong.problem) }
      let same = try SameItems(store).find(content, source: nil).filter { $0.content == content }
      if let known = same.first { return known.id }
      try arriving?.settle(writing.database)
      let number = try store.add(content)
      try SearchTokens.learn(writing.database)
      return number
    }
  }

  /// Changes what an item says.
  /// - Returns: what changed.
  public func edit(_ number: Int, _ draft: LibraryDraft, file: FileInput? = nil, _ request: WriteRequest) throws -> Performed<[ItemChange]>
  {
    let arriving = try file.map { try ArrivingFile($0, school, dryRun: request.dryRun) }
    defer { arriving?.discard() }
    return try perform(.libraryWrite, request) { writing in
      let store = ItemStore(writing)
      let item = try store.ownItem(number)
      var content = item.content
      var reader = ContentReader(writing.database, lenient: false)
      if let wrong = try reader.take(draft, over: &content).first { throw LibraryFailure.value(field: wrong.name, wrong.problem) }
      if let arriving {
        content.file = arriving.file
        try arriving.settle(writing.database)
      }
      guard try store.change(item, to: content) else { return [] }
      try SearchTokens.learn(writing.database)
      return try ContentDifference(writing.database).between(item, content)
    }
  }

  /// Takes an item out that students do not see.
  public func remove(_ numbers: [Int], _ request: WriteRequest) throws -> Performed<Int> {
    try perform(.libraryWrite, request) { writing in
      let store = ItemStore(writing)
      for number in numbers {
        let item = try store.ownItem(number)
        guard item.status != "verified", item.shown == nil else { throw LibraryFailure.stillShown(number) }
        try writing.database.run("DELETE FROM library_item WHERE id = ?", number)
      }
      return numbers.count
    }
  }
}

/// What differs between two contents, field by field, as people read it.
struct ContentDifference {
  private let database: Database
  init(_ database: Database) { self.database = database }

  func between(_ item: StandingItem, _ content: LibraryContent) throws -> [ItemChange] {
    let (before, after) = (try fields(item.content), try fields(content))
    return zip(before, after).filter { $0.0.text != $0.1.text }.map { old, new in
      ItemChange(number: item.id, title: item.content.title, field: old.name, before: old.text, after: new.text)
    }
  }

  private func fields(_ content: LibraryContent) throws -> [(name: String, text: String?)] {
    let subject = try content.subject.flatMap { try database.value("SELECT name FROM subject WHERE id = ?", $0, as: String.self) }
    let grades = content.grades.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
    return [
      ("title", content.title), ("description", content.description), ("author", content.author), ("publisher", content.publisher),
      ("kind", content.kind), ("subject_id", subject), ("grade", grades), ("address", content.address), ("topic", content.topic),
      ("keywords", content.keywords), ("language", content.language), ("license", content.license), ("age", content.age.map { "\($0)+" }),
      ("isbn", content.isbn), ("file_name", content.file.map { "\($0.name) (\($0.bytes))" }),
    ]
  }
}

/// Which of the items of who acts an item given is: in this order by its identifier elsewhere, its ISBN, its address or file, and its
/// title with publisher and kind.
struct SameItems {
  private let store: ItemStore
  init(_ store: ItemStore) { self.store = store }

  func find(_ content: LibraryContent, source: String?) throws -> [StandingItem] {
    let (condition, values) = source.map { ("source = ?", [$0]) } ?? key(content)
    return try store.found("\(condition) AND added_by = ?", values + [store.writing.actor.personID])
  }

  /// Whether somebody else's item that is seen says the same, as far as a content says anything.
  func isThereByOthers(_ content: LibraryContent) throws -> Bool {
    let (condition, values) = key(content)
    let others = try store.found("\(condition) AND added_by IS NOT ?", values + [store.writing.actor.personID])
    guard !others.isEmpty else { return false }
    let reach = try LibraryReach(try store.writing.reading())
    return others.contains { item in
      (try? reach.require(item.id, store.writing.database)) != nil && item.content.says(content)
    }
  }

  /// What an item is known by, as one text.
  func keyText(_ content: LibraryContent) -> String {
    if let isbn = content.isbn { return "isbn \(isbn)" }
    if let address = content.address { return "address \(address)" }
    return "title \(content.title)\n\(content.publisher ?? "")\n\(content.kind)"
  }

  private func key(_ content: LibraryContent) -> (condition: String, values: [any Bindable]) {
    if let isbn = content.isbn { return ("isbn = ?", [isbn]) }
    if let address = content.address { return ("address = ?", [address]) }
    if let file = content.file { return ("file_hash = ?", [file.hash]) }
    return ("title = ? AND publisher IS ? AND kind = ?", [content.title, content.publisher, content.kind])
  }
}
