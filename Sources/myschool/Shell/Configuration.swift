import Basics
import Glibc
import SchoolModel

/// The user's settings: `key = value` lines in one file.
struct Configuration {
  let path: String
  static let keys = ["db", "lang", "pager", "remote", "sendmail", "mail-from"]

  init(_ console: Console) {
    path = console.folder("XDG_CONFIG_HOME", under: ".config") + "/config"
  }

  /// The lines with their values; comments begin with `#`.
  func entries() -> [(key: String, value: String, line: Int)] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      text += buffer.prefix(count)
    }
    var result: [(String, String, Int)] = []
    for (index, line) in String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let equals = line.firstIndex(of: "="), !line.hasPrefix("#") else { continue }
      func trimmed(_ part: Substring) -> String {
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "\r" }.reversed())
      }
      result.append((trimmed(line[..<equals]), trimmed(line[line.index(after: equals)...]), index + 1))
    }
    return result
  }

  func value(_ key: String) -> String? { entries().last { $0.key == key }?.value }

  /// Writes a value; `nil` takes the key out.
  func set(_ key: String, _ value: String?) throws {
    guard Self.keys.contains(key) else { throw ShellFailure.unknownKey(key) }
    if let value, value.contains(where: \.isNewline) { throw ShellFailure.badSetting(key) }
    if key == "mail-from", let value, Email(value) == nil || !value.utf8.allSatisfy({ $0 < 128 }) { throw ShellFailure.badSetting(key) }
    if key == "sendmail", let value, (try? GateLine(value).words.isEmpty) ?? true { throw ShellFailure.badSetting(key) }
    var lines = entries().filter { $0.key != key }.map { "\($0.key) = \($0.value)" }
    if let value { lines.append("\(key) = \(value)") }
    try SessionFile.makeFolders(path)
    guard let file = fopen(path + ".new", "w") else { throw ShellFailure.outputFailed(path: path, errno: errno) }
    let text = lines.map { $0 + "\n" }.joined()
    let written = text.withCString { fwrite($0, 1, strlen($0), file) }
    guard fclose(file) == 0, written == text.utf8.count, rename(path + ".new", path) == 0 else {
      throw ShellFailure.outputFailed(path: path, errno: errno)
    }
  }
}
