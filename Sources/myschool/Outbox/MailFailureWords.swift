import Basics

/// Why letters were not sent, in words.
extension MailFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .notSent(let count):
      return told(
        Text(en: "messages not sent: \(count)", ru: "не отправлено писем: \(count)"),
        hint: Text(
          en: "what the mailer says is above; its command: myschool config set sendmail COMMAND",
          ru: "ответ почтовой программы выше; её команда: myschool config set sendmail КОМАНДА"))
    case .noMailer(let command):
      return told(
        Text(en: "there is no mailer “\(command)”", ru: "нет почтовой программы «\(command)»"),
        hint: Text(
          en: "name one: myschool config set sendmail 'msmtp -t'; or pass the messages on by hand: myschool outbox list",
          ru: "назовите её: myschool config set sendmail 'msmtp -t'; или передайте сообщения сами: myschool outbox list"))
    }
  }
}
