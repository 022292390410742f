import Foundation
import SQLite
import Testing

@testable import myschool

/// The figures of reports against others that were counted without the program, and against plain SQL.
@Suite("Reports")
struct ReportTests {
  private static let reports: [(file: String, line: String)] = [
    ("form-sheet", "form-sheet --term q1"), ("form-term", "form-term --term q1"), ("teacher-term", "teacher-term --term q1"),
    ("attendance-form", "attendance --term q1 --by form"), ("attendance-student", "attendance --term q1 --by student"),
    ("at-risk", "at-risk --term q1"), ("honours", "honours --term q1"), ("marks-count", "marks-count --term q1"),
    ("objectivity", "objectivity --term q1"), ("filling", "filling --term q1"), ("workload", "workload"),
    ("oo1", "oo1 --date 2026-09-20"), ("dynamics", "quality --by form --span 01.10..23.10 --against 01.09..30.09"),
    ("quality-subject", "quality --by subject"),
  ]

  private func rows(_ text: String) -> [String] { text.split(whereSeparator: \.isNewline).map(String.init).sorted() }

  private func school() throws -> Stage {
    let stage = try Stage(now: "2026-10-26T09:00:00+03:00")
    try stage.makeSchool()
    #expect(try stage.type("journal grade --from marks.csv").code == 0)
    return stage
  }

  @Test("every report of a school's first term equals the one counted from its lists")
  func expected() throws {
    let stage = try school()
    #expect(try stage.type("journal term q1 --accept").code == 0)
    let folder = Stage.tests.appendingPathComponent("Fixtures/reports")
    for report in Self.reports {
      let file = try String(contentsOf: folder.appendingPathComponent(report.file + ".csv"), encoding: .utf8)
      let heading = file.prefix { !$0.isNewline }
      let made = try stage.type("stats report \(report.line) --columns \(heading) --format csv")
      #expect(rows(made.output) == rows(file), "\(report.line): \(made.errors)")
    }
  }

  /// A share in tenths of a per cent, rounded half up, as SQL.
  private func percent(_ part: String, _ whole: String) -> String {
    "CASE WHEN \(whole) = 0 THEN '' ELSE printf('%d.%d', (\(part) * 2000 + \(whole)) / (2 * \(whole)) / 10, (\(part) * 2000 + \(whole)) / (2 * \(whole)) % 10) END"
  }

  private func mean(_ sum: String, _ count: String) -> String {
    "CASE WHEN \(count) = 0 THEN '' ELSE printf('%d.%02d', (\(sum) * 200 + \(count)) / (2 * \(count)) / 100, (\(sum) * 200 + \(count)) / (2 * \(count)) % 100) END"
  }

  /// A school with what is seldom: who moved, who left, who is exempt, a retake, a debt, groups, two scales, a form of one student
  /// without a mark, a form without the term.
  private func edges() throws -> Stage {
    let stage = try school()
    try stage.write(
      "Класс;Предмет;Учитель;Часов в неделю\n11Б;Алгебра;Казакова Таисия Марковна;2\n5А;Музыка;Казакова Таисия Марковна;1\n", to: "more.csv"
    )
    try stage.write("Класс;ФИО;Дата рождения\n11Б;Одинцов Лев Ильич;01.02.2009\n", to: "one.csv")
    for line in [
      "roster import one.csv more.csv", "roster move 'Титова' 7Б --date 05.10.2026",
      "roster remove baranova.k --date 10.10.2026 --reason переезд",
      "roster exempt 5Б История soboleva.e --date 01.09.2026", "journal rule scale pass --subject Музыка --form 5А",
      "journal grade 5А Музыка 'Александрова=зач' --date 22.10.2026 --extra-lesson", "journal rule retake replace",
      "journal grade 7А алг 'Иванова Анна Сергеевна=5' --date 05.10.2026 --retake 14.09.2026",
      "journal grade 7Б алг 'Цой=.' --date 21.09.2026 --due 02.10.2026", "roster group 11Б Алгебра 1 'Одинцов' --teacher kazakova.t",
      "journal term q1 --accept",
    ] {
      let result = try stage.type(line)
      #expect(result.code == 0, "\(line): \(result.errors)")
    }
    return stage
  }

  @Test("figures equal plain SQL in a school where everything seldom happens")
  func plain() throws {
    let stage = try edges()
    let database = try Database(path: stage.folder.appendingPathComponent("school.db").path, mode: .readWrite)
    defer { database.close() }
    // Marks that count: those that a retake replaced do not, one of two in a cell counts for itself.
    let counted = """
      WITH signs AS (
        SELECT m.id, m.lesson_id, m.student_id, m.kind_id, m.weight, v.points FROM mark m JOIN mark_value v ON v.id IN (m.value_id, m.second_id)
        WHERE v.points IS NOT NULL AND v.scale <> 'pass' AND NOT EXISTS (SELECT 1 FROM mark r WHERE r.retake_of = m.id)
          AND (m.second_id IS NULL OR m.second_id <> m.value_id)),
      """
    let missing = "sum(code IN ('н', 'б', 'у', 'п')), sum(code = 'б'), sum(code = 'у'), sum(code = 'п'), sum(code = 'н')"
    let cases: [(report: String, columns: String, sql: String)] = [
      (
        "quality --by form,subject --span 01.09..23.10", "form,subject,n5,n4,n3,n2,marks,average,success_percent",
        """
        \(counted) sums AS (
          SELECT f.name AS form, s.name AS subject, sum(points = 5) AS n5, sum(points = 4) AS n4, sum(points = 3) AS n3, sum(points = 2) AS n2,
            count(*) AS n, sum(points) AS p FROM signs g JOIN lesson l ON l.id = g.lesson_id JOIN course c ON c.id = l.course_id
            JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id
          WHERE l.day BETWEEN '2026-09-01' AND '2026-10-23' AND points BETWEEN 2 AND 5 GROUP BY c.form_id, c.subject_id)
        SELECT form, subject, n5, n4, n3, n2, n, \(mean("p", "n")), \(percent("(n5 + n4 + n3)", "n")) FROM sums
        """
      ),
      (
        "attendance --by student --term q1", "form,login,missed,ill,valid,truant,unknown",
        """
        WITH final AS (SELECT * FROM enrolment WHERE first_day <= '2026-10-26' AND coalesce(last_day, '9') >= '2026-09-01')
        SELECT f.name, p.login, \(missing) FROM attendance a JOIN lesson l ON l.id = a.lesson_id JOIN course c ON c.id = l.course_id
          JOIN form f ON f.id = c.form_id JOIN person p ON p.id = a.student_id
        WHERE l.day BETWEEN '2026-09-01' AND '2026-10-25' AND EXISTS (SELECT 1 FROM final e WHERE e.person_id = p.id AND e.form_id = f.id
          AND l.day BETWEEN e.first_day AND coalesce(e.last_day, '9'))
        GROUP BY f.id, p.id HAVING sum(code IN ('н', 'б', 'у', 'п')) > 0
        """
      ),
      (
        "teacher-term --term q1", "form,subject,n5,n4,n3,n2,n_na,average",
        """
        WITH sums AS (
          SELECT f.name AS form, s.name AS subject, sum(v.points = 5) AS n5, sum(v.points = 4) AS n4, sum(v.points = 3) AS n3,
            sum(v.points = 2) AS n2, sum(v.code = 'н/а') AS na, sum(v.points IS NOT NULL) AS n, sum(v.points) AS p
          FROM term_mark t JOIN mark_value v ON v.id = t.value_id JOIN course c ON c.id = t.course_id JOIN form f ON f.id = c.form_id
            JOIN subject s ON s.id = c.subject_id JOIN enrolment e ON e.person_id = t.student_id AND e.form_id = f.id
          WHERE t.term = 'q1' AND v.code <> 'осв' AND e.last_day IS NULL AND (v.scale <> 'pass' OR v.code = 'н/а') GROUP BY c.id)
        SELECT form, subject, coalesce(n5, 0), coalesce(n4, 0), coalesce(n3, 0), coalesce(n2, 0), coalesce(na, 0), \(mean("p", "n")) FROM sums
        """
      ),
      (
        "form-term --term q1", "form,excellent,good,passing,failing,not_attested,average",
        """
        WITH marks AS (
          SELECT e.form_id, t.student_id, v.points, v.code FROM term_mark t JOIN mark_value v ON v.id = t.value_id
            JOIN course c ON c.id = t.course_id JOIN enrolment e ON e.person_id = t.student_id AND e.form_id = c.form_id
          WHERE t.term = 'q1' AND e.last_day IS NULL AND v.code <> 'осв' AND (v.scale <> 'pass' OR v.code = 'н/а')),
        students AS (
          SELECT form_id, student_id, sum(points = 2) > 0 AS failing, sum(code = 'н/а') > 0 AS na, sum(points = 3) > 0 AS passing,
            sum(points = 4) > 0 AS good, sum(points) AS p, count(points) AS n FROM marks GROUP BY 1, 2)
        SELECT f.name, sum(NOT coalesce(failing, 0) AND NOT na AND NOT coalesce(passing, 0) AND NOT coalesce(good, 0)),
          sum(NOT coalesce(failing, 0) AND NOT na AND NOT coalesce(passing, 0) AND coalesce(good, 0)),
          sum(NOT coalesce(failing, 0) AND NOT na AND coalesce(passing, 0)), sum(coalesce(failing, 0)), sum(NOT coalesce(failing, 0) AND na),
          \(mean("sum(p)", "sum(n)"))
        FROM students JOIN form f ON f.id = form_id GROUP BY form_id
        """
      ),
      (
        "objectivity --term q1 --where students!=0", "form,subject,students,lower,confirmed,higher",
        """
        \(counted) control AS (
          SELECT l.course_id, g.student_id, (2 * sum(g.points) + count(*)) / (2 * count(*)) AS mean FROM signs g
            JOIN lesson l ON l.id = g.lesson_id JOIN work_kind k ON k.id = g.kind_id
          WHERE k.name IN ('Контрольная работа', 'Зачёт') AND g.points BETWEEN 2 AND 5 AND l.day BETWEEN '2026-09-01' AND '2026-10-25' GROUP BY 1, 2)
        SELECT f.name, s.name, count(*), sum(mean < v.points), sum(mean = v.points), sum(mean > v.points) FROM control n
          JOIN term_mark t ON t.course_id = n.course_id AND t.student_id = n.student_id AND t.term = 'q1' JOIN mark_value v ON v.id = t.value_id
          JOIN course c ON c.id = n.course_id JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id
          JOIN enrolment e ON e.person_id = n.student_id AND e.form_id = f.id
        WHERE v.points IS NOT NULL AND v.scale <> 'pass' AND e.last_day IS NULL GROUP BY c.id
        """
      ),
      (
        "marks-count --term q1 --where marks!=0", "form,subject,marks",
        """
        \(counted.replacing("v.points IS NOT NULL AND v.scale <> 'pass'", with: "(v.points IS NOT NULL OR v.scale = 'pass')")) found AS (
          SELECT c.id, c.form_id, c.subject_id, count(*) AS n FROM signs g JOIN lesson l ON l.id = g.lesson_id JOIN course c ON c.id = l.course_id
            WHERE l.day BETWEEN '2026-09-01' AND '2026-10-25' GROUP BY c.id)
        SELECT f.name, s.name, n FROM found JOIN form f ON f.id = form_id JOIN subject s ON s.id = subject_id
        """
      ),
      (
        "filling --term q1 --where lessons!=0", "teacher,with_entries,with_topic,with_homework",
        """
        SELECT trim(p.surname || ' ' || p.given_name || ' ' || coalesce(p.patronymic, '')),
          sum(EXISTS (SELECT 1 FROM mark m WHERE m.lesson_id = l.id) OR EXISTS (SELECT 1 FROM attendance a WHERE a.lesson_id = l.id)),
          sum(coalesce(l.topic, '') <> ''), sum(coalesce(l.homework, '') <> '')
        FROM lesson l JOIN person p ON p.id = coalesce(l.teacher_id, (SELECT t.person_id FROM course_teacher t WHERE t.course_id = l.course_id LIMIT 1))
        WHERE l.day BETWEEN '2026-09-01' AND '2026-10-25'
          -- An extra lesson is none of the timetable's, and what was held is told by that.
          AND l.course_id NOT IN (SELECT c.id FROM course c JOIN subject s ON s.id = c.subject_id WHERE s.name = 'Музыка') GROUP BY p.id
        """
      ),
    ]
    for item in cases {
      var expected: [String] = []
      try database.forEach(item.sql, []) { row in
        let cells = (0..<item.columns.split(separator: ",").count).map { place in
          (try? row.get(place, as: Int.self)).map(String.init) ?? (try? row.get(place, as: String.self)) ?? ""
        }
        expected.append(cells.joined(separator: ","))
      }
      let condition = item.report.hasPrefix("attendance") ? " --where missed!=0" : ""
      let made = try stage.type("stats report \(item.report) --columns \(item.columns) --format csv --no-header\(condition)")
      #expect(made.code == 0 && !expected.isEmpty)
      let (found, plain) = (rows(made.output), expected.sorted())
      #expect(found == plain, "\(item.report): \(Set(found).symmetricDifference(plain).sorted())")
    }
  }

  @Test("who is absent for days on end is told, until a lesson is attended; a day without entries says nothing")
  func consecutive() throws {
    let stage = try school()
    let list = "stats report consecutive --columns login,days,since,missed --format csv --no-header"
    #expect(try stage.type(list).output.isEmpty)
    #expect(try stage.type("journal rule stats.consecutive.days 2").code == 0)
    for day in ["22.10.2026", "23.10.2026"] {
      let result = try stage.type("journal absent 7А 'Титова=б' --date \(day) --replace")
      #expect(result.code == 0, "\(result.errors)")
    }
    let told = try stage.type(list)
    #expect(told.output.hasPrefix("titova.a,2,2026-10-22,"), "\(told)")
    #expect(try stage.type("\(list) --span 01.09..22.10").output.isEmpty)
  }

  @Test("the rows of the periods of a span add up to those of the span")
  func periods() throws {
    let stage = try school()
    func sum(_ more: String) throws -> Int {
      try stage.type("stats report quality --by form --span 01.09..23.10 --columns marks --format csv --no-header \(more)").output
        .split(separator: "\n").compactMap { Int($0) }.reduce(0, +)
    }
    let whole = try sum("")
    #expect(whole > 8000)
    for period in ["term", "month", "week"] { #expect(try sum("--over \(period)") == whole, "\(period)") }
    #expect(try stage.type("stats report quality --by form --over week --against 01.09..30.09").code == 2)
    #expect(try stage.type("stats report form-term --over week").code == 2)
  }

  @Test("a total is made of sums, never of percentages")
  func totals() throws {
    let stage = try school()
    let columns = [
      "quality": "marks,n5,average,success_percent", "attendance": "student_lessons,missed,missed_percent",
      "timeliness": "marks,same_day,average_days,same_day_percent",
    ]
    func total(_ line: String, _ columns: String) throws -> String {
      let made = try stage.type("stats report \(line) --total --columns \(columns) --format csv --no-header").output
      return made.split(separator: "\n").last.map(String.init) ?? ""
    }
    for (report, columns) in columns {
      let whole = try total("\(report) --by form --span 01.09..23.10", columns)
      #expect(try total("\(report) --by teacher --span 01.09..23.10", columns) == whole && !whole.contains(",,"), "\(report): \(whole)")
    }
    #expect(try total("workload", "form,weekly_hours,norm,over") == "total,95,,0")
  }
}
