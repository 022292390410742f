import Basics

/// Understands the headings of catalogues, in Russian and English.
package enum LibraryHeading {
  /// - Returns: `nil` for a heading that is not known.
  package static func field(_ text: String) -> Field? {
    let key = String(Folding.key(text).map { $0.isLetter || $0.isNumber ? $0 : " " }).split(separator: " ").joined(separator: " ")
    return fields[key].map(Field.library)
  }

  private static let fields: [String: LibraryField] = {
    let words: [LibraryField: [String]] = [
      .title: ["название", "наименование", "заглавие", "название материала", "title", "name"],
      .author: ["автор", "авторы", "author", "authors", "creator"],
      .publisher: ["издательство", "издатель", "publisher"],
      .kind: ["вид", "тип", "вид материала", "тип материала", "kind", "type"],
      .subject: ["предмет", "учебный предмет", "дисциплина", "subject"],
      .grades: ["классы", "класс", "параллель", "для классов", "год обучения", "grades", "grade"],
      .topic: ["тема", "темы", "topic"],
      .description: ["аннотация", "описание", "содержание", "description", "abstract"],
      .keywords: ["ключевые слова", "метки", "keywords", "tags"],
      .language: ["язык", "language"], .license: ["лицензия", "права", "условия использования", "license", "licence", "rights"],
      .age: ["возраст", "возрастная метка", "возрастная маркировка", "возрастное ограничение", "знак", "age"],
      .isbn: ["isbn"], .address: ["ссылка", "адрес", "url", "address", "link", "электронный адрес"],
    ]
    return Dictionary(uniqueKeysWithValues: words.flatMap { field, names in names.map { ($0, field) } })
  }()

  /// What our own lists tell beside, which no import takes.
  private static let notes: Set<String> = [
    "number", "status", "verified_by", "score", "snippet", "file", "bytes", "version", "added_by", "added_at", "verified_at", "reason",
    "rating",
    "ratings", "complaints", "views", "downloads", "№", "n", "состояние", "кто проверил", "близость", "отрывок",
  ]

  package static let vocabulary = SheetVocabulary(field: field) { notes.contains(Folding.key($0)) }
}
