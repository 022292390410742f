import Basics
import OfficeFiles
import SQLite
import SchoolModel

/// What a record of Dublin Core or LOM says of an item.
enum FeedContent {
  static func fill(_ draft: inout LibraryDraft, from record: RecordFeed.Record) {
    func values(_ name: String) -> [RecordFeed.Value] { record.values.filter { $0.name == name && !$0.text.isEmpty } }
    func joined(_ name: String) -> String? {
      let texts = values(name).map(\.text)
      return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }
    draft.title = russian(values("title")) ?? draft.title
    draft.description = russian(values("description")) ?? draft.description
    draft.author = joined("creator") ?? draft.author
    draft.publisher = joined("publisher") ?? draft.publisher
    draft.license = russian(values("rights")) ?? draft.license
    draft.language = values("language").first?.text ?? draft.language
    draft.kind = values("type").first { LibraryWords.kind($0.text) != nil }?.text ?? values("type").first?.text ?? draft.kind
    draft.topic = values("topic").first?.text ?? draft.topic
    subjects(values("subject").map(\.text), &draft)
    for identifier in values("identifier").map(\.text) {
      if LibraryWords.isAddress(identifier) {
        draft.address = identifier
      } else if identifier.uppercased().hasPrefix("ISBN") || ISBN(identifier) != nil {
        draft.isbn = identifier
      }
    }
    for coverage in values("coverage").map(\.text) {
      if LibraryWords.age(coverage) != nil, coverage.hasSuffix("+") {
        draft.age = coverage
      } else if LibraryWords.grades(coverage) != nil {
        draft.grades = coverage
      }
    }
  }

  /// The first subject is the item's, the others are keywords.
  private static func subjects(_ texts: [String], _ draft: inout LibraryDraft) {
    guard let first = texts.first else { return }
    draft.subject = first
    let others = texts.dropFirst()
    if !others.isEmpty { draft.keywords = others.joined(separator: "; ") }
  }

  /// Of several, the Russian one; one without a language before those of others.
  private static func russian(_ values: [RecordFeed.Value]) -> String? {
    (values.first { $0.language.map { LibraryWords.language($0) == "ru" } ?? false } ?? values.first { $0.language == nil } ?? values.first)?
      .text
  }
}

/// How items of this school are called elsewhere.
enum LibraryIdentifier {
  static func prefix(_ database: Database) throws -> String {
    "oai:\(try database.value("SELECT uuid FROM school", as: String.self) ?? ""):"
  }
}
