import Arguments
import Basics
import SchoolLibrary
import SchoolModel

enum LibraryComplain {
  private static let text = Operand.one(ValueKind(.text, placeholder: "TEXT"), Text(en: "What is wrong with it", ru: "Что не так"))

  static let command: Command = Command(
    "complain", Text(en: "Say that something is wrong with an item", ru: "Пожаловаться на материал"),
    discussion: Text(
      en: "Who added it and those who verify see it in library queue.", ru: "Жалобу увидят в library queue автор материала и методисты."),
    needs: [.libraryUse], writes: true, operands: [LibraryCommands.number.spec, text.spec],
    examples: [Example("myschool library complain 9 'Ссылка не открывается'", Text(en: "a dead link", ru: "ссылка не открывается"))]
  ) { call, session in
    let number = try LibraryCommands.number(call[LibraryCommands.number])
    let performed = try session.school().library.complain(number, call[text], session.request)
    let line = Text(en: "item \(number) \(performed.value)", ru: "материал \(number) \(performed.value)")
    return .receipt(Receipt(performed, unchanged: performed.operation == nil && !performed.isTrial ? 1 : 0, extra: [line]))
  }
}
