import Glibc
import SchoolCore
import Tabular

/// A file of a folder that is written whole.
struct FolderFile {
  let name: String
  let body: (ByteOutput) throws -> Void
}

extension Session {
  /// Makes a folder with files; it appears with all of them or not at all.
  /// - Throws: `ShellFailure` when it is there already or cannot be written.
  func write(_ files: [FolderFile], into name: String) throws {
    let path = console.path(name)
    let fresh = path + ".\(getpid()).new"
    guard access(path, F_OK) != 0 else { throw ShellFailure.outputFailed(path: name, errno: EEXIST) }
    guard mkdir(fresh, 0o700) == 0 else { throw ShellFailure.outputFailed(path: name, errno: errno) }
    do {
      for file in files { try write(file, in: fresh, shownAs: name) }
      guard rename(fresh, path) == 0 else { throw ShellFailure.outputFailed(path: name, errno: errno) }
    } catch {
      for file in files { unlink(fresh + "/" + file.name) }
      rmdir(fresh)
      throw error
    }
  }

  private func write(_ file: FolderFile, in folder: String, shownAs name: String) throws {
    let descriptor = open(folder + "/" + file.name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ShellFailure.outputFailed(path: name + "/" + file.name, errno: errno) }
    defer { Glibc.close(descriptor) }
    do {
      let output = ByteOutput(descriptor: descriptor)
      try file.body(output)
      try output.flush()
    } catch let failed as ByteOutput.Failed { throw ShellFailure.outputFailed(path: name + "/" + file.name, errno: failed.errno) }
  }

  /// Writes a table as plain CSV, whatever the form of the answer is.
  func csv(_ table: Table, to output: ByteOutput) throws {
    var options = TableOptions()
    options.format = .csv
    try TableWriter(options, to: output).write(table)
  }
}
