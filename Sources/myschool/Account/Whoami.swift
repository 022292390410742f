import Arguments
import Basics
import SchoolExchange
import SchoolIdentity
import SchoolModel
import SchoolSheets
import Tabular

enum Whoami {
  private static let columns = [
    Column.name, Column.login,
    Column.role,
    Column.roles,
    Column("ends_at", .instant, en: "Session ends", ru: "Сеанс до"),
  ]

  static let command: Command = Command(
    "whoami", Text(en: "Show who is signed in, in which role, until when", ru: "Показать, кто вошёл, в какой роли и до какого времени"),
    examples: [Example("myschool whoami --format json", Text(en: "for a script", ru: "для сценария"))],
    sections: [Tree.columns(columns)]
  ) { _, session in
    let school = try session.school()
    let info = try school.identity.whoAmI(token: try session.sessionToken())
    return .table(
      Table(
        columns,
        rows: [
          [
            .text(info.name), Cell(info.login), Cell(info.role?.rawValue), .text(info.roles.map(\.rawValue).joined(separator: " ")),
            info.endsAt.map { .instant($0.iso) } ?? .empty,
          ]
        ]))
  }
}
