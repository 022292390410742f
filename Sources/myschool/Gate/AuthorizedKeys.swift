import Basics
import Glibc
import SchoolModel

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

  func lines() throws -> [String] {
    guard access(path, F_OK) == 0 else { return [] }
    guard let file = fopen(path, "r") else { throw ShellFailure.outputFailed(path: path, errno: errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
  }

  /// The file appears whole or not at all, readable by its owner alone, as sshd wants it.
  func write(_ lines: [String]) throws {
    try SessionFile.makeFolders(path)
    let fresh = "\(path).\(getpid()).new"
    let descriptor = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ShellFailure.outputFailed(path: path, errno: errno) }
    let text = lines.map { $0 + "\n" }.joined()
    let written = text.withCString { Glibc.write(descriptor, $0, strlen($0)) }
    let closed = close(descriptor)
    guard written == text.utf8.count, closed == 0, rename(fresh, path) == 0 else {
      unlink(fresh)
      throw ShellFailure.outputFailed(path: path, errno: errno)
    }
  }
}

/// Base 64 of RFC 4648.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func decode(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in text.utf8 where byte != UInt8(ascii: "=") {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      bits = (bits << 6 | value) & 0xffff
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(bits >> count & 255))
      }
    }
    return result
  }

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = Array(bytes[start..<min(start + 3, bytes.count)]) + [0, 0]
      let bits = Int(group[0]) << 16 | Int(group[1]) << 8 | Int(group[2])
      let given = min(3, bytes.count - start)
      for index in 0..<4 { text.append(index <= given ? alphabet[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "=")) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
