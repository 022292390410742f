import Arguments
import Basics
import SchoolLibrary
import SchoolModel
import Tabular

extension LibraryCommands {
  private static let words = Operand.any(
    ValueKind(.text, placeholder: "WORD"),
    Text(en: "Words that must all occur, in any ending", ru: "Слова; должны встретиться все, в любой форме"))

  private static let grade = Option<Int?>.value(
    "grade", nil, .number, expected: Text("1–12"), Text(en: "The year of study", ru: "Год обучения")
  ) { Int($0).flatMap { (1...12).contains($0) ? $0 : nil } }

  static let search: Command = Command(
    "search", Text(en: "Search the library", ru: "Искать в библиотеке"),
    discussion: Text(
      en: "Searches titles, descriptions, authors and publishers; without words lists everything.",
      ru: "Ищет в названиях, описаниях, авторах и издателях; без слов показывает всё."),
    needs: [.libraryRead], operands: [words.spec], options: [subject.spec, grade.spec],
    examples: [Example("myschool library search дроби --subject Математика", Text(en: "materials on fractions", ru: "материалы о дробях"))],
    sections: [Tree.columns(Library.libraryColumns)]
  ) { call, session in
    .table(
      try session.school().library.searchLibrary(call[words], subject: call[subject], grade: call[grade]),
      note: Text(en: "nothing found; try fewer words", ru: "ничего не найдено; попробуйте меньше слов"))
  }
}
