import Arguments
import Basics
import SchoolLibrary
import SchoolModel

enum LibraryReturn {
  static let command: Command = Command(
    "return", Text(en: "Give items back to who handed them in", ru: "Вернуть материалы на доработку"),
    needs: [.libraryVerify], writes: true, operands: [LibraryCommands.numbers.spec], options: [LibraryCommands.reason.spec],
    examples: [Example("myschool library return 2 --reason 'Нет ответов к заданиям'", Text(en: "with the reason", ru: "с причиной"))]
  ) { call, session in
    let numbers = try call[LibraryCommands.numbers].map(LibraryCommands.number)
    let performed = try session.school().library.giveBack(numbers, reason: call[LibraryCommands.reason], session.request)
    return LibraryCommands.receipt(performed, Text(en: "returned", ru: "возвращён"))
  }
}
