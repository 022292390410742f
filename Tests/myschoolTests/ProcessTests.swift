import Basics
import Foundation
import Testing

@testable import myschool

/// The built binary in a folder of its own.
private final class Installed {
  let stage: Stage
  static let binary = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("myschool").path

  init() throws {
    stage = try Stage()
    try stage.makeSchool()
    // In-process sign-ins are at the stage's own moment; the binary signs in by itself.
    let result = try run(["login", "komarova.l", "--password-stdin", "--accept-consent"], input: "secret")
    guard result.code == 0 else { throw Stage.Trouble(text: result.errors) }
  }

  func process(_ arguments: [String], shell: String? = nil) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: shell == nil ? Self.binary : "/bin/sh")
    process.arguments = shell.map { ["-c", $0, "sh", Self.binary] + arguments } ?? arguments
    process.currentDirectoryURL = stage.folder
    process.environment = [
      "HOME": stage.folder.appendingPathComponent("homes/process").path,
      "MYSCHOOL_DB": stage.folder.appendingPathComponent("school.db").path,
      "MYSCHOOL_LANG": "en", "PATH": "/usr/bin:/bin",
    ]
    return process
  }

  func run(_ arguments: [String], input: String? = nil, shell: String? = nil) throws -> Stage.Result {
    let process = process(arguments, shell: shell)
    let output = stage.folder.appendingPathComponent("out-\(UUID().uuidString)")
    let errors = stage.folder.appendingPathComponent("err-\(UUID().uuidString)")
    for file in [output, errors] { FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput =
      try input.map { try FileHandle(forReadingFrom: stage.folder.appendingPathComponent($0)) } ?? FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let code = process.terminationReason == .uncaughtSignal ? -process.terminationStatus : process.terminationStatus
    return Stage.Result(
      output: try String(contentsOf: output, encoding: .utf8), errors: try String(contentsOf: errors, encoding: .utf8), code: code)
  }

  /// Starts an import that has got half of its rows and holds the writer's lock.
  func halfAnImport() throws -> (process: Process, pipe: Pipe) {
    let process = process(["journal", "grade", "--from", "-", "--encoding", "cp1251"])
    let pipe = Pipe()
    process.standardInput = pipe
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let marks = try Data(contentsOf: stage.folder.appendingPathComponent("marks.csv"))
    // More than the megabyte the reader looks at first, so that rows are being entered; the pipe stays open.
    pipe.fileHandleForWriting.write(marks)
    pipe.fileHandleForWriting.write(marks)
    return (process, pipe)
  }
}

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
