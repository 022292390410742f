import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

/// `chat report`: what a member shows the administrators.
enum ChatReport {
  static let noun: Command = Command(
    "report", Text(en: "Show the administrators a message", ru: "Пожаловаться на сообщение"),
    discussion: Text(
      en:
        "Administrators read only the chats they are in. A member can show them a message, with ten before and ten after it, as they stand then, deleted and former words too. They are kept until thirty days after the report is closed; who looked at it stands in account access-log.",
      ru:
        "Администратор читает только те чаты, в которых состоит. Участник может показать ему сообщение вместе с десятью до и десятью после, как они есть сейчас, включая удалённый и прежний текст. Они хранятся ещё тридцать дней после того, как жалоба рассмотрена; кто её смотрел, видно в account access-log."
    ), children: { [add, list, show, close] })

  static let number = Operand.one(ValueKind(.number), Text(en: "The number of the report", ru: "Номер жалобы"))
}
