import Arguments
import Basics
import SchoolModel
import Tabular

enum AccountData {
  static let noun: Command = Command(
    "data", Text(en: "All that the school holds about a person", ru: "Всё, что школа хранит о человеке"), children: { [export] })

  static let person = Option.text(
    "person", nil, .person, Text(en: "Of somebody else, for an administrator", ru: "О другом человеке, для администратора"))
}
