import Arguments
import Basics
import SchoolModel
import Tabular

extension ConfigCommands {
  static let unset: Command = Command(
    "unset", Text(en: "Take a setting out", ru: "Убрать настройку"), operands: [key.spec],
    examples: [Example("myschool config unset pager", Text(en: "back to the default", ru: "вернуть обычное"))]
  ) { call, session in
    try Configuration(session.console).set(call[key], nil)
    return .nothing
  }
}
