import Arguments
import Basics
import SchoolLibrary
import SchoolModel

enum LibraryRate {
  private static let stars = Operand.one(ValueKind(.number, placeholder: "1-5"), Text(en: "From 1 to 5", ru: "От 1 до 5"))
  private static let comment = Option.text("comment", nil, .text, Text(en: "A few words", ru: "Несколько слов"))

  static let command: Command = Command(
    "rate", Text(en: "Rate an item", ru: "Оценить материал"),
    discussion: Text(
      en: "One rating a person: another one takes its place.", ru: "У человека одна оценка: новая заменяет прежнюю."),
    needs: [.libraryUse], writes: true, operands: [LibraryCommands.number.spec, stars.spec], options: [comment.spec],
    examples: [Example("myschool library rate 5 4 --comment 'Понятная таблица'", Text(en: "with a few words", ru: "с отзывом"))]
  ) { call, session in
    let number = try LibraryCommands.number(call[LibraryCommands.number])
    guard let stars = Int(call[stars]), (1...5).contains(stars) else {
      throw UsageFailure(
        .badValue(option: "1-5", value: call[Self.stars], expected: Text(en: "a number from 1 to 5", ru: "число от 1 до 5")))
    }
    let performed = try session.school().library.rate(number, stars: stars, comment: call[comment], session.request)
    let line = Text(en: "item \(number) \(performed.value): \(stars)", ru: "материал \(number) \(performed.value): \(stars)")
    return .receipt(Receipt(performed, unchanged: performed.operation == nil && !performed.isTrial ? 1 : 0, extra: [line]))
  }
}
