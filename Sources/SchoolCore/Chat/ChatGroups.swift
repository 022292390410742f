import Basics
import SQLite
import SchoolModel
import Tabular

extension Chat {
  public static let memberColumns = [
    Column("person", en: "Name", ru: "Имя"), Column("role", en: "Role", ru: "Роль", labels: CodedWords.chatRoles),
    Column("login", en: "Login", ru: "Логин"), Column("silenced_until", .instant, en: "Silent until", ru: "Молчит до", isOptional: true),
  ]
  /// How many people a group has at most.
  static let mostMembers = 1000

  /// Makes a group of people one may write to; for the staff.
  /// - Throws: `ChatFailure.outOfReach` for whoever one may not write to, known or not.
  public func createGroup(_ title: String, of names: [String], _ request: WriteRequest) throws -> Performed<Int> {
    try perform(.chatUse, request) { writing in
      let directory = try writing.chats()
      guard try Self.isStaff(directory) else { throw AccessFailure.notThisRole(writing.actor.role ?? .student, .chatUse, others: []) }
      let title = try Self.groupTitle(title, directory)
      let database = writing.database
      let people = try Self.people(names, directory)
      try database.run(
        "INSERT INTO chat (title, created_at, kind, made_by) VALUES (?, ?, 'group', ?)", title, writing.now.milliseconds, directory.person)
      let id = database.lastInsertedID
      for person in [directory.person] + people { try Self.join(person, id, writing) }
      return id
    }
  }

  /// Adds people to a group, or takes them out; for who moderates it.
  public func changeMembers(of chat: String, add: [String], remove: [String], _ request: WriteRequest) throws -> Performed<Void> {
    try perform(.chatUse, request) { writing in
      let directory = try writing.chats()
      let found = try Self.group(chat, directory)
      try Self.requireModerator(of: found, directory)
      guard let id = found.id else { return }
      for person in try Self.people(add, directory) { try Self.join(person, id, writing) }
      let members = try directory.members(of: found)
      for name in remove {
        let leaving = try directory.persons(name).filter(members.contains)
        guard leaving.count == 1 else { throw ChatFailure.notAMember(name, chat: found.title ?? chat) }
        try Self.leave(leaving[0], id, writing)
      }
      if !remove.isEmpty { try Self.requireLeader(found, directory) }
    }
  }

  /// Leaves a group.
  public func leave(_ chat: String, _ request: WriteRequest) throws -> Performed<Void> {
    try perform(.chatUse, request) { writing in
      let directory = try writing.chats()
      let found = try Self.group(chat, directory)
      guard let id = found.id else { return }
      try Self.leave(directory.person, id, writing)
      try Self.requireLeader(found, directory)
    }
  }

  /// Those who are left in a group have somebody of the staff among them.
  private static func requireLeader(_ group: FoundChat, _ directory: ChatDirectory) throws {
    guard try directory.moderator(of: group) == nil, try !directory.members(of: group).isEmpty else { return }
    throw ChatFailure.lastLeader(try ChatTitles(directory).title(group))
  }

  /// Who is in a chat now.
  public func members(of chat: String) throws -> Table {
    try read(.chatUse) { reading in
      let directory = try reading.chats
      let found = try directory.chat(chat)
      let titles = try ChatTitles(directory)
      let moderator = try directory.moderator(of: found)
      let silences = try Dictionary(
        uniqueKeysWithValues: reading.database.rows(
          "SELECT person_id, until_at FROM main.chat_silence WHERE chat_id = ? AND until_at > ?", found.id, reading.now.milliseconds,
          as: (Int, Int).self))
      // Who is not of the staff is told no login.
      let knowsLogins = try Self.isStaff(directory)
      let members = try directory.members(of: found)
      try titles.names.learn(members)
      let rows = try members.map { id -> (String, [Cell]) in
        let name = try titles.name(id)
        let login = knowsLogins ? try titles.names.login(id) : nil
        let silence = silences[id].map { Cell.instant(Instant(milliseconds: $0).iso) } ?? .empty
        return (name, [.text(name), .text(id == moderator ? "moderator" : "member"), Cell(login), silence])
      }
      return Table(Self.memberColumns, rows: rows.sorted { RussianOrder.compare($0.0, $1.0) < 0 }.map(\.1))
    }
  }

  static func isStaff(_ directory: ChatDirectory) throws -> Bool {
    if let role = directory.access.actor.role, role != .student, role != .parent { return true }
    return try directory.database.value(
      "SELECT 1 FROM main.staff WHERE person_id = ? AND (last_day IS NULL OR last_day >= ?)", directory.person,
      directory.calendar.todayOfAccess,
      as: Int.self) != nil && directory.access.actor.role == nil
  }

  /// A title is one line, is nobody's number or standing chat, and one has no two groups of it.
  private static func groupTitle(_ typed: String, _ directory: ChatDirectory) throws -> String {
    let title = Folding.tidy(typed)
    guard (1...100).contains(title.count), Int(title) == nil, StandingName(title) == nil,
      !title.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { throw ChatFailure.badTitle(typed) }
    if let same = try directory.known(title), same.kind == .group { throw ChatFailure.titleTaken(title) }
    // What is written to a person must never come to a group that is called the same.
    let namesake = "SELECT 1 FROM main.person WHERE login = ?1 COLLATE NOCASE OR name_key = ?2"
    if try directory.database.value(namesake, title, Folding.key(title), as: Int.self) != nil { throw ChatFailure.titleOfPerson(title) }
    return title
  }

  private static func people(_ names: [String], _ directory: ChatDirectory) throws -> [Int] {
    var people: [Int] = []
    for name in names {
      // `5А` adds those who are in the form's chat now and whom one may write to.
      if let standing = try directory.known(name), standing.kind.isStanding, standing.sight.isMember {
        let correspondence = Correspondence(database: directory.database, access: directory.access, now: directory.now)
        people += try directory.members(of: standing).filter { try $0 != directory.person && correspondence.allows($0) }
      } else {
        people.append(try directory.person(name))
      }
    }
    guard people.count < mostMembers else { throw ChatFailure.tooManyMembers(limit: mostMembers) }
    var seen: Set<Int> = []
    return people.filter { seen.insert($0).inserted }
  }

  private static func group(_ text: String, _ directory: ChatDirectory) throws -> FoundChat {
    let found = try directory.chat(text)
    guard found.kind == .group else { throw ChatFailure.notAGroup(text) }
    guard found.sight.isMember else { throw ChatFailure.readOnly(text) }
    return found
  }

  /// Who comes back goes on where they were.
  private static func join(_ person: Int, _ chat: Int, _ writing: Writing) throws {
    try writing.database.run(
      """
      INSERT INTO chat_member (chat_id, person_id, joined_at, added_by) VALUES (?, ?, ?, ?)
      ON CONFLICT (chat_id, person_id) DO UPDATE SET left_at = NULL WHERE left_at IS NOT NULL
      """, chat, person, writing.now.milliseconds, writing.actor.personID)
  }

  private static func leave(_ person: Int, _ chat: Int, _ writing: Writing) throws {
    try writing.database.run(
      "UPDATE chat_member SET left_at = ? WHERE chat_id = ? AND person_id = ? AND left_at IS NULL", writing.now.milliseconds, chat, person)
  }
}
