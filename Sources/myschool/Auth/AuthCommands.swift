import Arguments
import Basics
import SchoolModel
import Tabular

enum AuthCommands {
  static let noun: Command = Command(
    "auth", Text(en: "One sign-in for other programs", ru: "Единый вход для других программ"),
    discussion: Text(
      en: "A person's program asks for a short-lived token; another program on this machine, or through the gate, checks whose it is.",
      ru: "Программа человека берёт недолгий ключ; другая программа на этой машине или через вход по SSH проверяет, чей он."),
    children: { [token, verify] })

  static let name = Option.text(
    "name", nil, ValueKind(.name), Text(en: "What the program is called", ru: "Как называется программа"))
}
