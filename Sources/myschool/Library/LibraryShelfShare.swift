import Arguments
import Basics
import SchoolLibrary
import SchoolModel

extension LibraryShelf {
  static let share: Command = Command(
    "share", Text(en: "Put items on the shelf of a form", ru: "Поделиться с классом"),
    discussion: Text(
      en: "Its students and their parents see them on their shelves.", ru: "Ученики и родители увидят их на своих полках."),
    needs: [.journalWrite], writes: true, operands: [LibraryCommands.numbers.spec], options: [form.spec, off.spec],
    examples: [Example("myschool library shelf share 5 8 --form 7А", Text(en: "two items", ru: "два материала"))]
  ) { call, session in
    let numbers = try call[LibraryCommands.numbers].map(LibraryCommands.number)
    guard let name = call[form] else { throw UsageFailure(.operandNeeded("--form FORM")) }
    let performed = try session.school().library.share(numbers, form: name, off: call[off], session.request)
    return .receipt(
      Receipt(
        performed, unchanged: performed.operation == nil && !performed.isTrial ? numbers.count : 0,
        extra: [
          Text(en: "on the shelf of \(performed.value)", ru: "полка класса \(performed.value)")
        ]))
  }
}
