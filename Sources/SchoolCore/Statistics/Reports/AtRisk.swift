import Basics
import SQLite
import SchoolModel
import Tabular

extension Report {
  /// Students who need somebody's attention, by the school's own limits.
  package static let atRisk = Report(
    "at-risk", Text(en: "Students at risk", ru: "Группа риска"), ofWholeStudents: true,
    rule: { value in
      let limits = RiskLimits(value)
      let (drop, absent) = (limits.dropWords, limits.absent)
      return Text(
        en:
          "failing: a weighted average below the threshold of a 3 in a subject with \(limits.failingMarks) marks or more; not-attested: fewer marks than a term mark needs in \(limits.subjects) subjects or more; falling: the weighted average of the last \(limits.days) days lower by \(drop) or more than before, \(limits.marks) marks at least in each; absent: \(absent) % of the lessons or more missed; unexcused: \(limits.unexcused) lessons or more with п or н; debts: an overdue one.",
        ru:
          "failing (не успевает): средневзвешенная ниже порога «3» по предмету, где отметок не меньше \(limits.failingMarks); not-attested (мало отметок): отметок меньше, чем нужно для аттестации, по \(limits.subjects) и более предметам; falling (снижение): средневзвешенная за последние \(limits.days) дней ниже прежней на \(drop.replacing(".", with: ",")) и более, отметок там и там не меньше \(limits.marks); absent (пропуски): пропущено \(absent) % уроков и более; unexcused (прогулы): \(limits.unexcused) и более уроков с п или н; debts (долги): есть просроченный."
      )
    },
    source: Text(en: "the school's settings: journal rule stats.risk.…", ru: "настройки школы: journal rule stats.risk.…"),
    views: ["v_mark", "v_attendance", "v_student"],
    columns: { _ in
      [
        .key(Column.form, "the form", "класс"), .key(Column.student, "the student", "ученик"),
        .key(Column.login, "tells namesakes apart", "различает тёзок"),
        .init(
          Column("flags", en: "Flags", ru: "Признаки", labels: RiskFlag.words),
          Text(en: "what was found, joined by ;", ru: "что найдено, через «;»")),
        .count("flag_count", "How many", "Сколько", Text(en: "how many flags", ru: "число признаков")),
        .count(
          "failing_subjects", "Failing subjects", "Не успевает",
          Text(en: "subjects below the threshold of a 3", ru: "предметов ниже порога «3»")),
        .count(
          "na_subjects", "Few marks", "Мало отметок",
          Text(en: "subjects with fewer marks than a term mark needs", ru: "предметов, где отметок меньше нужного")),
        .decimal(
          "average_before", "Average before", "Ср. ранее",
          Text(
            en: "weighted, over all subjects, of the days before the last ones", ru: "средневзвешенная по всем предметам до последних дней")
        ),
        .decimal(
          "average_last", "Average of the last days", "Ср. в конце",
          Text(en: "weighted, over all subjects, of the last days", ru: "средневзвешенная по всем предметам за последние дни")),
        .decimal("change", "Change", "Изменение", Text(en: "the last less the earlier", ru: "последняя минус прежняя")).withoutTotal,
        .count("missed", "Missed", "Пропущено", unit: "lessons", Text(en: "lessons missed for any reason", ru: "пропущено уроков")),
        .count("unexcused", "Unexcused", "Без причины", unit: "lessons", Text(en: "of them with п or н", ru: "из них с п или н")),
        .percent("missed_percent", "Missed, %", "Пропущено, %", Text(en: "missed of the student's lessons", ru: "доля пропущенных уроков")),
      ]
    },
    rows: { try RiskFinder($0).rows() })
}

/// What is found of a student, and what people call it.
private enum RiskFlag {
  static let words = [
    "failing": Text(en: "failing", ru: "не успевает"), "not-attested": Text(en: "few marks", ru: "мало отметок"),
    "falling": Text(en: "falling", ru: "снижение"), "absent": Text(en: "absent", ru: "пропуски"),
    "unexcused": Text(en: "unexcused", ru: "прогулы"), "debts": Text(en: "debts", ru: "долги"),
  ]
}

/// From where on a student is at risk, by the school's settings.
package struct RiskLimits {
  package let failingMarks = 3
  package let subjects = 2
  package let marks = 8
  /// Hundredths of a mark.
  package let drop: Int
  package let days: Int
  /// Per cent.
  package let absent: Int
  package let unexcused: Int

  package init(_ value: RuleValue) {
    drop = Hundredths(value(.riskDrop))?.count ?? 40
    days = Int(value(.riskDays)) ?? 28
    absent = Int(value(.riskAbsent)) ?? 10
    unexcused = Int(value(.riskUnexcused)) ?? 5
  }

  package var dropWords: String { "\(drop / 100).\(padded(drop % 100, 2))" }
}

private struct RiskFinder {
  private let frame: ReportFrame
  private let limits: RiskLimits
  private let ledger: MarkLedger

  init(_ frame: ReportFrame) throws {
    self.frame = frame
    limits = RiskLimits { frame.rules.value($0) }
    ledger = try MarkLedger(frame.reading)
  }

  func rows() throws -> [[ReportValue]] {
    let absences = try frame.absencesByStudent()
    let trends = try trends()
    let subjects = try subjects()
    let debtors = try overdue()
    var found: [(flags: Int, row: [ReportValue])] = []
    for (form, students) in try frame.studentsOfForms() {
      for student in students {
        let missed = absences[student.id] ?? AbsenceCounts()
        let (before, last) = trends[student.id] ?? (MarkFraction(), MarkFraction())
        let (failing, few) = subjects[student.id] ?? (0, 0)
        let change = ReportValue.average(last).change(from: .average(before))
        var flags: [String] = []
        if failing > 0 { flags.append("failing") }
        // Before the first lesson of the days nobody can have marks.
        if few >= limits.subjects, frame.span.first <= frame.calendar.today { flags.append("not-attested") }
        if isFalling(before, last) { flags.append("falling") }
        if missed.missed > 0, missed.missed * 100 >= limits.absent * missed.lessons { flags.append("absent") }
        if missed.unexcused >= limits.unexcused { flags.append("unexcused") }
        if debtors.contains(student.id) { flags.append("debts") }
        guard !flags.isEmpty else { continue }
        found.append(
          (
            flags.count,
            [
              .text(frame.formNames[form]), .text(student.full), .text(student.login), .text(flags.joined(separator: ";")),
              .count(flags.count), .count(failing), .count(few), .average(before), .average(last), change, .count(missed.missed),
              .count(missed.unexcused), .percent(missed.missed, of: missed.lessons),
            ]
          ))
      }
    }
    return found.enumerated().sorted { ($1.element.flags, $0.offset) < ($0.element.flags, $1.offset) }.map(\.element.row)
  }

  private func isFalling(_ before: MarkFraction, _ last: MarkFraction) -> Bool {
    guard before.marks >= limits.marks, last.marks >= limits.marks, before.count > 0, last.count > 0 else { return false }
    // before / its weights − last / its weights ≥ the limit, without a division.
    return (before.points * last.count - last.points * before.count) * 100 >= limits.drop * before.count * last.count
  }

  /// The weighted sums of each student over all subjects, of the last days and of those before.
  private func trends() throws -> [Int: (before: MarkFraction, last: MarkFraction)] {
    let turn = frame.span.last - limits.days
    var found: [Int: (before: MarkFraction, last: MarkFraction)] = [:]
    func add(_ days: ClosedRange<Day>, isLast: Bool) throws {
      try ledger.forEach(.courses(frame.courses.map(\.id)), days) { mark in
        guard let points = ledger.scores.points(mark.sign), points > 0 else { return }
        var sums = found[mark.student] ?? (MarkFraction(), MarkFraction())
        if isLast { sums.last.add(points, weight: mark.weight) } else { sums.before.add(points, weight: mark.weight) }
        found[mark.student] = sums
      }
    }
    if frame.span.first <= turn { try add(frame.span.first...turn, isLast: false) }
    try add(max(frame.span.first, turn + 1)...max(frame.span.first, frame.span.last), isLast: true)
    return found
  }

  /// For each student the subjects that fail, and those with too few marks.
  private func subjects() throws -> [Int: (failing: Int, few: Int)] {
    let days = frame.span.first...max(frame.span.first, frame.span.last)
    let tallies = try ledger.tallies(.courses(frame.courses.map(\.id)), days)
    var found: [Int: (failing: Int, few: Int)] = [:]
    for course in frame.courses {
      try frame.index.loadMembers(course)
      let (scale, highest) = (ledger.scores.scale(named: course.scale), ledger.scores.highest(course.scale))
      let threshold = frame.rules.thresholds(course.subject, highest: highest).first ?? 0
      let holds = frame.span.code.map { $0.isHalfYear == frame.rules.isHalfYear(grade: course.form.grade) } ?? false
      let needed = frame.rules.fewest(
        course.subject, weeklyHours: frame.weeklyHours[course.id], isHalfYear: frame.span.code?.isHalfYear ?? false)
      for person in course.students.people where course.isEnrolled(person.id, on: frame.closingDay) {
        guard !frame.isExempt(person.id, course, on: frame.closingDay) else { continue }
        let sum = tallies[.init(student: person.id, subject: course.subjectID, scale: scale)]?.sum ?? MarkSum()
        if highest > 1, sum.count >= limits.failingMarks, sum.weightedPoints * 100 < threshold * sum.weights {
          found[person.id, default: (0, 0)].failing += 1
        }
        if holds, !frame.rules.isUnmarked(grade: course.form.grade), sum.count < needed { found[person.id, default: (0, 0)].few += 1 }
      }
    }
    return found
  }

  private func overdue() throws -> Set<Int> {
    let sql = """
      SELECT DISTINCT m.student_id FROM lesson l JOIN mark m ON m.lesson_id = l.id JOIN mark_value v ON v.id = m.value_id
      WHERE l.course_id IN (\(keyList(frame.courses.map(\.id)))) AND m.due_on < ? AND \(MarkLedger.standingDebt)
      """
    return Set(try frame.database.values(sql, frame.calendar.today, as: Int.self))
  }
}
