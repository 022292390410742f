import Basics

/// The command line that came through the gate, split into words as POSIX says (Shell Command Language, 2.2 and 2.3).
///
/// There is no shell: whatever would need one (expansions, redirections, several commands) is refused, not guessed at.
struct GateLine: Equatable {
  /// `NAME=value` words before the command; only those of `allowed` are taken.
  var assignments: [String: String] = [:]
  var words: [String] = []

  /// What the other side may say of itself.
  static let allowed: Set<String> = [
    "LANG", "LC_ALL", "LC_MESSAGES", "MYSCHOOL_LANG", "MYSCHOOL_ROLE", "MYSCHOOL_NO_INPUT", "MYSCHOOL_FILES", "MYSCHOOL_OUTPUT", "COLUMNS",
    "TERM", "NO_COLOR",
  ]

  /// Longer lines are nobody's typing.
  static let longest = 128 << 10

  /// - Throws: `GateFailure.notUnderstood` with what was in the way.
  init(_ text: String) throws(GateFailure) {
    guard text.utf8.count <= Self.longest else { throw .notUnderstood("…") }
    guard !text.unicodeScalars.contains("\0") else { throw .notUnderstood("\\0") }
    var rest = Array(text.unicodeScalars)[...]
    while let word = try Self.word(&rest) {
      if words.isEmpty, let (name, value) = Self.assignment(word) {
        guard Self.allowed.contains(name) else { throw .notUnderstood("\(name)=") }
        assignments[name] = value
      } else {
        words.append(word.text)
      }
    }
    if words.first == "myschool" { words.removeFirst() }
  }

  private struct Word {
    var text = ""
    /// How many characters stand before the first quote; an assignment's name and `=` must not be quoted.
    var plainPrefix = 0
    var isQuoted = false
  }

  private static func assignment(_ word: Word) -> (String, String)? {
    guard let equals = word.text.firstIndex(of: "=") else { return nil }
    let name = String(word.text[..<equals])
    let isName =
      name.first.map { $0.isLetter && $0.isASCII || $0 == "_" } ?? false
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard isName, !word.isQuoted || word.plainPrefix > name.count else { return nil }
    return (name, String(word.text[word.text.index(after: equals)...]))
  }

  private static func word(_ rest: inout ArraySlice<Unicode.Scalar>) throws(GateFailure) -> Word? {
    while let scalar = rest.first, scalar == " " || scalar == "\t" { rest.removeFirst() }
    guard !rest.isEmpty else { return nil }
    var word = Word()
    var text = String.UnicodeScalarView()
    func finish() -> Word {
      word.text = String(text)
      if !word.isQuoted { word.plainPrefix = word.text.count }
      return word
    }
    while let scalar = rest.first {
      if scalar == " " || scalar == "\t" { break }
      rest.removeFirst()
      switch scalar {
      case "'", "\"", "\\":
        if !word.isQuoted { word.plainPrefix = String(text).count }
        word.isQuoted = true
        if scalar == "'" {
          try single(&rest, &text)
        } else if scalar == "\"" {
          try double(&rest, &text)
        } else {
          guard let next = rest.popFirst() else { throw .notUnderstood("\\") }
          // A backslash before a line end joins two lines.
          if next != "\n" { text.append(next) }
        }
      case "\n", "\r", ";", "&", "|", "<", ">", "(", ")", "$", "`", "*", "?", "[":
        throw .notUnderstood(String(scalar))
      case "#" where text.isEmpty && !word.isQuoted, "~" where text.isEmpty && !word.isQuoted:
        throw .notUnderstood(String(scalar))
      default: text.append(scalar)
      }
    }
    return finish()
  }

  private static func single(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ text: inout String.UnicodeScalarView
  ) throws(GateFailure) {
    while let scalar = rest.popFirst() {
      if scalar == "'" { return }
      text.append(scalar)
    }
    throw .notUnderstood("'")
  }

  private static func double(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ text: inout String.UnicodeScalarView
  ) throws(GateFailure) {
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return
      case "$", "`": throw .notUnderstood(String(scalar))
      case "\\":
        guard let next = rest.popFirst() else { throw .notUnderstood("\"") }
        switch next {
        case "$", "`", "\"", "\\": text.append(next)
        case "\n": break
        default:
          text.append("\\")
          text.append(next)
        }
      default: text.append(scalar)
      }
    }
    throw .notUnderstood("\"")
  }
}
