import Basics
import OfficeFiles
import SQLite
import SchoolModel
import Tabular

extension Library {
  public static let exportColumns = [
    Column.title, Column("author", en: "Author", ru: "Автор"), Column("publisher", en: "Publisher", ru: "Издательство"),
    Column("kind", en: "Kind", ru: "Вид", labels: CodedWords.libraryKinds), Column.subject, Column("grades", en: "Grades", ru: "Классы"),
    Column.topic, Column("description", en: "Description", ru: "Аннотация"), Column("keywords", en: "Keywords", ru: "Ключевые слова"),
    Column("language", en: "Language", ru: "Язык"), Column("license", en: "Licence", ru: "Лицензия"),
    Column("age", en: "Age", ru: "Возраст"),
    Column("isbn", en: "ISBN", ru: "ISBN"), Column("address", en: "Address", ru: "Ссылка"),
  ]

  /// A catalogue of what is found, in the columns that an import takes.
  public func catalogue(_ question: LibraryQuestion) throws -> Table {
    let items = try exported(question)
    return Table(
      Self.exportColumns,
      rows: items.filter { !$0.isWithdrawn }.map { item in
        let content = item.content
        return [
          .text(content.title), Cell(content.author), Cell(content.publisher), .text(content.kind), Cell(item.subject),
          ItemRows.grades(content.grades?.lowerBound, content.grades?.upperBound), Cell(content.topic), Cell(content.description),
          Cell(content.keywords), Cell(content.language), Cell(content.license), Cell(content.age.map { "\($0)+" }), Cell(content.isbn),
          Cell(content.address),
        ]
      })
  }

  public enum FeedForm: String, Sendable { case oai, lom }

  /// The same as an answer of OAI-PMH with Dublin Core or LOM.
  public func feed(_ question: LibraryQuestion, _ form: FeedForm) throws -> String {
    let items = try exported(question)
    let prefix = try readUnchecked { try LibraryIdentifier.prefix($0) }
    return FeedWriter(form: form, prefix: prefix, at: clock.now()).text(items)
  }

  struct Exported {
    let number: Int
    let content: LibraryContent
    let subject: String?
    let source: String?
    let changed: Instant
    let isWithdrawn: Bool
  }

  private func exported(_ question: LibraryQuestion) throws -> [Exported] {
    try read(.libraryRead) { reading in
      let finder = try LibraryFinder(reading, question)
      var items: [Exported] = []
      let columns = LibraryContent.columns.map(finder.reach.column).joined(separator: ", ")
      try finder.forEach(
        "i.id, s.name, CASE WHEN i.added_by IS \(reading.access.actor.personID) THEN i.source END, coalesce(i.decided_at, i.added_at), \(ItemRows.status) = 'withdrawn', \(columns)"
      ) { row in
        items.append(
          Exported(
            number: try row.get(0), content: try LibraryContent(row, at: 5), subject: try row.get(1), source: try row.get(2),
            changed: Instant(milliseconds: try row.get(3)), isWithdrawn: try row.get(4)))
      }
      return items
    }
  }
}

/// Writes records of OAI-PMH.
struct FeedWriter {
  let form: Library.FeedForm
  let prefix: String
  let at: Instant

  func text(_ items: [Library.Exported]) -> String {
    let format = form == .oai ? "oai_dc" : "lom"
    var out = """
      <?xml version="1.0" encoding="UTF-8"?>
      <OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
      <responseDate>\(at.iso)</responseDate>
      <request verb="ListRecords" metadataPrefix="\(format)">https://localhost/oai</request>
      <ListRecords>

      """
    for item in items where item.isWithdrawn {
      out += """
        <record><header status="deleted"><identifier>\(MarkupText.escaped(item.source ?? "\(prefix)\(item.number)"))</identifier>\
        <datestamp>\(item.changed.iso.prefix(10))</datestamp></header></record>

        """
    }
    for item in items where !item.isWithdrawn {
      out += """
        <record><header><identifier>\(MarkupText.escaped(item.source ?? "\(prefix)\(item.number)"))</identifier>\
        <datestamp>\(item.changed.iso.prefix(10))</datestamp></header><metadata>
        \(form == .oai ? dublinCore(item) : learningObject(item))</metadata></record>

        """
    }
    return out + "</ListRecords>\n</OAI-PMH>\n"
  }

  private func dublinCore(_ item: Library.Exported) -> String {
    var out = #"<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">"# + "\n"
    func element(_ name: String, _ text: String?) { if let text { out += "<dc:\(name)>\(MarkupText.escaped(text))</dc:\(name)>\n" } }
    let content = item.content
    element("title", content.title)
    element("creator", content.author)
    for subject in Self.subjects(item) { element("subject", subject) }
    element("description", content.description)
    element("publisher", content.publisher)
    element("type", content.kind)
    element("language", content.language)
    element("rights", content.license)
    for identifier in Self.identifiers(content) { element("identifier", identifier) }
    element("coverage", Self.grades(content))
    element("coverage", content.age.map { "\($0)+" })
    return out + "</oai_dc:dc>\n"
  }

  private func learningObject(_ item: Library.Exported) -> String {
    let content = item.content
    func string(_ name: String, _ text: String?) -> String {
      text.map { "<\(name)><string language=\"\(content.language ?? "ru")\">\(MarkupText.escaped($0))</string></\(name)>\n" } ?? ""
    }
    var general = Self.identifiers(content).map { identifier in
      "<identifier><catalog>\(identifier.hasPrefix("ISBN") ? "ISBN" : "URI")</catalog><entry>\(MarkupText.escaped(identifier))</entry></identifier>\n"
    }.joined()
    general += string("title", content.title)
    general += content.language.map { "<language>\(MarkupText.escaped($0))</language>\n" } ?? ""
    general += string("description", content.description)
    general += Self.subjects(item).map { string("keyword", $0) }.joined()
    general += string("coverage", Self.grades(content)) + string("coverage", content.age.map { "\($0)+" })
    var out = "<lom xmlns=\"http://ltsc.ieee.org/xsd/LOM\">\n<general>\n\(general)</general>\n"
    if let author = content.author {
      out +=
        "<lifeCycle><contribute><role><source>LOMv1.0</source><value>author</value></role><entity>\(MarkupText.escaped(author))</entity></contribute></lifeCycle>\n"
    }
    if let address = content.address { out += "<technical><location>\(MarkupText.escaped(address))</location></technical>\n" }
    out +=
      "<educational><learningResourceType><source>myschool</source><value>\(content.kind)</value></learningResourceType></educational>\n"
    if let license = content.license { out += "<rights>\(string("description", license))</rights>\n" }
    if let topic = content.topic { out += "<classification>\(string("description", topic))</classification>\n" }
    return out + "</lom>\n"
  }

  private static func subjects(_ item: Library.Exported) -> [String] {
    let words = (item.content.keywords ?? "").split(separator: ";").map { Folding.tidy(String($0)) }.filter { !$0.isEmpty }
    return (item.subject.map { [$0] } ?? []) + words
  }

  private static func identifiers(_ content: LibraryContent) -> [String] {
    [content.address, content.isbn.map { "ISBN \($0)" }].compactMap { $0 }
  }

  private static func grades(_ content: LibraryContent) -> String? {
    content.grades.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
  }
}
