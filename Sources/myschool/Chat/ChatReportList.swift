import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatReport {
  private static let all = Option.flag("all", "a", Text(en: "Closed ones too", ru: "И рассмотренные"))

  static let list: Command = Command(
    "list", Text(en: "List the reports", ru: "Показать жалобы"), needs: [.chatReportRead], options: [all.spec],
    examples: [Example("myschool chat report list", Text(en: "those that wait", ru: "те, что ждут"))],
    sections: [Tree.columns(Chat.reportColumns)]
  ) { call, session in
    .table(try session.school().chat.reports(all: call[all]), note: Text(en: "no reports", ru: "жалоб нет"))
  }
}
