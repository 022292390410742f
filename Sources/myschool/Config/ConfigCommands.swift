import Arguments
import SchoolCore
import Tabular

enum ConfigCommands {
  static let noun: Command = Command(
    "config", Text(en: "Settings of this user", ru: "Настройки пользователя"), sections: [keysSection], local: true,
    children: { [list, get, set, unset] })

  private static let keysSection = HelpSection(
    Text(en: "Settings", ru: "Настройки"),
    rows: [
      ("db", Text(en: "the school's file", ru: "файл школы")), ("lang", Text(en: "the language: ru or en", ru: "язык: ru или en")),
      ("pager", Text(en: "the program that shows long output", ru: "программа для длинного вывода")),
      ("remote", Text(en: "USER@HOST of a school elsewhere, reached by ssh", ru: "ПОЛЬЗОВАТЕЛЬ@СЕРВЕР школы на другой машине, по ssh")),
      (
        "sendmail",
        Text(en: "the program that takes mail on standard input", ru: "программа, которая принимает письма со стандартного ввода")
      ), ("mail-from", Text(en: "the address mail comes from", ru: "адрес, с которого идут письма")),
    ])

  private static let origin = Option.flag("origin", Text(en: "Show where each value comes from", ru: "Показать, откуда взято значение"))
  private static let columns = [
    Column("key", en: "Setting", ru: "Настройка"), Column("value", en: "Value", ru: "Значение"), Column("origin", en: "From", ru: "Откуда"),
  ]

  static let list: Command = Command(
    "list", Text(en: "List the settings", ru: "Показать настройки"), options: [origin.spec],
    examples: [Example("myschool config list --origin", Text(en: "with their places", ru: "вместе с местами"))],
    sections: [Tree.columns(columns)]
  ) { call, session in
    let configuration = Configuration(session.console)
    let rows = configuration.entries().map { [Cell.text($0.key), .text($0.value), .text("\(configuration.path):\($0.line)")] }
    let width = call[origin] ? 3 : 2
    return .table(
      Table(Array(columns.prefix(width)), rows: rows.map { Array($0.prefix(width)) }),
      note: Text(en: "nothing is set", ru: "ничего не задано"))
  }

  private static let key = Operand.one(
    0, .choice(Configuration.keys, placeholder: "KEY"), Text(Configuration.keys.joined(separator: ", ")))
  private static let value = Operand.one(1, ValueKind("text", placeholder: "VALUE"), Text(en: "The value", ru: "Значение"))

  static let get: Command = Command(
    "get", Text(en: "Print one setting", ru: "Напечатать одну настройку"), operands: [key.spec],
    examples: [Example("myschool config get db", Text(en: "where the school lies", ru: "где лежит школа"))]
  ) { call, session in
    guard Configuration.keys.contains(call[key]) else { throw ShellFailure.unknownKey(call[key]) }
    guard let value = Configuration(session.console).value(call[key]) else { throw ShellFailure.nothingMatched }
    return .text(value + "\n")
  }

  static let set: Command = Command(
    "set", Text(en: "Put a setting", ru: "Задать настройку"), operands: [key.spec, value.spec],
    examples: [Example("myschool config set db school.db", Text(en: "where the school lies", ru: "где лежит школа"))]
  ) { call, session in
    let value = call[key] == "db" ? session.console.path(call[value]) : call[value]
    try Configuration(session.console).set(call[key], value)
    return .nothing
  }

  static let unset: Command = Command(
    "unset", Text(en: "Take a setting out", ru: "Убрать настройку"), operands: [key.spec],
    examples: [Example("myschool config unset pager", Text(en: "back to the default", ru: "вернуть обычное"))]
  ) { call, session in
    try Configuration(session.console).set(call[key], nil)
    return .nothing
  }
}
