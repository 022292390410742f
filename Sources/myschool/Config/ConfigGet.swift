import Arguments
import Basics
import SchoolModel
import Tabular

extension ConfigCommands {
  static let get: Command = Command(
    "get", Text(en: "Print one setting", ru: "Напечатать одну настройку"), operands: [key.spec],
    examples: [Example("myschool config get db", Text(en: "where the school lies", ru: "где лежит школа"))]
  ) { call, session in
    guard Configuration.keys.contains(call[key]) else { throw ShellFailure.unknownKey(call[key]) }
    guard let value = Configuration(session.console).value(call[key]) else { throw ShellFailure.nothingMatched }
    return .text(value + "\n")
  }
}
