import Basics
import Foundation
import Testing

@testable import myschool

@Suite("The built binary", .serialized)
struct ProcessTests {
  @Test("a process killed or interrupted in the middle of an import leaves nothing half done", arguments: [SIGKILL, SIGTERM])
  func killed(signal: Int32) throws {
    let installed = try Installed()
    let (process, pipe) = try installed.halfAnImport()
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    try? pipe.fileHandleForWriting.close()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal)
    #expect(try installed.run(["journal", "list", "--format", "csv", "--no-header"]).output.isEmpty)
    #expect(try installed.run(["db", "check"]).code == 0)
    #expect(try installed.run(["journal", "grade", "--from", "marks.csv"]).code == 0)
  }

  @Test("twenty writers at once are all served, one after the other")
  func writers() throws {
    let installed = try Installed()
    let students = try installed.run(["roster", "list", "students", "--form", "7А", "--format", "csv", "--columns", "login", "--no-header"])
      .output
      .split(separator: "\n").prefix(20)
    let processes = try students.map { login in
      let process = installed.process(["-q", "journal", "grade", "7А", "Алгебра", "\(login)=5", "--date", "2026-09-07"])
      process.standardInput = FileHandle.nullDevice
      try process.run()
      return process
    }
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    let count = try installed.run(["journal", "list", "--format", "csv", "--no-header"]).output.split(separator: "\n").count
    #expect(count == students.count)
    #expect(try installed.run(["db", "check"]).code == 0)
  }

  @Test("a full disk is exit 74, and the school is as it was")
  func fullDisk() throws {
    let installed = try Installed()
    let limited = try installed.run(["journal", "grade", "--from", "marks.csv"], shell: "ulimit -f 600; exec \"$@\"")
    #expect(limited.code == 74, "\(limited)")
    #expect(try installed.run(["journal", "list", "--format", "csv", "--no-header"]).output.isEmpty)
    #expect(try installed.run(["db", "check"]).code == 0)
  }

  @Test("a school in a folder others can write in is refused, with the command that mends it")
  func openFolder() throws {
    let installed = try Installed()
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: installed.stage.folder.path)
    let refused = try installed.run(["db", "info"])
    #expect(refused.code == 78 && refused.errors.contains("chmod go-w"))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: installed.stage.folder.path)
    #expect(try installed.run(["db", "info"]).code == 0)
  }

  @Test("no password stands in the file, the record or any message")
  func secrets() throws {
    let installed = try Installed()
    let secret = "Слон-ест-7-груш-в-полдень"
    #expect(try installed.run(["log", "--format", "csv"]).output.contains("password-stdin"))
    #expect(!(try installed.run(["log", "--format", "csv"]).output.contains(secret)))
    for file in try FileManager.default.contentsOfDirectory(atPath: installed.stage.folder.path) where file.hasPrefix("school.db") {
      let bytes = try Data(contentsOf: installed.stage.folder.appendingPathComponent(file))
      #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(file)")
    }
  }
}
