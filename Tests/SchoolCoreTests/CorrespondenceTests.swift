import Basics
import Record
import SQLite
import Tabular
import Testing

@testable import SchoolChat
@testable import SchoolExchange
@testable import SchoolIdentity
@testable import SchoolModel
@testable import SchoolRoster
@testable import SchoolSheets

/// Who may write to whom, cell by cell.
@Suite("Who may write to whom")
struct CorrespondenceTests {
  private static let files = [
    """
    Класс;Фамилия;Имя;Отчество;Логин;Представитель 1: ФИО
    5А;Белова;Арина;Ильинична;pupil;Белова Вера Львовна
    5А;Гусев;Лев;Олегович;classmate;Гусева Анна Юрьевна
    5Б;Ежов;Пётр;Ильич;stranger;Ежова Нина Петровна
    """,
    """
    Фамилия;Имя;Отчество;Должность;Логин;Классное руководство
    Жукова;Ольга;Ивановна;учитель;form-teacher;5А
    Зайцева;Яна;Павловна;учитель;teacher;
    Исаева;Зоя;Глебовна;учитель;strange-teacher;
    Кротова;Ева;Марковна;методист;methodist;
    Лосев;Илья;Сергеевич;издательство;provider;
    Мохова;Дина;Юрьевна;психолог;psychologist;
    """,
    """
    Класс;Предмет;Учитель;Часов в неделю
    5А;Математика;Зайцева Яна Павловна;5
    5Б;Математика;Исаева Зоя Глебовна;5
    """,
  ]

  /// By who writes; whom they reach besides.
  private static let reaches: [(from: String, role: Role, to: Set<String>)] = [
    ("pupil", .student, ["classmate", "guardian", "form-teacher", "teacher"]),
    ("guardian", .parent, ["pupil", "other-guardian", "form-teacher", "teacher", "komarova.l"]),
    (
      "teacher", .teacher,
      [
        "pupil", "classmate", "guardian", "other-guardian", "form-teacher", "strange-teacher", "methodist", "psychologist", "komarova.l",
      ]
    ),
    (
      "form-teacher", .teacher,
      [
        "pupil", "classmate", "guardian", "other-guardian", "teacher", "strange-teacher", "methodist", "psychologist", "komarova.l",
      ]
    ),
    (
      "strange-teacher", .teacher,
      [
        "stranger", "strange-guardian", "form-teacher", "teacher", "methodist", "psychologist", "komarova.l",
      ]
    ),
    ("methodist", .methodist, ["form-teacher", "teacher", "strange-teacher", "psychologist", "provider", "komarova.l"]),
    ("provider", .provider, ["methodist", "psychologist", "komarova.l"]),
    (
      "komarova.l", .admin,
      [
        "pupil", "classmate", "stranger", "guardian", "other-guardian", "strange-guardian", "form-teacher", "teacher", "strange-teacher",
        "methodist", "provider", "psychologist",
      ]
    ),
  ]
  private static let everybody = reaches[7].to.union(["komarova.l"])

  private func school() throws -> School {
    let school = try smallSchool(TestClock())
    let sources = Self.files.enumerated().map { Source(name: "\($0.offset).csv", input: ByteInput(bytes: Array($0.element.utf8))) }
    _ = try school.roster.importRoster(sources, prune: false, WriteRequest())
    _ = try school.perform(.rosterWrite, WriteRequest()) { writing in
      for (surname, login) in [("Белова", "guardian"), ("Гусева", "other-guardian"), ("Ежова", "strange-guardian")] {
        try writing.database.run("UPDATE person SET login = ? WHERE surname = ? AND login IS NULL", login, surname)
      }
    }
    _ = try school.identity.grantRole(.methodist, to: "methodist", WriteRequest())
    _ = try school.identity.grantRole(.provider, to: "provider", WriteRequest())
    return school
  }

  private func act(_ school: School, as login: String, _ role: Role) throws {
    let id = try #require(try school.readUnchecked { try $0.value("SELECT id FROM person WHERE login = ?", login, as: Int.self) })
    school.actor = Actor(personID: id, accountID: nil, name: login, roles: [role], role: role)
  }

  @Test("each reaches those the table names and nobody else, in the same words as for nobody")
  func cells() throws {
    let school = try school()
    for (from, role, reached) in Self.reaches {
      try act(school, as: from, role)
      for to in Self.everybody.subtracting([from]).sorted() {
        if reached.contains(to) {
          #expect(throws: Never.self, "\(from) → \(to)") { try school.chat.send(to: to, MessageDraft("Здравствуйте"), WriteRequest()) }
        } else {
          #expect(throws: ChatFailure.outOfReach(to), "\(from) → \(to)") {
            try school.chat.send(to: to, MessageDraft("Здравствуйте"), WriteRequest())
          }
          #expect(throws: ChatFailure.noChat(to)) { try school.chat.messages(in: to, last: nil) }
        }
      }
      #expect(throws: ChatFailure.outOfReach("nikto.n")) {
        try school.chat.send(to: "nikto.n", MessageDraft("Здравствуйте"), WriteRequest())
      }
      #expect(throws: ChatFailure.toOneself) { try school.chat.send(to: from, MessageDraft("Здравствуйте"), WriteRequest()) }
    }
  }

  @Test("a relation's end ends writing, not reading; a group's teacher is the teacher of its members alone")
  func ends() throws {
    let school = try school()
    try act(school, as: "teacher", .teacher)
    _ = try school.chat.send(to: "Белова Вера", MessageDraft("Здравствуйте"), WriteRequest())
    try act(school, as: "komarova.l", .admin)
    _ = try school.perform(.rosterWrite, WriteRequest()) { writing in
      // The course of 5А becomes one for a single student of it.
      try writing.database.run(
        """
        INSERT INTO course_member (course_id, person_id) SELECT c.id, p.id FROM course c JOIN form f ON f.id = c.form_id, person p
        WHERE f.name = '5А' AND p.login = 'classmate'
        """)
    }
    try act(school, as: "teacher", .teacher)
    #expect(throws: ChatFailure.outOfReach("guardian")) { try school.chat.send(to: "guardian", MessageDraft("Ещё раз"), WriteRequest()) }
    #expect(throws: Never.self) { try school.chat.send(to: "other-guardian", MessageDraft("Здравствуйте"), WriteRequest()) }
    #expect(try school.readUnchecked { try $0.value("SELECT count(*) FROM chat", as: Int.self) } == 2)
    #expect(throws: Never.self) { try school.chat.messages(in: "guardian", last: nil) }
  }

  @Test("only a login or a full name names somebody", arguments: ["Белова", "Белова А.", "112-233-445 95", "+7 900 000-00-00"])
  func names(text: String) throws {
    let school = try school()
    try act(school, as: "classmate", .student)
    #expect(throws: ChatFailure.outOfReach(text)) { try school.chat.send(to: text, MessageDraft("Привет"), WriteRequest()) }
    for name in ["pupil", "Белова Арина", "белова арина ильинична"] {
      #expect(throws: Never.self) { try school.chat.send(to: name, MessageDraft("Привет"), WriteRequest()) }
    }
  }

  @Test("of others' messages the record shows who, when and how long, not a word")
  func record() throws {
    let school = try school()
    try act(school, as: "pupil", .student)
    let sent = try #require(try school.chat.send(to: "classmate", MessageDraft("тайное слово"), WriteRequest()).operation)
    try act(school, as: "komarova.l", .admin)
    let others = try school.record.changes(of: sent).flatMap(\.fields)
    #expect(others.contains { $0.name == "characters" && $0.after == "12" })
    #expect(!others.contains { $0.after?.contains("слово") ?? false })
    let exported = try school.exchange.personalData(of: "pupil").tables.filter { $0.name == "message" }
    #expect(exported.flatMap(\.rows).count == 1 && !exported.flatMap(\.rows).joined().contains { $0?.contains("слово") ?? false })
    #expect(throws: RecordFailure.othersTalk(sent)) { try school.record.undo(sent...sent, WriteRequest()) }
    try act(school, as: "pupil", .student)
    _ = try school.record.undo(sent...sent, WriteRequest())
    #expect(try school.database.value("SELECT count(*) FROM message", as: Int.self) == 0)
  }
}
