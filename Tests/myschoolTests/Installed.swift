import Basics
import Foundation

@testable import myschool

/// The built binary in a folder of its own.
final class Installed {
  let stage: Stage
  static let binary = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("myschool").path

  private let now: String?

  /// - Parameter now: the moment it is; the machine's own without one.
  init(now: String? = nil) throws {
    self.now = now
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
    if let now { process.environment?["MYSCHOOL_NOW"] = now }
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
