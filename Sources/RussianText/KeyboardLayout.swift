/// What was typed with the wrong keyboard layout, ЙЦУКЕН for QWERTY or the other way round; the keys of Windows.
public enum KeyboardLayout {
  private static let latin = Array("`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?@#$^&")
  private static let russian = Array("ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,\"№;:?")

  /// The same keys in the other layout; `nil` for a text with letters of neither alphabet or of both.
  public static func other(_ text: String) -> String? {
    let hasLatin = text.unicodeScalars.contains { (0x41...0x5a).contains($0.value & 0xdf) && $0.value < 0x80 }
    let hasRussian = text.unicodeScalars.contains { (0x400...0x45f).contains($0.value) }
    guard hasLatin != hasRussian else { return nil }
    let table = hasLatin ? toRussian : toLatin
    return String(text.map { table[$0] ?? $0 })
  }

  private static let toRussian = Dictionary(zip(latin, russian)) { first, _ in first }
  private static let toLatin = Dictionary(zip(russian, latin)) { first, _ in first }
}
