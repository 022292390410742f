import Arguments
import Basics
import SchoolModel
import SchoolRoster
import Tabular

/// The verbs that change the roster by hand.
enum RosterEdit {
  static let person = Operand.one(
    .person, Text(en: "Full name, login, SNILS, phone or e-mail", ru: "Полное имя, логин, СНИЛС, телефон или почта"))

  static let post = Option.text("post", nil, ValueKind(.post), Text(en: "The post, for staff", ru: "Должность, для сотрудника"))

  static let form = Option.text("form", nil, .form, Text(en: "The form, for a student", ru: "Класс, для ученика"))

  static let day = Option.text(
    "date", nil, .day,
    Text(en: "From or until this day; today by default", ru: "С какого дня зачислен или по какой день учился; по умолчанию сегодня"))

  static let reason = Option.text(
    "reason", nil, .text, Text(en: "The reason and the order: 'приказ № 12'", ru: "Причина и приказ: 'приказ № 12'"))

  static let fields: [OptionSpec] = [
    PersonOptions.surname.spec, PersonOptions.givenName.spec, PersonOptions.patronymic.spec, PersonOptions.birthDate.spec,
    PersonOptions.snils.spec, PersonOptions.login.spec, PersonOptions.phone.spec, PersonOptions.email.spec, post.spec,
  ]

  static func edit(_ call: Call) -> PersonEdit {
    var edit = PersonEdit()
    edit.surname = call[PersonOptions.surname]
    edit.givenName = call[PersonOptions.givenName]
    edit.patronymic = call[PersonOptions.patronymic]
    edit.birthDate = call[PersonOptions.birthDate]
    edit.snils = call[PersonOptions.snils]
    edit.login = call[PersonOptions.login]
    edit.phone = call[PersonOptions.phone]
    edit.email = call[PersonOptions.email]
    edit.post = call[post]
    return edit
  }

  static func receipt(_ performed: Performed<String>, _ call: Call) -> Answer {
    .receipt(Receipt(performed, extra: [Text(performed.value)]))
  }

  static let change: Command = Command(
    "edit", Text(en: "Change what the roster holds of a person", ru: "Изменить данные человека в списках"),
    discussion: Text(en: "An empty value takes a field away.", ru: "Пустое значение убирает прежнее."), needs: [.rosterWrite], writes: true,
    operands: [person.spec],
    options: fields,
    examples: [Example("myschool roster edit titova.a --phone '+7 900 000-11-22'", Text(en: "another phone", ru: "другой телефон"))]
  ) { call, session in
    receipt(try session.school().roster.editPerson(call[person], edit(call), session.request), call)
  }

  static let into = Operand.one(.person, Text(en: "The record that stays", ru: "Какая запись остаётся"))
}
