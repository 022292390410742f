import Basics
import Record

/// The methodical library.
extension SchoolTable {
  private static let content: [SchoolColumn] = [
    .text("title"), .text("description"), .text("author"), .text("publisher"), .code("kind"), .reference("subject_id", .subject),
    .number("grade_low"), .number("grade_high"), .text("address"),
  ]
  private static let laterContent: [SchoolColumn] = [
    .text("topic"), .text("keywords"), .code("language"), .text("license"), .number("age"), .code("isbn"), .code("file_hash"),
    .text("file_name"), .number("file_bytes"),
  ]
  package static let libraryItem = SchoolTable(
    "library_item", Text(en: "library item", ru: "материал"), counted: .libraryItem, about: [.of("title")],
    columns: [.key] + content + [.instant("added_at"), .person("added_by", .author)] + laterContent + [
      .code("source"), .code("status"), .number("version"), .number("shown_id"), .instant("submitted_at"), .instant("decided_at"),
      .person("decided_by", .author), .text("reason"),
    ])
  package static let libraryVersion = SchoolTable(
    "library_version", Text(en: "version of an item", ru: "версия материала"), about: [.of("title")],
    columns: [.key, .number("item_id"), .number("version")] + content + laterContent + [
      .instant("decided_at"), .person("decided_by", .author),
    ])
  package static let libraryFile = SchoolTable(
    "library_file", Text(en: "file of the library", ru: "файл библиотеки"), keeping: .note, about: [],
    columns: [.code("hash"), .number("bytes"), .text("words")])
  package static let libraryShelf = SchoolTable(
    "library_shelf", Text(en: "item on a shelf", ru: "материал на полке"), many: Text(en: "the shelf", ru: "полка"), counted: .shelf,
    about: [.of("item_id")],
    columns: [.key, .person("person_id", .subject), .reference("item_id", .libraryItem), .text("tags"), .instant("added_at")],
    erasure: .removed)
  package static let libraryShare = SchoolTable(
    "library_share", Text(en: "item shared with a form", ru: "материал для класса"), counted: .shelf,
    about: [.of("form_id"), .of("item_id")],
    columns: [
      .key, .reference("form_id", .form), .reference("item_id", .libraryItem), .person("shared_by", .author), .instant("shared_at"),
    ])
  package static let libraryRating = SchoolTable(
    "library_rating", Text(en: "rating", ru: "оценка материала"), many: Text(en: "ratings of library items", ru: "оценки материалов"),
    counted: .rating, about: [.of("item_id")],
    columns: [
      .key, .reference("item_id", .libraryItem), .person("person_id", .subject), .number("stars"), .textAboutSubject("comment"),
      .instant("rated_at"),
    ], erasure: .removed)
  package static let libraryComplaint = SchoolTable(
    "library_complaint", Text(en: "complaint", ru: "жалоба"), many: Text(en: "complaints about library items", ru: "жалобы на материалы"),
    counted: .complaint, about: [.of("item_id")],
    columns: [
      .key, .reference("item_id", .libraryItem), .person("person_id", .subject), .textAboutSubject("body"), .instant("made_at"),
      .instant("settled_at"),
    ], erasure: .removed)
  package static let libraryUse = SchoolTable(
    "library_use", Text(en: "use of an item", ru: "просмотр материала"), keeping: .note,
    many: Text(en: "which library items were opened", ru: "какие материалы открыты"), about: [],
    columns: [.number("item_id"), .person("person_id", .subject), .day("day"), .number("views"), .number("downloads")], erasure: .removed)
  package static let libraryWord = SchoolTable(
    "library_word", Text(en: "word of the library", ru: "слово библиотеки"), keeping: .note, about: [],
    columns: [.text("word"), .text("spelling")])
  package static let planTopicItem = SchoolTable(
    "plan_topic_item", Text(en: "item of a topic", ru: "материал к теме"), counted: .attachment, about: [.of("item_id")],
    columns: [.key, .number("topic_id"), .reference("item_id", .libraryItem)])
}
