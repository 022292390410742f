import Arguments
import Basics
import SchoolExchange
import SchoolIdentity
import SchoolModel
import SchoolSheets
import Tabular

extension AccountChild {
  private static let columns = [
    Column.name, Column("birth_date", .day, en: "Born", ru: "Родился"), Column.form,
    Column.login, Column("account", .boolean, en: "Has an account", ru: "Есть запись"),
  ]

  static let list: Command = Command(
    "list", Text(en: "List one's children", ru: "Показать своих детей"),
    needs: [.accountRead], examples: [Example("myschool account child list", Text(en: "with their forms", ru: "с классами"))],
    sections: [Tree.columns(columns)]
  ) { _, session in
    let rows = try session.school().identity.children().map { child -> [Cell] in
      [.text(child.name), child.birthDate.map { .day($0) } ?? .empty, Cell(child.form), Cell(child.login), .boolean(child.hasAccount)]
    }
    return .table(Table(columns, rows: rows), note: Text(en: "no children", ru: "детей нет"))
  }
}
