import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  private static let title = Operand.one(ValueKind(.title), Text(en: "What the group is called", ru: "Название группы"))
  private static let people = Operand.any(
    .person,
    Text(en: "Full names or logins; 5А adds all of a chat one is in", ru: "Полные имена или логины; 5А добавит всех из своего чата"))

  static let create: Command = Command(
    "create", Text(en: "Make a group", ru: "Создать группу"),
    discussion: Text(
      en: "For the staff, of people one may write to. Who makes it moderates it.",
      ru: "Для сотрудников, из тех, кому можно писать. Создатель — ведущий группы."), needs: [.chatUse], writes: true,
    operands: [title.spec, people.spec],
    examples: [
      Example("myschool chat create 'Олимпиада' aleksandrova.v baranova.k", Text(en: "a group of three", ru: "группа из троих"))
    ]
  ) { call, session in
    let performed = try session.school().chat.createGroup(call[title], of: call[people], session.request)
    var receipt = Receipt(performed)
    receipt.lines.insert(Text(en: "group: \(call[title])", ru: "группа: \(call[title])"), at: 0)
    receipt.facts = performed.operation == nil ? [] : [("chat", performed.value)]
    return .receipt(receipt)
  }
}
