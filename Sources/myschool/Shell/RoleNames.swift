import Basics
import SchoolModel

extension Role {
  var word: Text { CodedWords.roles[rawValue] ?? Text(rawValue) }

  static func words(_ roles: [Role]) -> Text {
    Text(en: Text.list(roles.map(\.word.en)), ru: Text.list(roles.map(\.word.ru)))
  }

  /// A role by its English or Russian name.
  init?(typed text: String) {
    let key = Folding.key(text)
    let found =
      Role(rawValue: key) ?? Role.allCases.first { Folding.key($0.word.ru) == key || (key == "представитель" && $0 == .parent) }
    guard let found else { return nil }
    self = found
  }
}
