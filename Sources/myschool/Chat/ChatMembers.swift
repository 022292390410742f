import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  private static let add = Option.texts(
    "add", nil, .person, Text(en: "Add a person; may be repeated", ru: "Добавить человека; можно повторить"))
  private static let remove = Option.texts(
    "remove", nil, .person, Text(en: "Take a person out; may be repeated", ru: "Исключить человека; можно повторить"))

  static let members: Command = Command(
    "members", Text(en: "Who is in a chat; add to a group, take out of it", ru: "Кто в чате; добавить в группу, исключить из неё"),
    needs: [.chatUse], writes: true, operands: [chat.spec], options: [add.spec, remove.spec],
    examples: [
      Example("myschool chat members 5А-родители", Text(en: "who is there", ru: "кто в чате")),
      Example("myschool chat members 'Олимпиада' --add chernov.l", Text(en: "one more", ru: "ещё один")),
    ],
    sections: [Tree.columns(Chat.memberColumns)]
  ) { call, session in
    let room = try session.school().chat
    guard !call[add].isEmpty || !call[remove].isEmpty else { return .table(try room.members(of: call[chat])) }
    let performed = try room.changeMembers(of: call[chat], add: call[add], remove: call[remove], session.request)
    let lines =
      call[add].map { Text(en: "added: \($0)", ru: "добавлен в группу: \($0)") }
      + call[remove].map { Text(en: "taken out: \($0)", ru: "исключён из группы: \($0)") }
    return .receipt(Receipt(performed, event: lines))
  }
}
