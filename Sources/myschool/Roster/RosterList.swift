import Arguments
import Basics
import SchoolModel
import SchoolRoster
import Tabular

extension RosterCommands {
  private static let kind = Operand.one(
    .choice(RosterKind.allCases.map(\.rawValue), placeholder: "LIST"),
    Text(en: "forms, students, staff, guardians, subjects or courses", ru: "forms, students, staff, guardians, subjects или courses"))

  static let form = Option.text("form", nil, .form, Text(en: "Only this form", ru: "Только этот класс"))

  static let list: Command = Command(
    "list",
    Text(
      en: "List forms, students, staff, guardians, subjects or courses",
      ru: "Показать классы, учеников, сотрудников, представителей, предметы или курсы"),
    needs: [.rosterRead], operands: [kind.spec], options: [form.spec],
    examples: [
      Example("myschool roster list students --form 7А", Text(en: "the students of a form", ru: "ученики класса")),
      Example("myschool roster list courses --format csv", Text(en: "who teaches what", ru: "кто что ведёт")),
    ],
    sections: RosterKind.allCases.map { Tree.columns(Roster.rosterColumns($0), of: $0.rawValue) }
  ) { call, session in
    guard let wanted = RosterKind(rawValue: call[kind]) else {
      throw UsageFailure(
        .badValue(option: "LIST", value: call[kind], expected: Text(RosterKind.allCases.map(\.rawValue).joined(separator: ", "))))
    }
    return .table(try session.school().roster.list(wanted, form: call[form]), note: Text(en: "nobody", ru: "никого"))
  }
}
