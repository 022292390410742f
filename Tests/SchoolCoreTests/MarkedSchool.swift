import Basics
import SQLite
import Tabular

@testable import SchoolJournal
@testable import SchoolModel
@testable import SchoolRoster
@testable import SchoolSheets

/// A table as scripts see it: a dictionary a row.
func read(_ table: Table) throws -> [[String: String]] {
  var bytes: [UInt8] = []
  var options = TableOptions()
  options.format = .tsv
  _ = try TableWriter(options, to: ByteOutput { bytes += $0 }).write(table)
  let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map {
    $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }
  return lines.dropFirst().filter { $0.count > 1 }.map { Dictionary(zip(lines[0], $0)) { first, _ in first } }
}

/// A school of two forms in which everything happens to marks that can happen to them.
struct MarkedSchool {
  let school: School
  let clock = TestClock()
  static let pupils = ["Белова Анна", "Гусев Пётр", "Ежова Нина", "Жуков Иван", "Зуев Олег", "Ильин Глеб"]
  static let subjects = ["Алгебра", "История"]
  /// The form a pupil is in at the end of the quarter.
  var form: [String: String] = [:]
  /// Marks not yet shown are among them.
  var hides = false

  init(_ random: inout Seeded) throws {
    clock.now = Instant(iso: "2026-10-22T12:00:00+03:00")!  // written here
    school = try smallSchool(clock)
    func source(_ text: String) -> Source { Source(name: "file.csv", input: ByteInput(bytes: Array(text.utf8))) }
    var students = "Класс;Фамилия;Имя;Логин\n"
    for (index, pupil) in Self.pupils.enumerated() {
      let name = index < 3 ? "7А" : "7Б"
      form[pupil] = name
      students += "\(name);\(pupil.replacing(" ", with: ";"));pupil\(index)\n"
    }
    let load = "Класс;Предмет;Учитель;Часов в неделю\n7А;Алгебра;;4\n7А;История;;2\n7Б;Алгебра;;4\n7Б;История;;2\n"
    _ = try school.roster.importRoster([source(students), source(load)], prune: false, WriteRequest())
    if Bool.random(using: &random) { _ = try school.journal.setJournalRule(.retake, "average", subject: nil, WriteRequest()) }
    if Bool.random(using: &random) { _ = try school.journal.setJournalRule(.scale, "hundred", subject: "История", WriteRequest()) }
    if Bool.random(using: &random) {
      _ = try school.journal.setJournalRule(.shares, "Контрольная работа, Тест=60; *=40", subject: "Алгебра", WriteRequest())
    }
    hides = Bool.random(using: &random)
  }

  private static let signs: [ScaleCode: [String]] = [
    .fivePoint: ["5", "4", "3", "2", "4 5", "3 2", "зач", "осв", ".", "н", "н/4"],
    .hundred: ["100", "85", "64", "12", "50 70", "осв", "."],
  ]

  /// Enters some marks of one lesson; what the journal refuses is not entered.
  private func enter(_ form: String, _ subject: String, _ day: String, _ random: inout Seeded, retaking: String? = nil) throws {
    let index = try school.read(.journalRead) { try $0.course(form, subject).scale }
    var options = GradeOptions()
    options.day = day
    options.kind = ["Контрольная работа", "Тест", "Работа на уроке", nil].randomElement(using: &random)!  // never empty
    options.weight = Int.random(in: 0..<4, using: &random) == 0 ? String(Int.random(in: 1...9, using: &random)) : nil
    options.retakes = retaking
    options.replace = true
    if hides, Int.random(in: 0..<4, using: &random) == 0 { options.shownFrom = "2026-11-20" }
    if Int.random(in: 0..<5, using: &random) == 0 { (options.comment, options.isPrivate) = ("между учителями", true) }
    let pairs = Self.pupils.filter { self.form[$0] == form && Int.random(in: 0..<3, using: &random) > 0 }.map {
      (student: $0, cell: Self.signs[index]!.randomElement(using: &random)!)  // the two scales of this school
    }
    for pairs in retaking == nil ? [pairs] : pairs.map({ [$0] }) {
      _ = try? school.journal.grade(form: form, subject: subject, pairs: pairs, options, WriteRequest())
    }
  }

  /// The days of works, by form and subject: what can be taken again.
  private var entered: [String: [String]] = [:]
  private var retaken = 12

  mutating func fill(_ random: inout Seeded) throws { for step in 0..<12 { try act(step, &random) } }

  /// Enters the marks of one lesson, or a retake, and at times moves a pupil.
  mutating func act(_ step: Int, _ random: inout Seeded) throws {
    let (form, subject) = (["7А", "7Б"].randomElement(using: &random)!, Self.subjects.randomElement(using: &random)!)  // never empty
    if step > 3, Bool.random(using: &random), let day = entered[form + subject]?.randomElement(using: &random) {
      retaken += [17, 24].contains(retaken) ? 2 : 1
      try enter(form, subject, "2026-10-\(retaken == 18 ? 19 : retaken)", &random, retaking: day)
    } else {
      let day = "2026-09-\([14, 15, 16, 17, 18, 21, 22, 23, 24, 25].randomElement(using: &random)!)"  // never empty
      entered[form + subject, default: []].append(day)
      try enter(form, subject, day, &random)
    }
    if step == 7, Bool.random(using: &random) {
      let pupil = Self.pupils.randomElement(using: &random)!  // never empty
      let target = form == "7А" ? "7Б" : "7А"
      if self.form[pupil] != target {
        _ = try school.roster.moveStudent(pupil, to: target, from: "2026-10-01", reason: nil, WriteRequest())
        self.form[pupil] = target
      }
    }
  }
}
