import Arguments
import Basics
import Record
import SchoolModel
import Tabular

enum SupportCommands {
  static let noun: Command = Command(
    "support", Text(en: "Ask for help, and give it", ru: "Обратиться за помощью и помочь"),
    discussion: Text(
      en: "A ticket can be opened without a sign-in, too: leave an address to be answered at.",
      ru: "Обратиться можно и без входа: оставьте адрес для ответа."),
    children: { [ask, list, show, answer, close] })

  static let text = Operand.some(
    .text, Text(en: "What is the matter; - is standard input", ru: "В чём дело; - — стандартный ввод"))

  static let subject = Option.text(
    "subject", nil, .text, Text(en: "A title; the first line by default", ru: "Тема; по умолчанию первая строка"))

  static let contact = Option.text(
    "contact", nil, ValueKind(.address), Text(en: "E-mail or phone to answer at", ru: "Почта или телефон для ответа"))

  static func text(_ words: [String], _ session: Session) throws -> String {
    words == ["-"] ? try session.wholeText("-") : words.joined(separator: " ")
  }

  static let columns = [
    Column.number, Column("opened_at", .instant, en: "Opened", ru: "Создано"),
    Column("person", en: "From", ru: "От кого"), Column("subject", en: "Subject", ru: "Тема"),
    Column("messages", .integer, en: "Messages", ru: "Сообщ."), Column("last_at", .instant, en: "Last", ru: "Последнее"),
    Column("closed_at", .instant, en: "Closed", ru: "Закрыто"), Column("contact", en: "Contact", ru: "Адрес"),
  ]

  static let number = Operand.one(.number, Text(en: "The ticket's number", ru: "Номер обращения"))

  static func required(_ text: String) throws -> Int {
    guard let number = Int(text) else {
      throw UsageFailure(.badValue(option: "N", value: text, expected: Text(en: "a number", ru: "номер")))
    }
    return number
  }
}
