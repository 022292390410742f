import Arguments
import Basics
import SchoolInbox
import SchoolModel
import Tabular

/// `inbox`: what happened to oneself, or to one's children.
enum InboxCommand {
  private static let asDigest = Option.flag(
    "as-digest", Text(en: "As the letter of a digest would tell it", ru: "Как в письме с подборкой новостей"))

  static let command: Command = Command(
    "inbox", Text(en: "What is new", ru: "Что нового"),
    discussion: Text(
      en:
        "Marks, absences, homework, works announced and term marks of oneself or one's children, messages not read and calls of the last 14 days, or since the first day of --span, as they stand now: what was entered and taken away again is not there. A digest of it comes by mail: account settings --digest.",
      ru:
        "Отметки, пропуски, задания, объявленные работы и отметки за период — свои или своих детей, непрочитанные сообщения и видеовстречи за последние 14 дней или с первого дня --span, как они есть сейчас: выставленного и тут же убранного здесь нет. Подборка приходит и по почте: account settings --digest."
    ),
    needs: [.inboxRead], options: [JournalOptions.span.spec, asDigest.spec],
    examples: [
      Example("myschool inbox", Text(en: "the last two weeks", ru: "последние две недели")),
      Example("myschool inbox --where kind=mark --span 16.11..", Text(en: "marks since a day", ru: "отметки с этого дня")),
    ],
    sections: [Tree.columns(Inbox.columns)]
  ) { call, session in
    let inbox = try session.school().inbox
    guard call[asDigest] else {
      return .table(try inbox.list(span: call[JournalOptions.span]), note: Text(en: "nothing new", ru: "ничего нового"))
    }
    guard session.format == .table else { throw UsageFailure(.exclusive("--as-digest", "--format")) }
    let digest = try inbox.asDigest(span: call[JournalOptions.span])
    return digest.lines.isEmpty
      ? .receipt(Receipt(lines: [Text(en: "nothing new", ru: "ничего нового")])) : .text(DigestWords(digest, session.language).text)
  }
}
