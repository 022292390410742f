import Arguments
import SchoolCore
import Tabular

enum SupportCommands {
  static let noun: Command = Command(
    "support", Text(en: "Ask for help, and give it", ru: "Обратиться за помощью и помочь"),
    discussion: Text(
      en: "A ticket can be opened without a sign-in, too: leave an address to be answered at.",
      ru: "Обратиться можно и без входа: оставьте адрес для ответа."),
    children: { [ask, list, show, answer, close] })

  private static let text = Operand.some(
    0, ValueKind("text"), Text(en: "What is the matter; - is standard input", ru: "В чём дело; - — стандартный ввод"))
  private static let subject = Option.text(
    "subject", nil, ValueKind("text"), Text(en: "A title; the first line by default", ru: "Тема; по умолчанию первая строка"))
  private static let contact = Option.text(
    "contact", nil, ValueKind("address"), Text(en: "E-mail or phone to answer at", ru: "Почта или телефон для ответа"))

  private static func text(_ words: [String], _ session: Session) throws -> String {
    words == ["-"] ? try session.wholeText("-") : words.joined(separator: " ")
  }

  static let ask: Command = Command(
    "ask", Text(en: "Open a ticket", ru: "Создать обращение"), operands: [text.spec],
    options: [subject.spec, contact.spec] + Everywhere.writing,
    examples: [
      Example("myschool support ask 'не приходит код подтверждения'", Text(en: "signed in", ru: "после входа")),
      Example("myschool support ask --contact olga@example.org 'не могу войти'", Text(en: "without a sign-in", ru: "без входа")),
    ]
  ) { call, session in
    let school = try session.schoolForAnybody()
    let performed = try school.askSupport(try text(call[text], session), subject: call[subject], contact: call[contact], session.request)
    let number = performed.value
    var lines = [Text(en: "ticket \(number)", ru: "обращение \(number)")]
    if school.actor == nil {
      lines.append(Text(en: "the answer comes to \(call[contact] ?? "")", ru: "ответ придёт: \(call[contact] ?? "")"))
    } else {
      lines.append(Text(en: "to follow it: myschool support show \(number)", ru: "следить: myschool support show \(number)"))
    }
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun], extra: lines, canBeUndone: school.actor != nil))
  }

  private static let columns = [
    Column("number", .integer, en: "No.", ru: "№"), Column("opened_at", .instant, en: "Opened", ru: "Создано"),
    Column("person", en: "From", ru: "От кого"), Column("subject", en: "Subject", ru: "Тема"),
    Column("messages", .integer, en: "Messages", ru: "Сообщ."), Column("last_at", .instant, en: "Last", ru: "Последнее"),
    Column("closed_at", .instant, en: "Closed", ru: "Закрыто"), Column("contact", en: "Contact", ru: "Адрес"),
  ]
  private static let all = Option.flag("all", "a", Text(en: "Closed ones too", ru: "И закрытые"))

  static let list: Command = Command(
    "list", Text(en: "List the tickets", ru: "Показать обращения"),
    discussion: Text(en: "One's own; an administrator sees the whole school's.", ru: "Свои; администратор видит все."), options: [all.spec],
    examples: [Example("myschool support list", Text(en: "those still open", ru: "открытые"))], sections: [Tree.columns(columns)]
  ) { call, session in
    let rows = try session.school().supportTickets(all: call[all]).map { ticket -> [Cell] in
      [
        .integer(ticket.number), .instant(ticket.openedAt.iso), Cell(ticket.person ?? ticket.contact), .text(ticket.subject),
        .integer(ticket.messages), .instant(ticket.lastAt.iso), ticket.closedAt.map { .instant($0.iso) } ?? .empty, Cell(ticket.contact),
      ]
    }
    return .table(Table(columns, rows: rows), note: Text(en: "no tickets", ru: "обращений нет"))
  }

  private static let number = Operand<Int?>.number(0, Text(en: "The ticket's number", ru: "Номер обращения"))
  private static let messageColumns = [
    Column("at", .instant, en: "At", ru: "Когда"), Column("person", en: "From", ru: "От кого"), Column("body", en: "Text", ru: "Текст"),
  ]

  private static func required(_ number: Int?) throws -> Int {
    guard let number else { throw UsageFailure(.badValue(option: "N", value: "", expected: Text(en: "a number", ru: "номер"))) }
    return number
  }

  static let show: Command = Command(
    "show", Text(en: "Show a ticket with its messages", ru: "Показать обращение с перепиской"), operands: [number.spec],
    examples: [Example("myschool support show 1", Text(en: "the whole ticket", ru: "целиком"))], sections: [Tree.columns(messageColumns)]
  ) { call, session in
    let (ticket, messages) = try session.school().supportTicket(try required(call[number]))
    let rows = messages.map { message -> [Cell] in
      [.instant(message.at.iso), Cell(message.person ?? ticket.contact), .text(message.body)]
    }
    let state = ticket.closedAt == nil ? Text(en: "open", ru: "открыто") : Text(en: "closed", ru: "закрыто")
    return .page(
      [Text(en: "\(ticket.number). \(ticket.subject) (\(state.en))", ru: "\(ticket.number). \(ticket.subject) (\(state.ru))")],
      [("", Table(messageColumns, rows: rows))])
  }

  private static let answerText = Operand.some(
    1, ValueKind("text"), Text(en: "The answer; - is standard input", ru: "Ответ; - — стандартный ввод"))

  static let answer: Command = Command(
    "answer", Text(en: "Add to a ticket", ru: "Ответить в обращении"),
    discussion: Text(
      en: "An answer of the school goes to the confirmed address of who asked, too.",
      ru: "Ответ школы уходит и на подтверждённый адрес спросившего."
    ), operands: [number.spec, answerText.spec], options: Everywhere.writing,
    examples: [Example("myschool support answer 1 'код отправлен ещё раз'", Text(en: "to who asked", ru: "тому, кто спросил"))]
  ) { call, session in
    let performed = try session.school().answerSupport(try required(call[number]), try text(call[answerText], session), session.request)
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun]))
  }

  static let close: Command = Command(
    "close", Text(en: "Close a ticket", ru: "Закрыть обращение"), operands: [number.spec], options: Everywhere.writing,
    examples: [Example("myschool support close 1", Text(en: "when it is settled", ru: "когда вопрос решён"))]
  ) { call, session in
    let performed = try session.school().closeSupport(try required(call[number]), session.request)
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun]))
  }
}

extension Operand where Value == Int? {
  /// A whole number; `nil` for a word that is none.
  static func number(_ position: Int, _ help: Text) -> Operand<Int?> {
    .converted(position, ValueKind("number", placeholder: "N"), help) { Int($0) }
  }
}
