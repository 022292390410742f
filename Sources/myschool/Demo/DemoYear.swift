import Arguments
import Basics
import Glibc
import SchoolModel
import SchoolSheets

/// A whole year of the invented school, entered term by term as it would have been: each command runs as somebody would type it.
struct DemoYear {
  private let session: Session
  private let school: School
  private let path: String
  private let data: DemoSchool
  /// Where the files that the commands read are kept.
  private let folder: String

  init(_ session: Session, _ school: School, path: String, _ data: DemoSchool, folder: String) {
    self.session = session
    self.school = school
    self.path = path
    self.data = data
    self.folder = folder
  }

  /// The moment the year stands at when all is entered.
  static let now = "2027-05-26T18:00+03:00"

  private struct Quarter {
    let code: String
    let days: [Day]
  }

  private func quarters() throws -> [Quarter] {
    let calendar = try school.schoolCalendar()
    return calendar.quarters.map { term in
      Quarter(
        code: term.name,
        days: (term.first.number...term.last.number).map { term.first + ($0 - term.first.number) }.filter(calendar.hasLessons))
    }
  }

  /// Writes the year's files: plans, and marks and homework of each quarter.
  func writeFiles() throws {
    for plan in data.plans() { try Demo.write(plan.text, to: planFile(plan.form, plan.subject)) }
    for quarter in try quarters() {
      try Demo.write(data.homeworkText(on: quarter.days), to: "\(folder)/homework-\(quarter.code).txt")
      try Demo.write(data.marksFile(on: quarter.days), to: "\(folder)/marks-\(quarter.code).csv")
    }
  }

  private func planFile(_ form: String, _ subject: String) -> String { "\(folder)/plans/\(form) \(subject).csv" }

  /// Runs the commands of the year.
  /// - Returns: the exit code of the first that failed, which has said why; else 0.
  func run() throws -> Int32 {
    try writeFiles()
    let first = try console(on: "2026-09-01")
    for plan in data.plans() {
      let code = try run(
        ["plan", "import", plan.form, plan.subject, "--from", planFile(plan.form, plan.subject), "-q"], first, isShown: false)
      if code != 0 { return code }
    }
    for quarter in try quarters() {
      guard let last = quarter.days.last else { continue }
      let console = try console(on: last.description)
      for words in lines(quarter) {
        let code = try run(words, console)
        if code != 0 { return code }
      }
    }
    return 0
  }

  /// The commands of a quarter: its lessons, its marks, what comes of them, and the end.
  private func lines(_ quarter: Quarter) -> [[String]] {
    let ended = [quarter.code] + (quarter.code == "q2" ? ["h1"] : quarter.code == "q4" ? ["h2"] : [])
    return [
      ["journal", "enter", "\(folder)/homework-\(quarter.code).txt"],
      ["journal", "grade", "--from", "\(folder)/marks-\(quarter.code).csv"],
    ] + ended.map { ["journal", "term", $0, "--accept", "-q"] }
      + (quarter.code == "q4" ? [["journal", "term", "year", "--accept", "-q"]] : [])
      + ended.map { ["journal", "close", $0, "-q"] }
  }

  private func console(on day: String) throws -> Console {
    try Demo.console(session, path: path, now: "\(day)T18:00+03:00", login: data.adminLogin, role: "admin")
  }

  private func run(_ words: [String], _ console: Console, isShown: Bool = true) throws -> Int32 {
    let line = "$ \(ShellWords.joined(["myschool"] + words))"
    if isShown { session.say(Text(en: line, ru: line)) }
    let code = Program(console).run(words)
    try console.output.flush()
    return code
  }
}
