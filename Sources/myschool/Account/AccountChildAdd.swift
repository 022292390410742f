import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension AccountChild {
  private static let relation = Option.text(
    "relation", nil, ValueKind(.relation), Text(en: "Mother, father, guardian", ru: "Кем приходитесь: мать, отец, законный представитель"))

  static let add: Command = Command(
    "add", Text(en: "Enter a child through one's own account", ru: "Занести ребёнка через свою учётную запись"),
    discussion: Text(
      en:
        "A child under fourteen is entered by a parent or legal representative. With --login and a password the child can sign in too. A child of one's own in the school's roster is not made again.",
      ru:
        "Ребёнка до четырнадцати лет заносит родитель или законный представитель. С --login и паролем ребёнок сможет входить и сам. Свой ребёнок из списков школы второй раз не заводится."
    ),
    needs: [.accountOwn], writes: true,
    options: [
      PersonOptions.surname.spec, PersonOptions.givenName.spec, PersonOptions.patronymic.spec, PersonOptions.birthDate.spec,
      PersonOptions.snils.spec, relation.spec, PersonOptions.login.spec, Session.passwordOption.spec,
    ],
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
    let performed = try school.identity.addChild(draft, session.request)
    let added = performed.value
    var lines = [Text(en: "child: \(added.child)", ru: "ребёнок: \(added.child)")]
    if let login = added.login { lines.append(Text(en: "signs in as \(login)", ru: "входит как \(login)")) }
    return .receipt(Receipt(performed, extra: lines, canBeUndone: added.login == nil))
  }
}
