import Arguments
import Basics
import SchoolModel
import Tabular

extension ConfigCommands {
  static let set: Command = Command(
    "set", Text(en: "Put a setting", ru: "Задать настройку"), operands: [key.spec, value.spec],
    examples: [Example("myschool config set db school.db", Text(en: "where the school lies", ru: "где лежит школа"))]
  ) { call, session in
    let value = call[key] == "db" ? session.console.path(call[value]) : call[value]
    try Configuration(session.console).set(call[key], value)
    return .nothing
  }
}
