import Arguments
import Basics
import Glibc
import SchoolModel
import Tabular

/// Who came in through the gate, with the files they sent along.
struct GateSeat {
  let account: String
  /// The school's file, which the other side does not choose.
  let database: String
  /// The other side's files, by the names its command line gives them: open files without a name on this machine.
  var files: [String: Int32] = [:]
  /// The other side writes what comes back into a file of its own.
  var takesOutput = false

  /// Refuses what only who sits at the server may do.
  static func check(_ session: Session) throws {
    guard session.console.gate != nil else { return }
    if let path = session.call[Everywhere.database] { throw GateFailure.file(path) }
    var command = Tree.root
    for name in session.call.path {
      guard let child = command.children().first(where: { $0.name == name }) else { break }
      if child.isLocal { throw GateFailure.local(session.call.path.joined(separator: " ")) }
      command = child
    }
  }

  /// At most so many files of so many bytes travel with one command.
  static let mostFiles = 16
  static let mostBytes = 256 << 20

  /// Reads the files that come before the rest of standard input: `SIZE NAME`, a line end, and the bytes of each.
  ///
  /// They lie on the disk until the command has read them, and never in memory as a whole.
  static func readFiles(_ count: Int, from input: Int32, folder: String) throws -> [String: Int32] {
    guard (0...mostFiles).contains(count) else { throw GateFailure.stream }
    var files: [String: Int32] = [:]
    var room = mostBytes
    for _ in 0..<count {
      let header = try line(from: input)
      guard let blank = header.firstIndex(of: " "), let size = Int(header[..<blank]), (0...room).contains(size) else {
        throw GateFailure.stream
      }
      let file = try nameless(in: folder)
      try copy(size, from: input, to: file)
      lseek(file, 0, SEEK_SET)
      files[String(header[header.index(after: blank)...])] = file
      room -= size
    }
    return files
  }

  /// An open file that is in no folder any more.
  private static func nameless(in folder: String) throws -> Int32 {
    var path = Array((folder + "/myschool-XXXXXX").utf8CString)
    let file = mkstemp(&path)
    guard file >= 0 else { throw ShellFailure.outputFailed(path: folder, errno: errno) }
    unlink(path)
    return file
  }

  private static func copy(_ count: Int, from input: Int32, to file: Int32) throws {
    let output = ByteOutput(descriptor: file)
    var rest = count
    while rest > 0 {
      let piece = try bytes(min(rest, 1 << 16), from: input)
      output.append(piece[...])
      rest -= piece.count
      do { try output.flushIfFull() } catch let failed as ByteOutput.Failed {
        throw ShellFailure.outputFailed(path: nil, errno: failed.errno)
      }
    }
    do { try output.flush() } catch let failed as ByteOutput.Failed { throw ShellFailure.outputFailed(path: nil, errno: failed.errno) }
  }

  private static func line(from input: Int32) throws -> String {
    var text: [UInt8] = []
    while true {
      let byte = try bytes(1, from: input)[0]
      if byte == 10 { break }
      text.append(byte)
      guard text.count < 4096 else { throw GateFailure.stream }
    }
    guard let line = String(validating: text, as: UTF8.self) else { throw GateFailure.stream }
    return line
  }

  private static func bytes(_ count: Int, from input: Int32) throws -> [UInt8] {
    var result = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = result.withUnsafeMutableBytes { read(input, $0.baseAddress! + filled, count - filled) }  // count > 0 here
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw GateFailure.stream }
      filled += got
    }
    return result
  }
}

/// Why the gate does not let something through.
enum GateFailure: Failure, Equatable {
  case file(String)
  case local(String)
  case notUnderstood(String)
  case stream
  case notAKey(String)
  case noKey(String)
  /// The key stands in the file already, without the gate before it.
  case keyStandsOpen(path: String, line: Int)
  case remoteFailed(String)

  var exit: ExitCode {
    switch self {
    case .file, .local: .notPermitted
    case .notUnderstood: .usage
    case .stream, .notAKey, .keyStandsOpen: .badData
    case .noKey: .notFound
    case .remoteFailed: .inputOutput
    }
  }

  var key: String {
    switch self {
    case .file: "gate.file"
    case .local: "gate.local"
    case .notUnderstood: "gate.command"
    case .stream: "gate.stream"
    case .notAKey: "key.form"
    case .noKey: "key.unknown"
    case .keyStandsOpen: "key.open"
    case .remoteFailed: "remote.failed"
    }
  }
}
