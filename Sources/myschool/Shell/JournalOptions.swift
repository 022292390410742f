import Arguments
import Basics

/// What places a command in the journal: the form, the subject, the day or the term.
enum JournalOptions {
  static let form = Operand.one(.form, Text(en: "The form: 7А", ru: "Класс: 7А"))
  static let subject = Operand.one(
    .subject,
    Text(en: "The subject; a beginning that no other subject of the form has will do", ru: "Предмет; хватит начала, если оно одно в классе")
  )
  static let date = Option.text(
    "date", "d", .day, Text(en: "The day of the lesson; today by default", ru: "День урока; по умолчанию сегодня")
  ).also("day")
  static let lesson = Option<Int?>.value(
    "lesson", "l", .number, expected: Text(en: "a number from 0 to 20", ru: "число от 0 до 20"),
    Text(en: "The number of the lesson, when there are several that day", ru: "Номер урока, если в этот день их несколько")
  ) { Int($0).flatMap { (0...20).contains($0) ? $0 : nil } }
  static let replace = Option.flag(
    "replace", Text(en: "Put the new value where another stands", ru: "Поставить новое вместо прежнего"))
  static let span = Option.text(
    "span", nil, .span, exclusive: "span", Text(en: "Days: 07.09..11.09, a day, q1, year", ru: "Дни: 07.09..11.09, день, q1, year"))
  static let term = Option.text("term", nil, .term, exclusive: "span", Terms.span).also("period")
}

/// How the terms of a year are typed.
enum Terms {
  /// Those with days of their own.
  static let parts = Text(en: "q1…q4, t1…t3, h1, h2", ru: "q1…q4, t1…t3, h1, h2 (1ч, 1т, 1п)")
  /// All that a mark can be put for.
  static let all = Text(en: "\(parts.en), year, exam or final", ru: "q1…q4, t1…t3, h1, h2, year, exam или final (1ч, 1т, 1п, год)")
  static let span = Text(en: "A term: q1…q4, t1…t3, h1, h2, year", ru: "Период: q1…q4, t1…t3, h1, h2, year")
}
