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

extension Session {
  /// Who may do what a command needs, as the permission table has it.
  static func allowed(_ needs: [Action]) -> Text? {
    guard !needs.isEmpty else { return nil }
    func who(_ actions: [Action]) -> Text? {
      guard !actions.isEmpty else { return nil }
      if actions.contains(where: Permissions.isForEverybody) { return Text(en: "everybody", ru: "все") }
      return Role.words(Role.allCases.filter { role in actions.contains { !Permissions.scopes(role, $0).isEmpty } })
    }
    let reading = who(needs.filter { !$0.writes })
    let writing = who(needs.filter(\.writes))
    guard let reading, let writing, reading != writing else { return reading ?? writing }
    return Text(en: "to read: \(reading.en); to change: \(writing.en)", ru: "смотреть — \(reading.ru); менять — \(writing.ru)")
  }
}
