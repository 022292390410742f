import Arguments
import Basics
import SchoolLibrary
import SchoolModel

enum LibraryWithdraw {
  static let command: Command = Command(
    "withdraw", Text(en: "Take items from students' sight", ru: "Снять материалы: ученики их больше не видят"),
    discussion: Text(
      en: "One's own items, or with --reason those of others for who verifies. library submit hands a withdrawn item in again.",
      ru: "Свои материалы; кто проверяет, снимает и чужие, с --reason. Снятый материал можно снова подать: library submit."),
    needs: [.libraryWrite], writes: true, operands: [LibraryCommands.numbers.spec], options: [LibraryCommands.reason.spec],
    examples: [Example("myschool library withdraw 9 --reason 'Ссылка не открывается'", Text(en: "with the reason", ru: "с причиной"))]
  ) { call, session in
    let numbers = try call[LibraryCommands.numbers].map(LibraryCommands.number)
    let performed = try session.school().library.withdraw(numbers, reason: call[LibraryCommands.reason], session.request)
    return LibraryCommands.receipt(performed, Text(en: "withdrawn", ru: "снят"))
  }
}
