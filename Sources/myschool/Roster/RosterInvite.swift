import Arguments
import Basics
import SchoolExchange
import SchoolIdentity
import SchoolModel
import SchoolSheets
import Tabular

enum RosterInvite {
  private static let person = Operand.optional(.person, Text(en: "One person of the roster", ru: "Один человек из списков"))
  private static let form = Option.text(
    "form", nil, .form, Text(en: "The students of a form who have no account", ru: "Ученики класса, у которых нет учётной записи"))
  private static let guardians = Option.flag(
    "guardians", Text(en: "With --form: their guardians instead", ru: "С --form: вместо них представители"))
  private static let staff = Option.flag(
    "staff", Text(en: "All of the staff who have no account", ru: "Все сотрудники, у которых нет учётной записи"))
  private static let send = Option.flag(
    "send", Text(en: "By mail to those whose address the school has", ru: "Отправить по почте тем, чей адрес есть у школы"))
  private static let anew = Option.flag(
    "new", Text(en: "New codes also for who has one that is still good", ru: "Новые коды и тем, у кого есть действующий"))
  private static let columns = [
    Column.form, Column.person,
    Column("kind", en: "Who", ru: "Кто", labels: CodedWords.roles),
    Column.login, Column("code", en: "Code", ru: "Код"), Column("until", .day, en: "Until", ru: "До"),
    Column("sent_to", en: "Sent to", ru: "Отправлено", isOptional: true),
  ]

  static let command: Command = Command(
    "invite", Text(en: "Make one-time codes to register with", ru: "Выписать одноразовые коды для регистрации"),
    discussion: Text(
      en:
        "A code is good once, for sixty days. Who was given one that is still good keeps it; --new, and a code for one person, makes the old void. Who registers with it has the account of that person at once, without confirming anything. --format html prints slips to cut apart, --send puts the codes in the outbox. Who is under fourteen is registered by a parent.",
      ru:
        "Код годится один раз и действует шестьдесят дней. Кому уже выдан действующий, тот остаётся с ним; --new и код для одного человека отменяют прежний. Кто по нему регистрируется, сразу получает запись этого человека, подтверждать ничего не нужно. --format html печатает листки для разрезания, --send ставит коды в очередь писем. Кому нет четырнадцати, того регистрирует родитель."
    ),
    needs: [.accountManage], operands: [person.spec], options: [form.spec, guardians.spec, staff.spec, send.spec, anew.spec],
    examples: [
      Example("myschool roster invite 'Александрова Кира Артёмовна'", Text(en: "a guardian", ru: "представителю")),
      Example("myschool roster invite --staff --send", Text(en: "all of the staff, by mail", ru: "всем сотрудникам по почте")),
      Example(
        "myschool roster invite --form 7А --guardians --format html -o slips.html",
        Text(en: "slips for a meeting", ru: "листки для собрания")),
    ], sections: [Tree.columns(columns)]
  ) { call, session in
    let target: InvitationTarget
    if call[form] != nil, call[person] != nil { throw UsageFailure(.exclusive("PERSON", "--form")) }
    if call[staff], call[form] != nil || call[person] != nil {
      throw UsageFailure(.exclusive("--staff", call[form] == nil ? "PERSON" : "--form"))
    }
    if call[staff] {
      target = .staff
    } else if let form = call[form] {
      target = .form(form, guardians: call[guardians])
    } else if let person = call[person] {
      target = .person(person)
    } else {
      throw UsageFailure(.operandNeeded("PERSON"))
    }
    let school = try session.school()
    let made = try school.identity.invite(target, sending: call[send], anew: call[anew], session.requestOfList).value
    let rows = made.map { item -> [Cell] in
      [
        Cell(item.form), .text(item.person), .text(item.kind), Cell(item.login), Cell(item.code), .day(item.until.description),
        Cell(item.sentTo),
      ]
    }
    if case let kept = made.filter({ $0.code == nil }).count, kept > 0 {
      session.say(
        Text(
          en: "with a code that is still good: \(kept); new ones for them: --new",
          ru: "уже есть действующий код: \(kept); выписать им новые: --new"))
    }
    if call[send], case let unreached = made.filter({ $0.sentTo == nil && $0.code != nil }).count, unreached > 0 {
      session.say(
        Text(
          en: "without an address: \(unreached); their codes are to be handed over",
          ru: "без адреса почты: \(unreached); их коды надо передать лично"))
    }
    let name = try school.record.info().school
    return .printable(Table(columns, rows: rows)) { slips(made, name, $0) }
  }

  private static func slips(_ invitations: [Invitation], _ school: String, _ language: Language) -> String {
    var page = PrintPage(
      title: Text(en: "Invitations", ru: "Приглашения")[language], language,
      style: ".slip{border:1px dashed #888;padding:4mm;margin:0 0 3mm;break-inside:avoid}.code{font-family:monospace;font-size:14pt}")
    for item in invitations {
      guard let code = item.code else { continue }
      let lines = [
        "\(school)\(item.form.map { ", \($0)" } ?? "")", "<b>\(PrintPage.escaped(item.person))</b>",
        Text(en: "Register once with:", ru: "Зарегистрируйтесь один раз:")[language],
        "<span class=\"code\">myschool account register --invitation \(code)</span>",
        Text(en: "until \(item.until)", ru: "до \(item.until.russian)")[language],
      ]
      page.raw("<div class=\"slip\">" + PrintPage.escaped(lines[0]) + "<br>" + lines.dropFirst().joined(separator: "<br>") + "</div>\n")
    }
    return page.text
  }
}
