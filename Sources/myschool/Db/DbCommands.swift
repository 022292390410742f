import Arguments
import Basics
import SchoolModel
import Tabular

enum DbCommands {
  static let noun: Command = Command(
    "db", Text(en: "The school's file itself", ru: "Сам файл школы"),
    discussion: Text(en: "For the owner of the file; no sign-in is needed.", ru: "Для владельца файла; вход не нужен."),
    local: true, children: { [info, check, backup, restore, migrate] })
}
