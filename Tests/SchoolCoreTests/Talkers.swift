import Basics
import Foundation
import Record
import SQLite
import Tabular
import Testing

@testable import RussianText
@testable import SchoolChat
@testable import SchoolInbox
@testable import SchoolJournal
@testable import SchoolModel
@testable import SchoolOutbox
@testable import SchoolRoster
@testable import SchoolSetup
@testable import SchoolSheets

/// A small school whose people write to one another.
struct Talkers {
  let clock = TestClock()
  let school: School

  private static let files = [
    """
    Класс;Фамилия;Имя;Отчество;Логин;Дата рождения;Представитель 1: ФИО
    5А;Белова;Арина;Ильинична;pupil;01.02.2015;Белова Вера Львовна
    5А;Гусев;Лев;Олегович;classmate;02.03.2015;Гусева Анна Юрьевна
    5Б;Ежов;Пётр;Ильич;stranger;03.04.2015;Ежова Нина Петровна
    """,
    """
    Фамилия;Имя;Отчество;Должность;Логин;Классное руководство
    Жукова;Ольга;Ивановна;учитель;head;5А
    Зайцева;Яна;Павловна;учитель;teacher;
    """,
    """
    Класс;Предмет;Учитель;Часов в неделю
    5А;Математика;Зайцева Яна Павловна;5
    """,
  ]

  init(path: String? = nil) throws {
    school = try smallSchool(clock, at: path ?? ":memory:")
    let sources = Self.files.enumerated().map { Source(name: "\($0.offset).csv", input: ByteInput(bytes: Array($0.element.utf8))) }
    _ = try school.roster.importRoster(sources, prune: false, WriteRequest())
    _ = try school.perform(.rosterWrite, WriteRequest()) { writing in
      for (surname, login) in [("Белова", "mother"), ("Гусева", "other-mother"), ("Ежова", "strange-mother")] {
        try writing.database.run("UPDATE person SET login = ? WHERE surname = ? AND login IS NULL", login, surname)
      }
    }
  }

  static let roles: [(login: String, role: Role)] = [
    ("pupil", .student), ("classmate", .student), ("mother", .parent), ("other-mother", .parent), ("head", .teacher), ("teacher", .teacher),
  ]

  func act(_ login: String) throws {
    let id = try #require(try school.readUnchecked { try $0.value("SELECT id FROM person WHERE login = ?", login, as: Int.self) })
    let role = Self.roles.first { $0.login == login }?.role ?? .admin
    school.actor = Actor(personID: id, accountID: nil, name: login, roles: [role], role: role)
  }

  @discardableResult
  func send(_ login: String, to: String, _ text: String) throws -> Int {
    try act(login)
    clock.now = clock.now + 60
    return try school.chat.send(to: to, try MessageDraft(text), WriteRequest(command: "myschool chat send")).value.number
  }

  func bodies(_ login: String, in chat: String, peek: Bool = false) throws -> [String] {
    try act(login)
    return try texts(school.chat.messages(in: chat, last: nil, peek: peek).table, 3)
  }
}

func texts(_ table: Table, _ column: Int) throws -> [String] {
  var found: [String] = []
  try table.rows(RowWriter(columns: table.columns.count) { found.append($0.string(column)) })
  return found
}

/// A generator whose numbers follow from its seed.
struct TalkSeed: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
