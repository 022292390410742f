import Basics
import Foundation
import SchoolModel
import Tabular
import Testing

@testable import myschool

@Suite("The gate")
struct GateTests {
  @Test("words are split as POSIX says")
  func words() throws {
    let cases: [(String, [String])] = [
      ("myschool diary show", ["diary", "show"]), ("  diary\t show ", ["diary", "show"]), ("'a b' \"c d\" e\\ f", ["a b", "c d", "e f"]),
      ("a'b'\"c\"d", ["abcd"]), ("''", [""]), ("'it'\\''s'", ["it's"]), (#""a\"b\\c\$d\`e\f""#, [#"a"b\c$d`e\f"#]),
      ("'$HOME `id` ; | & > *'", ["$HOME `id` ; | & > *"]), ("a#b c~d", ["a#b", "c~d"]), ("'Иванова А. П.=5'", ["Иванова А. П.=5"]),
      ("a\\\nb", ["ab"]), ("x=1", []), ("diary x=1", ["diary", "x=1"]), ("", []),
    ]
    for (line, words) in cases where line != "x=1" { #expect(try GateLine(line).words == words, "\(line)") }
    #expect(throws: GateFailure.notUnderstood("x=")) { try GateLine("x=1 diary") }
    let line = try GateLine("MYSCHOOL_LANG='ru' COLUMNS=120 myschool journal grade 7А алг 'Титова=5'")
    #expect(line.assignments == ["MYSCHOOL_LANG": "ru", "COLUMNS": "120"] && line.words == ["journal", "grade", "7А", "алг", "Титова=5"])
    #expect(try GateLine("'MYSCHOOL_LANG=ru' diary").words == ["MYSCHOOL_LANG=ru", "diary"])
  }

  @Test(
    "what would need a shell is refused",
    arguments: [
      "diary; id", "diary && id", "diary | id", "diary > x", "diary < x", "diary $HOME", "diary `id`", "diary \"$(id)\"", "diary \"`id`\"",
      "(diary)",
      "diary *", "diary ?", "diary [a]", "diary\nid", "diary 'x", "diary \"x", "diary \\", "~root", "# diary", "MYSCHOOL_DB=/x diary",
      "PATH=/x diary",
      "MYSCHOOL_NOW=2026-01-01T00:00Z diary", "MYSCHOOL_TOKEN=x diary", "PAGER=id diary", "a\0b",
    ])
  func refused(line: String) { #expect(throws: GateFailure.self) { try GateLine(line) } }

  @Test("what was quoted for the other side is read back word for word")
  func roundTrip() throws {
    var generator = Seeded(7)
    let alphabet = Array(" \t'\"\\$`;|&<>()*?[]#~=!{}%абвЖё7A\u{301}\n\u{202e}\u{1b}-_/.,@:")
    for _ in 0..<3000 {
      let words = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
        String((0..<Int.random(in: 0...8, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
      }
      #expect(try GateLine(ShellWords.joined(["myschool"] + words)).words == words)
    }
  }

  /// Runs a line through the gate as the forced command does.
  private func gate(_ stage: Stage, _ account: String, _ line: String, input: [UInt8] = []) throws -> Stage.Result {
    try stage.write(String(decoding: input, as: UTF8.self), to: "gate-input")
    return try stage.run(["gate", "--", account], input: "gate-input", variables: ["SSH_ORIGINAL_COMMAND": line])
  }

  private func opened() throws -> Stage {
    let stage = try Stage()
    try stage.makeSchool()
    try stage.write("Три-кита-и-черепаха-26\n", to: "secret2")
    for line in [
      "myschool account create 'Казакова Таисия Марковна' --password-stdin < secret2",
      "myschool account create 'Александрова Кира Артёмовна' --login kira --password-stdin < secret2",
    ] { try #require(try stage.type(line).code == 0) }
    return stage
  }

  @Test("a key acts as its account and as nobody else, with files on the stream and none of the server's")
  func acts() throws {
    let stage = try opened()
    #expect(try gate(stage, "kira", "diary show").code == 4)
    #expect(try gate(stage, "kira", "account consent give").code == 0)
    #expect(try gate(stage, "kira", "diary show --week 2026-09-07 --format csv").output.hasPrefix("date,lesson"))
    #expect(try gate(stage, "kira", "diary show --child 'Баранова Кира'").code == 77)
    #expect(try gate(stage, "kira", "whoami --format csv").output.contains("Александрова"))
    #expect(try gate(stage, "kazakova.t", "account consent give --role teacher").code == 0)
    let marks = "Класс;Предмет;Дата;Ученик;Отметка\n5А;Литература;2026-09-07;Баранова Кира Юрьевна;5\n"
    let sent = Array("\(marks.utf8.count) marks.csv\n\(marks)".utf8)
    let entered = try gate(stage, "kazakova.t", "MYSCHOOL_FILES=1 myschool journal grade --role teacher --from marks.csv", input: sent)
    #expect(entered.code == 0, "\(entered)")
    let piped = try gate(stage, "kazakova.t", "journal grade --role teacher --from - -n", input: Array(marks.utf8))
    #expect(piped.code == 0, "\(piped)")
    // What the other side keeps in a file of its own comes back on the stream.
    let list = "journal list --role teacher --format csv -o marks-out.csv"
    #expect(try gate(stage, "kazakova.t", "MYSCHOOL_OUTPUT=1 \(list)").output.hasPrefix("date,lesson"))
    #expect(try gate(stage, "kazakova.t", list).code == 77)
    for line in [
      "journal grade --role teacher --from marks.csv", "journal grade --role teacher --from /etc/passwd", "db info", "db backup /tmp/x",
      "init --name x",
      "demo", "config list", "config set pager id", "gate kira", "gate key list", "outbox deliver", "login komarova.l", "logout",
      "__generate /tmp",
      "account password komarova.l --owner", "diary show --db /tmp/x.db", "roster import students.csv", "db migrate",
      "journal list -o /tmp/myschool-gate-out",
    ] {
      let result = try gate(stage, "kazakova.t", line)
      #expect(result.code != 0 && result.output.isEmpty, "\(line): \(result)")
    }
    #expect(!FileManager.default.fileExists(atPath: "/tmp/myschool-gate-out"))
  }

  @Test("ten thousand wild lines: each is answered or refused, none trips, none touches a file or acts as another")
  func fuzz() throws {
    let stage = try opened()
    _ = try gate(stage, "kira", "account consent give")
    var generator = Seeded(7)
    let pieces = [
      "diary", "show", "journal", "list", "grade", "--from", "-o", "--db", "/etc/passwd", "-", "--", "roster", "import", "students.csv",
      "support", "ask",
      "'", "\"", "\\", "$", "`id`", ";", "|", "&&", ">", "<", "(", "\n", "\0", "\u{1b}[31m", "MYSCHOOL_DB=/x", "MYSCHOOL_FILES=3",
      "MYSCHOOL_OUTPUT=1",
      "LANG=ru", "account", "settings", "--format", "csv", "help", "myschool", "__complete", "__generate", "7А", "алг", "=5", "--role",
      "admin", "teacher",
      "undo", "log", "--where", "a=b", "кто угодно", "\u{202e}", "--password-stdin", "gate", "kazakova.t", "token", "create", "x",
      "--scope", "all:write",
    ]
    let before = try FileManager.default.contentsOfDirectory(atPath: stage.folder.path).sorted()
    for round in 0..<10_000 {
      let line = (0..<Int.random(in: 1...7, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
        .joined(separator: Bool.random(using: &generator) ? " " : "")
      // Half of the lines only go through the word parser: it is the part that meets strangers.
      if round % 20 != 0 {
        _ = try? GateLine(line)
        continue
      }
      let result = try gate(stage, "kira", line)
      #expect([0, 1, 2, 4, 65, 66, 74, 75, 77, 78].contains(result.code), "\(line): \(result)")
      #expect(!result.output.contains("root:") && !result.errors.contains("Fatal"), "\(line)")
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: stage.folder.path).sorted().filter { $0 != "gate-input" }
    #expect(left == before.filter { $0 != "gate-input" })
  }

  @Test("public keys are read, private and broken ones refused; the forced command reads back")
  func keys() throws {
    let blob = "AAAAC3NzaC1lZDI1NTE5AAAAICm+7LagwNwcRp8GflA+RTK9IhiLl8ereDr4YBf/hI2w"
    let key = try #require(PublicKey("ssh-ed25519 \(blob) kazakova@laptop"))
    #expect(key.fingerprint == "SHA256:ho0pZAvsdTc9Ka//67OSGXo4ZP6CatQfFfxov3G+QaU")
    for wrong in [
      "", "ssh-ed25519", "ssh-rsa \(blob)", "ssh-ed25519 \(blob.prefix(20))!", "-----BEGIN OPENSSH PRIVATE KEY-----",
      "command=\"x\" ssh-ed25519 \(blob)",
    ] { #expect(PublicKey(wrong) == nil, "\(wrong)") }
    let entry = AuthorizedKeys.Entry(account: "kazakova.t", database: "/srv/моя \"школа\".db", key: key)
    let line = AuthorizedKeys.line(entry, program: "/usr/local/bin/myschool")
    #expect(AuthorizedKeys.entry(line) == entry)
    #expect(AuthorizedKeys.entry("ssh-ed25519 \(blob)") == nil)
  }
}
