import Arguments
import Basics

/// The options that name a person.
enum PersonOptions {
  static let surname = Option.text("surname", nil, ValueKind(.name, placeholder: "SURNAME"), Text(en: "The surname", ru: "Фамилия"))
  static let givenName = Option.text("given-name", nil, ValueKind(.name), Text(en: "The given name", ru: "Имя"))
  static let patronymic = Option.text(
    "patronymic", nil, ValueKind(.name, placeholder: "PATRONYMIC"), Text(en: "The patronymic", ru: "Отчество"))
  static let birthDate = Option.text("birth-date", nil, .day, Text(en: "The day of birth", ru: "Дата рождения"))
  static let snils = Option.text("snils", nil, ValueKind(.snils), Text(en: "The SNILS", ru: "СНИЛС"))
  static let email = Option.text("email", nil, ValueKind(.address), Text(en: "The e-mail address", ru: "Адрес электронной почты"))
  static let phone = Option.text("phone", nil, ValueKind(.phone), Text(en: "The phone number", ru: "Телефон"))
  static let login = Option.text("login", nil, .login, Text(en: "A login of one's own choice", ru: "Логин по своему выбору"))
}
