import Basics
import Foundation
import Testing

@testable import myschool

@Suite("The files of a real school")
struct SchoolOneTests {
  private func rows(_ text: String) -> Set<String> { Set(text.split(whereSeparator: \.isNewline).map(String.init)) }

  @Test("the quality report gives the totals computed independently")
  func quality() throws {
    let stage = try Stage()
    try stage.makeSchool()
    #expect(try stage.type("myschool journal grade --from marks.csv").code == 0)
    let columns = "form,subject,n5,n4,n3,n2,marks,average,weighted_average,success_percent,quality_percent,sou_percent"
    let report = try stage.type("myschool stats report quality --by form,subject --format csv --columns \(columns)")
    #expect(rows(report.output) == rows(try stage.read("expected-quality.csv")))
  }

  @Test("term marks are proposed and their quality reported as computed independently")
  func term() throws {
    let stage = try Stage()
    try stage.makeSchool()
    try stage.type("myschool journal grade --from marks.csv")
    let columns = "form,subject,login,marks,weighted_average,proposed"
    let proposed = try stage.type("myschool journal term q1 --propose --format csv --columns \(columns)")
    #expect(rows(proposed.output) == rows(try stage.read("expected-term-q1.csv")))
    #expect(try stage.type("myschool journal term q1 --accept").code == 0)
    let expected = try stage.read("expected-quality-q1.csv")
    let heading = expected.prefix { !$0.isNewline }
    let quality = try stage.type("myschool stats report quality --on term --term q1 --by form,subject --format csv --columns \(heading)")
    #expect(rows(quality.output) == rows(expected))
  }

  @Test("the text of a year's journal goes into an empty journal and comes out the same; so does every gradebook")
  func weekText() throws {
    let stage = try Stage()
    try stage.makeSchool()
    try stage.type("myschool journal grade --from marks.csv")
    try stage.type("myschool journal show --week-text --span year -o year.txt")
    let columns = "--columns date,lesson,form,subject,student,mark,kind,weight,comment --format csv"
    let before = try stage.type("myschool journal list \(columns)").output
    for file in ["canvas", "moodle"] {
      try stage.type("myschool journal export 7А Алгебра --to \(file) -o \(file).csv")
      #expect(try stage.type("myschool journal import 7А Алгебра \(file).csv").output.contains("ничего не изменилось"))
    }
    #expect(try stage.type("myschool journal enter year.txt").output.contains("ничего не изменилось"))
    try stage.type("myschool undo")
    #expect(try stage.type("myschool journal list --no-header --format csv").output.isEmpty)
    #expect(try stage.type("myschool journal enter year.txt").code == 0)
    #expect(try stage.type("myschool journal list \(columns)").output == before)
    #expect(try stage.type("myschool journal show --week-text --span year").output == (try stage.read("year.txt")))
  }

  @Test("exactly the mistakes listed are named, by line and column, and nothing is written")
  func mistakes() throws {
    let stage = try Stage()
    try stage.makeSchool()
    let result = try stage.type("myschool journal grade --from marks-bad.csv")
    #expect(result.code == 65)
    let named = result.errors.split(separator: "\n").compactMap { line -> String? in
      let parts = line.split(separator: ":", maxSplits: 3).map(String.init)
      guard parts.count >= 3, parts[0] == "marks-bad.csv" else { return nil }
      return parts[1] + "," + (parts.count > 3 && !parts[2].hasPrefix(" ") ? parts[2] : "")
    }
    let expected = try stage.read("expected-mistakes.csv").split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false).prefix(2).joined(separator: ",")
    }
    #expect(named == expected)
    #expect(try stage.type("myschool journal list --format csv --no-header").output.isEmpty)
  }

  @Test("a dry run leaves the file as it is, the same input again records nothing, redo restores every byte of the list")
  func record() throws {
    let stage = try Stage()
    try stage.makeSchool()
    func file() throws -> Data { try Data(contentsOf: stage.folder.appendingPathComponent("school.db")) }
    let before = try file()
    #expect(try stage.type("myschool journal grade --from marks.csv --dry-run").output.split(separator: "\n").count == 9270)
    #expect(try file() == before)
    #expect(!FileManager.default.fileExists(atPath: stage.folder.appendingPathComponent("school.db-wal").path))
    try stage.type("myschool journal grade --from marks.csv")
    let list = try stage.type("myschool journal list --format csv").output
    let operations = try stage.type("myschool log --format ndjson").output
    try stage.type("myschool journal grade --from marks.csv")
    try stage.type("myschool journal grade 7А Алгебра --from page-7a-algebra.csv")
    #expect(try stage.type("myschool log --format ndjson").output == operations)
    try stage.type("myschool undo")
    #expect(try stage.type("myschool stats report quality --format csv --no-header").output.isEmpty)
    try stage.type("myschool redo")
    #expect(try stage.type("myschool journal list --format csv").output == list)
    #expect(try stage.type("myschool db check --full").code == 0)
  }

  @Test("every writing command is undone and redone, with the same state")
  func undone() throws {
    let stage = try Stage()
    try stage.makeSchool()
    for line in [
      "journal grade --from marks.csv", "journal grade 7А алг 'Титова=3' --date 07.09 --replace", "journal topic 7А алг Тема --date 07.09",
      "journal homework 7А алг №1 --date 07.09", "library add Дроби --kind lesson", "chat send kazakova.t Здравствуйте",
    ] {
      #expect(try stage.type(line).code == 0, "\(line)")
      func state() throws -> String {
        try stage.type("journal list --format csv").output + stage.type("journal --date 07.09 --format csv").output
          + stage.type("library search --format csv").output + stage.type("chat list --format csv").output
      }
      let after = try state()
      #expect(try stage.type("undo").code == 0, "\(line)")
      #expect(try state() != after, "\(line)")
      #expect(try stage.type("redo").code == 0, "\(line)")
      #expect(try state() == after, "\(line)")
    }
    #expect(try stage.type("db check --full").code == 0)
  }

  @Test("machine forms are the same bytes in both languages")
  func languages() throws {
    let stage = try Stage()
    try stage.makeSchool()
    try stage.type("myschool journal grade --from marks.csv")
    for command in [
      "journal list --form 7А", "roster list students", "roster list guardians", "stats report quality", "timetable show 7А",
      "journal show 7А алг --term q1",
    ] {
      for format in ["csv", "tsv", "json", "ndjson"] {
        stage.speak("ru")
        let russian = try stage.type("\(command) --format \(format)").output
        stage.speak("en")
        #expect(try stage.type("\(command) --format \(format)").output == russian, "\(command) \(format)")
        #expect(!russian.isEmpty)
      }
    }
  }

  @Test("twenty rows in every other spelling mean the same marks")
  func spellings() throws {
    let stage = try Stage()
    try stage.makeSchool()
    let bytes = try Data(contentsOf: stage.folder.appendingPathComponent("marks.csv"))
    let text = try #require(String(data: bytes, encoding: .windowsCP1251))
    let rows = text.components(separatedBy: "\r\n").dropFirst().filter { !$0.contains("\"") && $0.hasPrefix("5А") }.prefix(20)
    #expect(rows.count == 20)
    var other =
      ["КЛАСС", "предмет ", "Дата", "Урок", " ФИО", "Оценка", "Вид  работы", "Вес", "Примечание"].joined(separator: "\t") + "\r\n"
    for (index, row) in rows.enumerated() {
      var cells = row.components(separatedBy: ";")
      cells[0] = ["5а", "5A", "5-А", "5 «А»"][index % 4]
      cells[1] = index % 2 == 0 ? cells[1].uppercased() : " \(cells[1])\u{a0}"
      let day = cells[2].components(separatedBy: ".")
      cells[2] = ["\(day[2])-\(day[1])-\(day[0])", "\(day[0]).\(day[1]).26", "\(day[0]).\(day[1])"][index % 3]
      cells[4] = cells[4].decomposedStringWithCanonicalMapping
      if !cells[7].isEmpty {
        cells[7] = ["1", "2", "3"].first { cells[7].hasPrefix($0) }.map { index % 2 == 0 ? $0 : $0 + ".0" } ?? cells[7]
      }
      other += cells.joined(separator: "\t") + "\r\n"
    }
    var data = Data([0xff, 0xfe])
    data += try #require(other.data(using: .utf16LittleEndian))
    try data.write(to: stage.folder.appendingPathComponent("other.csv"))
    let imported = try stage.type("myschool journal grade --from other.csv")
    #expect(imported.code == 0 && imported.errors.contains("UTF-16LE, «TAB», 20"), "\(imported)")
    try stage.write(
      "Класс;Предмет;Дата;Номер урока;Ученик;Отметка;Вид работы;Вес;Комментарий\n" + rows.joined(separator: "\n") + "\n", to: "plain.csv")
    #expect(try stage.type("myschool journal grade --from plain.csv").output.contains("без изменений: 20"))
  }

  @Test("a page that was shown is taken back without a change, averages passed over in silence")
  func pageRoundTrip() throws {
    let stage = try Stage()
    try stage.makeSchool()
    try stage.type("myschool journal grade --from marks.csv")
    for form in ["--format csv", "--excel", "--format tsv"] {
      try stage.type("myschool journal show 7А алг --term q1 \(form) > page.csv")
      let result = try stage.type("myschool journal grade 7А алг --from page.csv")
      #expect(result.code == 0 && result.output.contains("ничего не изменилось"), "\(form): \(result)")
      #expect(!result.errors.contains("average"))
    }
  }
}
