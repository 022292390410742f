import Arguments
import Basics
import SchoolLibrary
import SchoolModel

extension LibraryShelf {
  static let add: Command = Command(
    "add", Text(en: "Put items on your shelf", ru: "Положить на полку"), needs: [.libraryUse], writes: true,
    operands: [LibraryCommands.numbers.spec], options: [tags.spec],
    examples: [Example("myschool library shelf add 5 --tag экзамен", Text(en: "with a tag", ru: "с пометкой"))]
  ) { call, session in
    let numbers = try call[LibraryCommands.numbers].map(LibraryCommands.number)
    let performed = try session.school().library.shelve(numbers, tags: call[tags].isEmpty ? nil : call[tags], session.request)
    let lines = LibraryCommands.lines(Array(zip(numbers, performed.value)), Text(en: "on the shelf", ru: "на полке"))
    return .receipt(Receipt(performed, unchanged: performed.operation == nil && !performed.isTrial ? numbers.count : 0, extra: lines))
  }
}
