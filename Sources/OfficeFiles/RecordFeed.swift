import Basics
import Tabular

/// Records that a repository hands out by OAI-PMH 2.0, with what Dublin Core or LOM says of each.
///
/// Sources: the Open Archives Initiative Protocol for Metadata Harvesting 2.0; Dublin Core 1.1; IEEE 1484.12.3.
public struct RecordFeed: Sendable {
  public struct Value: Sendable, Equatable {
    /// The name of Dublin Core it has, or the one that says the same; `topic` beside them.
    public let name: String
    public let text: String
    /// Of which language the text is, where it says so.
    public let language: String?
  }
  public struct Record: Sendable {
    public var identifier = ""
    public var isDeleted = false
    public var values: [Value] = []
    /// Where it begins.
    public var line = 0
  }
  /// What is wrong with an answer of a repository.
  public enum Mistake: Error, Equatable {
    /// The repository's own error, by its code.
    case answered(code: String, text: String)
    /// Not an answer of OAI-PMH; the root as it is.
    case notOAI(root: String)
    case noIdentifier(line: Int)
  }

  public fileprivate(set) var records: [Record] = []
  /// Where the list goes on; `nil` or empty at its end.
  public fileprivate(set) var resumptionToken: String?

  /// Reads an answer piece by piece.
  /// - Parameter next: the next piece of it, empty at the end.
  /// - Throws: `OfficeFault` for XML that is none, `Mistake`, and what `next` throws.
  public init(named name: String, _ next: () throws -> [UInt8]) throws {
    let reader = FeedReader()
    let markup = Markup(name, reader)
    reader.line = { [unowned markup] in markup.line }
    while case let piece = try next(), !piece.isEmpty { try markup.feed(piece, isLast: false) }
    try markup.feed([], isLast: true)
    if let error = reader.error { throw Mistake.answered(code: error.code, text: Folding.tidy(error.text)) }
    records = reader.records
    resumptionToken = reader.token.map(Folding.tidy)
  }

  /// Whether bytes begin an XML file.
  public static func looksLikeOne(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head.prefix(512).drop { [0xef, 0xbb, 0xbf, 9, 10, 13, 32].contains($0) }, as: UTF8.self)
    return text.hasPrefix("<?xml") || text.hasPrefix("<OAI-PMH") || text.contains("<OAI-PMH")
  }
}

private final class FeedReader: MarkupHandler {
  var records: [RecordFeed.Record] = []
  var token: String?
  var error: (code: String, text: String)?
  var line: () -> Int = { 0 }
  private var record: RecordFeed.Record?
  private var path: [String] = []
  private var text: [UInt8]?
  private var language: String?
  /// Whether the learning-object metadata is within a `keyword`, an `identifier` and so on; by the last two names.
  private var isInMetadata = false

  /// More than this is no catalogue.
  private static let most = 1_000_000

  func start(_ name: String, _ attributes: Markup.Attributes) throws {
    if path.isEmpty, name != "oai:OAI-PMH" { throw RecordFeed.Mistake.notOAI(root: name) }
    path.append(name)
    switch name {
    case "oai:record":
      guard records.count < Self.most else { throw OfficeFault.tooManyCells(limit: Self.most) }
      record = RecordFeed.Record(line: line())
    case "oai:header": record?.isDeleted = attributes["status"] == "deleted"
    case "oai:metadata": isInMetadata = true
    case "oai:error":
      if error == nil { error = (attributes["code"] ?? "", "") }
      text = []
    case "oai:identifier", "oai:resumptionToken": text = []
    default:
      guard isInMetadata, name.hasPrefix("dc:") || name.hasPrefix("lom:") else { return }
      text = []
      language = attributes["xml:lang"] ?? attributes["language"]
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws { text?.append(contentsOf: bytes) }

  func end(_ name: String) throws {
    defer { path.removeLast() }
    let said = text.map { Folding.tidy(String(decoding: $0, as: UTF8.self)) } ?? ""
    switch name {
    case "oai:record":
      if let record {
        guard !record.identifier.isEmpty else { throw RecordFeed.Mistake.noIdentifier(line: record.line) }
        records.append(record)
      }
      record = nil
    case "oai:metadata": isInMetadata = false
    case "oai:error": error?.text = said
    case "oai:identifier": if path.dropLast().last == "oai:header" { record?.identifier = said }
    case "oai:resumptionToken": token = said
    default:
      if isInMetadata, !said.isEmpty, let meant = meaning(name) {
        record?.values.append(RecordFeed.Value(name: meant, text: said, language: language))
      }
    }
    text = nil
  }

  /// What an element of Dublin Core or LOM tells, by where it stands.
  private func meaning(_ name: String) -> String? {
    if name.hasPrefix("dc:") { return String(name.dropFirst(3)) }
    guard
      name == "lom:string" || name == "lom:entry" || name == "lom:value" || name == "lom:language" || name == "lom:location"
        || name == "lom:entity"
    else { return nil }
    let place = path.dropLast().suffix(2).map { String($0.split(separator: ":").last ?? "") }
    switch (place.first ?? "", place.last ?? "", name) {
    case ("general", "title", "lom:string"): return "title"
    case ("general", "description", "lom:string"): return "description"
    case ("general", "keyword", "lom:string"): return "subject"
    case ("general", "coverage", "lom:string"): return "coverage"
    case (_, "general", "lom:language"): return "language"
    case ("general", "identifier", "lom:entry"), (_, "technical", "lom:location"): return "identifier"
    case ("educational", "learningResourceType", "lom:value"): return "type"
    case ("rights", "description", "lom:string"): return "rights"
    case ("lifeCycle", "contribute", "lom:entity"): return "creator"
    case ("classification", "description", "lom:string"): return "topic"
    default: return nil
    }
  }
}
