import Arguments
import Basics
import SchoolInbox
import SchoolModel
import Tabular

/// `inbox`: what happened to oneself, or to one's children.
enum InboxCommand {
  private static let span = Option<Int>.value(
    "days", nil, .number, default: Inbox.usualDays, expected: Text(en: "1 to 366", ru: "от 1 до 366"),
    Text(en: "How many days back; 14 by default", ru: "За сколько дней; обычно 14")
  ) { Int($0).flatMap { (1...366).contains($0) ? $0 : nil } }

  static let command: Command = Command(
    "inbox", Text(en: "What is new", ru: "Что нового"),
    discussion: Text(
      en:
        "Marks, absences, homework, works announced and term marks of oneself or one's children, messages not read and calls, as they stand now: what was entered and taken away again is not there. A digest of it comes by mail: account settings --digest.",
      ru:
        "Отметки, пропуски, задания, объявленные работы и отметки за период — свои или своих детей, непрочитанные сообщения и видеовстречи, как они есть сейчас: выставленного и тут же убранного здесь нет. Подборка приходит и по почте: account settings --digest."
    ),
    needs: [.inboxRead], options: [span.spec],
    examples: [
      Example("myschool inbox", Text(en: "the last two weeks", ru: "последние две недели")),
      Example("myschool inbox --where kind=mark --days 3", Text(en: "marks of three days", ru: "отметки за три дня")),
    ],
    sections: [Tree.columns(Inbox.columns)]
  ) { call, session in
    .table(try session.school().inbox.list(days: call[span]), note: Text(en: "nothing new", ru: "ничего нового"))
  }
}
