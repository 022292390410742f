import Basics
import Glibc
import SchoolModel

/// Where a sign-in is kept between commands: one file a school, readable by its owner alone.
struct SessionFile {
  let path: String

  init(_ console: Console, _ school: String) {
    path = console.folder("XDG_STATE_HOME", under: ".local/state") + "/sessions/" + school
  }

  /// The token; `nil` when nobody is signed in.
  func read() throws -> String? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    guard info.st_mode & 0o077 == 0, info.st_uid == geteuid() else { throw ShellFailure.sessionFile(path: path) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw ShellFailure.sessionFile(path: path) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    let token = text.split(separator: "\n").first.map(String.init) ?? ""
    guard token.utf8.count == 64, token.allSatisfy(\.isHexDigit) else { throw ShellFailure.sessionDamaged(path: path) }
    return token
  }

  func write(_ token: String) throws {
    try Self.makeFolders(path)
    try OutputFile.write(token + "\n", to: path)
  }

  func remove() { unlink(path) }

  /// Makes the folders of a path, closed to others.
  static func makeFolders(_ path: String) throws {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      if mkdir(folder, 0o700) != 0, errno != EEXIST { throw ShellFailure.outputFailed(path: folder, errno: errno) }
    }
  }
}
