import Basics
import SchoolModel
import Tabular

extension Library {
  public static let kinds = [
    "textbook", "lesson", "video", "test", "presentation", "article", "exercise", "book", "audio", "link", "other",
  ]
  public static let states = ["draft", "submitted", "verified", "returned", "withdrawn"]

  private static let kind = Column("kind", en: "Kind", ru: "Вид", labels: CodedWords.libraryKinds)
  private static let grades = Column("grades", en: "Grades", ru: "Классы")
  private static let author = Column("author", en: "Author", ru: "Автор")
  private static let publisher = Column("publisher", en: "Publisher", ru: "Издатель")
  private static let address = Column("address", en: "Address", ru: "Адрес")
  private static let description = Column("description", en: "Description", ru: "Описание")
  static let status = Column("status", en: "State", ru: "Состояние", labels: CodedWords.libraryStates)
  private static let age = Column("age", en: "Age", ru: "Возраст", isOptional: true)
  private static let language = Column("language", en: "Language", ru: "Язык", isOptional: true)
  private static let license = Column("license", en: "Licence", ru: "Лицензия", isOptional: true)
  private static let isbn = Column("isbn", en: "ISBN", ru: "ISBN", isOptional: true)
  private static let topic = Column("topic", en: "Topic", ru: "Тема", isOptional: true)
  private static let verifiedBy = Column("verified_by", en: "Verified by", ru: "Кто проверил", isOptional: true)

  /// What a list of items tells; scripts lean on the order.
  static let itemColumns = [
    Column.number, Column.title, kind, Column.subject, grades, author, publisher, address, description, status, age, language, license,
    isbn,
    topic, verifiedBy,
  ]

  public static let searchColumns =
    itemColumns + [
      Column("score", .decimal, en: "Score", ru: "Близость", isOptional: true),
      Column("snippet", en: "Where", ru: "Отрывок", isOptional: true),
    ]

  public static let showColumns =
    itemColumns + [
      Column("keywords", en: "Keywords", ru: "Ключевые слова", isOptional: true),
      Column("file", en: "File", ru: "Файл", isOptional: true),
      Column("bytes", .integer, en: "Bytes", ru: "Байт", unit: "bytes", isOptional: true),
      Column("version", .integer, en: "Version", ru: "Версия"),
      Column("added_by", en: "Added by", ru: "Кто добавил", isOptional: true),
      Column("added_at", .instant, en: "Added", ru: "Добавлено"),
      Column("verified_at", .instant, en: "Verified", ru: "Проверено", isOptional: true),
      Column("reason", en: "Reason", ru: "Причина", isOptional: true),
      Column("rating", .decimal, en: "Rating", ru: "Средний балл", isOptional: true),
      Column("ratings", .integer, en: "Ratings", ru: "Отзывов"),
      Column("complaints", .integer, en: "Open complaints", ru: "Жалоб", isOptional: true),
      Column("views", .integer, en: "Views", ru: "Просмотров"),
      Column("downloads", .integer, en: "Downloads", ru: "Скачиваний"),
    ]

  public static let queueColumns = [
    Column.number, Column.title, kind, Column.subject, grades, status,
    Column("added_by", en: "Added by", ru: "Кто добавил"),
    Column("since", .instant, en: "Since", ru: "Ждёт с"),
    Column("days", .integer, en: "Days", ru: "Дней", unit: "days"), age,
    Column("complaints", .integer, en: "Complaints", ru: "Жалоб", isOptional: true),
    Column("words", en: "What is said", ru: "Что сказано", isOptional: true),
  ]

  public static let facetColumns = [
    Column("facet", en: "By", ru: "По чему", labels: CodedWords.libraryFacets),
    Column(
      "value", en: "Value", ru: "Значение",
      labels: CodedWords.libraryKinds.merging(CodedWords.libraryStates, uniquingKeysWith: { first, _ in first })),
    Column("count", .integer, en: "Items", ru: "Материалов"),
  ]

  public static let shelfColumns = [
    Column.number, Column.title, kind, Column.subject, grades, author, Column("tags", en: "Tags", ru: "Пометки", isOptional: true),
    Column("from", en: "From", ru: "Откуда", isOptional: true),
  ]

  public static let recommendColumns = [
    Column.topic, Column("average", .decimal, en: "Average", ru: "Средний балл"), Column.number, Column.title, kind,
    Column("why", en: "Why", ru: "Почему", labels: CodedWords.recommendReasons),
  ]

  public static let changeColumns = [
    Column.number, Column.title, Column("field", en: "What", ru: "Что"), Column("before", en: "Before", ru: "Было"),
    Column("after", en: "After", ru: "Стало"),
  ]
}
