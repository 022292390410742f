import Basics
import Foundation
import Glibc
import SQLite
import Testing

@testable import SchoolModel
@testable import myschool

/// What must not be seen, overwritten or left behind, tried on the built binary.
@Suite("Files and keys of the school", .serialized)
struct TrustTests {
  private func forge(_ installed: Installed, _ sql: String) throws {
    let path = installed.stage.folder.appendingPathComponent("school.db").path
    let database = try Database(path: path, mode: .readWrite)
    defer { database.close() }
    try SearchTokens.register(database)
    try database.script(sql)
  }

  @Test(
    "what is taken away or planted behind the program's back is found by db check",
    arguments: [
      ("DELETE FROM consent", "state"), ("DELETE FROM personal_access", "notes"), ("DELETE FROM operation_person", "index"),
      ("DELETE FROM operation_key", "index"),
      ("CREATE TRIGGER sqlitexx AFTER INSERT ON mark BEGIN DELETE FROM attendance; END", "schema"),
      ("INSERT INTO library_search (library_search) VALUES ('delete-all')", "search"),
      ("UPDATE personal_access SET times = 99", "notes"), ("UPDATE consent SET version = 7", "state"),
    ])
  func forgery(sql: String, finding: String) throws {
    let installed = try Installed()
    #expect(try installed.run(["roster", "show", "baranova.k"]).code == 0)
    #expect(try installed.run(["library", "add", "Дроби", "--kind", "lesson"]).code == 0)
    #expect(try installed.run(["db", "check"]).code == 0)
    try forge(installed, sql)
    let found = try installed.run(["db", "check", "--format", "csv", "--columns", "finding", "--no-header"])
    #expect(found.code == 1 && found.output.contains(finding), "\(sql): \(found)")
  }

  @Test("a head kept elsewhere is found again, and one of another file is not")
  func head() throws {
    let installed = try Installed()
    let head = try installed.run(["log", "--last", "1", "--format", "csv", "--columns", "head", "--no-header"]).output
      .trimmingCharacters(in: .newlines)
    #expect(head.count == 64)
    #expect(try installed.run(["journal", "grade", "5А", "Математика", "baranova.k=5", "--date", "07.09.2026"]).code == 0)
    #expect(try installed.run(["db", "check", "--head", head]).code == 0)
    #expect(try installed.run(["db", "check", "--head", String(head.reversed())]).code == 1)
    #expect(try installed.run(["db", "check", "--head", "abc"]).code == 2)
  }

  @Test("an output goes through links and into pipes, keeps the mode of a file, and takes the umask for a new one")
  func outputs() throws {
    let installed = try Installed()
    let folder = installed.stage.folder.path
    try installed.stage.write("old\n", to: "target.csv")
    chmod(folder + "/target.csv", 0o664)
    symlink("target.csv", folder + "/link.csv")
    link(folder + "/target.csv", folder + "/twin.csv")
    let list = ["roster", "list", "forms", "--columns", "form"]
    #expect(try installed.run(list + ["-o", "link.csv"]).code == 0)
    var info = stat()
    #expect(lstat(folder + "/link.csv", &info) == 0 && info.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(folder + "/target.csv", &info) == 0 && info.st_mode & 0o777 == 0o664)
    for name in ["target.csv", "twin.csv"] { #expect(try installed.stage.read(name).hasPrefix("form\n5А")) }
    #expect(try installed.run(list + ["-o", "new.csv"], shell: "umask 027; exec \"$@\"").code == 0)
    #expect(stat(folder + "/new.csv", &info) == 0 && info.st_mode & 0o777 == 0o640)
    #expect(try installed.run(list + ["--format", "csv", "-o", "/dev/fd/1"]).output.hasPrefix("form\n"))
    mkfifo(folder + "/pipe", 0o600)
    let piped = try installed.run(list + ["--format", "csv", "-o", "pipe"], shell: "cat pipe & \"$@\"; wait")
    #expect(piped.output.hasPrefix("form\n5А"), "\(piped)")
    symlink("school.db", folder + "/school-link")
    #expect(try installed.run(list + ["-o", "school-link"]).code == 2)
    #expect(try installed.run(["db", "check"]).code == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { !$0.hasPrefix(".myschool-") })
  }

  @Test("a token that could not be shown is void, and an act whose output failed is named")
  func unshown() throws {
    let installed = try Installed()
    let token = try installed.run(["token", "create", "t", "--scope", "roster:read"], shell: "exec \"$@\" > /dev/full")
    #expect(token.code == 74)
    let tokens = try installed.run(["token", "list", "--format", "csv"]).output
    #expect(!tokens.contains(",t,") || tokens.contains("revoked"), "\(tokens)")
    let grade = try installed.run(
      ["journal", "grade", "5А", "Математика", "baranova.k=5", "--date", "07.09.2026"], shell: "exec \"$@\" > /dev/full")
    #expect(grade.code == 74 && grade.errors.contains("operation"), "\(grade)")
    let erase = try installed.run(["roster", "erase", "baranova.k", "-y", "-o", "no/act.txt"])
    #expect(erase.code == 74)
    #expect(try installed.run(["roster", "show", "baranova.k"]).code == 0)
  }

  @Test("what a killed or interrupted process left unfinished is gone, or swept by the next run")
  func leftovers() throws {
    let installed = try Installed()
    let folder = installed.stage.folder.path
    func unfinished() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(".myschool-") }
    }
    for signal in [SIGINT, SIGTERM, SIGKILL] {
      // It waits for its input with the output open.
      let process = installed.process(["journal", "grade", "-", "-n", "-o", "report.csv"])
      let pipe = Pipe()
      process.standardInput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      while try unfinished().isEmpty { sched_yield() }
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      #expect(try unfinished().isEmpty == (signal != SIGKILL))
    }
    #expect(try installed.run(["db", "backup", "-o", "copy.db"]).code == 0)
    #expect(try unfinished().isEmpty)
  }

  private func key(_ number: Int) -> String {
    let type = Array("ssh-ed25519".utf8)
    let blob = [0, 0, 0, 11] + type + [0, 0, 0, 32] + (0..<32).map { UInt8(truncatingIfNeeded: $0 * 7 + number) }
    return "ssh-ed25519 \(Base64.encode(blob)) key\(number)\n"
  }

  @Test("twenty keys added at once are all there, and other lines keep every byte")
  func keys() throws {
    let installed = try Installed()
    let file = installed.stage.folder.appendingPathComponent("authorized_keys")
    let foreign = Data(Array("# my keys\r\n\r\nssh-rsa AAAA ".utf8) + [0xe9, 0x0d, 0x0a])
    try foreign.write(to: file)
    let processes = try (0..<20).map { number in
      try installed.stage.write(key(number), to: "k\(number).pub")
      let process = installed.process(["gate", "key", "add", "komarova.l", "k\(number).pub", "--keys", "authorized_keys"])
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      return process
    }
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    let list = try installed.run([
      "gate", "key", "list", "--keys", "authorized_keys", "--format", "csv", "--columns", "account", "--no-header",
    ])
    #expect(list.output.split(separator: "\n").map(String.init) == Array(repeating: "komarova.l", count: 20))
    #expect(try Data(contentsOf: file).starts(with: foreign))
    // The line names the account's number, so that a login given to somebody else opens nothing.
    #expect(try String(decoding: Data(contentsOf: file), as: UTF8.self).contains("-- '#1'"))
    #expect(try installed.run(["gate", "key", "remove", "komarova.l", "--keys", "authorized_keys"]).code == 0)
    #expect(try Data(contentsOf: file) == foreign)
  }

  @Test("a school that can only be read is read, and says so when it is written to")
  func readOnly() throws {
    let installed = try Installed()
    let folder = installed.stage.folder.path
    // Fold the log, then let a user own it all who may write nowhere.
    #expect(try installed.run(["db", "check"]).code == 0)
    let other =
      "chmod 500 . && chmod 400 school.db && chown -R 65534:65534 . && exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\""
    defer { _ = try? installed.run(["help"], shell: "chown -R 0:0 . ; chmod 700 .; chmod 600 school.db") }
    guard geteuid() == 0, access("/usr/bin/setpriv", X_OK) == 0, access(folder, X_OK) == 0 else { return }
    chmod(installed.stage.folder.deletingLastPathComponent().path, 0o1777)
    let info = try installed.run(["db", "info", "--format", "csv"], shell: "touch out err; \(other)")
    // The runner's own folders may be closed to the other user.
    guard !info.errors.contains("Permission denied") || info.errors.contains("school.db") else { return }
    #expect(info.code == 0 && info.output.contains("operations"), "\(info)")
    let check = try installed.run(["db", "check"], shell: other)
    #expect(check.code == 0 && check.output.contains("was not looked at"), "\(check)")
    let write = try installed.run(["gate", "key", "add", "komarova.l", "k.pub"], shell: other)
    #expect(write.code != 0)
  }

  @Test("a school with a second name is refused: opened by both it would be damaged")
  func hardLink() throws {
    let installed = try Installed()
    let folder = installed.stage.folder.path
    link(folder + "/school.db", folder + "/second.db")
    #expect(try installed.run(["db", "info"]).code == 78)
    unlink(folder + "/second.db")
    #expect(try installed.run(["db", "info"]).code == 0)
  }
}
