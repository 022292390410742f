import Arguments
import Basics
import SchoolLibrary
import SchoolModel

enum LibraryGet {
  static let command: Command = Command(
    "get", Text(en: "Get the file of an item", ru: "Получить файл материала"),
    discussion: Text(
      en: "The bytes go to standard output, or where -o says.", ru: "Содержимое идёт в стандартный вывод или туда, куда укажет -o."),
    needs: [.libraryRead], operands: [LibraryCommands.number.spec],
    examples: [Example("myschool library get 17 -o trenie.docx", Text(en: "the file as it went in", ru: "файл таким, каким его добавили"))],
    makesOutput: true
  ) { call, session in
    let number = try LibraryCommands.number(call[LibraryCommands.number])
    let library = try session.school().library
    let file = try library.file(number)
    var answer = Answer(parts: [.file(path: file.path, name: file.name)])
    answer.afterShown = { try library.count(.downloads, of: number) }
    return answer
  }
}
