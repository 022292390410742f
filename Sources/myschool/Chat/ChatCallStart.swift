import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCall {
  static let start: Command = Command(
    "start", Text(en: "Open the room of a BigBlueButton call", ru: "Открыть комнату BigBlueButton"),
    discussion: Text(
      en: "Prints the request as a configuration of curl: a room is there once it was fetched, and the secret is in no command line.",
      ru: "Печатает запрос в виде настроек curl: комната появляется после запроса, а подпись не видна в командной строке."),
    needs: [.chatUse], operands: [ChatCall.call.spec],
    examples: [
      Example("myschool chat call start 1 > room.curl", Text(en: "then: curl --config room.curl", ru: "затем: curl --config room.curl"))
    ]
  ) { call, session in
    .text("url = \"\(try session.school().chat.openRoom(try ChatCommands.number(call[ChatCall.call])))\"\n")
  }
}
