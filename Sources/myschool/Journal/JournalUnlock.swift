import Arguments
import Basics
import SchoolExchange
import SchoolJournal
import SchoolModel
import SchoolSheets
import Tabular

enum JournalUnlock {
  private static let form = Operand.optional(.form, Text(en: "The form", ru: "Класс"))
  private static let subject = Operand.optional(.subject, Text(en: "The subject", ru: "Предмет"))
  private static let span = Option.text(
    "span", nil, .span, Text(en: "The days wanted: 05.10..09.10, a day, q1", ru: "Какие дни открыть: 05.10..09.10, день, q1"))
  private static let reason = Option.text("reason", nil, .text, Text(en: "Why", ru: "Зачем"))
  private static let grant = Option<Int?>.value(
    "grant", nil, .number, expected: Text(en: "a number of the list", ru: "номер из списка"),
    Text(en: "Grant a request, for an administrator", ru: "Разрешить по запросу, для администратора")
  ) { Int($0) }
  private static let hours = Option<Int>.value(
    "hours", nil, .number, default: 48, expected: Text(en: "hours, 1 to 720", ru: "часы, от 1 до 720"),
    Text(en: "For how long; 48 by default", ru: "На сколько часов; по умолчанию 48")
  ) { Int($0).flatMap { (1...720).contains($0) ? $0 : nil } }
  private static let columns = [
    Column.number, Column("person", en: "Teacher", ru: "Учитель"),
    Column("course", en: "Course", ru: "Курс"),
    Column.fromDay, Column("until_day", .day, en: "Until", ru: "По"), Column("reason", en: "Why", ru: "Зачем"),
    Column("asked_at", .instant, en: "Asked", ru: "Запрошено"), Column("open_until", .instant, en: "Open until", ru: "Открыто до"),
  ]

  static let command: Command = Command(
    "unlock", Text(en: "Ask for closed days to be opened, and grant it", ru: "Попросить открыть закрытые дни и разрешить"),
    discussion: Text(
      en: "A teacher asks with --reason; an administrator grants by number, by name and for a time. Alone it lists the requests.",
      ru: "Учитель просит с --reason; администратор разрешает по номеру, поимённо и на время. Без слов показывает запросы."),
    needs: [.journalRead, .journalWrite, .termClose], writes: true, operands: [form.spec, subject.spec],
    options: [span.spec, reason.spec, grant.spec, hours.spec],
    examples: [
      Example("myschool journal unlock 7А Алгебра --span 05.10 --reason 'болел, не успел'", Text(en: "ask", ru: "попросить")),
      Example("myschool journal unlock --grant 1 --hours 24", Text(en: "grant", ru: "разрешить")),
    ], sections: [Tree.columns(columns)]
  ) { call, session in
    let school = try session.school()
    if let number = call[grant] {
      return .receipt(Receipt(try school.journal.grantUnlock(number, hours: call[hours], session.request)))
    }
    guard let form = call[form], let subject = call[subject] else {
      let rows = try school.journal.exceptions().map { item -> [Cell] in
        [
          .integer(item.number), .text(item.person), .text(item.course), .day(item.first), .day(item.last), .text(item.reason),
          .instant(item.askedAt.iso), item.until.map { .instant($0.iso) } ?? .empty,
        ]
      }
      session.say(
        Text(
          en: "granted by: \(Text.list(try school.journal.administrators()))",
          ru: "разрешает: \(Text.list(try school.journal.administrators()))"))
      return .table(Table(columns, rows: rows), note: Text(en: "no requests", ru: "запросов нет"))
    }
    guard let reason = call[reason] else { throw UsageFailure(.optionNeeded("--reason")) }
    let performed = try school.journal.askToUnlock(
      form: form, subject: subject, span: call[span] ?? "today", reason: reason, session.request)
    let names = Text.list(try school.journal.administrators())
    return .receipt(
      Receipt(
        performed,
        extra: [Text(en: "request \(performed.value); granted by: \(names)", ru: "запрос \(performed.value); разрешает: \(names)")]))
  }
}
