import Arguments
import Basics
import SchoolModel
import Tabular

enum LibraryCommands {
  static let noun: Command = Command(
    "library", Text(en: "Teaching materials", ru: "Методическая библиотека"), children: { [search, show, add] })

  static let subject = Option.text("subject", nil, .subject, Text(en: "The subject", ru: "Предмет"))

  static let number = Operand.one(ValueKind(.item, placeholder: "N"), Text(en: "The number of the item", ru: "Номер материала"))
}
