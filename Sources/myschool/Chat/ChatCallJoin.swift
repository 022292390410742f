import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCall {
  static let join: Command = Command(
    "join", Text(en: "Get one's own link into a call", ru: "Получить свою ссылку на встречу"),
    discussion: Text(
      en: "The link is for one person; give it to nobody. No token may do this.",
      ru: "Ссылка именная, никому её не передавайте. По ключу программы это недоступно."), needs: [.chatUse],
    operands: [ChatCall.call.spec],
    examples: [Example("myschool chat call join 1", Text(en: "the address to open", ru: "адрес, который нужно открыть"))]
  ) { call, session in .text(try session.school().chat.join(try ChatCommands.number(call[ChatCall.call])) + "\n") }
}
