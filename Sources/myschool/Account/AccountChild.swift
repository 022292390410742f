import Arguments
import Basics
import SchoolModel
import Tabular

enum AccountChild {
  static let noun: Command = Command(
    "child", Text(en: "Children of a parent or legal representative", ru: "Дети родителя или законного представителя"),
    children: { [add, list, release] })

  static let child = Operand.one(.student, Text(en: "The child's name", ru: "Имя ребёнка"))
}
