extension String {
  /// Without blanks and line ends at either end.
  package var trimmed: String {
    if isPlainlyTrimmed { return self }
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// Whether neither end can be a blank of any kind, by its bytes: blanks beyond ASCII begin with C2, E1, E2 or E3.
  private var isPlainlyTrimmed: Bool {
    guard let first = utf8.first, let last = utf8.last else { return true }
    guard first > 32, last > 32, ![0xc2, 0xe1, 0xe2, 0xe3].contains(first) else { return false }
    guard last >= 0x80 else { return true }
    // The first byte of the last character: of Latin and Russian letters it is one of these.
    return utf8.dropLast().last.map { $0 == 0xd0 || $0 == 0xd1 } ?? false
  }
}

extension Optional {
  /// The value, or the error.
  package func orThrow(_ error: @autoclosure () -> any Error) throws -> Wrapped {
    guard let self else { throw error() }
    return self
  }
}
