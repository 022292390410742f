import Arguments
import Basics
import SchoolModel
import SchoolSetup
import SchoolSheets
import Tabular

enum SetupCommands {
  private static let name = Option.text(
    "name", nil, ValueKind(.text, placeholder: "NAME"), required: true, Text(en: "What the school is called", ru: "Название школы"))

  private static let adminLogin = Option.text(
    "admin-login", nil, .login, required: true, Text(en: "The login of the administrator", ru: "Логин администратора"))

  private static let timeZone = Option.text(
    "time-zone", nil, ValueKind(.choice, placeholder: "ZONE"),
    Text(
      en: "The school's time zone: Asia/Omsk; TZ, else Europe/Moscow, by default",
      ru: "Часовой пояс школы: Asia/Omsk; по умолчанию из TZ, иначе Europe/Moscow"))

  static let initialize: Command = Command(
    "init", Text(en: "Make a school", ru: "Создать школу"),
    discussion: Text(
      en:
        "Makes the school's file with the year's terms and holidays, the five-point scale, the kinds of work, and an account for its administrator.",
      ru: "Создаёт файл школы: периоды и каникулы учебного года, пятибалльную шкалу, виды работ и учётную запись администратора."),
    options: [name.spec, adminLogin.spec, timeZone.spec, Session.passwordOption.spec],
    examples: [
      Example(
        "myschool init --name 'МБОУ «Школа № 1»' --year 2026/27 --admin-login komarova.l --password-stdin < secret",
        Text(en: "a school for the year 2026/27", ru: "школа на 2026/27 учебный год"))
    ], local: true
  ) { call, session in
    guard let year = call[Everywhere.year] else { throw UsageFailure(.optionNeeded("--year")) }
    var setup = SchoolSetup(
      name: call[name] ?? "", year: year, adminLogin: call[adminLogin] ?? "", password: try session.password(twice: true))
    if let text = call[timeZone] {
      guard let zone = SchoolTimeZone(text) else { throw CalendarFailure.badTimeZone(text) }
      setup.timeZone = zone
    } else if let zone = session.console.variable("TZ").flatMap(SchoolTimeZone.init) {
      setup.timeZone = zone
    }
    setup.language = session.language == .ru ? "ru" : "en"
    let path = session.databasePath
    let school = try School.create(
      at: path, setup, clock: try session.clock(), chance: session.console.chance, command: session.request.command)
    session.adopt(school)
    return .receipt(
      Receipt(lines: [
        Text(en: "school made: \(path)", ru: "школа создана: \(path)"),
        Text(
          en: "time zone: \(setup.timeZone.name); another one: myschool calendar set time-zone ZONE",
          ru: "часовой пояс: \(setup.timeZone.name); другой: myschool calendar set time-zone ПОЯС"),
        Text(en: "sign in: myschool login \(setup.adminLogin)", ru: "войти: myschool login \(setup.adminLogin)"),
      ]))
  }
}
