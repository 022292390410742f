import Arguments
import Basics
import SchoolLibrary
import SchoolModel

extension LibraryShelf {
  static let remove: Command = Command(
    "remove", Text(en: "Take items from your shelf", ru: "Убрать с полки"), needs: [.libraryUse], writes: true,
    operands: [LibraryCommands.numbers.spec],
    examples: [Example("myschool library shelf remove 5", Text(en: "one item", ru: "один материал"))]
  ) { call, session in
    let numbers = try call[LibraryCommands.numbers].map(LibraryCommands.number)
    return .receipt(Receipt(try session.school().library.unshelve(numbers, session.request)))
  }
}
