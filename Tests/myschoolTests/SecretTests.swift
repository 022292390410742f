import Basics
import Foundation
import Testing

@testable import myschool

@Suite("Secrets")
struct SecretTests {
  @Test("no password, token, code or key is in the file, in the record of operations or in what is printed")
  func nowhere() throws {
    let stage = try Stage()
    try stage.makeSchool()
    let passwords = ["Слон-ест-7-груш-в-полдень", "Семь-пятниц-на-неделе-77", "Временно-семь-семь-семь", "Новый-пароль-на-год-вперёд"]
    try stage.write(passwords[1] + "\n", to: "olga")
    try stage.write(passwords[2] + "\n", to: "temporary")
    try stage.write(passwords[2] + "\n" + passwords[3] + "\n", to: "change")
    try stage.write(passwords[3] + "\n000000\n", to: "wrong-code")
    var printed = ""
    var secrets = passwords
    func type(_ line: String, keepsSecrets: Bool = true) throws -> String {
      let result = try stage.type(line)
      if keepsSecrets { printed += result.output }
      printed += result.errors
      return result.output
    }
    func all(_ pattern: String, in text: String) throws -> [String] {
      try Regex(pattern, as: Substring.self).matches(in: text)
    }
    _ = try type("myschool account create 'Казакова Таисия Марковна' --temporary --password-stdin < temporary")
    let invitations = try type("myschool roster invite 'Александрова Кира Артёмовна' --format csv", keepsSecrets: false)
    let invitation = try #require(try all("[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", in: invitations).first)
    stage.act(as: "kira")
    _ = try type("myschool account register --invitation \(invitation) --login kira --password-stdin < olga")
    stage.act(as: "olga")
    _ = try type(
      "myschool account register --surname Петрова --given-name Ольга --birth-date 1985-04-12 --email olga@example.org --password-stdin < olga"
    )
    _ = try type("myschool login olga@example.org --password-stdin --accept-consent < olga")
    stage.act(as: "admin")
    let letters = try type("myschool outbox list --format csv", keepsSecrets: false)
    let code = try #require(try all("\\b[0-9]{8}\\b", in: letters).first)
    stage.act(as: "olga")
    _ = try type("myschool account confirm \(code)")
    let token = try type("myschool token create x --scope=all:read", keepsSecrets: false).trimmingCharacters(in: .newlines)
    stage.act(as: "kazakova")
    _ = try type("myschool login kazakova.t --role teacher --password-stdin --accept-consent < temporary")
    _ = try type("myschool account password --password-stdin < change")
    let factor = try type("myschool account second-factor enable --password-stdin < wrong-code", keepsSecrets: false)
    let key = try #require(try all("secret=[A-Z2-7]{32}", in: factor).first).dropFirst(7)
    let recovery = try all("[2-9A-Z]{5}-[2-9A-Z]{5}", in: factor)
    #expect(recovery.count == 10 && token.hasPrefix("myschool_") && token.count == 73)
    _ = try type("myschool account second-factor confirm --password-stdin < wrong-code")
    for user in ["admin", "olga", "kazakova"] {
      stage.act(as: user)
      _ = try type("myschool log --format json")
      _ = try type("myschool account data export --format json")
    }
    let sessions = try FileManager.default.subpathsOfDirectory(atPath: stage.folder.path).filter { $0.contains("/sessions/") }
      .map { try stage.read($0).trimmingCharacters(in: .newlines) }
    #expect(sessions.count >= 3)
    secrets += [invitation, invitation.filter { $0 != "-" }, code, token, String(token.dropFirst(9)), String(key)] + sessions
    secrets += recovery + recovery.map { $0.filter { $0 != "-" } }
    let file = try ["school.db", "school.db-wal"].reduce(into: Data()) {
      $0 += (try? Data(contentsOf: stage.folder.appendingPathComponent($1))) ?? Data()
    }
    for secret in secrets {
      #expect(file.range(of: Data(secret.utf8)) == nil, "in the file: \(secret)")
      #expect(!printed.contains(secret), "printed: \(secret)")
    }
  }
}

extension Regex where Output == Substring {
  fileprivate func matches(in text: String) throws -> [String] { text.matches(of: self).map { String($0.output) } }
}
