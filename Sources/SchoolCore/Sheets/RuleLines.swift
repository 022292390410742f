import Basics

/// Lines `name = value` of a small file of rules; blank ones and those that begin with `#` say nothing.
package enum RuleLines {
  /// - Parameters:
  ///   - wrong: what to say of a line that is no rule.
  ///   - take: takes a rule; `false` for one that is none.
  /// - Throws: `BadInput` with every such line.
  package static func read(_ text: String, file: String, wrong: (String) -> Problem, _ take: (String, String) -> Bool) throws {
    var mistakes: [Mistake] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = Folding.tidy(String(line))
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let parts = line.split(separator: "=", maxSplits: 1).map { Folding.tidy(String($0)) }
      guard parts.count == 2, take(parts[0], parts[1]) else {
        mistakes.append(Mistake(file: file, line: index + 1, column: nil, problem: wrong(line)))
        continue
      }
    }
    guard mistakes.isEmpty else { throw BadInput(mistakes) }
  }
}
