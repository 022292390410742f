import Foundation
import Glibc
import Testing

@testable import myschool

/// Sets of reports as cron runs them, and lists that are watched.
@Suite("Sets of reports")
struct ReportSetTests {
  private func school() throws -> Stage {
    let stage = try Stage(now: "2026-10-26T09:00:00+03:00")
    try stage.makeSchool()
    #expect(try stage.type("journal grade --from marks.csv").code == 0)
    #expect(try stage.type("journal term q1 --accept").code == 0)
    try FileManager.default.createDirectory(at: stage.folder.appendingPathComponent("site"), withIntermediateDirectories: true)
    return stage
  }

  private func confirm(_ login: String, _ stage: Stage) throws {
    #expect(try stage.type("account settings --email \(login)@example.org").code == 0)
    _ = try stage.type("outbox list --columns body --no-header --format csv")
    #expect(try stage.type("account confirm CODE").code == 0)
  }

  private let set = """
    # the school's Monday
    [итоги]
    report = form-term --term q1
    to = site/{name}-{date}.html
    [риск]
    report = at-risk --term q1 --columns form,student,flags
    to = site/risk.csv
    mail = komarova.l
    format = csv
    """

  private func site(_ stage: Stage) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: stage.folder.appendingPathComponent("site").path).sorted()
  }

  @Test("a set is made in silence, and again without a change; the mail goes once, with its file")
  func made() throws {
    let stage = try school()
    try confirm("komarova.l", stage)
    try stage.write(set, to: "set.conf")
    let first = try stage.type("stats run set.conf")
    #expect(first.code == 0 && first.output.isEmpty && first.errors.isEmpty, "\(first)")
    #expect(try site(stage) == ["index.html", "risk.csv", "итоги-2026-10-26.html"])
    #expect(try stage.read("site/risk.csv").hasPrefix("form,student,flags\n"))
    #expect(try stage.read("site/index.html").contains("<a href=\"risk.csv\">"))
    let mail = try stage.type("outbox list --columns to,subject,body,file --format csv --no-header ").output
    #expect(mail.contains("komarova.l@example.org,\"Группа риска, 01.09.2026–23.10.2026\"") && mail.contains("риск.csv"), "\(mail)")
    func stamps() throws -> [Date?] {
      try site(stage).map { name in
        try FileManager.default.attributesOfItem(atPath: stage.folder.appendingPathComponent("site/" + name).path)[.modificationDate]
          as? Date
      }
    }
    let (before, waiting) = (try stamps(), try stage.type("outbox list --format csv").output)
    #expect(try stage.type("stats run set.conf").code == 0)
    #expect(try stamps() == before)
    #expect(try stage.type("outbox list --format csv").output == waiting)
    // What is told changes: so does the mail.
    #expect(try stage.type("journal rule stats.risk.absent 5").code == 0)
    #expect(try stage.type("stats run set.conf").code == 0)
    #expect(try stage.type("outbox list --format csv").output != waiting)
  }

  @Test("every wrong line is named, and nothing is made")
  func mistakes() throws {
    let stage = try school()
    try stage.write(
      """
      report = quality
      [a]
      report = nosuch
      to = site/a
      [b]
      report = quality --nope
      [b]
      report = quality -o x
      mail = komarova.l
      [c]
      report = quality "
      to = nowhere/c
      to = site/c
      format = pdf
      [d]
      report = quality
      [e]
      report = quality
      to = site/index.html
      [f]
      report = quality
      to = site/{what}
      word
      form = x
      [g/h]
      [i]
      report = quality
      to = school.db
      """, to: "bad.conf")
    let result = try stage.type("stats run bad.conf")
    #expect(result.code == 65)
    let named = result.errors.split(separator: "\n").compactMap { line -> Int? in
      let parts = line.split(separator: ":")
      return parts.count > 2 && parts[0] == "bad.conf" ? Int(parts[1]) : nil
    }
    #expect(named == [1, 3, 6, 7, 8, 9, 11, 12, 13, 14, 15, 19, 22, 23, 24, 25, 28], "\(result.errors)")
    #expect(try site(stage).isEmpty)
  }

  @Test("a report that fails is named, and the others are there")
  func failed() throws {
    let stage = try school()
    try stage.write("[no]\nreport = quality --form 12Я\nto = site/no.csv\n[yes]\nreport = workload\nto = site/yes.csv\n", to: "set.conf")
    let result = try stage.type("stats run set.conf")
    #expect(result.code == 65 && result.errors.contains("no:"), "\(result)")
    #expect(try site(stage) == ["index.html", "yes.csv"])
  }

  @Test("one run at a time; a full disk and a kill leave whole files")
  func trouble() throws {
    let installed = try Installed(now: "2026-10-26T09:00:00+03:00")
    let stage = installed.stage
    #expect(try stage.type("journal grade --from marks.csv").code == 0)
    try FileManager.default.createDirectory(at: stage.folder.appendingPathComponent("site"), withIntermediateDirectories: true)
    try stage.write(
      "[a]\nreport = quality --by student\nto = site/a.html\n[b]\nreport = attendance --by student\nto = site/b.html\n", to: "set.conf")
    let file = open(stage.folder.appendingPathComponent("set.conf").path, O_RDONLY)
    #expect(flock(file, LOCK_EX) == 0)
    #expect(try installed.run(["stats", "run", "set.conf"]).code == 75)
    close(file)
    try stage.write("old\n", to: "site/a.html")
    #expect(try installed.run(["stats", "run", "set.conf"], shell: "ulimit -f 8; exec \"$@\"").code == 74)
    #expect(try stage.read("site/a.html") == "old\n" && site(stage) == ["a.html"])
    #expect(try installed.run(["stats", "run", "set.conf"]).code == 0)
    let whole = try site(stage).map { try stage.read("site/" + $0) }
    for round in 0..<8 {
      try site(stage).forEach { try FileManager.default.removeItem(at: stage.folder.appendingPathComponent("site/" + $0)) }
      let process = installed.process(["stats", "run", "set.conf"])
      (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
      try process.run()
      // Killed at once, or as soon as so many files are there, half written or whole.
      while process.isRunning, try site(stage).count < round % 4 {}
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      for name in try site(stage) where !name.hasPrefix(".") { #expect(whole.contains(try stage.read("site/" + name)), "\(name)") }
    }
    #expect(try installed.run(["stats", "run", "set.conf"]).code == 0)
    #expect(try site(stage).map { try stage.read("site/" + $0) } == whole)
  }

  @Test("a list that is watched tells all, then nothing, then what is new, gone and changed")
  func watched() throws {
    let stage = try school()
    func watch(_ more: String = "") throws -> [String] {
      try stage.type("stats watch-list at-risk --term q1 --state risk.state --format csv --no-header \(more)").output.split(separator: "\n")
        .map(String.init)
    }
    let all = try watch()
    #expect(all.count == 44 && all.allSatisfy { $0.hasPrefix("new,") })
    #expect(try watch().isEmpty)
    #expect(try stage.type("stats watch-list at-risk --term q1 --state risk.state --fail-new").code == 0)
    #expect(try stage.type("journal rule stats.risk.unexcused 6").code == 0)
    let seen = try stage.read("risk.state")
    let changed = try watch("--fail-new")
    #expect(Set(changed.map { $0.prefix { $0 != "," } }) == ["gone", "changed"], "\(changed)")
    #expect(try stage.read("risk.state") != seen)
    // What could not be shown was not seen.
    try stage.write(seen, to: "risk.state")
    #expect(try stage.type("stats watch-list at-risk --term q1 --state risk.state --fail-new -o nowhere/x.csv").code == 74)
    #expect(try stage.read("risk.state") == seen)
    #expect(try stage.type("stats watch-list at-risk --term q1 --state risk.state --fail-new").code == 1)
    #expect(try stage.type("stats watch-list at-risk --term q1 --form 7А --state risk.state").code == 65)
    try stage.write("etwas\n", to: "risk.state")
    #expect(try stage.type("stats watch-list at-risk --term q1 --state risk.state").code == 65)
    #expect(try stage.type("stats watch-list at-risk --term q1 --state school.db").code == 2)
  }
}
