import Arguments
import Basics
import SchoolLibrary
import SchoolModel
import Tabular

extension LibraryCommands {
  private static let version = Option<Int?>.value(
    "version", nil, .number, expected: Text(en: "a number", ru: "число"),
    Text(en: "An earlier version, as it was verified", ru: "Прежняя версия, какой её проверили")
  ) { Int($0).flatMap { $0 > 0 ? $0 : nil } }
  private static let ratings = Option.flag("ratings", Text(en: "What people say of it", ru: "Отзывы"))

  static let show: Command = Command(
    "show", Text(en: "Show an item", ru: "Показать материал"), needs: [.libraryRead], operands: [number.spec],
    options: [version.spec, ratings.spec],
    examples: [
      Example("myschool library show 1", Text(en: "the first item", ru: "первый материал")),
      Example("myschool library show 1 --ratings", Text(en: "what people say of it", ru: "отзывы о нём")),
    ],
    sections: [Tree.columns(Library.showColumns), Tree.columns(Library.ratingColumns)]
  ) { call, session in
    let number = try number(call[number])
    let library = try session.school().library
    if call[ratings] { return .table(try library.ratings(number), note: Text(en: "nobody has rated it", ru: "отзывов нет")) }
    let table = try library.item(number, version: call[version])
    if call[version] == nil { try library.count(.views, of: number) }
    var answer = Answer.table(table)
    answer.isCard = true
    return answer
  }
}
