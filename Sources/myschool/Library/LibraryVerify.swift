import Arguments
import Basics
import SchoolLibrary
import SchoolModel

enum LibraryVerify {
  private static let all = Option.flag("all", Text(en: "All that wait", ru: "Все, что ждут"))

  static let command: Command = Command(
    "verify", Text(en: "Verify items, so that students see them", ru: "Проверить материалы, чтобы их увидели ученики"),
    discussion: Text(
      en:
        "Nobody verifies what they added. An age mark is needed, the item's own or --age; with --all it is given to those that have none. Complaints about an item count as looked into.",
      ru:
        "Свои материалы никто не проверяет. Нужна возрастная метка, своя у материала или --age; при --all её получают те, у кого метки нет. Жалобы на материал считаются рассмотренными."
    ), needs: [.libraryVerify], writes: true, operands: [LibraryCommands.anyNumbers.spec], options: [all.spec, ItemOptions.age.spec],
    examples: [
      Example("myschool library verify 1 3 4", Text(en: "three items", ru: "три материала")),
      Example("myschool library verify --all --age 6+", Text(en: "all that wait", ru: "все, что ждут")),
    ]
  ) { call, session in
    let numbers = try call[LibraryCommands.anyNumbers].map(LibraryCommands.number)
    guard call[all] != !numbers.isEmpty else { throw UsageFailure(.operandNeeded("N | --all")) }
    let performed = try session.school().library.verify(call[all] ? nil : numbers, age: call[ItemOptions.age], session.request)
    return LibraryCommands.receipt(performed, Text(en: "verified", ru: "проверен"))
  }
}
