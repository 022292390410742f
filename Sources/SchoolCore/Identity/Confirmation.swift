import Basics
import SQLite
import SchoolModel
import SchoolOutbox

/// What `account confirm` did.
public struct Confirmed: Sendable {
  public let address: String
  public let kind: String
  /// The person of the roster the account was linked to by what was confirmed.
  public let linkedTo: String?
}

extension Identity {
  /// Gives an account an address that is to be confirmed, and sends a code to it.
  /// - Returns: the address as it is written; empty when the account has it confirmed already.
  @discardableResult
  package func addIdentifier(_ address: Address, to account: Int, _ writing: Writing) throws -> String {
    let database = writing.database
    let known = try database.row(
      "SELECT account_id, confirmed_at FROM identifier WHERE kind = ? AND value = ?", address.kind, address.key, as: (Int, Int?).self)
    if let known, known.0 == account, known.1 != nil { return "" }
    try database.run("DELETE FROM address_claim WHERE account_id = ? AND kind = ?", account, address.kind)
    try database.run(
      "DELETE FROM identifier WHERE account_id = ? AND kind = ? AND confirmed_at IS NULL AND value <> ?", account, address.kind, address.key
    )
    if let known, known.0 != account, try Self.isHeld(address, confirmed: known.1 != nil, writing) {
      // The answer is the same as for a free address: only its letter box hears that there is an account already.
      try database.run(
        "INSERT INTO address_claim (account_id, kind, value, made_at) VALUES (?, ?, ?, ?)", account, address.kind, address.key,
        writing.now.milliseconds)
      try sendNews(that: address, isHeldBy: known.0, writing)
      return address.written
    }
    try database.run("DELETE FROM identifier WHERE kind = ? AND value = ? AND confirmed_at IS NULL", address.kind, address.key)
    try database.run("INSERT INTO identifier (account_id, kind, value) VALUES (?, ?, ?)", account, address.kind, address.key)
    try sendCode(for: database.lastInsertedID, address, account, writing)
    return address.written
  }

  /// Who claimed an address without confirming it does not keep it from others for longer than the code is good for.
  private static func isHeld(_ address: Address, confirmed: Bool, _ writing: Writing) throws -> Bool {
    if confirmed { return true }
    let sql = "SELECT max(c.made_at) FROM confirmation c JOIN identifier i ON i.id = c.identifier_id WHERE i.kind = ? AND i.value = ?"
    guard let made = try writing.database.value(sql, address.kind, address.key, as: Int?.self) ?? nil else { return false }
    return writing.now.milliseconds - made < SessionTerm.codeSeconds * 1000
  }

  private func sendNews(that address: Address, isHeldBy holder: Int, _ writing: Writing) throws {
    try countLetter(to: address, writing)
    try Letters.alreadyRegistered(address, holder, writing)
  }

  /// Nobody's letter box is to be filled, one's own or a stranger's.
  /// - Throws: `IdentityFailure.tooManyTries`.
  private func countLetter(to address: Address, _ writing: Writing) throws {
    let throttle = try Throttle(writing.database, "letter", address.key, free: 3)
    let wait = try throttle.state(at: writing.now).wait
    guard wait == 0 else { throw IdentityFailure.tooManyTries(seconds: wait) }
    _ = try throttle.fail(at: writing.now)
  }

  private func sendCode(for identifier: Int, _ address: Address, _ account: Int, _ writing: Writing) throws {
    let database = writing.database
    try countLetter(to: address, writing)
    let code = padded(school.chance.number(below: 100_000_000), 8)
    try database.run("DELETE FROM confirmation WHERE identifier_id = ?", identifier)
    // A code that was never fetched is of no use once there is a newer one.
    try database.run("DELETE FROM outbox WHERE address = ? AND expires_at IS NOT NULL AND sent_at IS NULL", address.written)
    try database.run(
      "INSERT INTO confirmation (identifier_id, code_hash, made_at) VALUES (?, ?, ?)", identifier, try Self.codeHash(code, database),
      writing.now.milliseconds)
    try Letters.code(code, to: address, account, writing)
  }

  /// Eight digits are soon tried through, so their hash is keyed.
  package static func codeHash(_ code: String, _ database: Database) throws -> [UInt8] {
    let key = try database.value("SELECT bytes FROM security_key", as: [UInt8].self) ?? []
    return HMAC.sha256(key: key, Array(("code\0" + code).utf8))
  }

  /// Confirms an address of one's own by the code that was sent to it.
  ///
  /// If the account claimed a SNILS of the roster and the address is the one the roster has for that person, the account
  /// becomes that person's.
  /// - Throws: `IdentityFailure.wrongCode`, or `tooManyTries` after several of them.
  public func confirm(_ code: String, _ request: WriteRequest) throws -> Performed<Confirmed> {
    let access = try authorize(.proofOwn)
    let account = try ownAccount(.proofOwn)
    let digits = Folding.tidy(code).filter { $0 != " " && $0 != "-" }
    let now = clock.now()
    let (found, _) = try throttled("confirm", String(account), free: 4) {
      try readUnchecked { database in
        let sql = """
          SELECT c.id, i.id, i.kind, i.value, c.made_at FROM confirmation c JOIN identifier i ON i.id = c.identifier_id
          WHERE i.account_id = ? AND c.code_hash = ? AND c.used_at IS NULL
          """
        return try database.row(sql, account, try Self.codeHash(digits, database), as: (Int, Int, String, String, Int).self)
      }
    }
    guard let (confirmation, identifier, kind, value, madeAt) = found else { throw IdentityFailure.wrongCode }
    guard (now.milliseconds - madeAt) / 1000 < SessionTerm.codeSeconds else { throw IdentityFailure.codeExpired }
    return try performSecurity(access, request) { writing in
      let (database, now) = (writing.database, writing.now.milliseconds)
      let used = try database.run("UPDATE confirmation SET used_at = ? WHERE id = ? AND used_at IS NULL", now, confirmation)
      guard used == 1 else { throw IdentityFailure.wrongCode }
      try database.run("DELETE FROM identifier WHERE account_id = ? AND kind = ? AND id <> ?", account, kind, identifier)
      try database.run("DELETE FROM address_claim WHERE account_id = ? AND kind = ?", account, kind)
      try database.run("UPDATE identifier SET confirmed_at = ? WHERE id = ?", now, identifier)
      // What is used up need not lie about.
      try database.run("UPDATE outbox SET body = NULL, data = NULL WHERE lower(address) = ? AND expires_at IS NOT NULL", value)
      let linked = try self.linkByClaim(account, kind, value, writing)
      return Confirmed(address: value, kind: kind, linkedTo: linked)
    }
  }

  /// Sends fresh codes to the addresses of one's own that wait for one.
  /// - Returns: the addresses.
  public func resendCodes(_ request: WriteRequest) throws -> Performed<[String]> {
    let access = try authorize(.proofOwn)
    let account = try ownAccount(.proofOwn)
    let sql = "SELECT id, kind, value FROM identifier WHERE account_id = ? AND confirmed_at IS NULL ORDER BY id"
    let waiting = try readUnchecked { try $0.rows(sql, account, as: (Int, String, String).self) }
    let claims = try readUnchecked {
      try $0.rows("SELECT kind, value FROM address_claim WHERE account_id = ? ORDER BY id", account, as: (String, String).self)
    }
    guard !waiting.isEmpty || !claims.isEmpty else { throw IdentityFailure.nothingToConfirm }
    return try performSecurity(access, request) { writing in
      func address(_ kind: String, _ value: String) -> Address? {
        kind == "email" ? Email(value).map { .email($0) } : Phone(value).map { .phone($0) }
      }
      let sent = try waiting.map { identifier, kind, value in
        guard let address = address(kind, value) else { return value }
        try self.sendCode(for: identifier, address, account, writing)
        return address.written
      }
      // An address that was another account's may be free by now.
      return try sent
        + claims.map { kind, value in try address(kind, value).map { try self.addIdentifier($0, to: account, writing) } ?? value }
    }
  }
}
