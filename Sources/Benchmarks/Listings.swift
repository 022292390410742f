/// Each listing beside a query of the `sqlite3` shell that gives the same rows.
struct Listing {
  let words: [String]
  let sql: String

  /// - Parameters:
  ///   - student: the login of somebody in 7А.
  ///   - teacher: the login of somebody who teaches.
  static func all(student: String, teacher: String) -> [Listing] {
    journal(student) + pages(student) + terms(student) + people + lessons(teacher) + diary(student) + others
  }

  private static func name(_ person: String) -> String {
    "trim(\(person).surname || ' ' || \(person).given_name || coalesce(' ' || \(person).patronymic, ''))"
  }
  private static let course = "JOIN course c ON c.id = l.course_id JOIN form f ON f.id = c.form_id JOIN subject u ON u.id = c.subject_id"

  private static func longRows(_ condition: String) -> String {
    """
    SELECT l.day, l.number, f.name, u.name, \(name("p")) AS student, p.login, v.code, k.name, x.weight, x.comment, \(name("t")),
      strftime('%Y-%m-%dT%H:%M:%SZ', x.entered_at / 1000, 'unixepoch'), \(name("e"))
    FROM lesson l JOIN mark x ON x.lesson_id = l.id \(course) JOIN person p ON p.id = x.student_id JOIN mark_value v ON v.id = x.value_id
    JOIN work_kind k ON k.id = x.kind_id LEFT JOIN person t ON t.id = l.teacher_id LEFT JOIN person e ON e.id = x.entered_by WHERE \(condition)
    UNION ALL
    SELECT l.day, l.number, f.name, u.name, \(name("p")) AS student, p.login, x.code, NULL, NULL, NULL, \(name("t")),
      strftime('%Y-%m-%dT%H:%M:%SZ', x.entered_at / 1000, 'unixepoch'), \(name("e"))
    FROM lesson l JOIN attendance x ON x.lesson_id = l.id \(course) JOIN person p ON p.id = x.student_id
    LEFT JOIN person t ON t.id = l.teacher_id LEFT JOIN person e ON e.id = x.entered_by WHERE \(condition) ORDER BY 4, 1, 2, 5;
    """
  }

  private static func journal(_ student: String) -> [Listing] {
    [
      Listing(
        words: ["journal", "list", "--form", "7А", "--span", "2027-02-01..2027-02-28"],
        sql: longRows("f.name = '7А' AND l.day BETWEEN '2027-02-01' AND '2027-02-28'")),
      Listing(
        words: ["journal", "list", "--student", student], sql: longRows("x.student_id = (SELECT id FROM person WHERE login = '\(student)')")
      ),
      Listing(
        words: ["journal", "show", "7А", "Алгебра", "--term", "q3"],
        sql: """
          SELECT \(name("p")), (SELECT group_concat(v.code, ' ') FROM lesson l JOIN mark m ON m.lesson_id = l.id AND m.student_id = p.id
              JOIN mark_value v ON v.id = m.value_id WHERE l.course_id = c.id AND l.day BETWEEN t.first_day AND t.last_day),
            (SELECT group_concat(a.code, ' ') FROM lesson l JOIN attendance a ON a.lesson_id = l.id AND a.student_id = p.id
              WHERE l.course_id = c.id AND l.day BETWEEN t.first_day AND t.last_day),
            (SELECT round(1.0 * sum(v.points * m.weight) / sum(m.weight), 2) FROM lesson l JOIN mark m ON m.lesson_id = l.id AND m.student_id = p.id
              JOIN mark_value v ON v.id = m.value_id WHERE l.course_id = c.id AND l.day BETWEEN t.first_day AND t.last_day)
          FROM form f JOIN enrolment e ON e.form_id = f.id JOIN person p ON p.id = e.person_id JOIN subject u ON u.name = 'Алгебра'
          JOIN course c ON c.form_id = f.id AND c.subject_id = u.id JOIN term t ON t.code = 'q3' WHERE f.name = '7А' ORDER BY p.name_key;
          """),
      Listing(
        words: ["journal", "form", "7А", "--term", "q3"],
        sql: """
          SELECT \(name("p")), u.name, v.code FROM form f JOIN enrolment e ON e.form_id = f.id JOIN person p ON p.id = e.person_id
          JOIN course c ON c.form_id = f.id JOIN subject u ON u.id = c.subject_id
          LEFT JOIN term_mark t ON t.course_id = c.id AND t.student_id = p.id AND t.term = 'q3' LEFT JOIN mark_value v ON v.id = t.value_id
          WHERE f.name = '7А' ORDER BY p.name_key, u.name;
          SELECT x.student_id, count(*) FROM term t JOIN lesson l ON l.day BETWEEN t.first_day AND t.last_day
          JOIN course c ON c.id = l.course_id JOIN form f ON f.id = c.form_id JOIN attendance x ON x.lesson_id = l.id
          WHERE f.name = '7А' AND t.code = 'q3' GROUP BY 1;
          """),
      Listing(
        words: ["journal", "debts"],
        sql: """
          SELECT f.name, u.name, \(name("p")), l.day, k.name, m.due_on FROM mark m JOIN mark_value v ON v.id = m.value_id
          JOIN lesson l ON l.id = m.lesson_id \(course) JOIN person p ON p.id = m.student_id JOIN work_kind k ON k.id = m.kind_id
          WHERE v.code = '.' AND NOT EXISTS (SELECT 1 FROM mark r WHERE r.retake_of = m.id);
          """),
      Listing(words: ["journal", "kind"], sql: "SELECT name, weight FROM work_kind ORDER BY id;"),
      Listing(words: ["journal", "scale"], sql: "SELECT code, points FROM mark_value WHERE scale = 'five' ORDER BY points DESC;"),
      Listing(
        words: ["journal", "--date", "2027-05-25"],
        sql: """
          SELECT t.number, f.name, u.name, t.room, (SELECT count(*) FROM mark m WHERE m.lesson_id = l.id),
            (SELECT count(*) FROM attendance a WHERE a.lesson_id = l.id), l.topic, l.homework
          FROM timetable_entry t JOIN course c ON c.id = t.course_id JOIN form f ON f.id = c.form_id JOIN subject u ON u.id = c.subject_id
          LEFT JOIN lesson l ON l.course_id = c.id AND l.day = '2027-05-25' AND l.number = t.number WHERE t.weekday = 2
          ORDER BY t.number, f.grade, f.letter;
          """),
    ]
  }

  private static func pages(_ student: String) -> [Listing] {
    [
      Listing(
        words: ["journal", "certificate", "7А"],
        sql: """
          SELECT f.name, \(name("p")), u.name, max(CASE t.term WHEN 'q1' THEN v.code END), max(CASE t.term WHEN 'q2' THEN v.code END),
            max(CASE t.term WHEN 'q3' THEN v.code END), max(CASE t.term WHEN 'q4' THEN v.code END), max(CASE t.term WHEN 'year' THEN v.code END),
            (SELECT count(*) FROM attendance a JOIN lesson l ON l.id = a.lesson_id WHERE a.student_id = p.id AND l.day > '2026-09-01')
          FROM form f JOIN enrolment e ON e.form_id = f.id JOIN person p ON p.id = e.person_id JOIN course c ON c.form_id = f.id
          JOIN subject u ON u.id = c.subject_id LEFT JOIN term_mark t ON t.course_id = c.id AND t.student_id = p.id
          LEFT JOIN mark_value v ON v.id = t.value_id WHERE f.name = '7А' GROUP BY p.id, c.id ORDER BY p.name_key, u.name;
          """),
      Listing(
        words: ["journal", "comments", "7А"],
        sql: """
          SELECT l.day, f.name, u.name, \(name("p")), v.code, m.comment FROM form f JOIN course c ON c.form_id = f.id
          JOIN subject u ON u.id = c.subject_id JOIN lesson l ON l.course_id = c.id JOIN mark m ON m.lesson_id = l.id
          JOIN person p ON p.id = m.student_id JOIN mark_value v ON v.id = m.value_id WHERE f.name = '7А' AND m.comment IS NOT NULL;
          """),
      Listing(
        words: ["journal", "absent", "7А"],
        sql: """
          SELECT \(name("p")), count(*), sum(a.code = 'б'), sum(a.code = 'у') FROM form f JOIN course c ON c.form_id = f.id
          JOIN lesson l ON l.course_id = c.id JOIN attendance a ON a.lesson_id = l.id JOIN person p ON p.id = a.student_id
          WHERE f.name = '7А' GROUP BY p.id ORDER BY p.name_key;
          """),
      Listing(
        words: ["stats", "report", "timeliness", "--by", "form"],
        sql: """
          SELECT f.name, count(*), avg(julianday(o.at / 86400000.0 + 2440587.5) - julianday(l.day)) FROM lesson l JOIN mark m ON m.lesson_id = l.id
          \(course) JOIN operation_key k ON k.table_name = 'mark' AND m.id BETWEEN k.lo AND k.hi JOIN operation o ON o.number = k.operation
          WHERE NOT EXISTS (SELECT 1 FROM attendance a WHERE a.lesson_id = l.id AND a.student_id = m.student_id) GROUP BY f.id;
          """),
      Listing(words: ["journal", "rule"], sql: "SELECT name, value FROM setting;"),
      Listing(
        words: ["roster", "show", student],
        sql: """
          SELECT surname, given_name, patronymic, login, birth_date, snils FROM person WHERE login = '\(student)';
          SELECT u.name FROM person p JOIN enrolment e ON e.person_id = p.id JOIN course c ON c.form_id = e.form_id
          JOIN subject u ON u.id = c.subject_id WHERE p.login = '\(student)';
          SELECT \(name("g")) FROM person p JOIN guardian x ON x.student_id = p.id JOIN person g ON g.id = x.person_id WHERE p.login = '\(student)';
          """),
      Listing(
        words: ["timetable", "change"],
        sql: "SELECT x.day, x.number, x.kind, x.reason FROM substitution x JOIN course c ON c.id = x.course_id WHERE x.day > '2027-05-26';"),
      Listing(words: ["family", "absence"], sql: "SELECT n.first_day, n.last_day, n.code, n.reason FROM absence_notice n;"),
      Listing(
        words: ["diary", "attachment", "--child", student],
        sql: "SELECT l.day, a.title, length(a.content) FROM homework_attachment a JOIN lesson l ON l.id = a.lesson_id;"),
    ]
  }

  private static func terms(_ student: String) -> [Listing] {
    func term(_ condition: String) -> String {
      """
      SELECT f.name, u.name, p.login, count(v.points), round(1.0 * sum(v.points * m.weight) / sum(m.weight), 2), \(name("p")), tv.code
      FROM form f JOIN course c ON c.form_id = f.id JOIN subject u ON u.id = c.subject_id JOIN enrolment e ON e.form_id = f.id
      JOIN person p ON p.id = e.person_id JOIN term t ON t.code = 'q3'
      LEFT JOIN lesson l ON l.course_id = c.id AND l.day BETWEEN t.first_day AND t.last_day
      LEFT JOIN mark m ON m.lesson_id = l.id AND m.student_id = p.id LEFT JOIN mark_value v ON v.id = m.value_id
      LEFT JOIN term_mark tm ON tm.course_id = c.id AND tm.student_id = p.id AND tm.term = 'q3' LEFT JOIN mark_value tv ON tv.id = tm.value_id
      WHERE f.grade BETWEEN 2 AND 9 AND \(condition) GROUP BY c.id, p.id ORDER BY f.grade, f.letter, u.name, p.name_key;
      """
    }
    let year = """
      SELECT f.name, u.name, p.login, \(name("p")), group_concat(v.code, ' ') FROM form f JOIN course c ON c.form_id = f.id
      JOIN subject u ON u.id = c.subject_id JOIN enrolment e ON e.form_id = f.id JOIN person p ON p.id = e.person_id
      LEFT JOIN term_mark t ON t.course_id = c.id AND t.student_id = p.id LEFT JOIN mark_value v ON v.id = t.value_id WHERE f.grade > 1
      GROUP BY c.id, p.id ORDER BY f.grade, f.letter, u.name, p.name_key;
      """
    let quality = """
      SELECT f.name, sum(v.points = 5), sum(v.points = 4), sum(v.points = 3), sum(v.points <= 2), count(*) FROM
      """
    return [
      Listing(words: ["journal", "term", "q3", "7А"], sql: term("f.name = '7А'")),
      Listing(words: ["journal", "term", "q3"], sql: term("1")), Listing(words: ["journal", "term", "year"], sql: year),
      Listing(
        words: ["stats", "report", "quality", "--by", "form"],
        sql:
          "\(quality) lesson l JOIN mark m ON m.lesson_id = l.id JOIN mark_value v ON v.id = m.value_id \(course) WHERE v.points > 0 GROUP BY f.id;"
      ),
      Listing(
        words: ["stats", "report", "quality", "--on", "term", "--term", "q3", "--by", "form"],
        sql: """
          \(quality) term_mark m JOIN mark_value v ON v.id = m.value_id JOIN course c ON c.id = m.course_id JOIN form f ON f.id = c.form_id
          WHERE m.term = 'q3' GROUP BY f.id;
          """),
    ]
  }

  private static let people: [Listing] = [
    Listing(
      words: ["roster", "list", "students"],
      sql: """
        SELECT f.name, p.surname, p.given_name, p.patronymic, p.birth_date, p.login FROM enrolment e JOIN form f ON f.id = e.form_id
        JOIN person p ON p.id = e.person_id WHERE e.last_day IS NULL ORDER BY f.grade, f.letter, p.name_key;
        """),
    Listing(
      words: ["roster", "list", "guardians"],
      sql: """
        SELECT p.surname, p.given_name, p.patronymic, g.relation, \(name("s")), f.name, p.phone, p.email, p.login FROM guardian g
        JOIN person p ON p.id = g.person_id JOIN person s ON s.id = g.student_id JOIN enrolment e ON e.person_id = s.id
        JOIN form f ON f.id = e.form_id ORDER BY p.name_key, p.id, f.grade, f.letter, s.name_key;
        """),
    Listing(
      words: ["roster", "list", "staff"],
      sql:
        "SELECT p.surname, p.given_name, p.patronymic, s.post, p.login FROM staff s JOIN person p ON p.id = s.person_id ORDER BY p.name_key;"
    ),
    Listing(
      words: ["roster", "list", "forms"],
      sql: """
        SELECT f.name, (SELECT count(*) FROM enrolment e WHERE e.form_id = f.id), \(name("p")) FROM form f
        LEFT JOIN person p ON p.id = f.teacher_id ORDER BY f.grade, f.letter;
        """),
    Listing(
      words: ["roster", "list", "courses"],
      sql: """
        SELECT f.name, u.name, c.group_name, (SELECT group_concat(\(name("p")), ', ') FROM course_teacher t JOIN person p ON p.id = t.person_id
          WHERE t.course_id = c.id), c.weekly_hours
        FROM course c JOIN form f ON f.id = c.form_id JOIN subject u ON u.id = c.subject_id ORDER BY f.grade, f.letter, u.name_key;
        """),
    Listing(
      words: ["roster", "list", "subjects"],
      sql: "SELECT u.name, count(c.id) FROM subject u LEFT JOIN course c ON c.subject_id = u.id GROUP BY u.id ORDER BY u.name_key;"),
  ]

  private static func lessons(_ teacher: String) -> [Listing] {
    func timetable(_ condition: String) -> String {
      """
      SELECT f.name, t.weekday, t.number, u.name, \(name("p")), t.room, t.first_day, t.last_day FROM timetable_entry t
      JOIN course c ON c.id = t.course_id JOIN form f ON f.id = c.form_id JOIN subject u ON u.id = c.subject_id
      LEFT JOIN person p ON p.id = t.teacher_id WHERE \(condition) ORDER BY f.grade, f.letter, t.weekday, t.number;
      """
    }
    func progress(_ condition: String) -> String {
      """
      SELECT f.name, u.name, (SELECT sum(hours) FROM plan_topic t WHERE t.course_id = c.id),
        (SELECT count(*) FROM lesson l WHERE l.course_id = c.id AND l.day <= '2027-05-26' AND (l.topic IS NOT NULL
          OR EXISTS (SELECT 1 FROM mark m WHERE m.lesson_id = l.id) OR EXISTS (SELECT 1 FROM attendance a WHERE a.lesson_id = l.id))),
        (SELECT topic FROM lesson l WHERE l.course_id = c.id ORDER BY day DESC LIMIT 1)
      FROM course c JOIN form f ON f.id = c.form_id JOIN subject u ON u.id = c.subject_id WHERE \(condition) ORDER BY f.grade, f.letter, u.name;
      """
    }
    func coverage(_ condition: String) -> String {
      """
      SELECT f.name, u.name, l.topic, count(DISTINCT l.id), count(v.points), round(avg(v.points), 2),
        count(DISTINCT CASE WHEN l.homework IS NULL THEN NULL ELSE l.id END)
      FROM lesson l \(course) LEFT JOIN mark m ON m.lesson_id = l.id LEFT JOIN mark_value v ON v.id = m.value_id
      WHERE l.topic IS NOT NULL AND \(condition) GROUP BY c.id, l.topic ORDER BY f.grade, f.letter, u.name, min(l.day);
      """
    }
    return [
      Listing(words: ["timetable", "show"], sql: timetable("1")),
      Listing(words: ["timetable", "show", "7А"], sql: timetable("f.name = '7А'")),
      Listing(
        words: ["timetable", "show", "--teacher", teacher],
        sql: timetable("t.teacher_id = (SELECT id FROM person WHERE login = '\(teacher)')")),
      Listing(
        words: ["timetable", "check"],
        sql: """
          SELECT a.id, b.id FROM timetable_entry a JOIN timetable_entry b ON b.teacher_id = a.teacher_id AND b.weekday = a.weekday
            AND b.number = a.number AND b.id > a.id;
          SELECT weekday, number, room, count(*) FROM timetable_entry WHERE room IS NOT NULL GROUP BY 1, 2, 3 HAVING count(*) > 1;
          """),
      Listing(
        words: ["calendar", "show"], sql: "SELECT code, first_day, last_day FROM term; SELECT title, first_day, last_day FROM day_off;"),
      Listing(
        words: ["plan", "show", "7А", "Алгебра"],
        sql: """
          SELECT t.section, t.title, t.hours, t.homework, t.control FROM plan_topic t JOIN course c ON c.id = t.course_id
          JOIN form f ON f.id = c.form_id JOIN subject u ON u.id = c.subject_id WHERE f.name = '7А' AND u.name = 'Алгебра' ORDER BY t.position;
          """),
      Listing(words: ["plan", "progress"], sql: progress("1")),
      Listing(words: ["plan", "progress", "--form", "7А"], sql: progress("f.name = '7А'")),
      Listing(words: ["plan", "coverage"], sql: coverage("1")),
      Listing(words: ["plan", "coverage", "--form", "7А"], sql: coverage("f.name = '7А'")),
    ]
  }

  private static func diary(_ student: String) -> [Listing] {
    let own = "JOIN person p ON p.login = '\(student)' JOIN enrolment e ON e.person_id = p.id AND e.form_id = c.form_id"
    return [
      Listing(
        words: ["diary", "show", "--child", student, "--week", "2027-05-17"],
        sql: """
          SELECT l.day, l.number, u.name, l.topic, l.homework, (SELECT group_concat(v.code, ' ') FROM mark m JOIN mark_value v ON v.id = m.value_id
            WHERE m.lesson_id = l.id AND m.student_id = p.id), (SELECT code FROM attendance a WHERE a.lesson_id = l.id AND a.student_id = p.id),
            \(name("t"))
          FROM lesson l \(course) \(own) LEFT JOIN person t ON t.id = l.teacher_id WHERE l.day BETWEEN '2027-05-17' AND '2027-05-23'
          ORDER BY l.day, l.number;
          SELECT u.name, count(v.points), round(1.0 * sum(v.points * m.weight) / sum(m.weight), 2) FROM person p JOIN mark m ON m.student_id = p.id
          JOIN lesson l ON l.id = m.lesson_id JOIN mark_value v ON v.id = m.value_id \(course) WHERE p.login = '\(student)' AND l.day > '2027-04-05'
          GROUP BY u.id;
          """),
      Listing(
        words: ["diary", "homework", "--child", student],
        sql: """
          SELECT l.day, u.name, l.homework FROM lesson l \(course) \(own) WHERE l.homework IS NOT NULL AND l.day > '2027-05-12' ORDER BY l.day;
          """),
      Listing(
        words: ["diary", "need", "--child", student],
        sql: """
          SELECT u.name, k.name, count(v.points), round(1.0 * sum(v.points * m.weight) / sum(m.weight), 2) FROM person p
          JOIN mark m ON m.student_id = p.id JOIN lesson l ON l.id = m.lesson_id JOIN mark_value v ON v.id = m.value_id \(course)
          CROSS JOIN work_kind k WHERE p.login = '\(student)' AND l.day > '2027-04-05' GROUP BY u.id, k.id;
          """),
    ]
  }

  private static let others: [Listing] = [
    Listing(
      words: ["log", "--last", "1000"],
      sql: """
        SELECT o.number, o.at, \(name("p")), o.command, o.tally, o.undoes, o.note FROM operation o
        LEFT JOIN person p ON p.id = o.actor ORDER BY o.number DESC LIMIT 1000;
        """),
    Listing(words: ["chat", "list"], sql: "SELECT c.id, c.title, (SELECT max(id) FROM message m WHERE m.chat_id = c.id) FROM chat c;"),
    Listing(
      words: ["library", "search", "дроби"],
      sql: "SELECT i.title, i.kind FROM library_item i WHERE i.title LIKE '%дроб%' OR i.description LIKE '%дроб%';"),
    Listing(words: ["outbox", "list"], sql: "SELECT id, made_at, channel, address, subject, body FROM outbox WHERE sent_at IS NULL;"),
    Listing(words: ["support", "list"], sql: "SELECT id, subject, opened_at FROM support_ticket WHERE closed_at IS NULL;"),
  ]
}
