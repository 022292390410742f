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
    let (number, name) = try school.identity.accountOfGate(call[account])
    let text = try session.wholeText(call[publicKey])
    let line = text.split(whereSeparator: \.isNewline).first { !$0.hasPrefix("#") } ?? ""
    guard let key = PublicKey(line) else { throw GateFailure.notAKey(call[publicKey]) }
    let keys = keys(call, session)
    let entry = AuthorizedKeys.Entry(account: "#\(number)", database: session.databasePath, key: key)
    let isNew = try keys.edit { lines in
      let texts = lines.map(AuthorizedKeys.text)
      if let plain = texts.firstIndex(where: { $0.contains(key.blob) && AuthorizedKeys.entry($0) == nil }) {
        throw GateFailure.keyStandsOpen(path: keys.path, line: plain + 1)
      }
      // One key, one account: sshd takes the first line that fits.
      if texts.compactMap({ AuthorizedKeys.entry($0) }).filter({ $0.key.blob == key.blob }) == [entry] { return false }
      lines.removeAll { AuthorizedKeys.entry(AuthorizedKeys.text($0))?.key.blob == key.blob }
      lines.append(AuthorizedKeys.bytes(entry, program: ThisMachine.program))
      return true
    }
    guard isNew else {
      return .receipt(Receipt(lines: [Text(en: "unchanged: \(key.fingerprint)", ru: "без изменений: \(key.fingerprint)")]))
    }
    try school.identity.recordOwnersAct(session.request)
    return .receipt(
      Receipt(lines: [
        Text(en: "\(name): \(key.type) \(key.fingerprint)", ru: "\(name): \(key.type) \(key.fingerprint)"),
        Text(en: "the other side: ssh USER@HOST whoami", ru: "на другой стороне: ssh ПОЛЬЗОВАТЕЛЬ@СЕРВЕР whoami"),
      ]))
  }
}
