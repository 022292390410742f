import Basics
import Foundation
import SQLite
import Tabular
import Testing

@testable import SchoolDiary
@testable import SchoolExchange
@testable import SchoolJournal
@testable import SchoolModel
@testable import SchoolRoster
@testable import SchoolSheets
@testable import SchoolStatistics

@Suite("The ledger of marks")
struct LedgerTests {
  private static let isLong = ProcessInfo.processInfo.environment["MYSCHOOL_LONG"] != nil

  private typealias Rows = [[String: String]]

  /// What all the doors of the school say of one subject, each asked once.
  private struct Doors {
    let quality: Rows
    var page: [String: Rows] = [:]
    var sheet: [String: Rows] = [:]
    var term: [String: Rows] = [:]
    var oneRoster: [String: [String: Rows]] = [:]
    var moodle: [String: Rows] = [:]

    init(_ school: School, _ subject: String) throws {
      var request = ReportRequest()
      (request.keys, request.subject, request.span) = ([.student], subject, "q1")
      quality = try read(school.statistics.make(.quality, request).table)
      for form in ["7А", "7Б"] {
        page[form] = try read(school.journal.page(form: form, subject: subject, span: "q1"))
        sheet[form] = try read(school.journal.formSheet(form: form, term: "q1"))
        term[form] = try read(school.journal.termMarks("q1", form: form, subject: subject))
        oneRoster[form] = Dictionary(
          uniqueKeysWithValues: try school.exchange.exportOneRoster(form: form, subject: subject, span: "q1").map {
            ($0.name, try read($0.table))
          })
        moodle[form] = try read(school.journal.gradebook(form: form, subject: subject, as: .moodle, span: "q1"))
      }
    }

    /// The plain average of what the sets of both forms export.
    func exported(_ pupil: String) -> MarkSum {
      let names = pupil.split(separator: " ")
      var sum = MarkSum()
      for files in oneRoster.values {
        let user = files["users.csv"]?.first { $0["familyName"] ?? "" == names[0] && $0["givenName"] ?? "" == names[1] }?["sourcedId"]
        for result in files["results.csv"] ?? [] where result["studentSourcedId"] == user && result["metadata.replaced_by"] == "" {
          if !["зач", "незач"].contains(result["metadata.mark"]), let score = Double(result["score"] ?? "") {
            sum.add(Int(score), weight: 1)
          }
        }
      }
      return sum
    }

    func gradebook(_ pupil: String) -> MarkSum {
      let names = pupil.split(separator: " ")
      var sum = MarkSum()
      for row in moodle.values.joined() where row["Last name"] ?? "" == names[0] && row["First name"] ?? "" == names[1] {
        for (heading, value) in row where heading.hasPrefix("Assignment: ") {
          if let score = Double(value) { sum.add(Int(score), weight: 1) }
        }
      }
      return sum
    }
  }

  /// - Returns: how many averages were compared that are not empty.
  private func compare(_ marked: MarkedSchool, seed: Int) throws -> Int {
    var compared = 0
    for subject in MarkedSchool.subjects {
      let doors = try Doors(marked.school, subject)
      for pupil in MarkedSchool.pupils {
        let form = try #require(marked.form[pupil])
        let told = "seed \(seed), \(pupil), \(subject)"
        func row(_ rows: Rows?) -> [String: String] { rows?.first { $0["student"] == pupil } ?? [:] }
        let (page, sheet, term, report) = (row(doors.page[form]), row(doors.sheet[form]), row(doors.term[form]), row(doors.quality))
        let (weighted, average) = (page["weighted_average"] ?? "", page["average"] ?? "")
        if !weighted.isEmpty { compared += 1 }
        #expect(sheet[subject] ?? "" == weighted, "\(told): form")
        #expect(term["weighted_average"] ?? "" == weighted, "\(told): term")
        #expect(report["weighted_average"] ?? "" == weighted, "\(told): quality")
        #expect(report["average"] ?? "" == average, "\(told): quality, plain")
        #expect(doors.exported(pupil).averageText == average, "\(told): OneRoster")
        #expect(doors.gradebook(pupil).averageText == average, "\(told): gradebook")
        try family(marked.school, pupil, subject, term, isHidden: marked.hides, told)
      }
    }
    return compared
  }

  private func family(
    _ school: School, _ pupil: String, _ subject: String, _ term: [String: String], isHidden: Bool, _ told: String
  ) throws {
    let administrator = school.actor
    defer { school.actor = administrator }
    let login = "pupil\(MarkedSchool.pupils.firstIndex(of: pupil) ?? 0)"
    let id = try #require(try school.readUnchecked { try $0.value("SELECT id FROM person WHERE login = ?", login, as: Int.self) })
    school.actor = Actor(personID: id, accountID: nil, name: pupil, roles: [.student], role: .student)
    let diary = try read(school.diary.pages(child: nil, part: .day("2026-10-22"))[0].averages).first { $0["subject"] == subject } ?? [:]
    let need = try read(school.diary.diaryNeed(child: nil, subject: subject, target: 5, term: "q1")).first ?? [:]
    if need["marks"] == "0" || need.isEmpty {
      #expect(diary.isEmpty, "\(told): diary without marks")
    } else {
      #expect(diary["weighted_average"] == need["weighted_average"] && diary["marks"] == need["marks"], "\(told): diary and need")
    }
    if !isHidden { #expect(diary["weighted_average"] ?? "" == term["weighted_average"] ?? "", "\(told): diary and school") }
  }

  @Test("for random schools every door tells the same averages, to the school and to the family")
  func doors() throws {
    let schools = Self.isLong ? 2000 : 200
    var (compared, replaced, moved) = (0, 0, 0)
    for seed in 1...schools {
      var random = Seeded(UInt64(seed))
      var marked = try MarkedSchool(&random)
      try marked.fill(&random)
      compared += try compare(marked, seed: seed)
      replaced += try marked.school.database.value("SELECT count(*) FROM mark WHERE retake_of IS NOT NULL", as: Int.self) ?? 0
      moved += try marked.school.database.value("SELECT count(*) FROM enrolment WHERE last_day IS NOT NULL", as: Int.self) ?? 0
      marked.school.close()
    }
    // What happened to the marks did happen.
    #expect(
      compared > 4 * schools && replaced > schools && moved > schools / 5, "\(compared) averages, \(replaced) retakes, \(moved) moves")
  }

  @Test("a mark that a retake took the place of counts nowhere, and is shown as such")
  func retake() throws {
    var random = Seeded(1)
    let marked = try MarkedSchool(&random)
    let school = marked.school
    _ = try school.journal.setJournalRule(.retake, "replace", subject: nil, WriteRequest())
    _ = try school.journal.setJournalRule(.shares, nil, subject: "Алгебра", WriteRequest())
    var options = GradeOptions()
    (options.day, options.kind) = ("2026-09-07", "Тест")
    _ = try school.journal.grade(form: "7А", subject: "Алгебра", pairs: [("Белова", "2")], options, WriteRequest())
    (options.day, options.kind, options.retakes) = ("2026-09-14", "Тест", "2026-09-07")
    _ = try school.journal.grade(form: "7А", subject: "Алгебра", pairs: [("Белова", "5")], options, WriteRequest())
    let page = try #require(
      try read(school.journal.page(form: "7А", subject: "Алгебра", span: "q1")).first { $0["student"] == "Белова Анна" })
    #expect(page["2026-09-07"] == "2*" && page["2026-09-14"] == "5" && page["average"] == "5.00")
    var filter = JournalFilter()
    filter.form = "7А"
    let list = try read(school.journal.list(filter))
    #expect(list.map { $0["replaced_by"] } == ["2026-09-14", ""] && list.map { $0["retake_of"] } == ["", "2026-09-07"])
    // What the page says goes back in as nothing.
    let text = "Ученик;07.09;14.09\nБелова Анна;2*;5\n"
    let source = Source(name: "page.csv", input: ByteInput(bytes: Array(text.utf8)))
    let again = try school.journal.grade(form: "7А", subject: "Алгебра", file: source, GradeOptions(), WriteRequest())
    #expect(again.value.count == EntryCount(unchanged: 2) && again.operation == nil)
  }

  @Test("who moved is on the sheet of one form alone, with what the subject had before; the page says how much came along")
  func moved() throws {
    var random = Seeded(2)
    let marked = try MarkedSchool(&random)
    let school = marked.school
    _ = try school.journal.setJournalRule(.scale, nil, subject: "История", WriteRequest())
    var options = GradeOptions()
    options.day = "2026-09-07"
    _ = try school.journal.grade(form: "7А", subject: "История", pairs: [("Белова", "5 4")], options, WriteRequest())
    _ = try school.roster.moveStudent("Белова Анна", to: "7Б", from: "2026-10-01", reason: nil, WriteRequest())
    options.day = "2026-10-05"
    _ = try school.journal.grade(form: "7Б", subject: "История", pairs: [("Белова", "3")], options, WriteRequest())
    let page = try #require(
      try read(school.journal.page(form: "7Б", subject: "История", span: "q1")).first { $0["student"] == "Белова Анна" })
    #expect(page["brought"] == "2" && page["average"] == "4.00")
    let term = try read(school.journal.termMarks("q1", form: nil, subject: "История")).filter { $0["student"] == "Белова Анна" }
    #expect(term.map { $0["form"] } == ["7Б"] && term.first?["marks"] == "3")
    #expect(try !read(school.journal.formSheet(form: "7А", term: "q1")).contains { $0["student"] == "Белова Анна" })
    #expect(
      try read(school.journal.formSheet(form: "7Б", term: "q1")).contains { $0["student"] == "Белова Анна" && $0["История"] == "4.00" })
  }
}

extension MarkSum {
  fileprivate var averageText: String {
    guard count > 0 else { return "" }
    let hundredths = (2 * points * 100 + count) / (2 * count)
    return "\(hundredths / 100).\(padded(hundredths % 100, 2))"
  }
}
