import Foundation
import Testing

@testable import myschool

@Suite("What is written is read back")
struct RoundTripTests {
  /// A school with marks of every sort: late with minutes, two in a cell, a comment with quotes, tabs and lines, a retake, a
  /// debt, a plan, weeks that alternate, and a quarter that is closed.
  private func school() throws -> Stage {
    let stage = try Stage()
    try stage.makeSchool()
    try stage.write(
      "Класс;День недели;Номер урока;Предмет;Чётность\n7А;Суббота;6;Алгебра;нечётная\n7А;Суббота;6;Физика;чётная\n", to: "weeks.csv")
    try stage.write("Класс;Предмет;Группа;Учитель\n7А;Английский;1;Чернов Лев Андреевич\n7А;Английский;2;Фомина\n", to: "groups.csv")
    for line in [
      "journal grade marks.csv", "plan import 7А Алгебра plan-7-algebra.csv",
      "journal grade 7А алг Титова=оп10 'Чернов=4 5' --date 07.09 -c '\"кавычки\" и ещё' --replace",
      "journal grade 7А алг Егоров=2 --date 09.09 -k Тест", "journal grade 7А алг Егоров=5 --date 14.09 --retake 09.09",
      "journal grade 7А алг Гусева=. --date 16.09 --replace", "journal homework 7А алг '№ 1' --date 16.09 --replace",
      "roster import groups.csv", "roster group 7А Английский 1 Титова Чернов", "journal close q1",
    ] {
      let result = try stage.type("myschool \(line)")
      #expect(result.code == 0, "\(line): \(result)")
    }
    return stage
  }

  @Test("every list and export goes back in without a change, in every form that can be read")
  func everything() throws {
    let stage = try school()
    let trips: [(write: String, read: String)] =
      ["students", "staff", "guardians", "forms", "subjects", "courses"].map { ("roster list \($0)", "roster import") } + [
        ("journal list", "journal grade"), ("journal list --form 7А --span q1", "journal grade"),
        ("journal show 7А алг --term q1", "journal grade 7А алг"), ("journal export 7А алг --to page", "journal grade 7А алг"),
        ("journal export 7А алг --to canvas", "journal import 7А алг"), ("journal export 7А алг --to moodle", "journal import 7А алг"),
        ("plan show 7А Алгебра", "plan import 7А Алгебра"), ("timetable show", "timetable import"),
      ]
    for (write, read) in trips {
      for form in ["--format csv", "--format tsv", "--excel"] {
        // A gradebook is another system's CSV.
        if write.contains("canvas") || write.contains("moodle"), form != "--format csv" { continue }
        let written = try stage.type("myschool \(write) \(form) > out.csv")
        #expect(written.code == 0, "\(write) \(form): \(written.errors)")
        let result = try stage.type("myschool \(read) out.csv")
        #expect(result.code == 0 && result.output.contains("ничего не изменилось"), "\(write) \(form): \(result)")
        #expect(!result.errors.contains("незнакомые заголовки"), "\(write) \(form): \(result.errors)")
      }
    }
    for set in ["roster export set1", "roster export set2 --oneroster 1.2"] {
      #expect(try stage.type("myschool \(set)").code == 0)
      let result = try stage.type("myschool roster import \(set.split(separator: " ")[2])")
      #expect(result.code == 0 && result.output.contains("ничего не изменилось"), "\(set): \(result)")
    }
    #expect(try stage.type("myschool journal export 7А алг --to oneroster -o marks").code == 0)
    let marks = try stage.type("myschool journal import 7А алг marks")
    #expect(marks.code == 0 && marks.output.contains("ничего не изменилось"), "\(marks)")
    #expect(try stage.type("myschool db check").code == 0)
  }

  @Test("a calendar taken twice: lessons keep their identity, moved ones and cancelled ones say so, and the later is later")
  func calendar() throws {
    let stage = try Stage()
    try stage.makeSchool()
    func events() throws -> [String: [String: String]] {
      let text = try stage.type("myschool timetable export --form 7А --format ics --span 23.11..04.12").output
      var events: [String: [String: String]] = [:]
      for event in text.components(separatedBy: "BEGIN:VEVENT").dropFirst() {
        var fields: [String: String] = [:]
        for line in event.components(separatedBy: "\r\n") {
          let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
          if parts.count == 2 { fields[parts[0].components(separatedBy: ";")[0]] = parts[1] }
        }
        events[try #require(fields["UID"])] = fields
      }
      return events
    }
    let before = try events()
    try stage.type("myschool timetable change 7А Алгебра --date 26.11 --cancel")
    try stage.type("myschool timetable change 7А Алгебра --date 30.11 --to 02.12 --to-lesson 6")
    let after = try events()
    #expect(Set(before.keys) == Set(after.keys))
    let differing = after.filter { $0.value["DTSTART"] != before[$0.key]?["DTSTART"] }
    #expect(differing.count == 1, "\(differing)")
    #expect(differing.first?.value["DTSTART"]?.hasPrefix("20261202") ?? false)
    let cancelled = after.filter { $0.value["STATUS"] == "CANCELLED" }
    #expect(cancelled.count == 1 && cancelled.first?.value["DTSTART"]?.hasPrefix("20261126") ?? false)
    for (uid, event) in after {
      let (new, old) = (Int(event["SEQUENCE"] ?? ""), Int(before[uid]?["SEQUENCE"] ?? ""))
      #expect(try #require(new) > #require(old))
    }
  }
}
