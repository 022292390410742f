import Arguments
import SchoolCore
import Tabular

enum SetupCommands {
  private static let name = Option.text(
    "name", nil, ValueKind("text", placeholder: "NAME"), required: true, Text(en: "What the school is called", ru: "Название школы"))
  private static let year = Option.text(
    "year", nil, ValueKind("year", placeholder: "2026/27"), required: true,
    Text(en: "The academic year to begin with", ru: "Учебный год, с которого начать"))
  private static let adminLogin = Option.text(
    "admin-login", nil, .login, required: true, Text(en: "The login of the administrator", ru: "Логин администратора"))

  static let initialize: Command = Command(
    "init", Text(en: "Make a school", ru: "Создать школу"),
    discussion: Text(
      en:
        "Makes the school's file with the year's terms and holidays, the five-point scale, the kinds of work, and an account for its administrator.",
      ru: "Создаёт файл школы: периоды и каникулы учебного года, пятибалльную шкалу, виды работ и учётную запись администратора."),
    options: [name.spec, year.spec, adminLogin.spec, Session.passwordOption.spec],
    examples: [
      Example(
        "myschool init --name 'МБОУ «Школа № 1»' --year 2026/27 --admin-login komarova.l --password-stdin < secret",
        Text(en: "a school for the year 2026/27", ru: "школа на 2026/27 учебный год"))
    ], local: true
  ) { call, session in
    let setup = SchoolSetup(
      name: call[name] ?? "", year: call[year] ?? "", adminLogin: call[adminLogin] ?? "", password: try session.password(twice: true))
    let path = session.databasePath
    let school = try School.create(at: path, setup, clock: try session.clock(), command: session.request.command)
    session.adopt(school)
    return .receipt(
      Receipt(lines: [
        Text(en: "school made: \(path)", ru: "школа создана: \(path)"),
        Text(en: "sign in: myschool login \(setup.adminLogin)", ru: "войти: myschool login \(setup.adminLogin)"),
      ]))
  }

  private static let students = Option<Int>.value(
    "students", nil, .number, default: 800, expected: Text(en: "a number from 22 to 20000", ru: "число от 22 до 20000"),
    Text(en: "How many students", ru: "Сколько учеников")
  ) { Int($0).flatMap { (22...20_000).contains($0) ? $0 : nil } }
  private static let seed = Option<Int>.value(
    "seed", nil, .number, default: 1, expected: Text(en: "a whole number", ru: "целое число"),
    Text(en: "Another seed makes other people", ru: "Другое зерно — другие люди")
  ) { Int($0).flatMap { $0 >= 0 ? $0 : nil } }
  private static let onlyData = Option.flag("only-data", Text(en: "Make the data and end there", ru: "Только создать данные"))

  private static let files = Option.text(
    "files", nil, ValueKind("file", placeholder: "FOLDER"),
    Text(
      en: "Write the school's own files into this folder and leave the marks to you",
      ru: "Записать файлы школы в этот каталог, а отметки не загружать"))

  private static let wholeYear = Option.flag(
    "whole-year",
    Text(
      en: "Enter all four quarters with plans, homework and term marks instead; a million marks take about 2200 students",
      ru: "Провести весь учебный год: планы, задания, отметки четырёх четвертей и итоги; миллион отметок — это около 2200 учеников"))

  static let demo: Command = Command(
    "demo", Text(en: "Make a believable school and walk through a day in it", ru: "Создать правдоподобную школу и пройти по её дню"),
    discussion: Text(
      en:
        "The school is invented and always the same: eleven years of study, teachers, guardians, a timetable and the lessons of the first quarter. It is made in a file of its own and does not touch yours. Then a teacher's, a parent's and an administrator's commands are run, each printed before its output.",
      ru:
        "Школа вымышлена и всегда одинакова: одиннадцать лет обучения, учителя, представители, расписание и уроки первой четверти. Она создаётся в отдельном файле и вашей не касается. Затем выполняются команды учителя, родителя и администратора; каждая напечатана перед своим ответом."
    ),
    options: [students.spec, seed.spec, onlyData.spec, files.spec, wholeYear.spec],
    examples: [
      Example(
        "myschool demo --students 100 --only-data --db demo.db",
        Text(en: "a small school in a file of your own", ru: "маленькая школа в своём файле"))
    ], local: true
  ) { call, session in
    try Demo(session, students: call[students], seed: call[seed], onlyData: call[onlyData], files: call[files], wholeYear: call[wholeYear])
      .run()
  }
}
