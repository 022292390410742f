import Glibc

/// Makes the schools to measure on, and measures.
final class Bench {
  let folder: String
  let binary: String
  private let students: Int
  var environment: [String: String]
  private var large: String { folder + "/large.db" }

  init(students: Int) throws {
    self.students = students
    var template = Array("/tmp/myschool-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Trouble(text: "no temporary folder") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &path, path.count - 1)
    let own = String(decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    binary = own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/myschool"
    guard access(binary, X_OK) == 0 else { throw Trouble(text: "build it first: swift build -c release (\(binary))") }
    environment = [
      "HOME": folder, "PATH": "/usr/bin:/bin", "MYSCHOOL_LANG": "en", "MYSCHOOL_NOW": "2026-10-26T09:00+03:00", "TMPDIR": folder,
    ]
  }

  /// - Parameter sections: which to measure; all of them when there are none.
  func run(_ sections: [String]) throws {
    defer { _ = try? measure(["rm", "-rf", folder], environment: environment) }
    print("medians; the yardstick runs in turn with ours")
    func wants(_ section: String) -> Bool { sections.isEmpty || sections.contains(section) }
    if wants("startup") { try startUp() }
    if wants("marks") {
      try prepareMarks()
      try importMarks()
      try exportMarks()
      try quality()
    }
    if wants("listings") { try listings() }
    if wants("reports") { try reports() }
    if wants("workbooks") { try workbooks() }
    if wants("everyday") { try everyday() }
    if wants("library") { try library() }
    if wants("quizzes") { try quizzes() }
    if wants("talk") { try talk() }
  }

  /// Runs as another person of the same school, with a home of their own.
  func acting(as name: String, _ body: (Bench) throws -> Void) throws {
    let before = environment
    defer { environment = before }
    environment["HOME"] = folder + "/homes-" + name
    _ = try measure(["mkdir", "-p", folder + "/homes-" + name], environment: before)
    try body(self)
  }

  func ours(_ database: String, _ words: [String], input: String = "/dev/null", output: String = "/dev/null") throws -> Measured {
    let result = try measure([binary, "--db", database] + words, input: input, output: output, environment: environment)
    guard result.code == 0 else { throw Trouble(text: "myschool \(words.joined(separator: " ")): exit \(result.code)") }
    return result
  }

  func theirs(_ database: String, _ script: String, output: String = "/dev/null") throws -> Measured {
    let file = folder + "/yardstick.sql"
    try write(script, to: file)
    let result = try measure(["sqlite3", "-bail", "-csv", database], input: file, output: output, environment: environment)
    guard result.code == 0 else { throw Trouble(text: "sqlite3: exit \(result.code)") }
    return result
  }

  func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw Trouble(text: path) }
    fputs(text, file)
    fclose(file)
  }

  func copy(_ from: String, _ to: String) throws {
    _ = try measure(["rm", "-f", to, to + "-wal", to + "-shm"], environment: environment)
    _ = try measure(["cp", from, to], environment: environment)
  }

  private func prepareMarks() throws {
    _ = try ours(large, ["demo", "--students", "\(students)", "--files", folder + "/large"])
    try signIn(large)
  }

  /// A school with a whole year in it, entered by the commands themselves; the moment is then the end of the year.
  private func makeYear(_ database: String, students: Int) throws {
    let made = try ours(database, ["demo", "--whole-year", "--students", "\(students)", "-q"])
    let marks = try answer(database, "SELECT count(*) FROM mark;")
    print(
      "a whole year of \(students) students by the commands: \(marks) marks in \(rounded(made.milliseconds / 1000)) s; peak \(rounded(made.peak)) MiB"
    )
    environment["MYSCHOOL_NOW"] = "2027-05-26T18:05+03:00"
    try signIn(database)
  }

  func signIn(_ database: String) throws {
    try write("demo-слон-и-7-груш\n", to: folder + "/secret")
    _ = try ours(database, ["login", "smirnova.e", "--password-stdin"], input: folder + "/secret")
  }

  @discardableResult
  func compare(
    _ title: String, aim: String, runs: Int, _ ours: () throws -> Measured, _ theirs: () throws -> Measured
  ) throws -> Double {
    var a: [Measured] = []
    var b: [Measured] = []
    for _ in 0..<runs {
      a.append(try ours())
      b.append(try theirs())
    }
    let (x, y) = (median(a.map(\.milliseconds)), median(b.map(\.milliseconds)))
    let peak = a.map(\.peak).max() ?? 0
    print("\(title): \(rounded(x)) ms against \(rounded(y)) ms = \(rounded(x / y)) x (aim \(aim)); peak \(rounded(peak)) MiB")
    return x / y
  }

  private func startUp() throws {
    try compare(
      "start-up of --version against sqlite3 -version", aim: "1.5", runs: 200,
      { try measure([self.binary, "--version"], environment: self.environment) },
      { try measure(["sqlite3", "-version"], environment: self.environment) })
  }

  private func importMarks() throws {
    let work = folder + "/work.db"
    try compare(
      "marks from CSV against .import, joins and INSERT … SELECT", aim: "1.0", runs: 2,
      {
        try self.copy(self.large, work)
        return try self.ours(work, ["journal", "grade", "--from", self.folder + "/large/marks.csv"])
      },
      {
        try self.copy(self.large, work)
        return try self.theirs(work, Yardstick.importing(self.folder + "/large/marks.csv"))
      })
    _ = try ours(large, ["journal", "grade", "--from", folder + "/large/marks.csv"])
  }

  private func exportMarks() throws {
    try compare(
      "the journal to CSV against sqlite3 -csv with the same joins", aim: "0.5", runs: 3,
      { try self.ours(self.large, ["journal", "list", "--format", "csv"], output: self.folder + "/ours.csv") },
      { try self.theirs(self.large, Yardstick.exporting, output: self.folder + "/theirs.csv") })
  }

  /// The report of marks of a million of them, which reads the sums that are kept of lessons.
  private func quality() throws {
    try compare(
      "the quality report by form and subject against the plain join", aim: "0.1", runs: 5,
      { try self.ours(self.large, ["stats", "report", "quality", "--by", "form,subject", "--format", "csv"]) },
      { try self.theirs(self.large, Yardstick.quality) })
  }

  /// The set of reports that a term's end asks for, in a school with a million marks.
  private func reports() throws {
    let database = folder + "/year.db"
    if access(database, R_OK) != 0 { try makeYear(database, students: 2200) }
    var (ours, theirs, peak) = (0.0, 0.0, 0.0)
    for report in [Listing(words: ["quality", "--by", "form,subject"], sql: Yardstick.quality)] + Reports.all {
      var (a, b): ([Double], [Double]) = ([], [])
      for _ in 0..<5 {
        let measured = try self.ours(database, ["stats", "report"] + report.words + ["--format", "csv"])
        peak = max(peak, measured.peak)
        a.append(measured.milliseconds)
        b.append(try self.theirs(database, report.sql).milliseconds)
      }
      print("stats report \(report.words.joined(separator: " ")): \(rounded(median(a))) ms against \(rounded(median(b))) ms")
      ours += median(a)
      theirs += median(b)
    }
    print(
      "the set of reports: \(rounded(ours)) ms against \(rounded(theirs)) ms = \(rounded(ours / theirs)) x (aim 1.5); peak \(rounded(peak)) MiB (aim 64)"
    )
  }

  /// Every listing of a school with a million marks beside the same rows from the `sqlite3` shell.
  private func listings() throws {
    let database = folder + "/year.db"
    if access(database, R_OK) != 0 { try makeYear(database, students: 2200) }
    let student = try answer(
      database,
      "SELECT p.login FROM person p JOIN enrolment e ON e.person_id = p.id JOIN form f ON f.id = e.form_id WHERE f.name = '7А' LIMIT 1;")
    let teacher = try answer(database, "SELECT p.login FROM person p JOIN course_teacher t ON t.person_id = p.id LIMIT 1;")
    var worst = 0.0
    for listing in Listing.all(student: student, teacher: teacher) {
      let ratio = try compare(
        listing.words.joined(separator: " "), aim: "3", runs: 7,
        { try self.ours(database, listing.words + ["--format", "csv"]) }, { try self.theirs(database, listing.sql) })
      worst = max(worst, ratio)
    }
    print("the worst listing: \(rounded(worst)) x")
  }

  /// Whole processes in a school of ten thousand marks and in one of ten million: the cost must not grow.
  private func everyday() throws {
    let schools = [folder + "/ten-thousand.db", folder + "/ten-million.db"]
    for (database, students) in zip(schools, [22, 20_000]) { try makeYear(database, students: students) }
    // The year's terms are closed to teachers, not to the administrator, whose session goes on.
    for database in schools { for term in ["q4", "h2"] { _ = try ours(database, ["journal", "close", term, "--reopen"]) } }
    for (title, words) in [
      ("diary show", { (login: String, _: String) in ["diary", "show", "--child", login, "--week", "2027-05-17"] }),
      (
        "journal grade of one mark",
        { (login: String, day: String) in
          ["journal", "grade", "5А", "Математика", "\(login)=5", "--kind", "Проект", "--replace", "--date", day]
        }
      ),
    ] as [(String, (String, String) -> [String])] {
      var medians: [Double] = []
      var peak = 0.0
      for database in schools {
        let found = try answer(database, Yardstick.oneStudent).split(separator: ",").map(String.init)
        guard found.count == 2 else { throw Trouble(text: "no student in 5А") }
        var times: [Double] = []
        for run in 0..<31 {
          // Another weight each time, so that every run writes.
          let weight = title == "diary show" ? [] : ["--weight", "\(run + 2)"]
          let result = try ours(database, words(found[0], found[1]) + weight)
          times.append(result.milliseconds)
          peak = max(peak, result.peak)
        }
        medians.append(median(times))
      }
      let start = median(try (0..<31).map { _ in try measure([binary, "--version"], environment: environment).milliseconds })
      print(
        "\(title): \(rounded(medians[0])) ms with ten thousand marks, \(rounded(medians[1])) ms with ten million (aim: the same); "
          + "\(rounded(medians[1] / start)) x start-up of \(rounded(start)) ms; peak \(rounded(peak)) MiB")
    }
  }

  /// The first line that a query gives.
  func answer(_ database: String, _ query: String) throws -> String {
    let file = folder + "/one.csv"
    _ = try theirs(database, query, output: file)
    guard let stream = fopen(file, "r") else { throw Trouble(text: file) }
    defer { fclose(stream) }
    var buffer = [CChar](repeating: 0, count: 4096)
    guard fgets(&buffer, 4096, stream) != nil else { throw Trouble(text: "no row: \(query)") }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self).filter { !$0.isNewline && $0 != "\"" }
  }
}
