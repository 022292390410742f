import Arguments
import Basics

/// What help says of the library as a whole.
enum LibraryGuide {
  static let states = HelpSection(
    Text(en: "States of an item", ru: "Состояния материала"),
    rows: [
      ("draft", Text(en: "added or imported; its owner sees it alone", ru: "добавлен или загружен; видит только владелец")),
      ("submitted", Text(en: "handed in, waits in library queue", ru: "подан, ждёт в library queue")),
      (
        "verified",
        Text(en: "looked at by somebody else, with an age mark: students see it", ru: "проверен другим, с возрастной меткой: видят ученики")
      ),
      (
        "returned",
        Text(
          en: "came back with a reason; library edit, then library submit", ru: "возвращён с причиной; library edit, затем library submit")
      ),
      ("withdrawn", Text(en: "taken from students' sight", ru: "снят: ученики его не видят")),
    ])

  static let eyes = HelpSection(
    Text(en: "Who sees what", ru: "Кто что видит"),
    rows: [
      (
        "student, parent",
        Text(en: "what is verified, with an age mark up to the student's age", ru: "проверенное, с меткой не старше возраста ученика")
      ),
      ("teacher, provider", Text(en: "what is verified, and their own", ru: "проверенное и своё")),
      ("methodist, admin", Text(en: "everything", ru: "всё")),
    ])

  static let words = HelpSection(
    Text(en: "How to search", ru: "Как искать"),
    rows: [
      ("дроби сложение", Text(en: "all words, in any ending", ru: "все слова, в любой форме")),
      ("'\"закон Ома\"'", Text(en: "words side by side", ru: "слова подряд")),
      ("'уравнение -линейное'", Text(en: "without a word; also --not линейное", ru: "без слова; или --not линейное")),
      ("изгн*", Text(en: "words that begin so", ru: "слова с таким началом")),
      ("978-5-02-025573-9", Text(en: "a book by its number", ru: "книга по ISBN")),
    ])
}
