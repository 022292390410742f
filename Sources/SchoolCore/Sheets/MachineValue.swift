import Basics

/// Values as table programs make them of what was typed, read back where they can have meant one thing alone.
package enum MachineValue {
  /// A day as the number of days since 1899-12-30, which table programs keep it as; other text stays.
  package static func day(_ text: String) -> String {
    guard let number = Int(whole(text)), (5...6).contains(whole(text).count), (10_000...80_000).contains(number) else { return text }
    return (Day(number: Day(year: 1899, month: 12, day: 30)!.number + number)).description  // that day exists
  }

  /// `5.0` and `5,00` as `5`; other text stays.
  package static func whole(_ text: String) -> String {
    let parts = text.split(separator: text.contains(",") ? "," : ".", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, parts[0].allSatisfy({ $0.isASCII && $0.isNumber }),
      parts[1].allSatisfy({ $0 == "0" })
    else { return text }
    return String(parts[0])
  }

  /// Whether a long number was cut to its first digits: `7.9E+10`.
  package static func isRounded(_ text: String) -> Bool {
    text.uppercased().contains(/^[0-9]([.,][0-9]+)?E\+?[0-9]+$/)
  }

  /// A SNILS from a cell: its control number proves the zeros that a number loses at its beginning.
  package static func snils(_ text: String) throws(Problem) -> SNILS {
    if isRounded(text) { throw .roundedNumber(text) }
    let text = whole(text)
    if let snils = SNILS(text) { return snils }
    let digits = text.filter { $0.isASCII && $0.isNumber }
    guard digits.count == text.count, (9...10).contains(digits.count),
      let snils = SNILS(String(repeating: "0", count: 11 - digits.count) + digits)
    else { throw .notSNILS(text) }
    return snils
  }

  /// A phone from a cell.
  /// - Returns: the phone, the first one of several, and whether there were several.
  package static func phone(_ text: String) throws(Problem) -> (phone: Phone, isOneOfSeveral: Bool) {
    if isRounded(text) { throw .roundedNumber(text) }
    if let phone = Phone(whole(text)) { return (phone, false) }
    let parts = text.split { ",;/".contains($0) || $0.isNewline }.map { Phone(whole(Folding.tidy(String($0)))) }
    guard parts.count > 1, case let phones = parts.compactMap({ $0 }), phones.count == parts.count, let first = phones.first else {
      throw .notAPhone(text)
    }
    return (first, Set(phones).count > 1)
  }
}
