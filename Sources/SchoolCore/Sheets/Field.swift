import Basics

/// A column a school's file can have.
public enum Field: Hashable, Sendable {
  case form, surname, givenName, patronymic, fullName, birthDate, snils, login, phone, email
  /// The first day in the form, and the last.
  case arrival, departure
  /// Of the first, the second … representative, or of the mother and the father by their own numbers.
  case guardianName(Int), guardianRelation(Int), guardianSNILS(Int), guardianPhone(Int), guardianEmail(Int)
  case post, formTeacherOf
  case subject, teacher, hours, group
  case weekday, number, room
  /// Odd or even weeks.
  case week
  /// What a guardian is to the student.
  case relation
  case day, student, mark, kind, weight, comment
  case section, topic, homework
  case library(LibraryField)

  /// Whether it tells of a person, and may be told to have no value; in free text «нет» is a word like others.
  var isOfAPerson: Bool {
    switch self {
    case .surname, .givenName, .patronymic, .fullName, .birthDate, .snils, .login, .phone, .email, .arrival, .departure, .guardianName,
      .guardianRelation,
      .guardianSNILS, .guardianPhone, .guardianEmail, .post, .formTeacherOf, .teacher, .room, .group:
      true
    default: false
    }
  }
}

/// A column of a library's catalogue.
public enum LibraryField: String, Hashable, Sendable, CaseIterable {
  case title, author, publisher, kind, subject, grades, topic, description, keywords, language, license, age, isbn, address
}

extension Heading {
  /// The heading a person would write for a field, for messages about missing ones.
  package static func name(_ field: Field) -> String {
    switch field {
    case .form: "Класс"
    case .surname: "Фамилия"
    case .givenName: "Имя"
    case .patronymic: "Отчество"
    case .fullName: "ФИО"
    case .birthDate: "Дата рождения"
    case .snils: "СНИЛС"
    case .login: "Логин"
    case .phone: "Телефон"
    case .email: "E-mail"
    case .arrival: "Дата прибытия"
    case .departure: "Дата выбытия"
    case .guardianName(let n): "\(relation(n).map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? "Представитель \(n)"): ФИО"
    case .guardianRelation(let n): "Представитель \(n): кем приходится"
    case .guardianSNILS(let n): "Представитель \(n): СНИЛС"
    case .guardianPhone(let n): "Представитель \(n): телефон"
    case .guardianEmail(let n): "Представитель \(n): e-mail"
    case .post: "Должность"
    case .formTeacherOf: "Классное руководство"
    case .subject: "Предмет"
    case .teacher: "Учитель"
    case .hours: "Часов в неделю"
    case .group: "Группа"
    case .weekday: "День недели"
    case .number: "Номер урока"
    case .room: "Кабинет"
    case .week: "Чётность недели"
    case .relation: "Кем приходится"
    case .day: "Дата"
    case .student: "Ученик"
    case .mark: "Отметка"
    case .kind: "Вид работы"
    case .weight: "Вес"
    case .comment: "Комментарий"
    case .section: "Раздел"
    case .topic: "Тема"
    case .homework: "Домашнее задание"
    case .library(let field): library(field)
    }
  }

  private static func library(_ field: LibraryField) -> String {
    switch field {
    case .title: "Название"
    case .author: "Автор"
    case .publisher: "Издательство"
    case .kind: "Вид"
    case .subject: "Предмет"
    case .grades: "Классы"
    case .topic: "Тема"
    case .description: "Аннотация"
    case .keywords: "Ключевые слова"
    case .language: "Язык"
    case .license: "Лицензия"
    case .age: "Возраст"
    case .isbn: "ISBN"
    case .address: "Ссылка"
    }
  }
}
