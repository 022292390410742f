import Arguments
import Basics
import SchoolLibrary
import SchoolModel

enum LibrarySubmit {
  private static let mine = Option.flag("mine", Text(en: "All of yours that wait for it", ru: "Все свои, ещё не поданные"))

  static let command: Command = Command(
    "submit", Text(en: "Hand items in to be verified", ru: "Подать материалы на проверку"), needs: [.librarySubmit], writes: true,
    operands: [LibraryCommands.anyNumbers.spec], options: [mine.spec],
    examples: [Example("myschool library submit --mine", Text(en: "all of yours", ru: "все свои"))]
  ) { call, session in
    let numbers = try call[LibraryCommands.anyNumbers].map(LibraryCommands.number)
    guard call[mine] != !numbers.isEmpty else { throw UsageFailure(.operandNeeded("N | --mine")) }
    let performed = try session.school().library.submit(call[mine] ? nil : numbers, session.request)
    return LibraryCommands.receipt(performed, Text(en: "handed in", ru: "на проверке"))
  }
}
