import Arguments
import Basics
import SchoolModel
import Tabular

enum ChatCommands {
  static let noun: Command = Command(
    "chat", Text(en: "Messages between people of the school", ru: "Переписка"), children: { [send, list, read] })

  static let chat = Operand.one(
    ValueKind(.chat), Text(en: "The number of the chat, or the other one's name", ru: "Номер чата или имя собеседника"))
}
