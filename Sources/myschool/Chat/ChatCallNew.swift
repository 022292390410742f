import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCall {
  private static let begins = Option.text(
    "start", nil, ValueKind(.text, placeholder: "'DAY HH:MM'"), required: true, Text(en: "When: '29.10 18:00'", ru: "Когда: '29.10 18:00'"))
  private static let minutes = Option<Int>.value(
    "minutes", nil, .number, default: 45, expected: Text(en: "minutes", ru: "минуты"),
    Text(en: "How long; 45 by default", ru: "Сколько минут; обычно 45")
  ) { Int($0) }
  private static let title = Option.text(
    "title", nil, ValueKind(.title, isSecret: true), required: true, Text(en: "What it is about", ru: "О чём"))

  static let new: Command = Command(
    "new", Text(en: "Announce a call in a chat", ru: "Объявить видеовстречу в чате"),
    discussion: Text(
      en: "For the staff. A message with a calendar file tells the chat of it.",
      ru: "Для сотрудников. В чат придёт сообщение с файлом для календаря."), needs: [.chatUse], writes: true,
    operands: [ChatCommands.chat.spec], options: [begins.spec, minutes.spec, title.spec],
    examples: [
      Example(
        "myschool chat call new 5А-родители --start '29.10 18:00' --minutes 60 --title 'Родительское собрание'",
        Text(en: "a parents' evening", ru: "родительское собрание"))
    ]
  ) { call, session in
    let school = try session.school()
    let performed = try school.chat.announceCall(
      in: call[ChatCommands.chat], start: call[begins] ?? "", minutes: call[minutes], title: call[title] ?? "", session.request
    ) { announced in
      (CallWords.invitation(announced, offset: school.utcOffset)[session.language], "call-\(announced.number).ics")
    }
    let announced = performed.value
    var receipt = Receipt(
      performed,
      event: [
        Text(
          en: "call \(announced.number): \(announced.start.local(offset: school.utcOffset)), \(announced.chat)",
          ru: "встреча \(announced.number): \(announced.start.russian(offset: school.utcOffset)), \(announced.chat)")
      ])
    receipt.facts = performed.operation == nil ? [] : [("call", announced.number)]
    return .receipt(receipt)
  }
}
