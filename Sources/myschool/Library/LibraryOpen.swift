import Arguments
import Basics
import SchoolLibrary
import SchoolModel

enum LibraryOpen {
  static let command: Command = Command(
    "open", Text(en: "Print where an item is to be read", ru: "Напечатать адрес или путь материала"),
    discussion: Text(
      en: "Prints the address, or the path of the file; starts no program.",
      ru: "Печатает адрес или путь к файлу; никаких программ не запускает."),
    needs: [.libraryRead], operands: [LibraryCommands.number.spec],
    examples: [Example("myschool library open 3", Text(en: "its address", ru: "его адрес"))]
  ) { call, session in
    let number = try LibraryCommands.number(call[LibraryCommands.number])
    let library = try session.school().library
    let place = try library.place(number)
    try library.count(.views, of: number)
    return .text(place + "\n")
  }
}
