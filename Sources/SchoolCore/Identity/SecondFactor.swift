import Basics
import SQLite
import SchoolModel
import SchoolOutbox

/// The key of a second factor, sealed by the password: who reads the file alone learns nothing.
package enum SealedKey {
  /// - Returns: nonce, ciphertext and tag in one run of bytes.
  package static func seal(_ key: [UInt8], password: String, salt: String, nonce: [UInt8]) -> [UInt8]? {
    lock(password, salt).map { SealedBytes.seal(key, lock: $0, nonce: nonce) }
  }

  /// `nil` when the password is not the one it was sealed with.
  package static func open(_ sealed: [UInt8], password: String, salt: String) -> [UInt8]? {
    lock(password, salt).flatMap { SealedBytes.open(sealed, lock: $0) }
  }

  private static func lock(_ password: String, _ salt: String) -> [UInt8]? {
    PasswordHasher.crypt(password, salt).map { SHA256.digest("second factor\0" + $0) }
  }
}

extension Identity {
  /// What a second factor to be set up shows once.
  public struct NewSecondFactor: Sendable {
    /// `otpauth://…`, for the app.
    public let link: String
    public let recoveryCodes: [String]
  }

  public enum SecondFactorState: String, Sendable { case off, waiting, on }

  public func secondFactorState() throws -> SecondFactorState {
    let account = try ownAccount(.accountRead)
    return try readUnchecked { database in
      switch try database.row("SELECT confirmed_at FROM second_factor WHERE account_id = ?", account, as: (Int?).self) {
      case nil: .off
      case .some(nil): .waiting
      default: .on
      }
    }
  }

  /// Makes a key and recovery codes. It is asked for at sign-ins only once a code of it was given (`confirmSecondFactor`).
  public func prepareSecondFactor(password: String, _ request: WriteRequest) throws -> NewSecondFactor {
    let account = try ownAccount(.proofOwn)
    try checkOwnPassword(password, account)
    guard try secondFactorState() != .on else { throw IdentityFailure.secondFactorOn }
    let key = school.chance.bytes(20)
    let salt = hasher.setting()
    guard let sealed = SealedKey.seal(key, password: password, salt: salt, nonce: school.chance.bytes(16)) else {
      throw IdentityFailure.wrongPassword
    }
    let codes = (0..<10).map { _ in SingleUseCode.make(letters: 10, school.chance) }
    _ = try performSecurity(try authorize(.proofOwn), request) { writing in
      let database = writing.database
      try database.run("DELETE FROM second_factor WHERE account_id = ?", account)
      try database.run("DELETE FROM recovery_code WHERE account_id = ?", account)
      try database.run(
        "INSERT INTO second_factor (account_id, salt, sealed, made_at) VALUES (?, ?, ?, ?)", account, salt, sealed, writing.now.milliseconds
      )
      for code in codes {
        try database.run("INSERT INTO recovery_code (account_id, code_hash) VALUES (?, ?)", account, SingleUseCode.hash(code))
      }
    }
    let name = try readUnchecked { try $0.value("SELECT login FROM person WHERE id = ?", self.actor?.personID, as: String?.self) ?? nil }
    return NewSecondFactor(link: OneTimeCode.link(account: name ?? actor?.name ?? "", key: key), recoveryCodes: codes)
  }

  /// Puts the second factor in force.
  public func confirmSecondFactor(password: String, code: String, _ request: WriteRequest) throws {
    let account = try ownAccount(.proofOwn)
    try checkOwnPassword(password, account)
    guard try secondFactorState() == .waiting else { throw IdentityFailure.noSecondFactor }
    let (step, _) = try throttled("second-factor", String(account), free: 4) {
      try stepOfSecondFactor(account, password: password, code: code)
    }
    guard let step else { throw IdentityFailure.wrongSecondFactor }
    _ = try performSecurity(try authorize(.proofOwn), request) { writing in
      let confirmed = try writing.database.run(
        "UPDATE second_factor SET confirmed_at = ?1, last_step = ?2 WHERE account_id = ?3 AND confirmed_at IS NULL AND last_step < ?2",
        writing.now.milliseconds, step, account)
      guard confirmed == 1 else { throw IdentityFailure.noSecondFactor }
    }
  }

  public func removeSecondFactor(password: String, _ request: WriteRequest) throws {
    let account = try ownAccount(.proofOwn)
    try checkOwnPassword(password, account)
    guard try secondFactorState() != .off else { throw IdentityFailure.noSecondFactor }
    _ = try performSecurity(try authorize(.proofOwn), request) { try Self.removeSecondFactor(of: account, $0.database) }
  }

  package static func removeSecondFactor(of account: Int, _ database: Database) throws {
    try database.run("DELETE FROM second_factor WHERE account_id = ?", account)
    try database.run("DELETE FROM recovery_code WHERE account_id = ?", account)
  }

  /// Asks for a code where the account has a second factor in force; a code of the app or a recovery code will do.
  package func passSecondFactor(_ account: Int, password: String, ask: () throws -> String?) throws {
    let isOn =
      try readUnchecked {
        try $0.value("SELECT 1 FROM second_factor WHERE account_id = ? AND confirmed_at IS NOT NULL", account, as: Int.self)
      } != nil
    guard isOn else { return }
    guard let code = try ask() else { throw IdentityFailure.codeNeeded }
    // Five failures lock for five minutes and more (facts.md, section 10).
    let (accepted, _) = try throttled("second-factor", String(account), free: 4) {
      let isRight =
        if let step = try stepOfSecondFactor(account, password: password, code: code) {
          try useStep(step, account)
        } else { try useRecoveryCode(account, code) }
      return isRight ? true : nil
    }
    guard accepted != nil else { throw IdentityFailure.wrongSecondFactor }
  }

  private func stepOfSecondFactor(_ account: Int, password: String, code: String) throws -> Int? {
    try readUnchecked { database in
      guard
        let (salt, sealed, last) = try database.row(
          "SELECT salt, sealed, last_step FROM second_factor WHERE account_id = ?", account, as: (String, [UInt8], Int).self),
        let key = SealedKey.open(sealed, password: password, salt: salt)
      else { return nil }
      return OneTimeCode.matchingStep(Folding.tidy(code).filter { $0 != " " }, key: key, at: self.clock.now(), after: last)
    }
  }

  /// A code signs in once: of many who give the same one at the same time the first.
  private func useStep(_ step: Int, _ account: Int) throws -> Bool {
    try note { try $0.run("UPDATE second_factor SET last_step = ?1 WHERE account_id = ?2 AND last_step < ?1", step, account) } == 1
  }

  private func useRecoveryCode(_ account: Int, _ code: String) throws -> Bool {
    guard let hash = SingleUseCode(code).map({ SingleUseCode.hash($0.text) }) else { return false }
    let now = clock.now().milliseconds
    return try note {
      try $0.run("UPDATE recovery_code SET used_at = ? WHERE account_id = ? AND code_hash = ? AND used_at IS NULL", now, account, hash)
    } == 1
  }
}

/// A code that opens something once: letters and digits nobody mistakes for one another, in groups of four or five.
package struct SingleUseCode {
  package let text: String
  private static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// Reads a code as it was typed: hyphens, blanks and case do not matter. `nil` when it can be none.
  package init?(_ typed: String) {
    let letters = Folding.tidy(typed).uppercased().filter { $0 != "-" && $0 != " " }
    guard (8...20).contains(letters.count), letters.allSatisfy(Self.alphabet.contains) else { return nil }
    text = letters
  }

  package static func make(letters: Int, _ chance: Chance) -> String {
    let code = (0..<letters).map { _ in alphabet[chance.number(below: alphabet.count)] }
    let half = letters % 4 == 0 ? 4 : 5
    return stride(from: 0, to: letters, by: half).map { String(code[$0..<min($0 + half, letters)]) }.joined(separator: "-")
  }

  package static func hash(_ code: String) -> [UInt8] { SHA256.digest("single use\0" + code.filter { $0 != "-" }) }
}
