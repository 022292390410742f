/// `Титова=5`: two words of the command line held together by a sign of equality.
enum TypedPair {
  /// - Parameter example: a line that can be typed, for the hint.
  /// - Throws: `ShellFailure.badPair` for a word without the sign, or with nothing before it.
  static func parts(_ text: String, example: String) throws -> (name: String, value: String) {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex else { throw ShellFailure.badPair(text, example: example) }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }
}
