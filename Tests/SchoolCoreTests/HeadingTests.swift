import Basics
import Foundation
import Testing

@testable import SchoolModel
@testable import SchoolSheets

@Suite("Headings of school files")
struct HeadingTests {
  @Test(
    "a heading is understood however a school words it",
    arguments: [
      ("Класс", .form), (" КЛАСС ", .form), ("ФИО", .fullName), ("Ф.И.О.", .fullName), ("ФИО ученика", .student),
      ("Ученик (ФИО)", .student),
      ("Фамилия, имя", .fullName), ("Дата рожд.", .birthDate), ("Д.р.", .birthDate), ("СНИЛС ребёнка", .snils), ("Моб. телефон", .phone),
      ("Эл. почта", .email), ("E-mail", .email), ("Оценка", .mark), ("Преподаватель", .teacher), ("ФИО учителя", .teacher),
      ("Урок", .number),
      ("№ урока", .number), ("Урок №", .number), ("День", .weekday), ("День недели", .weekday), ("Дата урока", .day),
      ("Кол-во часов в неделю", .hours),
      ("Кабинет №", .room), ("Тип работы", .kind), ("Вес", .weight), ("Классное руководство", .formTeacherOf), ("Кл. рук.", .formTeacherOf),
      ("Представитель 1: ФИО", .guardianName(1)), ("Представитель 2: СНИЛС", .guardianSNILS(2)), ("Родитель: телефон", .guardianPhone(1)),
      ("Законный представитель 2", .guardianName(2)), ("Представитель 1: кем приходится", .guardianRelation(1)),
      ("Эл. почта родителя", .guardianEmail(1)), ("Мама: ФИО", .guardianName(10)), ("Телефон мамы", .guardianPhone(10)),
      ("СНИЛС матери", .guardianSNILS(10)), ("ФИО отца", .guardianName(11)), ("Дата прибытия", .arrival), ("Чётность недели", .week),
    ] as [(String, Field)])
  func understood(text: String, field: Field) { #expect(Heading.field(text) == field, "\(text)") }

  @Test("three hundred headings mean what they say, or are told to be unknown")
  func table() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/headings.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count >= 300)
    for line in lines {
      let parts = line.components(separatedBy: " = ")
      let meant = Heading.field(parts[0]).map { field in
        "\(field)".replacing("(", with: " ").replacing(")", with: "")
      }
      #expect(meant ?? "-" == parts[1], "\(parts[0])")
    }
  }

  @Test("what says nothing is not guessed", arguments: ["Любимый цвет", "Вкус", "", "02.09", "Рост, см"])
  func unknown(text: String) { #expect(Heading.field(text) == nil) }
}
