import Basics
import SQLite
import SchoolJournal
import SchoolModel
import Tabular

extension Diary {
  public static let needColumns = [
    Column.subject, Column.marks,
    Column.weightedAverage, Column("target", .integer, en: "For a", ru: "Чтобы вышло"),
    Column.workKind, Column.weight,
    Column("mark", .integer, en: "Mark", ru: "Отметка"), Column("count", .integer, en: "How many", ru: "Сколько"),
  ]

  /// Which marks would bring the average of the term up to a target, by kind of work (facts.md, section 2:
  /// n = ⌈(t·Σw − Σmw) / (w·(m − t))⌉); 0 where the average is there already, empty where no number of
  /// them would do; never fewer than a term mark can be made of.
  public func diaryNeed(child: String?, subject: String?, target: Int, term: String?) throws -> Table {
    try read(.diaryRead) { reading in
      let student = try reading.diaryStudent(child)
      let ledger = try MarkLedger(reading)
      let (rules, scores) = (ledger.rules, ledger.scores)
      var tallies: [Day: [StudentSubject: MarkTally]] = [:]
      let day = max(reading.calendar.today, reading.calendar.year.first)
      let own = try reading.database.values(Reading.ownCourses, student.id, day, as: Int.self)
      let index = try CourseIndex(reading.database, reading.calendar, courses: own)
      var courses = index.all
      if let subject, let form = courses.first?.form.name {
        do { courses = try index.courses(form: form, subject: subject, abbreviated: true) } catch let problem as Problem {
          throw BadValue(problem)
        }
      }
      let kinds = try reading.database.rows("SELECT id, name, weight FROM work_kind ORDER BY weight, id", as: (Int, String, Int).self)
      var rows: [[Cell]] = []
      for course in courses.sorted(by: { RussianOrder.compare($0.subject, $1.subject) < 0 }) {
        guard let span = try Self.currentTerm(term, course, rules, reading) else { continue }
        let highest = scores.highest(course.scale)
        // Nothing is counted up where one passes or fails.
        guard highest > 1 else {
          if subject != nil { throw DiaryFailure.noAverage(course.subject) }
          continue
        }
        // Courses of one term are read together.
        let ofTerm = try tallies[span.first] ?? ledger.tallies(.students(String(student.id)), span.first...max(span.first, span.last))
        tallies[span.first] = ofTerm
        let key = StudentSubject(student: student.id, subject: course.subjectID, scale: scores.scale(named: course.scale))
        let tally = ofTerm[key] ?? ledger.tally(ofSubject: course.subjectID)
        let sum = tally.sum
        let thresholds = rules.thresholds(course.subject, highest: highest)
        let marks = highest == 5 ? [5, 4].filter { $0 >= target } : [highest, highest * 9 / 10]
        // A 2 needs nothing; a 5 the highest threshold.
        let threshold = target >= 3 && target <= 5 ? thresholds[target - 3] : 0
        // Kinds of one weight do the same, unless categories tell them apart.
        let shares = try rules.shares(course.subject)
        // Where the target is met one row says so.
        if sum.weights > 0, sum.weightedPoints * 100 >= threshold * sum.weights {
          rows.append([
            .text(course.subject), .integer(sum.count), sum.weightedAverage, .integer(target), .empty, .empty, .empty, .integer(0),
          ])
          continue
        }
        // A term mark wants a number of marks, however good they are.
        let weekly = try reading.database.value("SELECT weekly_hours FROM course WHERE id = ?", course.id, as: Double?.self) ?? nil
        let isHalfYear = rules.isHalfYear(grade: course.form.grade)
        let lacking = rules.fewest(course.subject, weeklyHours: weekly, isHalfYear: isHalfYear) - sum.count
        var seen: Set<[Int]> = []
        for (kind, name, weight) in kinds where seen.insert([weight, shares?.category(of: kind) ?? -1]).inserted {
          if let shares, shares.category(of: kind) == nil { continue }
          for mark in marks where mark * 100 >= threshold {
            rows.append([
              .text(course.subject), .integer(sum.count), sum.weightedAverage, .integer(target), .text(name), .integer(weight),
              .integer(mark),
              Cell(
                (shares == nil
                  ? MarkNeed.count(of: mark, weight: weight, for: threshold, sum)
                  : MarkNeed.count(of: mark, weight: weight, kind: kind, for: threshold, tally)).map { max($0, lacking) }),
            ])
          }
        }
      }
      return Table(Self.needColumns, rows: rows)
    }
  }

  private static func currentTerm(_ text: String?, _ course: CourseState, _ rules: JournalRules, _ reading: Reading) throws
    -> DaySpan?
  {
    if let text { return try SpanReader(reading.calendar).requiredTerm(text) }
    let isHalfYear = rules.isHalfYear(grade: course.form.grade)
    let terms = reading.calendar.terms(ofHalfYears: isHalfYear)
    return terms.last { $0.first <= reading.calendar.today } ?? terms.first
  }

}

/// How many marks it takes.
public enum MarkNeed {
  /// By trial, for averages of categories; what takes more than sixty marks nobody will get in a term.
  package static func count(of mark: Int, weight: Int, kind: Int, for threshold: Int, _ tally: MarkTally) -> Int? {
    var tally = tally
    for count in 0...60 {
      let sum = tally.sum
      if sum.weights > 0, sum.weightedPoints * 100 >= threshold * sum.weights { return count }
      tally.add(mark, weight: weight, kind: kind)
    }
    return nil
  }

  /// - Parameter threshold: the average wanted, in hundredths.
  /// - Returns: `nil` when no number of such marks reaches it.
  public static func count(of mark: Int, weight: Int, for threshold: Int, _ sum: MarkSum) -> Int? {
    let lacking = threshold * sum.weights - 100 * sum.weightedPoints
    if sum.count > 0, lacking <= 0 { return 0 }
    if sum.count == 0 { return mark * 100 >= threshold ? 1 : nil }
    let gain = weight * (100 * mark - threshold)
    guard gain > 0 else { return nil }
    return (lacking + gain - 1) / gain
  }
}
