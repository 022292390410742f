import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatReport {
  static let show: Command = Command(
    "show", Text(en: "Show what was reported", ru: "Показать, на что пожаловались"), needs: [.chatReportRead], operands: [number.spec],
    examples: [Example("myschool chat report show 1", Text(en: "with what stood around it", ru: "вместе с соседними сообщениями"))],
    sections: [Tree.columns(Chat.reportTextColumns)]
  ) { call, session in .table(try session.school().chat.reportedMessages(try ChatCommands.number(call[number]))) }
}
