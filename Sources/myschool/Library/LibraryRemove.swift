import Arguments
import Basics
import SchoolLibrary
import SchoolModel

enum LibraryRemove {
  static let command: Command = Command(
    "remove", Text(en: "Take an item out of the library", ru: "Убрать материал из библиотеки"),
    discussion: Text(
      en: "Items that students see are withdrawn first (library withdraw).",
      ru: "Материал, который видят ученики, сначала снимают (library withdraw)."),
    needs: [.libraryWrite], writes: true, operands: [LibraryCommands.numbers.spec],
    examples: [Example("myschool library remove 7", Text(en: "a draft", ru: "черновик"))]
  ) { call, session in
    let numbers = try call[LibraryCommands.numbers].map(LibraryCommands.number)
    return .receipt(Receipt(try session.school().library.remove(numbers, session.request)))
  }
}
