import Basics
import Glibc
import SchoolModel

/// The user's settings: `key = value` lines in one file.
struct Configuration {
  let path: String
  static let keys = ["db", "lang", "pager", "remote", "sendmail", "mail-from"]
  /// The variables of the environment that come before the file.
  static let variables = ["db": "MYSCHOOL_DB", "lang": "MYSCHOOL_LANG", "pager": "MYSCHOOL_PAGER", "remote": "MYSCHOOL_REMOTE"]

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
    for (index, line) in String(decoding: text, as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      guard !line.hasPrefix("#"), line.contains(where: { !$0.isWhitespace }) else { continue }
      guard let equals = line.firstIndex(of: "=") else {
        result.append((String(line), "", index + 1))
        continue
      }
      func trimmed(_ part: Substring) -> String {
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "\r" }.reversed())
      }
      result.append((trimmed(line[..<equals]), trimmed(line[line.index(after: equals)...]), index + 1))
    }
    return result
  }

  /// - Throws: `ShellFailure.badConfiguration` at a line that is no setting.
  func checkLines() throws {
    if let wrong = entries().first(where: { !Self.keys.contains($0.key) }) {
      throw ShellFailure.badConfiguration(path: path, line: wrong.line)
    }
  }

  func value(_ key: String) -> String? { entries().last { $0.key == key }?.value }

  /// Writes a value; `nil` takes the key out.
  func set(_ key: String, _ value: String?) throws {
    guard Self.keys.contains(key) else { throw ShellFailure.unknownKey(key) }
    if let value, value.contains(where: \.isNewline) { throw ShellFailure.badSetting(key) }
    if key == "mail-from", let value, Email(value) == nil || !value.utf8.allSatisfy({ $0 < 128 }) { throw ShellFailure.badSetting(key) }
    if key == "lang", let value, Language(rawValue: value) == nil { throw ShellFailure.badSetting(key) }
    if key == "sendmail", let value, (try? GateLine(value).words.isEmpty) ?? true { throw ShellFailure.badSetting(key) }
    try checkLines()
    var lines = entries().filter { $0.key != key }.map { "\($0.key) = \($0.value)" }
    if let value { lines.append("\(key) = \(value)") }
    try SessionFile.makeFolders(path)
    try OutputFile.write(lines.map { $0 + "\n" }.joined(), to: path)
  }
}
