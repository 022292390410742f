import Arguments
import Basics
import SchoolModel
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

  static let key = Operand.one(.choice(Configuration.keys, placeholder: "KEY"), Text(Configuration.keys.joined(separator: ", ")))

  static let value = Operand.one(ValueKind(.text, placeholder: "VALUE"), Text(en: "The value", ru: "Значение"))
}
