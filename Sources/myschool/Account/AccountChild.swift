import Arguments
import SchoolCore
import Tabular

enum AccountChild {
  static let noun: Command = Command(
    "child", Text(en: "Children of a parent or legal representative", ru: "Дети родителя или законного представителя"),
    children: { [add, list, release] })

  private static let relation = Option.text(
    "relation", nil, ValueKind("relation"), Text(en: "Mother, father, guardian", ru: "Кем приходитесь: мать, отец, законный представитель"))

  static let add: Command = Command(
    "add", Text(en: "Enter a child through one's own account", ru: "Занести ребёнка через свою учётную запись"),
    discussion: Text(
      en:
        "A child under fourteen is entered by a parent or legal representative. With --login and a password the child can sign in too. A child of one's own in the school's roster is not made again.",
      ru:
        "Ребёнка до четырнадцати лет заносит родитель или законный представитель. С --login и паролем ребёнок сможет входить и сам. Свой ребёнок из списков школы второй раз не заводится."
    ),
    options: [
      PersonOptions.surname.spec, PersonOptions.givenName.spec, PersonOptions.patronymic.spec, PersonOptions.birthDate.spec,
      PersonOptions.snils.spec, relation.spec, PersonOptions.login.spec, Session.passwordOption.spec,
    ] + Everywhere.writing,
    examples: [
      Example(
        "myschool account child add --surname Петров --given-name Илья --birth-date 2019-02-01",
        Text(en: "a child of seven", ru: "ребёнок семи лет")),
      Example(
        "myschool account child add --surname Петров --given-name Илья --birth-date 2019-02-01 --login ilya.p --password-stdin < secret",
        Text(en: "with a sign-in of its own", ru: "со своим входом")),
    ]
  ) { call, session in
    let school = try session.school()
    var draft = ChildDraft()
    draft.surname = try session.ask(PersonOptions.surname, Text(en: "Surname: ", ru: "Фамилия: "))
    draft.givenName = try session.ask(PersonOptions.givenName, Text(en: "Given name: ", ru: "Имя: "))
    draft.patronymic = call[PersonOptions.patronymic]
    draft.birthDate = try session.ask(PersonOptions.birthDate, Text(en: "Day of birth: ", ru: "Дата рождения: "))
    draft.snils = call[PersonOptions.snils]
    draft.relation = call[relation]
    draft.login = call[PersonOptions.login]
    if draft.login != nil { draft.password = try session.password(twice: true) }
    let performed = try school.addChild(draft, session.request)
    let added = performed.value
    var lines = [Text(en: "child: \(added.child)", ru: "ребёнок: \(added.child)")]
    if let login = added.login { lines.append(Text(en: "signs in as \(login)", ru: "входит как \(login)")) }
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun], extra: lines, canBeUndone: added.login == nil))
  }

  private static let columns = [
    Column("name", en: "Name", ru: "Имя"), Column("birth_date", .day, en: "Born", ru: "Родился"), Column("form", en: "Form", ru: "Класс"),
    Column("login", en: "Login", ru: "Логин"), Column("account", .boolean, en: "Has an account", ru: "Есть запись"),
  ]

  static let list: Command = Command(
    "list", Text(en: "List one's children", ru: "Показать своих детей"),
    examples: [Example("myschool account child list", Text(en: "with their forms", ru: "с классами"))], sections: [Tree.columns(columns)]
  ) { _, session in
    let rows = try session.school().children().map { child -> [Cell] in
      [.text(child.name), child.birthDate.map { .day($0) } ?? .empty, Cell(child.form), Cell(child.login), .boolean(child.hasAccount)]
    }
    return .table(Table(columns, rows: rows), note: Text(en: "no children", ru: "детей нет"))
  }

  private static let child = Operand.one(0, .student, Text(en: "The child's name", ru: "Имя ребёнка"))

  static let release: Command = Command(
    "release", Text(en: "Let a child of fourteen take the account over", ru: "Передать запись ребёнку, которому четырнадцать"),
    discussion: Text(
      en: "Prints a one-time code with which the child registers by itself; an account the parent made for it is closed.",
      ru: "Печатает одноразовый код, по которому ребёнок регистрируется сам; запись, заведённая родителем, закрывается."),
    operands: [child.spec],
    examples: [Example("myschool account child release Илья", Text(en: "a code for the child", ru: "код для ребёнка"))]
  ) { call, session in
    let invitation = try session.school().releaseChild(call[child], session.request).value
    return .receipt(
      Receipt(lines: [
        Text(
          en: "code for \(invitation.person): \(invitation.code), until \(invitation.until)",
          ru: "код (\(invitation.person)): \(invitation.code), до \(invitation.until.russian)"),
        Text(
          en: "the child registers: myschool account register --invitation \(invitation.code)",
          ru: "ребёнок набирает: myschool account register --invitation \(invitation.code)"),
      ]))
  }
}
