/// Reports of the third quarter beside queries of the `sqlite3` shell that give the same rows; in the school measured every
/// lesson of the timetable was held, so that the lessons stand for it.
enum Reports {
  private static func name(_ person: String) -> String { "trim(\(person).surname || ' ' || \(person).given_name)" }
  private static let term = "JOIN term t ON t.code = 'q3'"
  private static let inTerm = "l.day BETWEEN t.first_day AND t.last_day"
  private static let course = "JOIN course c ON c.id = l.course_id JOIN form f ON f.id = c.form_id JOIN subject u ON u.id = c.subject_id"
  private static let termMarks = """
    FROM term_mark x JOIN mark_value v ON v.id = x.value_id JOIN course c ON c.id = x.course_id JOIN form f ON f.id = c.form_id
    JOIN subject u ON u.id = c.subject_id JOIN person p ON p.id = x.student_id WHERE x.term = 'q3'
    """
  /// The worst sign of each student and how many there are of each.
  private static let students = """
    WITH s AS (SELECT f.id AS form, f.name, p.id, \(name("p")) AS student, min(v.points) AS least, sum(v.points = 5) AS n5,
      sum(v.points = 4) AS n4, sum(v.points = 3) AS n3, sum(v.points = 2) AS n2, avg(v.points) AS average \(termMarks) GROUP BY f.id, p.id)
    """

  static let all: [Listing] = [
    Listing(
      words: ["form-sheet", "--term", "q3"], sql: "\(students) SELECT name, student, n5, n4, n3, n2, average FROM s ORDER BY name, student;"
    ),
    Listing(
      words: ["form-term", "--term", "q3"],
      sql: """
        \(students) SELECT name, count(*), sum(least = 5), sum(least = 4), sum(least = 3), sum(least = 2), 100.0 * sum(least > 2) / count(*),
        100.0 * sum(least > 3) / count(*), avg(average) FROM s GROUP BY form;
        """),
    Listing(
      words: ["honours", "--term", "q3"], sql: "\(students) SELECT name, student, n5, n4, n3 FROM s WHERE least >= 4 OR n3 = 1 AND n2 = 0;"),
    Listing(
      words: ["teacher-term", "--term", "q3"],
      sql: """
        SELECT (SELECT \(name("e")) FROM course_teacher d JOIN person e ON e.id = d.person_id WHERE d.course_id = c.id LIMIT 1), f.name, u.name,
        count(*), sum(v.points = 5), sum(v.points = 4), sum(v.points = 3), sum(v.points = 2), avg(v.points) \(termMarks) GROUP BY c.id;
        """),
    Listing(
      words: ["attendance", "--term", "q3", "--by", "form"],
      sql: """
        SELECT f.name, count(*) * (SELECT count(*) FROM enrolment e WHERE e.form_id = f.id),
          (SELECT count(*) FROM lesson l JOIN course c ON c.id = l.course_id JOIN attendance a ON a.lesson_id = l.id \(term)
            WHERE c.form_id = f.id AND \(inTerm) AND a.code <> 'оп')
        FROM lesson l \(course) \(term) WHERE \(inTerm) GROUP BY f.id;
        """),
    Listing(
      words: ["attendance", "--term", "q3", "--by", "student"],
      sql: """
        WITH n AS (SELECT c.form_id, count(*) AS lessons FROM lesson l JOIN course c ON c.id = l.course_id \(term) WHERE \(inTerm) GROUP BY 1),
        b AS (SELECT a.student_id, count(*) AS missed, sum(a.code = 'б') AS ill, sum(a.code = 'у') AS valid, sum(a.code = 'п') AS truant
          FROM lesson l JOIN attendance a ON a.lesson_id = l.id \(term) WHERE \(inTerm) GROUP BY 1)
        SELECT f.name, \(name("p")), n.lessons, b.missed, b.ill, b.valid, b.truant FROM enrolment e JOIN form f ON f.id = e.form_id
        JOIN person p ON p.id = e.person_id JOIN n ON n.form_id = f.id LEFT JOIN b ON b.student_id = p.id;
        """),
    Listing(
      words: ["at-risk", "--term", "q3"],
      sql: """
        WITH a AS (SELECT m.student_id, c.subject_id, count(*) AS n, 1.0 * sum(v.points * m.weight) / sum(m.weight) AS average
          FROM lesson l JOIN mark m ON m.lesson_id = l.id JOIN mark_value v ON v.id = m.value_id JOIN course c ON c.id = l.course_id \(term)
          WHERE v.points > 0 AND \(inTerm) GROUP BY 1, 2),
        f AS (SELECT m.student_id, 1.0 * sum((l.day > date(t.last_day, '-28 day')) * v.points * m.weight) / sum((l.day > date(t.last_day, '-28 day')) * m.weight) AS late,
            1.0 * sum((l.day <= date(t.last_day, '-28 day')) * v.points * m.weight) / sum((l.day <= date(t.last_day, '-28 day')) * m.weight) AS early
          FROM lesson l JOIN mark m ON m.lesson_id = l.id JOIN mark_value v ON v.id = m.value_id \(term) WHERE v.points > 0 AND \(inTerm) GROUP BY 1),
        b AS (SELECT x.student_id, count(*) AS missed, sum(x.code IN ('п', 'н')) AS unexcused FROM lesson l JOIN attendance x ON x.lesson_id = l.id \(term)
          WHERE \(inTerm) GROUP BY 1)
        SELECT p.id, \(name("p")), f.early - f.late, b.missed, b.unexcused, (SELECT count(*) FROM a WHERE a.student_id = p.id AND n >= 3 AND average < 2.5)
        FROM person p LEFT JOIN f ON f.student_id = p.id LEFT JOIN b ON b.student_id = p.id
        WHERE f.early - f.late >= 0.4 OR b.unexcused >= 5 OR p.id IN (SELECT student_id FROM a WHERE n >= 3 AND average < 2.5);
        """),
    Listing(
      words: ["marks-count", "--term", "q3"],
      sql: """
        WITH n AS (SELECT c.id AS course, m.student_id, count(*) AS n FROM lesson l JOIN mark m ON m.lesson_id = l.id JOIN course c ON c.id = l.course_id \(term)
          WHERE \(inTerm) GROUP BY 1, 2)
        SELECT f.name, u.name, sum(n), sum(n < 3), avg(n) FROM n JOIN course c ON c.id = n.course JOIN form f ON f.id = c.form_id
        JOIN subject u ON u.id = c.subject_id GROUP BY c.id;
        """),
    Listing(
      words: ["objectivity", "--term", "q3"],
      sql: """
        WITH n AS (SELECT c.id AS course, m.student_id, avg(v.points) AS control FROM lesson l JOIN mark m ON m.lesson_id = l.id
          JOIN work_kind k ON k.id = m.kind_id JOIN mark_value v ON v.id = m.value_id JOIN course c ON c.id = l.course_id \(term)
          WHERE k.is_control AND v.points > 0 AND \(inTerm) GROUP BY 1, 2)
        SELECT f.name, u.name, count(*), sum(round(control) < v.points), sum(round(control) = v.points), sum(round(control) > v.points)
        FROM n JOIN term_mark x ON x.course_id = n.course AND x.student_id = n.student_id AND x.term = 'q3' JOIN mark_value v ON v.id = x.value_id
        JOIN course c ON c.id = n.course JOIN form f ON f.id = c.form_id JOIN subject u ON u.id = c.subject_id GROUP BY c.id;
        """),
    Listing(
      words: ["filling", "--term", "q3"],
      sql: """
        SELECT \(name("p")), count(*), sum(EXISTS (SELECT 1 FROM mark m WHERE m.lesson_id = l.id) OR EXISTS (SELECT 1 FROM attendance a WHERE a.lesson_id = l.id)),
        sum(l.topic IS NOT NULL), sum(l.homework IS NOT NULL) FROM lesson l JOIN person p ON p.id = l.teacher_id \(term) WHERE \(inTerm) GROUP BY p.id;
        """),
    Listing(
      words: ["gaps", "--term", "q3"],
      sql: """
        SELECT l.day, l.number, f.name, u.name, l.topic IS NULL, l.homework IS NULL FROM lesson l \(course) \(term)
        WHERE \(inTerm) AND (l.topic IS NULL OR l.homework IS NULL) ORDER BY l.day, l.number;
        """),
    Listing(
      words: ["plan", "--term", "q3"],
      sql: """
        SELECT f.name, u.name, (SELECT sum(hours) FROM plan_topic x WHERE x.course_id = c.id), count(*) FROM lesson l \(course) \(term)
        WHERE \(inTerm) GROUP BY c.id;
        """),
    Listing(
      words: ["workload"],
      sql: "SELECT f.name, f.grade, sum(c.weekly_hours) FROM form f JOIN course c ON c.form_id = f.id GROUP BY f.id;"),
    Listing(
      words: ["oo1"],
      sql: """
        SELECT f.grade, count(DISTINCT f.id), count(*), cast(strftime('%Y', '2027-01-01') AS INTEGER) - strftime('%Y', p.birth_date) FROM form f
        JOIN enrolment e ON e.form_id = f.id JOIN person p ON p.id = e.person_id GROUP BY f.grade, 4;
        """),
  ]
}
