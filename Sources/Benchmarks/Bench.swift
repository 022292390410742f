import Glibc

/// Makes the schools to measure on, and measures.
final class Bench {
  private let folder: String
  private let binary: String
  private let students: Int
  private let environment: [String: String]
  private var large: String { folder + "/large.db" }
  private var small: String { folder + "/small.db" }

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

  func run() throws {
    try prepare()
    print("\(students) students; medians; the yardstick runs in turn with ours")
    try startUp()
    try importMarks()
    try exportMarks()
    try report()
    try everyday()
    _ = try measure(["rm", "-rf", folder], environment: environment)
  }

  private func ours(_ database: String, _ words: [String], input: String = "/dev/null", output: String = "/dev/null") throws -> Measured {
    let result = try measure([binary, "--db", database] + words, input: input, output: output, environment: environment)
    guard result.code == 0 else { throw Trouble(text: "myschool \(words.joined(separator: " ")): exit \(result.code)") }
    return result
  }

  private func theirs(_ database: String, _ script: String, output: String = "/dev/null") throws -> Measured {
    let file = folder + "/yardstick.sql"
    try write(script, to: file)
    let result = try measure(["sqlite3", "-bail", "-csv", database], input: file, output: output, environment: environment)
    guard result.code == 0 else { throw Trouble(text: "sqlite3: exit \(result.code)") }
    return result
  }

  private func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw Trouble(text: path) }
    fputs(text, file)
    fclose(file)
  }

  private func copy(_ from: String, _ to: String) throws {
    _ = try measure(["rm", "-f", to, to + "-wal", to + "-shm"], environment: environment)
    _ = try measure(["cp", from, to], environment: environment)
  }

  private func prepare() throws {
    try write("demo-слон-и-7-груш\n", to: folder + "/secret")
    for (database, files, count) in [(large, "/large", students), (small, "/small", max(22, students / 10))] {
      _ = try ours(database, ["demo", "--students", "\(count)", "--files", folder + files])
      try signIn(database)
    }
  }

  private func signIn(_ database: String) throws {
    _ = try ours(database, ["login", "smirnova.e", "--password-stdin"], input: folder + "/secret")
  }

  private func compare(_ title: String, aim: String, runs: Int, _ ours: () throws -> Measured, _ theirs: () throws -> Measured) throws {
    var a: [Measured] = []
    var b: [Measured] = []
    for _ in 0..<runs {
      a.append(try ours())
      b.append(try theirs())
    }
    let (x, y) = (median(a.map(\.milliseconds)), median(b.map(\.milliseconds)))
    let peak = a.map(\.peak).max() ?? 0
    print("\(title): \(rounded(x)) ms against \(rounded(y)) ms = \(rounded(x / y)) x (aim \(aim)); peak \(rounded(peak)) MiB")
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
    _ = try ours(small, ["journal", "grade", "--from", folder + "/small/marks.csv"])
  }

  private func exportMarks() throws {
    try compare(
      "the journal to CSV against sqlite3 -csv with the same joins", aim: "0.5", runs: 3,
      { try self.ours(self.large, ["journal", "list", "--format", "csv"], output: self.folder + "/ours.csv") },
      { try self.theirs(self.large, Yardstick.exporting, output: self.folder + "/theirs.csv") })
  }

  private func report() throws {
    try compare(
      "the quality report against the plain join", aim: "1.0", runs: 3,
      { try self.ours(self.large, ["stats", "report", "quality", "--by", "form,subject", "--format", "csv"]) },
      { try self.theirs(self.large, Yardstick.quality) })
  }

  /// Whole processes on a tenth of the marks and on all of them: the cost must not grow.
  private func everyday() throws {
    for (title, words) in [
      ("diary show", { (login: String) in ["diary", "show", "--child", login, "--week", "2026-09-07"] }),
      (
        "journal grade of one mark",
        { (login: String) in ["journal", "grade", "5А", "Математика", "\(login)=5", "--kind", "Проект", "--replace"] }
      ),
    ] as [(String, (String) -> [String])] {
      var medians: [Double] = []
      var peak = 0.0
      for database in [small, large] {
        let (login, day) = try student(database)
        var times: [Double] = []
        for run in 0..<31 {
          var line = words(login)
          // Another weight each time, so that every run writes.
          if line[0] == "journal" { line += ["--date", day, "--weight", "\(run + 2)"] }
          let result = try ours(database, line)
          times.append(result.milliseconds)
          peak = max(peak, result.peak)
        }
        medians.append(median(times))
      }
      let start = median(try (0..<31).map { _ in try measure([binary, "--version"], environment: environment).milliseconds })
      print(
        "\(title): \(rounded(medians[0])) ms with a tenth of the marks, \(rounded(medians[1])) ms with all (aim: the same, under 3 x start-up \(rounded(start)) ms); "
          + "\(rounded(medians[1] / start)) x start-up; peak \(rounded(peak)) MiB")
    }
  }

  /// Somebody in 5А with a day of a mathematics lesson.
  private func student(_ database: String) throws -> (login: String, day: String) {
    let file = folder + "/one.csv"
    _ = try theirs(database, Yardstick.oneStudent, output: file)
    guard let stream = fopen(file, "r") else { throw Trouble(text: file) }
    defer { fclose(stream) }
    var buffer = [CChar](repeating: 0, count: 256)
    guard fgets(&buffer, 256, stream) != nil else { throw Trouble(text: "no student in 5А") }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let parts = String(decoding: bytes, as: UTF8.self).split(whereSeparator: { $0 == "," || $0.isNewline })
    guard parts.count >= 2 else { throw Trouble(text: "no student in 5А") }
    return (String(parts[0]), String(parts[1]))
  }
}
