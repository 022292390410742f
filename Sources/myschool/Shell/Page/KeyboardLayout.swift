/// The keys of a keyboard by what they write in its Russian layout (ГОСТ 6431, ЙЦУКЕН), whichever layout is on.
enum KeyboardLayout {
  private static let latin = Array("qwertyuiop[]asdfghjkl;'zxcvbnm,.`")
  private static let russian = Array("йцукенгшщзхъфывапролджэячсмитьбюё")
  private static let byKey = Dictionary(uniqueKeysWithValues: zip(latin, russian))

  /// The Russian letter on the key of a character; itself where it is one.
  static func letter(_ character: Character) -> Character {
    let lower = character.lowercased().first ?? character
    return byKey[lower] ?? lower
  }
}
