import Basics
import Glibc
import Record
import SQLite
import SchoolModel
import SchoolRoster

/// What `init` is told.
public struct SchoolSetup: Sendable {
  public var name: String
  /// `2026/27`.
  public var year: String
  public var adminLogin: String
  public var password: String
  /// `ru` or `en`: of letters to those who chose none.
  public var language: String?
  public var timeZone = SchoolTimeZone.moscow
  public var hasher = PasswordHasher()

  public init(name: String, year: String, adminLogin: String, password: String) {
    self.name = name
    self.year = year
    self.adminLogin = adminLogin
    self.password = password
  }
}

extension School {
  /// Makes a school: its file, its year with terms and holidays, its scales and kinds of work, its administrator.
  public static func create(at path: String, _ setup: SchoolSetup, clock: Clock, chance: Chance = .system, command: String?) throws
    -> School
  {
    guard let plan = YearPlan(title: setup.year) else { throw IdentityFailure.badYear(setup.year) }
    guard let login = Login(setup.adminLogin) else { throw IdentityFailure.notAnIdentifier(setup.adminLogin) }
    if let weakness = PasswordHasher.weakness(setup.password, least: 12, context: [login.name, setup.name]) {
      throw IdentityFailure.weakPassword(weakness)
    }
    let school = try School(creating: path, clock: clock, chance: chance)
    do {
      try school.fill(setup, plan, login, command)
    } catch {
      school.close()
      if path != ":memory:" { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) } }
      throw error
    }
    return school
  }

  private func fill(_ setup: SchoolSetup, _ plan: YearPlan, _ login: Login, _ command: String?) throws {
    let hash = setup.hasher.hash(setup.password)
    try Self.translating(path) {
      try database.transaction {
        let writer = try OperationWriter(database, schema, chance: chance)
        defer { writer.abandon() }
        try database.run(
          "INSERT INTO school (uuid, name, utc_offset, time_zone, language) VALUES (?, ?, ?, ?, ?)", hex(chance.bytes(16)),
          Folding.tidy(setup.name),
          setup.timeZone.minutes, setup.timeZone.name, setup.language)
        try plan.insert(into: database)
        try MarkScale.insert(into: database)
        try database.run(
          "INSERT INTO person (surname, given_name, login, name_key) VALUES (?1, '', ?1, ?1)", login.name)
        let person = database.lastInsertedID
        try database.run("INSERT INTO account (person_id, created_at, vouched) VALUES (?, ?, 1)", person, clock.now().milliseconds)
        try database.run(
          "INSERT INTO password (account_id, hash, must_change, changed_at) VALUES (?, ?, 0, ?)", database.lastInsertedID, hash,
          clock.now().milliseconds)
        try database.run("INSERT INTO role_grant (person_id, role) VALUES (?, 'admin')", person)
        var header = header(for: nil, WriteRequest(command: command), .setup)
        header.actor = person
        _ = try writer.finish(header, evenIfEmpty: true)
      }
    }
  }
}
