import Arguments
import Basics
import Glibc
import SchoolChat
import SchoolModel
import SchoolOutbox
import Tabular

extension OutboxCommands {
  static let usualMailer = "/usr/sbin/sendmail -t -i"
  static let usualSender = "myschool@localhost"

  static let deliver: Command = Command(
    "deliver", Text(en: "Send the mail that waits", ru: "Отправить почту"),
    discussion: Text(
      en:
        "For the owner of the file, from cron. Each message goes as RFC 5322 to the standard input of the program that the setting “sendmail” names (/usr/sbin/sendmail -t -i otherwise). One that fails is tried again the next time; exit 75 then.",
      ru:
        "Для владельца файла, из cron. Каждое письмо по RFC 5322 подаётся на стандартный ввод программы из настройки «sendmail» (иначе /usr/sbin/sendmail -t -i). Что отправить не удалось, будет повторено в следующий раз; код возврата тогда 75."
    ),
    examples: [Example("myschool -q outbox deliver", Text(en: "from cron, every minute", ru: "из cron, каждую минуту"))], local: true
  ) { _, session in
    let configuration = Configuration(session.console)
    let command = configuration.value("sendmail") ?? usualMailer
    let mailer = try GateLine(command).words
    guard !mailer.isEmpty else { throw MailFailure.noMailer(command) }
    let sender = configuration.value("mail-from") ?? usualSender
    let school = try session.owned()
    _ = try school.chat.sweep()
    let (sent, failed) = try school.outbox.deliverMail { message in
      let (subject, body) = message.words(offset: school.utcOffset)
      let mail = Mail(message, subject, body ?? "", from: sender, school: school.uuid).text
      do {
        switch try ChildProcess(mailer).run(feeding: { try $0(Array(mail.utf8)) }) {
        case .exit(0): return .sent(subject: subject)
        case .exit(let code): return .failed("exit \(code)")
        case .signal(let number): return .failed("signal \(number)")
        }
      } catch ShellFailure.outputFailed(_, let errno) where errno == ENOENT || errno == EACCES {
        throw MailFailure.noMailer(mailer[0])
      }
    }
    for message in failed {
      session.console.say(
        Text(
          en: "not sent: \(message.number), to \(message.address)\n", ru: "не отправлено: \(message.number), кому: \(message.address)\n")[
            session.language])
    }
    guard failed.isEmpty else { throw MailFailure.notSent(failed.count) }
    let lines =
      sent == 0
      ? Text(en: "nothing waits", ru: "ничего не ждёт")
      : Text(en: "sent: \(sent)", ru: "отправлено: \(Counting.plural(sent, "письмо", "письма", "писем"))")
    return .receipt(Receipt(lines: [lines]))
  }
}
