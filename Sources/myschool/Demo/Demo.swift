import Arguments
import Basics
import Glibc
import SchoolIdentity
import SchoolJournal
import SchoolLibrary
import SchoolModel
import SchoolRoster
import SchoolSetup
import SchoolSheets
import SchoolTimetable
import Tabular

/// Makes the believable school of `demo` and walks through a day in it.
struct Demo {
  private let session: Session
  private let students: Int
  private let seed: Int
  private let onlyData: Bool
  private let files: String?
  private let wholeYear: Bool
  private let path: String
  static let password = "demo-слон-и-7-груш"

  init(_ session: Session, students: Int, seed: Int, onlyData: Bool, files: String?, wholeYear: Bool) {
    self.wholeYear = wholeYear
    self.files = files
    self.session = session
    self.students = students
    self.seed = seed
    self.onlyData = onlyData
    // A file of its own; the school of the user is not touched unless it is named on this very line.
    let named = session.arguments.contains { $0 == "--db" || $0.hasPrefix("--db=") }
    path = named ? session.databasePath : session.console.folder("XDG_CACHE_HOME", under: ".cache") + "/demo.db"
  }

  /// The moment the demo stands at: Monday of the last week of the first quarter.
  static let now = "2026-10-26T09:00+03:00"

  func run() throws -> Answer {
    let named = session.arguments.contains { $0 == "--db" || $0.hasPrefix("--db=") }
    if !named { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) } }
    guard let moment = Instant(iso: Self.now) else { throw ShellFailure.badNow(Self.now) }
    let data = DemoSchool(students: students, seed: UInt64(seed))
    let school = try School.create(
      at: path, SchoolSetup(name: "МБОУ «Школа № 1» (пример)", year: "2026/27", adminLogin: data.adminLogin, password: Self.password),
      clock: .fixed(moment), command: "myschool demo")
    defer { school.close() }
    let signedIn = try school.identity.signIn(
      SignInAttempt(name: data.adminLogin, password: Self.password, role: .admin), acceptsConsent: { true },
      WriteRequest(command: "myschool login"))
    try fill(school, data)
    if wholeYear {
      let year = DemoYear(session, school, path: path, data, folder: files.map(session.console.path) ?? path + ".year")
      if files != nil {
        try year.writeFiles()
      } else {
        let code = try year.run()
        guard code == 0 else { return .exit(code) }
      }
    }
    session.say(Text(en: "a school to look around in: \(path)", ru: "школа, в которой можно осмотреться: \(path)"))
    if wholeYear, files == nil {
      session.say(
        Text(
          en:
            "look around: export MYSCHOOL_DB=\(path) MYSCHOOL_NOW=\(DemoYear.now); sign in as \(data.adminLogin), the password is \(Self.password)",
          ru: "осмотреться: export MYSCHOOL_DB=\(path) MYSCHOOL_NOW=\(DemoYear.now); вход: \(data.adminLogin), пароль — \(Self.password)"))
    }
    let isWalked = !(onlyData || files != nil || wholeYear)
    let chosen = isWalked ? try accounts(school, data) : nil
    // Whoever signs in next is not warned of a session that was the demo's own.
    try school.identity.signOut(token: signedIn.token, WriteRequest(command: "myschool logout"))
    guard let chosen else { return .nothing }
    school.close()
    try DemoWalk(session, path: path, chosen: chosen, admin: data.adminLogin).run()
    return .nothing
  }

  private func fill(_ school: School, _ data: DemoSchool) throws {
    func source(_ name: String, _ text: String) -> Source { Source(name: name, input: ByteInput(bytes: Array(text.utf8))) }
    let sources = [source("students.csv", data.studentsFile), source("staff.csv", data.staffFile), source("load.csv", data.loadFile)]
    _ = try school.roster.importRoster(
      sources, prune: false, WriteRequest(command: "myschool roster import students.csv staff.csv load.csv"))
    _ = try school.timetable.importTimetable(
      source("timetable.csv", data.timetableFile), from: nil, WriteRequest(command: "myschool timetable import timetable.csv"))
    if let files {
      var all = [("students", data.studentsFile), ("staff", data.staffFile), ("load", data.loadFile), ("timetable", data.timetableFile)]
      if !wholeYear { all.append(("marks", data.marksFile(on: DemoSchool.firstDays))) }
      for (name, text) in all { try Self.write(text, to: session.console.path(files) + "/\(name).csv") }
      return
    }
    if !wholeYear {
      let marks = source("marks.csv", data.marksFile(on: DemoSchool.firstDays))
      _ = try school.journal.grade(from: marks, GradeOptions(), WriteRequest(command: "myschool journal grade marks.csv"))
    }
    try fillLibrary(of: school, source("library.csv", DemoLibrary.catalogue), for: data)
  }

  /// A publisher's catalogue, handed in by one and verified by another.
  private func fillLibrary(of school: School, _ catalogue: Source, for data: DemoSchool) throws {
    let administrator = school.actor
    defer { school.actor = administrator }
    _ = try school.identity.createAccount(
      for: data.publisherLogin, login: nil, password: Self.password, mustChange: false, WriteRequest(command: "myschool account create"))
    _ = try school.identity.grantRole(.provider, to: data.publisherLogin, WriteRequest(command: "myschool account role grant"))
    let signedIn = try school.identity.signIn(
      SignInAttempt(name: data.publisherLogin, password: Self.password, role: .provider), acceptsConsent: { true },
      WriteRequest(command: "myschool login"))
    _ = try school.library.load([.rows(catalogue)], WriteRequest(command: "myschool library import library.csv"))
    _ = try school.library.submit(nil, WriteRequest(command: "myschool library submit --mine"))
    try school.identity.signOut(token: signedIn.token, WriteRequest(command: "myschool logout"))
    school.actor = administrator
    _ = try school.library.verify(nil, age: "6+", WriteRequest(command: "myschool library verify --all --age 6+"))
  }

  static func write(_ text: String, to path: String) throws {
    try SessionFile.makeFolders(path)
    guard let file = fopen(path, "w") else { throw ShellFailure.outputFailed(path: path, errno: errno) }
    var copy = text
    let written = copy.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) }
    guard fclose(file) == 0, written == text.utf8.count else { throw ShellFailure.outputFailed(path: path, errno: errno) }
  }

  /// A console of somebody who is signed in to the demo's school, at a moment of its year.
  static func console(_ session: Session, path: String, now: String, login: String, role: String) throws -> Console {
    guard let moment = Instant(iso: now) else { throw ShellFailure.badNow(now) }
    var console = session.console
    console.environment["MYSCHOOL_DB"] = path
    console.environment["MYSCHOOL_NOW"] = now
    console.environment["MYSCHOOL_NO_INPUT"] = "1"
    console.environment["MYSCHOOL_PAGER"] = ""
    // Sign-ins of the demo stay apart from the user's own.
    console.environment["XDG_STATE_HOME"] = path + ".state"
    console.environment["XDG_CONFIG_HOME"] = path + ".config"
    let school = try School(path: path, clock: .fixed(moment))
    defer { school.close() }
    let signedIn = try school.identity.signIn(
      SignInAttempt(name: login, password: Self.password, role: Role(rawValue: role)), acceptsConsent: { true },
      WriteRequest(command: "myschool login \(login)"))
    try SessionFile(console, school.uuid, school.path).write(signedIn.token)
    return console
  }

  /// Accounts only for those who act: a teacher and a parent of one of the teacher's students.
  private func accounts(_ school: School, _ data: DemoSchool) throws -> DemoWalk.Chosen {
    for (person, login) in [(data.teacherLogin, nil), (data.parentName, "parent")] as [(String, String?)] {
      _ = try school.identity.createAccount(
        for: person, login: login, password: Self.password, mustChange: false, WriteRequest(command: "myschool account create"))
    }
    return DemoWalk.Chosen(
      teacher: data.teacherLogin, parent: "parent", form: data.teacherForm, subject: data.teacherSubject, student: data.childLogin,
      day: data.lastLessonDay)
  }
}

/// Three short days: each command is printed and run, and its real output shown.
struct DemoWalk {
  struct Chosen {
    let teacher: String
    let parent: String
    let form: String
    let subject: String
    let student: String
    let day: String
  }

  private let session: Session
  private let path: String
  private let chosen: Chosen
  private let admin: String

  init(_ session: Session, path: String, chosen: Chosen, admin: String) {
    self.session = session
    self.path = path
    self.chosen = chosen
    self.admin = admin
  }

  func run() throws {
    let (form, subject, student, day) = (chosen.form, chosen.subject, chosen.student, chosen.day)
    try walk(
      Text(en: "A teacher's day", ru: "День учителя"), chosen.teacher, "teacher",
      [
        ["journal", "--date", day], ["journal", "show", form, subject, "--span", "12.10..23.10"],
        ["journal", "grade", form, subject, "\(student)=5", "--date", day, "--kind", "Тест", "--dry-run"],
        ["journal", "grade", form, subject, "\(student)=5", "--date", day, "--kind", "Тест"],
        ["journal", "homework", form, subject, "№ 31, 33", "--date", day], ["undo"], ["redo"],
        ["library", "search", "дроби"], ["chat", "send", "parent", "Спасибо за помощь с проектом"],
      ])
    try walk(
      Text(en: "A parent's evening", ru: "Вечер родителя"), chosen.parent, "parent",
      [
        ["diary", "show", "--week", day], ["chat", "list"], ["chat", "read", chosen.teacher],
      ])
    try walk(
      Text(en: "The administrator's morning", ru: "Утро администратора"), admin, "admin",
      [
        ["stats", "report", "quality", "--by", "form"],
        ["stats", "report", "quality", "--by", "form,subject", "--format", "csv", "--form", form],
        ["log", "--last", "5"], ["db", "check"],
      ])
    session.say(
      Text(
        en:
          "to go on by yourself: export MYSCHOOL_DB=\(path) MYSCHOOL_NOW=\(Demo.now); sign in as \(chosen.teacher), \(chosen.parent) or \(admin), the password is \(Demo.password)",
        ru:
          "чтобы продолжить самим: export MYSCHOOL_DB=\(path) MYSCHOOL_NOW=\(Demo.now); вход: \(chosen.teacher), \(chosen.parent) или \(admin), пароль — \(Demo.password)"
      ))
  }

  private func walk(_ title: Text, _ login: String, _ role: String, _ commands: [[String]]) throws {
    let console = try Demo.console(session, path: path, now: Demo.now, login: login, role: role)
    console.output.append("\n\(title[session.language])\n\n")
    for command in commands {
      console.output.append("$ \(ShellWords.joined(["myschool"] + command))\n")
      try console.output.flush()
      _ = Program(console).run(command)
      console.output.append("\n")
      try console.output.flush()
    }
  }
}

extension SetupCommands {
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
    "files", nil, ValueKind(.file, placeholder: "FOLDER"),
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
