import Arguments
import Basics
import SchoolModel
import Tabular

enum FamilyCommands {
  static let noun: Command = Command(
    "family", Text(en: "Parents and the school", ru: "Родители и школа"), children: { [sign, absence, digest] })

  static let week = Option.text(
    "week", nil, .day, Text(en: "Any day of the week; this week by default", ru: "Любой день недели; по умолчанию эта неделя"))
}
