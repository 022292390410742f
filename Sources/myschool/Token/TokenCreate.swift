import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension TokenCommands {
  private static let days = Option<Int>.value(
    "days", nil, .number, default: 90, expected: Text(en: "days, 1 to 400", ru: "число дней от 1 до 400"),
    Text(en: "How long it is good for, in days; 90 by default", ru: "Сколько дней действует; по умолчанию 90")
  ) { Int($0).flatMap { (1...400).contains($0) ? $0 : nil } }

  private static let replaces = Option<Int?>.value(
    "replaces", nil, .number, expected: Text(en: "a number of the list", ru: "номер из списка"),
    Text(en: "The token this one takes the place of, which becomes void", ru: "Ключ, который этот заменяет; тот отзывается")
  ) { Int($0) }

  static let create: Command = Command(
    "create", Text(en: "Make a token for a program", ru: "Создать ключ для программы"),
    discussion: Text(
      en:
        "The token is printed this once, on standard output, and kept here only as a hash. It acts for you, in the role you are in now. To rotate: create with --replaces.",
      ru:
        "Ключ печатается один раз, на стандартный вывод; здесь хранится только его отпечаток. Действует за вас в нынешней роли. Чтобы сменить: создать с --replaces."
    ),
    needs: [.accountOwn], operands: [name.spec], options: [scopes.spec, days.spec, replaces.spec],
    examples: [
      Example(
        "myschool token create canteen --scope roster:read",
        Text(en: "for the canteen's program", ru: "для программы столовой")),
      Example(
        "myschool token create canteen --scope roster:read --replaces 3", Text(en: "a new one for the old", ru: "новый вместо старого")),
    ]
  ) { call, session in
    let made = try session.school().identity.createToken(
      named: call[name], scopes: try parse(call[scopes]), seconds: call[days] * 86_400, replacing: call[replaces], session.request
    ).value
    session.say(Text(en: "token \(made.number), until \(made.expiresAt.iso)", ru: "ключ \(made.number), до \(made.expiresAt.iso)"))
    var answer = Answer.text(made.token + "\n")
    // A token that nobody has seen would be good for ninety days all the same.
    answer.takeBack = { _ = try session.school().identity.revokeToken(made.number, session.request) }
    return answer
  }
}
