import Arguments
import Basics
import Glibc
import SchoolModel
import Tabular

enum OutboxCommands {
  static let noun: Command = Command(
    "outbox", Text(en: "Messages that wait to be sent", ru: "Сообщения, которые ждут отправки"), children: { [list, deliver] })
}

enum MailFailure: Failure, Equatable {
  case notSent(Int)
  case noMailer(String)
  var exit: ExitCode { if case .notSent = self { .busy } else { .unusable } }
  var key: String { if case .notSent = self { "mail.failed" } else { "mail.none" } }
}
