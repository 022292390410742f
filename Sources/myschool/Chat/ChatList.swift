import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  private static let all = Option.flag(
    "all", "a", exclusive: "which",
    Text(
      en: "All standing chats and groups of the school; for who sees its lists. What is written is shown to members alone",
      ru: "Все чаты классов и группы школы; для тех, кто видит её списки. Написанное видят только участники"))
  private static let ofChildren = Option.flag(
    "children", nil, exclusive: "which",
    Text(en: "What adults write to one's children, which guardians read along", ru: "Переписка взрослых со своими детьми"))

  static let list: Command = Command(
    "list", Text(en: "List one's chats", ru: "Показать свои чаты"),
    needs: [.chatUse], options: [all.spec, ofChildren.spec],
    examples: [
      Example("myschool chat list", Text(en: "the latest first", ru: "последние сверху")),
      Example("myschool chat list --all --columns with,members", Text(en: "all chats of forms", ru: "все чаты классов")),
    ],
    sections: [Tree.columns(Chat.chatColumns)]
  ) { call, session in
    let chat = try session.school().chat
    return .table(
      try call[all] ? chat.listAll() : chat.list(ofChildren: call[ofChildren]), note: Text(en: "no chats", ru: "чатов нет"))
  }
}
