import Arguments
import Basics
import Glibc
import SchoolIdentity
import SchoolModel
import Tabular

extension GateCommands {
  static let remove: Command = Command(
    "remove", Text(en: "Shut a key out", ru: "Закрыть вход ключу"), operands: [fingerprint.spec], options: [file.spec],
    examples: [Example("myschool gate key remove kazakova.t", Text(en: "all keys of an account", ru: "все ключи учётной записи"))]
  ) { call, session in
    let school = try session.owned()
    let keys = keys(call, session)
    let wanted = call[fingerprint]
    let number = try? school.identity.accountOfGate(wanted).number
    let removed = try keys.edit { lines in
      let before = lines.count
      lines.removeAll { line in
        guard let entry = AuthorizedKeys.entry(AuthorizedKeys.text(line)) else { return false }
        if entry.key.fingerprint == wanted { return true }
        return entry.database == session.databasePath && (entry.account == wanted || number.map { entry.account == "#\($0)" } ?? false)
      }
      return before - lines.count
    }
    guard removed > 0 else { throw GateFailure.noKey(wanted) }
    try school.identity.recordOwnersAct(session.request)
    return .receipt(
      Receipt(lines: [Text(en: "keys removed: \(removed)", ru: "убрано: \(Counting.plural(removed, "ключ", "ключа", "ключей"))")]))
  }
}
