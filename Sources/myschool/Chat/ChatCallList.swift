import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCall {
  private static let all = Option.flag("all", "a", Text(en: "Past and cancelled ones too", ru: "И прошедшие, и отменённые"))

  static let list: Command = Command(
    "list", Text(en: "List the calls of one's chats", ru: "Показать видеовстречи своих чатов"), needs: [.chatUse], options: [all.spec],
    examples: [Example("myschool chat call list", Text(en: "those ahead", ru: "предстоящие"))], sections: [Tree.columns(Chat.callColumns)]
  ) { call, session in
    .table(try session.school().chat.calls(all: call[all]), note: Text(en: "no calls", ru: "видеовстреч нет"))
  }
}
