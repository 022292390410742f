import Basics
import Foundation
import Glibc
import Questions
import SQLite
import Tabular
import Testing

@testable import Record
@testable import SchoolJournal
@testable import SchoolModel
@testable import SchoolQuizzes
@testable import SchoolStatistics
@testable import myschool

@Suite("Quizzes")
struct QuizTests {
  static let isLong = ProcessInfo.processInfo.environment["MYSCHOOL_LONG"] != nil
  static let gift = """
    $CATEGORY: Алгебра/Степени

    ::Куб::Чему равно 2^3? {=8#Верно ~6 ~9}

    ::Простые::Какие простые? {~%50%2 ~%50%3 ~%-50%4}

    Ноль — натуральное число. {FALSE#Натуральные числа начинаются с единицы.}

    ::Объяснение::Почему a^0 \\= 1? {}
    """

  /// A school with a quiz given to 7А, its teacher, students and a mother.
  private final class Class {
    let stage: Stage
    var school: School
    var moment = "2026-11-23T12:00:00+03:00"

    init(_ terms: (inout QuizTerms) -> Void = { _ in }, gift: String = QuizTests.gift) throws {
      stage = try Stage()
      try stage.makeSchool()
      school = try School(path: stage.folder.appendingPathComponent("school.db").path, clock: .fixed(Instant(iso: moment)!))
      try act(.admin)
      _ = try school.quizzes.load(
        GIFTReader.bank(gift), file: "a.gift", title: "Степени", skipsUnknown: false, WriteRequest(command: "test"))
      var given = QuizTerms()
      given.opens = "23.11.2026"
      given.due = "25.11.2026"
      terms(&given)
      _ = try school.quizzes.assign("1", form: "7А", subject: "Алгебра", given, WriteRequest(command: "test"))
    }

    /// The same school at another moment.
    func at(_ moment: String) throws {
      let actor = school.actor
      school.close()
      self.moment = moment
      school = try School(path: stage.folder.appendingPathComponent("school.db").path, clock: .fixed(Instant(iso: moment)!))
      school.actor = actor
    }

    func act(_ role: Role, _ login: String? = nil) throws {
      let logins: [Role: String] = [.admin: "komarova.l", .student: "alekseeva.z", .teacher: "sergeeva.m"]
      let name = login ?? logins[role] ?? ""
      let person = try #require(try school.database.value("SELECT id FROM person WHERE login = ?", name, as: Int.self))
      school.actor = Actor(personID: person, accountID: nil, name: name, roles: [role], role: role)
    }

    /// The first guardian of a student.
    func actAsMother(of login: String) throws {
      let sql = "SELECT g.person_id FROM guardian g JOIN person p ON p.id = g.student_id WHERE p.login = ? ORDER BY g.id LIMIT 1"
      let person = try #require(try school.database.value(sql, login, as: Int.self))
      school.actor = Actor(personID: person, accountID: nil, name: "", roles: [.parent], role: .parent)
    }

    func take(_ answers: String, as login: String) throws {
      try act(.student, login)
      var sitting = try school.quizzes.prepare("1")
      try AnswerLines.read(answers, "a.txt", into: &sitting)
      _ = try school.quizzes.handIn(sitting, WriteRequest(command: "test"))
    }

    func cells(_ table: Table) throws -> [[String]] {
      var rows: [[String]] = []
      let writer = RowWriter(columns: table.columns.count) { row in rows.append((0..<table.columns.count).map { row.string($0) }) }
      try table.rows(writer)
      return rows
    }
  }

  // MARK: who sees what

  @Test("a quiz that is not given to one is not there; of one's own nothing tells the key before it is shown")
  func hidden() throws {
    let room = try Class()
    try room.act(.student, "baranova.k")
    #expect(throws: QuizFailure.noQuiz("1")) { try room.school.quizzes.prepare("1") }
    #expect(throws: QuizFailure.noQuiz("1")) { try room.school.quizzes.show("1") }
    #expect(throws: QuizFailure.noQuiz("1")) { try room.school.quizzes.results("1") }
    #expect(try room.cells(room.school.quizzes.list()).isEmpty)
    #expect(try room.school.quizzes.titles().isEmpty)

    try room.act(.student)
    #expect(try room.cells(room.school.quizzes.show("1").table).isEmpty)
    try room.take("1: а\n2: а\n3: да\n4: Так условились", as: "alekseeva.z")
    func told() throws -> String {
      let quizzes = room.school.quizzes
      return try [quizzes.show("1").table, quizzes.results("1").table, quizzes.resultsByQuestion("1").table, quizzes.list()]
        .flatMap(room.cells).flatMap { $0 }.joined(separator: "|")
    }
    let before = try told()
    #expect(before.contains("Чему равно") && !before.contains("✓") && !before.contains("начинаются") && !before.contains("Верно"))
    #expect(throws: AccessFailure.notYours(.quizRead, what: "vasilev.m")) { try room.school.quizzes.results("1", student: "vasilev.m") }
    // A parent sees the result when the last day is over; nobody else's child's ever.
    try room.actAsMother(of: "alekseeva.z")
    #expect(throws: QuizFailure.notShownYet(Day(iso: "2026-11-25"))) { try room.school.quizzes.results("1") }
    #expect(!(try room.cells(room.school.quizzes.show("1").table)).flatMap { $0 }.joined().contains("✓"))
    #expect(throws: AccessFailure.self) { try room.school.quizzes.prepare("1") }
    try room.at("2026-11-26T09:00:00+03:00")
    let childs = try room.cells(room.school.quizzes.results("1").table)
    // She has another child in the form, who has not handed in.
    #expect(childs.map { $0[0] } == ["alekseeva.z", "klimova.k"], "\(childs)")
    #expect(try room.cells(room.school.quizzes.show("1").table).flatMap { $0 }.joined().contains("✓ 8"))
    // The student's record of changes tells nothing of the key either: the hand-in has points, not answers of it.
    try room.act(.student)
    #expect(try told().contains("✓ 8"))
  }

  @Test("a teacher of another course neither sees nor marks what was answered")
  func otherTeachers() throws {
    let room = try Class()
    try room.take("4: Так условились", as: "alekseeva.z")
    let own = try room.school.database.value(
      """
      SELECT p.login FROM course_teacher t JOIN person p ON p.id = t.person_id JOIN course c ON c.id = t.course_id
      JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE f.name = '7А' AND s.name = 'Алгебра'
      """, as: String.self)
    let other = try room.school.database.value(
      """
      SELECT p.login FROM course_teacher t JOIN person p ON p.id = t.person_id WHERE p.id NOT IN (
        SELECT t.person_id FROM course_teacher t JOIN course c ON c.id = t.course_id JOIN form f ON f.id = c.form_id WHERE f.name = '7А')
      LIMIT 1
      """, as: String.self)
    try room.act(.teacher, try #require(other))
    #expect(throws: QuizFailure.notAssigned(1)) { try room.school.quizzes.results("1") }
    #expect(throws: QuizFailure.notAssigned(1)) { try room.school.quizzes.nextEssay("1", form: nil, subject: nil, blind: true) }
    #expect(throws: QuizFailure.notAssigned(1)) {
      try room.school.quizzes.mark(
        "1", form: nil, subject: nil, student: "alekseeva.z", [("4", "1")], comment: nil, WriteRequest(command: "test"))
    }
    #expect(throws: QuizFailure.notYours(1)) { try room.school.quizzes.remove("1", WriteRequest(command: "test")) }
    try room.act(.teacher, try #require(own))
    #expect(try room.cells(room.school.quizzes.results("1").table).count == 1)
    #expect(try room.school.quizzes.nextEssay("1", form: nil, subject: nil, blind: true)?.student == nil)
  }

  @Test("a trial, the record and the export of one's own data tell a student no points before the key is shown")
  func noOracle() throws {
    let stage = try Stage()
    try stage.makeSchool()
    try stage.write(Self.gift, to: "степени.gift")
    try stage.write("Три-кита-и-черепаха-26\n", to: "пароль")
    try stage.write("1: а\n2: а\n3: да\n", to: "ответы.txt")
    for line in [
      "myschool quiz import степени.gift", "myschool quiz assign 1 7А Алгебра --due 25.11",
      "myschool account create alekseeva.z --password-stdin < пароль",
    ] { #expect(try stage.type(line).code == 0, "\(line)") }
    stage.act(as: "student")
    #expect(try stage.type("myschool login alekseeva.z --password-stdin --accept-consent < пароль").code == 0)
    let trial = try stage.type("myschool quiz take 1 --from ответы.txt -n")
    #expect(trial.code == 0 && !(trial.output + trial.errors).contains("балл"), "\(trial)")
    #expect(try stage.type("myschool quiz take 1 --from ответы.txt").code == 0)
    let operation = try stage.type("myschool log --format csv --columns operation --no-header").output.split(separator: "\n").first ?? ""
    let shown = try stage.type("myschool log show \(operation)")
    #expect(shown.output.contains("ответ ученика") && !shown.output.contains("балл"), "\(shown)")
    let data = try stage.type("myschool account data export --format json")
    #expect(data.output.contains("quiz_response") && !data.output.contains("\"worth\":\"1\""), "\(data.output.count)")
    stage.setClock(Instant(iso: "2026-11-26T09:00:00+03:00")!)
    #expect(try stage.type("myschool account data export --format json").output.contains("\"worth\":\"1\""))
  }

  @Test("the key waits for the last who has a day more, and for another form's quiz of the same student")
  func keyWaits() throws {
    let room = try Class()
    try room.take("1: а", as: "alekseeva.z")
    try room.act(.admin)
    _ = try room.school.quizzes.extend("1", form: nil, subject: nil, days: [("vasilev.m", "27.11.2026")], WriteRequest(command: "test"))
    try room.at("2026-11-26T09:00:00+03:00")
    func tells() throws -> Bool {
      try room.act(.student)
      return try room.cells(room.school.quizzes.show("1").table).flatMap { $0 }.joined().contains("✓ 8")
    }
    #expect(try !tells())
    try room.at("2026-11-28T09:00:00+03:00")
    #expect(try tells())
    try room.act(.admin)
    var again = QuizTerms()
    again.due = "30.11.2026"
    _ = try room.school.quizzes.assign("1", form: "7А", subject: "Геометрия", again, WriteRequest(command: "test"))
    #expect(try !tells())
  }

  @Test("given again, a quiz keeps what is not said; no answers, two to one question and an unclear scale are refused")
  func terms() throws {
    let room = try Class { ($0.seconds, $0.attempts) = (1800, 3) }
    try room.act(.admin)
    var more = QuizTerms()
    more.attempts = 4
    _ = try room.school.quizzes.assign("1", form: "7А", subject: "Алгебра", more, WriteRequest(command: "test"))
    let kept = try room.school.database.row(
      "SELECT due_on, seconds, attempts FROM quiz_assignment", as: (String, Int, Int).self)
    #expect(kept?.0 == "2026-11-25" && kept?.1 == 1800 && kept?.2 == 4)
    more.scale = "5=50,4=75"
    #expect(throws: QuizFailure.badScale("5=50,4=75")) {
      try room.school.quizzes.assign("1", form: "7А", subject: "Алгебра", more, WriteRequest(command: "test"))
    }
    try room.act(.student)
    var sitting = try room.school.quizzes.prepare("1")
    #expect(throws: QuizFailure.notAnAnswer(place: "a:2", question: 1, .twice)) { try AnswerLines.read("1: а\n1: б", "a", into: &sitting) }
    #expect(throws: QuizFailure.self) { try AnswerLines.read("7: а\nчто это", "a", into: &sitting) }
  }

  // MARK: attempts

  @Test("the best, the first or the last attempt counts; after the last one there is none")
  func attempts() throws {
    let one = "Сколько? {#4}"
    for (keeps, points) in [("best", "1.00"), ("first", "0.00"), ("last", "0.00")] {
      let room = try Class({ ($0.attempts, $0.keeps) = (3, keeps) }, gift: one)
      for answer in ["1: 3", "1: 4", "1: 5"] { try room.take(answer, as: "alekseeva.z") }
      #expect(throws: QuizFailure.attemptsUsed(3)) { try room.take("1: 4", as: "alekseeva.z") }
      try room.act(.admin)
      let row = try #require(try room.cells(room.school.quizzes.results("1").table).first)
      #expect(row[3] == points && row[7] == "3")
    }
  }

  @Test("time runs on while nobody looks, a clock set back gives none, and what was answered is handed in")
  func time() throws {
    let room = try Class { $0.seconds = 1800 }
    try room.act(.student)
    var sitting = try room.school.quizzes.begin(room.school.quizzes.prepare("1"))
    #expect(try room.school.quizzes.secondsLeft(sitting) == 1800)
    try room.at("2026-11-23T12:20:00+03:00")
    try room.school.quizzes.save(.choices([0]), at: 0, of: &sitting)
    #expect(try room.school.quizzes.secondsLeft(sitting) == 600)
    try room.at("2026-11-23T12:05:00+03:00")
    sitting = try room.school.quizzes.prepare("1")
    #expect(sitting.isResumed && sitting.answered == 1)
    #expect(try room.school.quizzes.secondsLeft(sitting) == 600)
    // The teacher looks after the end: the attempt is handed in, by nobody.
    try room.at("2026-11-23T12:31:00+03:00")
    #expect(throws: QuizFailure.timeIsUp) { try room.school.quizzes.save(.choices([1]), at: 1, of: &sitting) }
    try room.act(.admin)
    let row = try #require(try room.cells(room.school.quizzes.results("1").table).first)
    #expect(row[0] == "alekseeva.z" && row[2] == "marked" && row[3] == "1.00")
    #expect(row[8] == "2026-11-23T09:30:00Z")
    try room.act(.student)
    #expect(throws: QuizFailure.attemptsUsed(1)) { try room.school.quizzes.prepare("1") }
    // The end of the last day ends an attempt likewise; one student has a day more.
    try room.act(.admin)
    _ = try room.school.quizzes.extend("1", form: nil, subject: nil, days: [("vasilev.m", "27.11.2026")], WriteRequest(command: "test"))
    try room.at("2026-11-26T09:00:00+03:00")
    try room.act(.student, "guseva.k")
    #expect(throws: QuizFailure.closed(Day(iso: "2026-11-25")!)) { try room.school.quizzes.prepare("1") }
    try room.act(.student, "vasilev.m")
    #expect(try room.school.quizzes.prepare("1").questions == 4)
  }

  @Test("a draw by lot and an order of one's own stay the same, and letters mean what was shown")
  func shuffled() throws {
    let room = try Class { $0.isShuffled = true }
    var orders: Set<[String]> = []
    for login in ["alekseeva.z", "vasilev.m", "guseva.k", "grigorev.ya"] {
      try room.act(.student, login)
      let sitting = try room.school.quizzes.begin(room.school.quizzes.prepare("1"))
      let again = try room.school.quizzes.prepare("1")
      #expect(sitting.items.map(\.question) == again.items.map(\.question))
      #expect(sitting.items.map(\.arrangement.options) == again.items.map(\.arrangement.options))
      orders.insert(sitting.items.map(\.question.name) + sitting.items.map { "\($0.arrangement.options)" })
      // The letter under which 8 stands is right, wherever that is.
      let index = try #require(sitting.items.firstIndex { $0.question.title == "Куб" })
      let shown = sitting.items[index].arrangement
      let letter = Letters.name(try #require(shown.options.firstIndex(of: 0)), .ru)
      let reply = try TypedReply.read(letter, sitting.items[index].question, shown)
      #expect(Marking.share(sitting.items[index].question, reply) == .one)
    }
    #expect(orders.count > 1)
    let drawn = try Class { ($0.pick, $0.pickFrom) = (2, "Алгебра") }
    try drawn.act(.student)
    #expect(try drawn.school.quizzes.prepare("1").questions == 2)
  }

  // MARK: the record

  @Test("a key that was answered gets a version; a regrade changes the points and can be undone", arguments: 0..<3)
  func versions(seed: Int) throws {
    let room = try Class()
    try room.take("1: б\n4: Потому", as: "alekseeva.z")
    try room.act(.admin)
    let bank = GIFTReader.bank(Self.gift.replacing("{=8#Верно ~6 ~9}", with: "{~8 =6 ~9}"))
    let loaded = try room.school.quizzes.load(bank, file: "b.gift", title: "Степени", skipsUnknown: false, WriteRequest(command: "test"))
    #expect(loaded.value.changed.count == 1 && loaded.value.unchanged == 3)
    func points() throws -> [String] { try room.cells(room.school.quizzes.resultsByQuestion("1").table).map { $0[6] } }
    #expect(try points() == ["0.00", "0.00", "0.00", ""])
    #expect(try room.cells(room.school.quizzes.resultsByQuestion("1").table)[0][8].contains("✓ 8"))
    let regraded = try room.school.quizzes.regrade("1", form: nil, subject: nil, WriteRequest(command: "test"))
    #expect(regraded.value.changes.count == 1)
    #expect(try points() == ["1.00", "0.00", "0.00", ""])
    _ = try room.school.record.undo(nil, WriteRequest(command: "test"))
    #expect(try points() == ["0.00", "0.00", "0.00", ""])
    _ = try room.school.record.redo(nil, WriteRequest(command: "test"))
    #expect(try points() == ["1.00", "0.00", "0.00", ""])
    // The questions of the bank are four still, and the check holds.
    #expect(try room.cells(room.school.quizzes.show("1").table).count == 4)
    #expect(try room.school.record.check(full: true).findings.isEmpty)
  }

  @Test("imports, assignments, points and marks at random, undone and redone: the record holds after each step")
  func random() throws {
    let room = try Class { $0.attempts = 500 }
    var random = Seeded(11)
    let steps = Self.isLong ? 500 : 40
    for step in 0..<steps {
      try room.act(.admin)
      let quizzes = room.school.quizzes
      let request = WriteRequest(command: "step \(step)")
      switch Int.random(in: 0..<7, using: &random) {
      case 0:
        let number = Int.random(in: 0..<9, using: &random)
        _ = try quizzes.load(
          GIFTReader.bank(Self.gift.replacing("=8#", with: "=\(number)#")), file: "a", title: "Степени", skipsUnknown: false, request)
      case 1:
        var terms = QuizTerms()
        terms.attempts = Int.random(in: 500...999, using: &random)
        _ = try quizzes.assign("1", form: "7А", subject: "Алгебра", terms, request)
      case 2: try room.take("1: \(["а", "б", "в"].randomElement(using: &random) ?? "а")\n4: текст", as: "alekseeva.z")
      case 3:
        let points = ["0", "0.5", "1"].randomElement(using: &random) ?? "1"
        _ = try? quizzes.mark("1", form: nil, subject: nil, student: "alekseeva.z", [("4", points)], comment: nil, request)
      case 4: _ = try? quizzes.regrade("1", form: nil, subject: nil, request)
      case 5: _ = try? room.school.record.undo(nil, request)
      default: _ = try? room.school.record.redo(nil, request)
      }
      #expect(room.school.actor != nil)
      if step % 10 == 9 { #expect(try room.school.record.check(full: true).findings.isEmpty, "step \(step)") }
    }
    try room.act(.admin)
    #expect(try room.school.record.check(full: true).findings.isEmpty)
  }

  @Test("what a student is weak in, by a quiz, is recommended to read and told of the plan")
  func weakTopics() throws {
    let room = try Class()
    try room.take("1: б\n2: в\n3: да", as: "alekseeva.z")
    let weak = try room.school.read(.quizRead) { reading in
      try WeakTopics.of(student: reading.access.actor.personID, reading).map(\.topic)
    }
    #expect(weak == ["Степени"])
  }

  @Test("reports count tests: who handed in, what waits, and the marks of the scale against term marks")
  func reports() throws {
    let room = try Class({ _ in }, gift: "Сколько? {=4 ~5}\n\nКуб? {=8 ~9}")
    try room.take("1: а\n2: а", as: "alekseeva.z")
    try room.take("1: а\n2: б", as: "vasilev.m")
    try room.act(.admin)
    let statistics = room.school.statistics
    var request = ReportRequest()
    request.span = "01.11.2026..30.11.2026"
    let rows = try room.cells(statistics.make(Statistics.report(named: "quizzes"), request).table)
    let row = try #require(rows.first)
    let students = try #require(Int(row[6]))
    #expect(rows.count == 1 && students > 2)
    #expect(Array(row[..<4]) == ["1", "Степени", "7А", "Алгебра"] && row[5].hasPrefix("Сергеева"))
    #expect(row[7] == "2" && row[9] == "0" && row[10] == "75.0")
    #expect(Array(row[11...]) == ["1", "0", "1", "0"])
    request.span = "01.09.2026..31.10.2026"
    #expect(try statistics.make(Statistics.report(named: "quizzes"), request).cells.isEmpty)

    // A three, by the whole points alone, against what was put for the term.
    _ = try room.school.journal.putTermMarks(
      "q2", form: "7А", subject: "Алгебра", pairs: [("alekseeva.z", "4"), ("vasilev.m", "4")], reason: "проба", replace: false,
      WriteRequest(command: "test"))
    var against = ReportRequest()
    (against.term, against.against) = ("q2", "quiz")
    let compared = try room.cells(statistics.make(Statistics.report(named: "objectivity"), against).table)
    #expect(compared.map { Array($0[3...6]) } == [["2", "1", "0", "1"]])
    #expect(throws: StatisticsFailure.notOfQuizzes("quality")) {
      try statistics.make(Statistics.report(named: "quality"), against)
    }
  }

  @Test("questions are changed in an editor; a mistake changes nothing and leaves the text")
  func edited() throws {
    let stage = try Stage()
    try stage.makeSchool()
    try stage.write(Self.gift, to: "а.gift")
    #expect(try stage.type("myschool quiz import а.gift").code == 0)
    func edit(_ script: String) throws -> Stage.Result {
      let editor = stage.folder.appendingPathComponent("editor.sh")
      try "#!/bin/sh\nsed -i '\(script)' \"$1\"\n".write(to: editor, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: editor.path)
      return try stage.run(["quiz", "edit", "1"], variables: ["EDITOR": editor.path, "TMPDIR": stage.folder.path])
    }
    func drafts() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: stage.folder.path).filter { $0.hasPrefix("myschool-") }
    }
    #expect(try edit("").output.contains("ничего не изменено"))
    #expect(try edit("s/Чему равно/Сколько будет/").code == 0)
    #expect(try stage.type("myschool quiz show 1").output.contains("Сколько будет"))
    #expect(try drafts().isEmpty)
    let broken = try edit("s/=8/~8/")
    #expect(broken.code == 65 && broken.errors.contains("текст сохранён"), "\(broken)")
    #expect(try drafts().count == 1)
    #expect(try stage.type("myschool undo").code == 0)
    #expect(try stage.type("myschool quiz show 1").output.contains("Чему равно"))
    // What the editor cannot show has a way that works, and no option of another command.
    try stage.write(
      "<quiz><question type=\"shortanswer\"><name><text>А</text></name><questiontext><text>Два?</text></questiontext><defaultgrade>3</defaultgrade><answer fraction=\"100\"><text>2</text></answer></question></quiz>",
      to: "б.xml")
    #expect(try stage.type("myschool quiz import б.xml").code == 0)
    let other = try stage.run(["quiz", "edit", "2"], variables: ["EDITOR": "true"])
    #expect(other.code == 65 && other.errors.contains("quiz export 2 --to moodle-xml") && !other.errors.contains("--lossy"), "\(other)")
  }

  @Test("what a question has for a terminal, none of it gets there")
  func hostile() throws {
    let room = try Class(
      gift: "::\u{1b}[31mКрасный\u{202e}::Текст \u{1b}]0;x\u{7} <script>alert(1)</script><b>жирный</b> {=да ~нет\u{1b}[2J}")
    try room.act(.student)
    let sitting = try room.school.quizzes.prepare("1")
    let lines = QuizScreen(QuizPage(sitting, .ru), (80, 24), secondsLeft: nil, .ru).lines()
    let shown = lines.joined(separator: "\n").replacing("\u{1b}[1m", with: "")
    #expect(!shown.unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{202e}" || $0 == "\u{7}" })
    #expect(shown.contains("жирный") && !shown.contains("alert"))
  }
}
