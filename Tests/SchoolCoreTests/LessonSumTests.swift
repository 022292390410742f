import Basics
import Foundation
import SQLite
import Testing

@testable import Record
@testable import SchoolModel
@testable import SchoolStatistics

@Suite("The sums of lessons")
struct LessonSumTests {
  private static let isLong = ProcessInfo.processInfo.environment["MYSCHOOL_LONG"] != nil

  private func differing(_ school: School) throws -> [Int] { try school.readUnchecked { try LessonSum.kept.differing($0) } }

  @Test("whatever is entered, retaken, undone and put back, they are what the marks come to")
  func property() throws {
    let schools = Self.isLong ? 500 : 25
    var (undone, redone, retakes) = (0, 0, 0)
    for seed in 1...schools {
      var random = Seeded(UInt64(seed))
      var marked = try MarkedSchool(&random)
      let school = marked.school
      let prepared = try school.record.info().operations
      for step in 0..<40 {
        let latest = try school.record.info().operations
        switch Int.random(in: 0..<5, using: &random) {
        case 0 where latest > prepared:
          let some = Int.random(in: (prepared + 1)...latest, using: &random)
          if (try? school.record.undo(some...some, WriteRequest())) != nil { undone += 1 }
        case 1: if (try? school.record.redo(nil, WriteRequest())) != nil { redone += 1 }
        default: try marked.act(step, &random)
        }
        #expect(try differing(school) == [], "seed \(seed), step \(step)")
      }
      retakes += try school.database.value("SELECT count(*) FROM mark WHERE retake_of IS NOT NULL", as: Int.self) ?? 0
      try compareReports(school, seed)
      school.close()
    }
    #expect(undone > 3 * schools && redone > schools && retakes > schools, "\(undone) undone, \(redone) put back, \(retakes) retakes")
  }

  /// What reports say from the sums they say from the marks, too: a look into the past counts the marks.
  private func compareReports(_ school: School, _ seed: Int) throws {
    for keys in [[ReportKey.form, .subject], [.teacher], []] {
      var request = ReportRequest()
      (request.keys, request.span) = (keys, "q1")
      let ofSums = try read(school.statistics.make(.quality, request).table)
      school.pastOperation = try school.record.info().operations
      defer { school.pastOperation = nil }
      #expect(try read(school.statistics.make(.quality, request).table) == ofSums, "seed \(seed), \(keys)")
    }
  }

  @Test("the check of the file finds a sum that was altered, one that is missing and one too many")
  func check() throws {
    var random = Seeded(3)
    var marked = try MarkedSchool(&random)
    try marked.fill(&random)
    let school = marked.school
    #expect(try school.record.check().findings == [])
    let lessons = try school.database.values("SELECT lesson_id FROM lesson_sum ORDER BY lesson_id", as: Int.self)
    let (altered, missing) = (lessons[0], lessons[1])
    try school.database.run("UPDATE lesson_sum SET n5 = n5 + 1 WHERE lesson_id = ?", altered)
    try school.database.run("DELETE FROM lesson_sum WHERE lesson_id = ?", missing)
    try school.database.run(
      "INSERT INTO lesson_sum (lesson_id, n5, n4, n3, n2, points, weighted_points, weights) VALUES (9999, 1, 0, 0, 0, 5, 5, 1)")
    #expect(
      try school.record.check().findings == [altered, missing, 9999].map { .sumsDiffer(table: "lesson_sum", key: $0) })
  }

  @Test("a school that had marks before it had sums has them when it is brought up to date")
  func migration() throws {
    var random = Seeded(5)
    var marked = try MarkedSchool(&random)
    try marked.fill(&random)
    let database = marked.school.database
    #expect(try database.value("SELECT sum(replaced_weights) FROM lesson_sum", as: Int.self) ?? 0 > 0)
    try database.script("DROP TABLE lesson_sum; ALTER TABLE lesson DROP COLUMN homework_minutes;" + Migration8.sql)
    #expect(try differing(marked.school) == [])
  }
}
