import Basics
import SQLite
import SchoolModel

/// A chat as somebody sees it.
struct FoundChat {
  /// `nil` before the first message.
  let id: Int?
  let kind: ChatKind
  /// The form of a standing chat.
  let form: Int?
  /// The other one of a chat of two.
  let other: Int?
  /// What a standing chat or a group is called.
  let title: String?
  let sight: ChatSight
  /// Whether it goes on: last year's chats are only read.
  let isOpen: Bool
  /// A student under the age at which guardians read along, whose guardian looks at it.
  var ward: Int? = nil

  var canWrite: Bool { isOpen && sight.isMember && ward == nil }
}

/// The chats of one person, and what words mean to them: nothing else is known of.
struct ChatDirectory {
  let database: Database
  let calendar: SchoolCalendar
  let access: Access
  let now: Instant
  let person: Int
  let sights: ChatSights
  /// The year of the present, whichever is looked at.
  private let currentYear: Int

  init(_ database: Database, _ access: Access, _ calendar: SchoolCalendar, now: Instant) throws {
    (self.database, self.access, self.calendar, self.now) = (database, access, calendar, now)
    person = access.actor.personID
    currentYear = try SchoolCalendar(database, now: now).yearID
    sights = ChatSights(database: database, calendar: calendar, person: person)
  }

  init(_ reading: Reading) throws { try self.init(reading.database, reading.access, reading.calendar, now: reading.now) }

  // MARK: all of them

  /// Every chat the person is in, and those they were in and can still read in.
  func all() throws -> [FoundChat] {
    try standing() + members()
  }

  private func standing() throws -> [FoundChat] {
    var found: [FoundChat] = []
    for kind in ChatKind.ofForms {
      for form in try sights.forms(kind) {
        guard let chat = try standing(kind, form: form), chat.sight.isMember && chat.isOpen || chat.id != nil else { continue }
        found.append(chat)
      }
    }
    if let staff = try standing(.staff, form: nil) { found.append(staff) }
    return found
  }

  /// A standing chat; `nil` for who never was in it.
  private func standing(_ kind: ChatKind, form: Int?) throws -> FoundChat? {
    let sight = try sights.standing(kind, form: form)
    guard !sight.isEmpty else { return nil }
    let named = try form.flatMap {
      try database.row(
        "SELECT f.name, y.title, y.id FROM main.form f JOIN main.academic_year y ON y.id = f.year_id WHERE f.id = ?", $0,
        as: (String, String, Int).self)
    }
    let isOpen = named.map { $0.2 == currentYear } ?? true
    let id = try database.value("SELECT id FROM main.chat WHERE kind = ? AND form_id IS ?", kind.rawValue, form, as: Int.self)
    return FoundChat(
      id: id, kind: kind, form: form, other: nil, title: StandingName.title(kind, form: named?.0, year: isOpen ? nil : named?.1),
      sight: sight, isOpen: isOpen)
  }

  private func members() throws -> [FoundChat] {
    try database.values("SELECT chat_id FROM main.chat_member WHERE person_id = ? ORDER BY chat_id", person, as: Int.self)
      .compactMap(ofMember)
  }

  /// A group or a chat of two by its number.
  private func ofMember(_ id: Int) throws -> FoundChat? {
    let sight = try sights.ofMember(id)
    guard !sight.isEmpty else { return nil }
    guard
      let (pair, title, kind) = try database.row(
        "SELECT pair, title, kind FROM main.chat WHERE id = ?", id, as: (String?, String?, String?).self)
    else { return nil }
    let other = pair.flatMap { $0.split(separator: ":").compactMap { Int($0) }.first { $0 != person } }
    return FoundChat(
      id: id, kind: kind.flatMap(ChatKind.init) ?? .direct, form: nil, other: other, title: title, sight: sight, isOpen: true)
  }

  // MARK: one of them

  /// The chat a word names, for reading.
  /// - Throws: `ChatFailure.noChat`, whatever else there is.
  func chat(_ text: String) throws -> FoundChat {
    guard let found = try known(text) ?? ofWard(text) else { throw ChatFailure.noChat(text) }
    return found
  }

  /// The chat a word names among those of the person; the number of a chat comes before all, a person's name last.
  func known(_ text: String) throws -> FoundChat? {
    if let number = Int(text) { return try numbered(number) }
    if let named = try standing(named: text) { return named }
    let groups = try group(titled: text)
    if let group = groups { return group }
    let pairs = try persons(text).compactMap {
      try database.value("SELECT id FROM main.chat WHERE pair = ?", Self.pair(person, $0), as: Int.self)
    }
    return pairs.count == 1 ? try ofMember(pairs[0]) : nil
  }

  func numbered(_ number: Int) throws -> FoundChat? {
    guard let (kind, form) = try database.row("SELECT kind, form_id FROM main.chat WHERE id = ?", number, as: (String?, Int?).self) else {
      return nil
    }
    guard let kind = kind.flatMap(ChatKind.init), kind.isStanding else { return try ofMember(number) }
    return try standing(kind, form: form)
  }

  private func standing(named text: String) throws -> FoundChat? {
    guard let name = StandingName(text) else { return nil }
    guard let form = name.form else { return try standing(name.kind, form: nil) }
    let sql = """
      SELECT f.id FROM main.form f JOIN main.academic_year y ON y.id = f.year_id
      WHERE f.name = ? AND (y.title = ?2 OR (?2 IS NULL AND y.id = ?3))
      """
    guard let id = try database.value(sql, form.name, name.year, currentYear, as: Int.self) else { return nil }
    return try standing(name.kind, form: id)
  }

  private func group(titled text: String) throws -> FoundChat? {
    let key = Folding.key(text)
    let own = try database.rows(
      "SELECT c.id, c.title FROM main.chat_member m JOIN main.chat c ON c.id = m.chat_id WHERE m.person_id = ? AND c.kind = 'group'",
      person,
      as: (Int, String).self)
    let found = own.filter { Folding.key($0.1) == key }
    return found.count == 1 ? try ofMember(found[0].0) : nil
  }

  /// A chat of two of a child, whose guardian may read along until the child's birthday.
  func ofWard(_ text: String) throws -> FoundChat? {
    guard let number = Int(text) else { return nil }
    let sql = """
      SELECT g.student_id, c.pair FROM main.guardian g JOIN main.chat_member m ON m.person_id = g.student_id
      JOIN main.chat c ON c.id = m.chat_id WHERE g.person_id = ? AND c.id = ? AND c.pair IS NOT NULL
      """
    for (student, pair) in try database.rows(sql, person, number, as: (Int, String).self) {
      let other = pair.split(separator: ":").compactMap { Int($0) }.first { $0 != student }
      guard let other, other != person, try isReadAlong(student, with: other) else { continue }
      return FoundChat(
        id: number, kind: .direct, form: nil, other: other, title: nil, sight: .whole, isOpen: false, ward: student)
    }
    return nil
  }

  /// Whether the guardians of a student may read what an adult writes to them: under the age the school has set, or without a
  /// birth date; what students and guardians write to them is theirs.
  func isReadAlong(_ student: Int, with other: Int) throws -> Bool {
    guard let limit = Int(try JournalRules(database).value(.chatGuardiansRead)) else { return false }
    guard try isStudent(student), !(try isStudent(other)) else { return false }
    let isGuardian =
      try database.value(
        "SELECT 1 FROM main.guardian WHERE student_id = ? AND person_id = ?", student, other, as: Int.self) != nil
    guard !isGuardian else { return false }
    let birth = try database.value("SELECT birth_date FROM main.person WHERE id = ?", student, as: Day?.self) ?? nil
    return birth.map { calendar.todayOfAccess.age(since: $0) < limit } ?? true
  }

  func isStudent(_ id: Int) throws -> Bool {
    try database.value("SELECT 1 FROM main.enrolment WHERE person_id = ?", id, as: Int.self) != nil
  }

  // MARK: people

  /// Who bears a login or a full name, the patronymic left out or not. Nothing less names somebody to write to.
  func persons(_ text: String) throws -> [Int] {
    let key = Folding.key(text)
    let sql = """
      SELECT id, surname || ' ' || given_name, name_key, login IS ?1 FROM main.person WHERE self_declared IS NULL
        AND (login = ?1 OR name_key = ?1 OR (name_key >= ?1 || ' ' AND name_key < ?1 || '!'))
      ORDER BY id
      """
    return try database.rows(sql, key, as: (Int, String, String, Bool).self)
      .filter { $0.3 || (key.contains(" ") && ($0.2 == key || Folding.key($0.1) == key)) }.map(\.0)
  }

  /// The one person within reach that a word names.
  /// - Throws: `ChatFailure.outOfReach` for nobody, and for whom one may not write to (`Permissions.relation`).
  func person(_ text: String) throws -> Int {
    let named = try persons(text)
    guard named != [person] else { throw ChatFailure.toOneself }
    let correspondence = Correspondence(database: database, access: access, now: now)
    let within = try named.filter { try $0 != person && correspondence.allows($0) }
    guard let found = within.first else { throw ChatFailure.outOfReach(text) }
    guard within.count == 1 else {
      let names = try ChatNames(database, for: access.actor)
      let candidates = try within.map { id in
        let login = try database.value("SELECT login FROM main.person WHERE id = ?", id, as: String?.self) ?? nil
        return try names.name(id) + (login.map { " (\($0))" } ?? "")
      }
      throw BadValue(.severalPersons(text, among: "", candidates: candidates))
    }
    return found
  }

  static func pair(_ a: Int, _ b: Int) -> String { "\(min(a, b)):\(max(a, b))" }

  // MARK: who moderates

  /// Who leads the form of a standing chat; who made a group, else the longest-standing of the staff in it.
  func moderator(of chat: FoundChat) throws -> Int? {
    switch chat.kind {
    case .form, .guardians, .teachers:
      return try database.value("SELECT teacher_id FROM main.form WHERE id = ?", chat.form, as: Int?.self) ?? nil
    case .group:
      let sql = """
        SELECT m.person_id FROM main.chat_member m JOIN main.chat c ON c.id = m.chat_id
        WHERE m.chat_id = ? AND m.left_at IS NULL AND (m.person_id = c.made_by OR EXISTS (
          SELECT 1 FROM main.staff s WHERE s.person_id = m.person_id AND (s.last_day IS NULL OR s.last_day >= ?)))
        ORDER BY m.person_id = c.made_by DESC, m.joined_at, m.id LIMIT 1
        """
      return try database.value(sql, chat.id, calendar.todayOfAccess, as: Int.self)
    case .staff, .direct: return nil
    }
  }

  /// Everybody who is in a chat now.
  func members(of chat: FoundChat) throws -> [Int] {
    switch chat.kind {
    case .group, .direct:
      return try database.values(
        "SELECT person_id FROM main.chat_member WHERE chat_id = ? AND left_at IS NULL ORDER BY id", chat.id, as: Int.self)
    case .form, .guardians, .teachers, .staff:
      let sql = StandingMembers(on: calendar.presentOfAccess).sql(chat.kind, form: "?1")
      // The staff's chat is of no form.
      if chat.kind == .staff { return try database.values(sql, as: Int.self) }
      return try database.values(sql, chat.form, as: Int.self)
    }
  }
}

extension Reading {
  var chats: ChatDirectory { get throws { try ChatDirectory(self) } }
}

extension Writing {
  func chats() throws -> ChatDirectory { try ChatDirectory(database, access, calendar(), now: now) }
}

// What is asked beside one's own chats.
extension ChatDirectory {
  /// A chat of a form, or of the staff, by who may be in it or not: only a member is shown what is written there.
  func seenFromOutside(_ kind: ChatKind, form: Int?) throws -> FoundChat {
    let name = try form.flatMap { try database.value("SELECT name FROM main.form WHERE id = ?", $0, as: String.self) }
    let id = try database.value("SELECT id FROM main.chat WHERE kind = ? AND form_id IS ?", kind.rawValue, form, as: Int.self)
    return FoundChat(
      id: id, kind: kind, form: form, other: nil, title: StandingName.title(kind, form: name),
      sight: try sights.standing(kind, form: form), isOpen: true)
  }

  func groups() throws -> [FoundChat] {
    let groups = try database.rows("SELECT id, title FROM main.chat WHERE kind = 'group' ORDER BY title, id", as: (Int, String).self)
    return try groups.map { id, title in
      FoundChat(id: id, kind: .group, form: nil, other: nil, title: title, sight: try sights.ofMember(id), isOpen: true)
    }
  }

  /// The chats of one's children that adults write in and that guardians read along.
  func ofWards() throws -> [FoundChat] {
    let sql = """
      SELECT DISTINCT c.id FROM main.guardian g JOIN main.chat_member m ON m.person_id = g.student_id
      JOIN main.chat c ON c.id = m.chat_id WHERE g.person_id = ? AND c.pair IS NOT NULL ORDER BY c.id
      """
    return try database.values(sql, person, as: Int.self).compactMap { try? chat(String($0)) }.filter { $0.ward != nil }
  }

  /// Whether today's guardians may read along in a chat of two that one is in oneself.
  func isReadAlong(_ chat: FoundChat) throws -> Bool {
    guard let other = chat.other else { return false }
    return try isReadAlong(chat.ward ?? person, with: other) || (chat.ward == nil && isReadAlong(other, with: person))
  }

  /// Until when one may not write in a chat.
  func silenced(_ chat: FoundChat) throws -> Instant? {
    guard let id = chat.id, chat.ward == nil else { return nil }
    return try database.value(
      "SELECT until_at FROM main.chat_silence WHERE chat_id = ? AND person_id = ? AND until_at > ?", id, person, now.milliseconds,
      as: Int.self
    ).map { Instant(milliseconds: $0) }
  }
}
