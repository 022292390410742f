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
    var lines = try keys.lines()
    let before = lines.count
    lines.removeAll { line in
      AuthorizedKeys.entry(line).map { $0.account == call[fingerprint] || $0.key.fingerprint == call[fingerprint] } ?? false
    }
    guard lines.count < before else { throw GateFailure.noKey(call[fingerprint]) }
    try keys.write(lines)
    try school.identity.recordOwnersAct(session.request)
    let removed = before - lines.count
    return .receipt(
      Receipt(lines: [Text(en: "keys removed: \(removed)", ru: "убрано: \(Counting.plural(removed, "ключ", "ключа", "ключей"))")]))
  }
}
