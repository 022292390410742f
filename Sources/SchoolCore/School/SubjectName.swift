import Basics

/// How teachers shorten the names of subjects.
package enum SubjectName {
  /// Whether a name is meant by what was typed: `алг`, `Алг.`, `рус. яз`, `англ`, both folded.
  ///
  /// A beginning of the whole name, or beginnings of words in their order; words in brackets count as well.
  package static func isMeant(_ typed: String, _ name: String) -> Bool {
    if name.hasPrefix(typed) { return true }
    let wanted = words(typed)
    guard !wanted.isEmpty else { return false }
    var left = words(name)[...]
    for word in wanted {
      guard let place = left.firstIndex(where: { $0.hasPrefix(word) }) else { return false }
      left = left[(place + 1)...]
    }
    return true
  }

  private static func words(_ text: String) -> [String] { text.split { !$0.isLetter && !$0.isNumber }.map(String.init) }
}
