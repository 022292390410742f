import Basics
import Glibc
import SchoolModel
import Tabular

/// A public key as OpenSSH writes it: `ssh-ed25519 AAAA… comment`.
struct PublicKey: Equatable {
  let type: String
  let blob: String
  let comment: String

  private static let types: Set<String> = [
    "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa", "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
  ]

  /// `nil` when the line is no public key; a private one above all.
  init?(_ line: some StringProtocol) {
    let parts = String(line).split(whereSeparator: { $0 == " " || $0 == "\t" }).map { String($0) }
    guard parts.count >= 2, Self.types.contains(parts[0]), let bytes = Base64.decode(parts[1]) else { return nil }
    // The blob begins with its own type, so a cut or mixed-up key shows.
    let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count > 4 + length, length > 0, bytes[4..<(4 + length)].elementsEqual(parts[0].utf8) else { return nil }
    type = parts[0]
    blob = parts[1]
    comment = parts.dropFirst(2).joined(separator: " ").filter { !$0.isNewline && $0 != "\"" }
  }

  /// `SHA256:…`, as `ssh-keygen -l` prints it.
  var fingerprint: String {
    "SHA256:" + Base64.encode(SHA256.digest(Base64.decode(blob) ?? [])).filter { $0 != "=" }
  }
}

/// The lines of an `authorized_keys` file that open the gate; every other line is left as it is.
struct AuthorizedKeys {
  let path: String

  struct Entry: Equatable {
    /// Its number, `#17`, which is nobody else's ever; lines of before have a login.
    let account: String
    let database: String
    let key: PublicKey
  }

  /// The forced command: nothing but myschool, as that account; `restrict` forbids forwarding and the rest, `pty` allows a terminal.
  static func line(_ entry: Entry, program: String) -> String {
    let command = ShellWords.joined([program, "gate", "--db", entry.database, "--", entry.account])
    let quoted = command.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    return "command=\"\(quoted)\",restrict,pty \(entry.key.type) \(entry.key.blob)"
      + (entry.key.comment.isEmpty ? "" : " \(entry.key.comment)")
  }

  /// The account and the key of a line of ours.
  static func entry(_ line: String) -> Entry? {
    guard line.hasPrefix("command=\"") else { return nil }
    var command = ""
    var rest = line.dropFirst("command=\"".count)
    while let character = rest.popFirst(), character != "\"" {
      command.append(character == "\\" ? rest.popFirst() ?? character : character)
    }
    guard rest.hasPrefix(",restrict,pty "), let key = PublicKey(rest.dropFirst(",restrict,pty ".count)),
      let words = try? GateLine(command).words, words.count == 6, words[1] == "gate", words[2] == "--db", words[4] == "--"
    else { return nil }
    return Entry(account: words[5], database: words[3], key: key)
  }

  /// The entries of the file, in its order.
  func entries() throws -> [Entry] { try lines().compactMap { Self.entry(Self.text($0)) } }

  /// Changes the lines while nobody else of us does; those that are left alone keep every byte.
  func edit<R>(_ body: (inout [[UInt8]]) throws -> R) throws -> R {
    try SessionFile.makeFolders(path)
    // The folder is locked, not the file: the file is another one after each change.
    let folder = open(School.folder(of: OutputFile.followed(path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw ShellFailure.outputFailed(path: path, errno: errno) }
    defer { close(folder) }
    while flock(folder, LOCK_EX) != 0 {
      guard errno == EINTR else { throw ShellFailure.outputFailed(path: path, errno: errno) }
    }
    let before = try lines()
    var lines = before
    let result = try body(&lines)
    guard lines != before else { return result }
    // The last line may have had no end.
    for index in lines.indices.dropLast() where lines[index].last != 10 { lines[index].append(10) }
    let file = try OutputFile(path: path, name: path, mode: 0o600)
    for line in lines { file.output.append(line[...]) }
    try file.finish()
    return result
  }

  /// A line without its end, CR LF or LF; what is not UTF-8 in it is nobody's of ours.
  static func text(_ line: [UInt8]) -> String {
    var bytes = line[...]
    while let last = bytes.last, last == 10 || last == 13 { bytes.removeLast() }
    return String(validating: bytes, as: UTF8.self) ?? ""
  }

  static func bytes(_ entry: Entry, program: String) -> [UInt8] { Array((line(entry, program: program) + "\n").utf8) }

  /// The lines with their ends, as bytes.
  private func lines() throws -> [[UInt8]] {
    guard access(path, F_OK) == 0 else { return [] }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ShellFailure.outputFailed(path: path, errno: errno) }
    defer { close(descriptor) }
    let all = try ByteInput(descriptor: descriptor).readAll(limit: 16 << 20) ?? []
    return all.split(separator: 10, omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      let isLast = line.endIndex == all.endIndex
      return isLast ? (line.isEmpty ? nil : Array(line)) : Array(line) + [10]
    }
  }
}
