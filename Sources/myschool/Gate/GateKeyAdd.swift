import Arguments
import Basics
import Glibc
import SchoolIdentity
import SchoolModel
import Tabular

extension GateCommands {
  private static let publicKey = Operand.one(
    .file, Text(en: "The public key: a .pub file; - is standard input", ru: "Открытый ключ: файл .pub; - — стандартный ввод"))

  static let add: Command = Command(
    "add", Text(en: "Let a key in as an account", ru: "Впустить ключ под учётной записью"), operands: [account.spec, publicKey.spec],
    options: [file.spec],
    examples: [
      Example("myschool gate key add kazakova.t id_ed25519.pub", Text(en: "a teacher's public key", ru: "открытый ключ учителя")),
      Example("myschool gate key add kira - < kira.pub", Text(en: "from standard input", ru: "со стандартного ввода")),
    ]
  ) { call, session in
    let school = try session.owned()
    let name = try school.identity.accountName(call[account])
    let text = try session.wholeText(call[publicKey])
    let line = text.split(whereSeparator: \.isNewline).first { !$0.hasPrefix("#") } ?? ""
    guard let key = PublicKey(line) else { throw GateFailure.notAKey(call[publicKey]) }
    let keys = keys(call, session)
    var lines = try keys.lines()
    if let plain = lines.firstIndex(where: { $0.contains(key.blob) && AuthorizedKeys.entry($0) == nil }) {
      throw GateFailure.keyStandsOpen(path: keys.path, line: plain + 1)
    }
    // One key, one account: sshd takes the first line that fits.
    let others = lines.compactMap { AuthorizedKeys.entry($0) }.filter { $0.key.blob == key.blob }
    let entry = AuthorizedKeys.Entry(account: name, database: session.databasePath, key: key)
    if others == [entry] {
      return .receipt(Receipt(lines: [Text(en: "unchanged: \(key.fingerprint)", ru: "без изменений: \(key.fingerprint)")]))
    }
    lines.removeAll { AuthorizedKeys.entry($0)?.key.blob == key.blob }
    lines.append(AuthorizedKeys.line(entry, program: ThisMachine.program))
    try keys.write(lines)
    try school.identity.recordOwnersAct(session.request)
    return .receipt(
      Receipt(lines: [
        Text(en: "\(name): \(key.type) \(key.fingerprint)", ru: "\(name): \(key.type) \(key.fingerprint)"),
        Text(en: "the other side: ssh USER@HOST whoami", ru: "на другой стороне: ssh ПОЛЬЗОВАТЕЛЬ@СЕРВЕР whoami"),
      ]))
  }
}
