import Basics
import Glibc
import SchoolModel

/// Where a sign-in is kept between commands: one file a school, readable by its owner alone.
///
/// A copy that is tried out bears the number of its school: it is read with the same sign-in, and signing in to it leaves the
/// one to the school alone.
struct SessionFile {
  let path: String
  /// The school's file it was signed in to.
  private let database: String

  /// - Parameter database: the path of the school's file.
  init(_ console: Console, _ school: String, _ database: String) {
    let real = realpath(database, nil)
    defer { free(real) }
    self.database = real.map { String(cString: $0) } ?? database
    let shared = console.folder("XDG_STATE_HOME", under: ".local/state") + "/sessions/" + school
    let own = shared + "-" + hex(Array(SHA256.digest(self.database).prefix(8)))
    path = access(own, F_OK) == 0 || Self.isOfAnother(shared, self.database) ? own : shared
    fallback = shared
  }

  /// The sign-in to the school itself, with which a copy of it can be read.
  private let fallback: String

  private static func isOfAnother(_ path: String, _ database: String) -> Bool {
    guard let lines = try? lines(path), lines.count > 1 else { return false }
    return lines[1] != database && access(lines[1], F_OK) == 0
  }

  /// The token; `nil` when nobody is signed in.
  func read() throws -> String? {
    guard let lines = try Self.lines(path) ?? Self.lines(fallback) else { return nil }
    let token = lines.first ?? ""
    guard token.utf8.count == 64, token.allSatisfy(\.isHexDigit) else { throw ShellFailure.sessionDamaged(path: path) }
    return token
  }

  private static func lines(_ path: String) throws -> [String]? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    guard info.st_mode & 0o077 == 0, info.st_uid == geteuid() else { throw ShellFailure.sessionFile(path: path) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw ShellFailure.sessionFile(path: path) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 8192)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  func write(_ token: String) throws {
    try Self.makeFolders(path)
    try OutputFile.write(token + "\n" + database + "\n", to: path)
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
