import Arguments
import SchoolCore
import Tabular

enum RosterCommands {
  static let noun: Command = Command(
    "roster", Text(en: "Forms, students, staff, guardians, courses", ru: "Классы, ученики, сотрудники, представители, курсы"),
    discussion: Text(
      en: "The lists of the school, imported from its own spreadsheets.", ru: "Списки школы; загружаются из её собственных таблиц."),
    children: {
      [
        RosterLoad.command, RosterSave.command, list, show, RosterEdit.add, RosterEdit.change, RosterEdit.move, RosterEdit.remove,
        RosterEdit.merge, RosterGroup.command,
        RosterExempt.command, RosterPromote.command, RosterInvite.command, RosterErase.command,
      ]
    })

  static let encoding = Option.text(
    "encoding", nil, ValueKind("encoding"),
    Text(en: "Encoding of the files, instead of finding it out", ru: "Кодировка файлов вместо определения"))
  static let separator = Option.text(
    "separator", nil, ValueKind("separator"),
    Text(en: "Separator of the columns: comma, semicolon, tab", ru: "Разделитель столбцов: comma, semicolon, tab"))
  private static let kind = Operand.one(
    0, .choice(RosterKind.allCases.map(\.rawValue), placeholder: "LIST"),
    Text(en: "forms, students, staff, guardians, subjects or courses", ru: "forms, students, staff, guardians, subjects или courses"))
  static let form = Option.text("form", nil, .form, Text(en: "Only this form", ru: "Только этот класс"))

  static let list: Command = Command(
    "list",
    Text(
      en: "List forms, students, staff, guardians, subjects or courses",
      ru: "Показать классы, учеников, сотрудников, представителей, предметы или курсы"),
    operands: [kind.spec], options: [form.spec],
    examples: [
      Example("myschool roster list students --form 7А", Text(en: "the students of a form", ru: "ученики класса")),
      Example("myschool roster list courses --format csv", Text(en: "who teaches what", ru: "кто что ведёт")),
    ],
    sections: RosterKind.allCases.map { kind in
      let section = Tree.columns(School.rosterColumns(kind))
      return HelpSection(section.title + Text(": \(kind.rawValue)"), rows: section.rows)
    }
  ) { call, session in
    guard let wanted = RosterKind(rawValue: call[kind]) else {
      throw UsageFailure(
        .badValue(option: "LIST", value: call[kind], expected: Text(RosterKind.allCases.map(\.rawValue).joined(separator: ", "))))
    }
    return .table(try session.school().rosterList(wanted, form: call[form]), note: Text(en: "nobody", ru: "никого"))
  }

  private static let person = Operand.one(
    0, .person, Text(en: "Full name, login, SNILS, phone or e-mail", ru: "Полное имя, логин, СНИЛС, телефон или почта"))

  static let show: Command = Command(
    "show", Text(en: "Show what the roster holds of a person", ru: "Показать всё, что есть о человеке в списках"),
    operands: [person.spec],
    examples: [Example("myschool roster show kazakova.t", Text(en: "by login", ru: "по логину"))],
    sections: [Tree.columns(School.personColumns)]
  ) { call, session in .table(try session.school().rosterShow(call[person])) }
}
