import Arguments
import Basics
import SchoolModel
import SchoolSheets
import Tabular

extension GateCommands {
  static let key: Command = Command(
    "key", Text(en: "Keys that open the gate", ru: "Ключи, которые открывают вход"),
    discussion: Text(
      en: "For the system user that owns the school's file, on the machine that holds it.",
      ru: "Для системного пользователя, которому принадлежит файл школы, на его же машине."),
    children: { [add, list, remove] })

  static let file = Option.text(
    "keys", nil, .file,
    Text(en: "The authorized_keys file, instead of ~/.ssh/authorized_keys", ru: "Файл authorized_keys вместо ~/.ssh/authorized_keys"))

  static func keys(_ call: Call, _ session: Session) -> AuthorizedKeys {
    AuthorizedKeys(path: session.console.path(call[file] ?? (session.console.variable("HOME") ?? "") + "/.ssh/authorized_keys"))
  }

  static let columns = [
    Column("account", en: "Account", ru: "Учётная запись"), Column("type", en: "Type", ru: "Вид"),
    Column("fingerprint", en: "Fingerprint", ru: "Отпечаток"), Column("comment", en: "Comment", ru: "Пояснение"),
    Column("database", en: "School's file", ru: "Файл школы"),
  ]

  static let fingerprint = Operand.one(
    ValueKind(.fingerprint), Text(en: "The fingerprint or the account", ru: "Отпечаток или учётная запись"))
}
