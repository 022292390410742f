/// The same jobs as plain SQL in the `sqlite3` shell, on the same schema with the same indexes and constraints.
enum Yardstick {
  /// A staging table, joins, one transaction, WAL, FULL. CROSS JOIN keeps the order of tables the planner would miss.
  static func importing(_ file: String) -> String {
    """
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    CREATE TEMP TABLE staging (form TEXT, subject TEXT, day TEXT, number TEXT, login TEXT, mark TEXT, kind TEXT, weight TEXT);
    .mode csv
    .separator ;
    .import --skip 1 \(file) staging
    BEGIN IMMEDIATE;
    INSERT INTO lesson (course_id, day, number, teacher_id)
      SELECT DISTINCT c.id, s.day, CAST(s.number AS INTEGER), (SELECT person_id FROM course_teacher t WHERE t.course_id = c.id)
      FROM staging s \(joins);
    INSERT INTO mark (lesson_id, student_id, kind_id, value_id, weight, entered_at, entered_by)
      SELECT l.id, p.id, k.id, v.id, CAST(s.weight AS INTEGER), 1790000000000, 1 FROM staging s \(joins) \(lessons)
      CROSS JOIN work_kind k ON k.name = s.kind CROSS JOIN mark_value v ON v.scale = 'five' AND v.code = s.mark;
    INSERT INTO attendance (lesson_id, student_id, code, entered_at, entered_by)
      SELECT l.id, p.id, s.mark, 1790000000000, 1 FROM staging s \(joins) \(lessons) WHERE s.mark IN ('н', 'б', 'у');
    COMMIT;
    """
  }

  private static let joins = """
    CROSS JOIN form f ON f.year_id = 1 AND f.name = s.form CROSS JOIN subject u ON u.name = s.subject
    CROSS JOIN course c ON c.form_id = f.id AND c.subject_id = u.id AND c.group_name = ''
    """
  private static let lessons = """
    CROSS JOIN lesson l ON l.course_id = c.id AND l.day = s.day AND l.number = CAST(s.number AS INTEGER)
    CROSS JOIN person p ON p.login = s.login
    """

  static let exporting = """
    SELECT l.day, l.number, f.name, u.name, p.surname || ' ' || p.given_name || coalesce(' ' || p.patronymic, ''), p.login, v.code, k.name, m.weight,
      m.comment, t.surname || ' ' || t.given_name || coalesce(' ' || t.patronymic, ''),
      strftime('%Y-%m-%dT%H:%M:%SZ', m.entered_at / 1000, 'unixepoch'), e.surname || ' ' || e.given_name || coalesce(' ' || e.patronymic, '')
    FROM mark m JOIN lesson l ON l.id = m.lesson_id JOIN course c ON c.id = l.course_id JOIN form f ON f.id = c.form_id
    JOIN subject u ON u.id = c.subject_id JOIN person p ON p.id = m.student_id JOIN mark_value v ON v.id = m.value_id
    JOIN work_kind k ON k.id = m.kind_id LEFT JOIN person t ON t.id = l.teacher_id LEFT JOIN person e ON e.id = m.entered_by;
    """

  static let quality = """
    SELECT f.name, u.name, sum(v.points = 5), sum(v.points = 4), sum(v.points = 3), sum(v.points <= 2), count(*),
      round(1.0 * sum(v.points) / count(*), 2), round(1.0 * sum(v.points * m.weight) / sum(m.weight), 2)
    FROM mark m JOIN mark_value v ON v.id = m.value_id JOIN lesson l ON l.id = m.lesson_id JOIN course c ON c.id = l.course_id
    JOIN form f ON f.id = c.form_id JOIN subject u ON u.id = c.subject_id WHERE v.points IS NOT NULL GROUP BY f.id, u.id;
    """

  static let oneStudent = """
    SELECT p.login, l.day FROM lesson l JOIN course c ON c.id = l.course_id JOIN form f ON f.id = c.form_id JOIN subject u ON u.id = c.subject_id
    JOIN enrolment e ON e.form_id = f.id JOIN person p ON p.id = e.person_id WHERE f.name = '5А' AND u.name = 'Математика' AND l.day > '2027-04-05' LIMIT 1;
    """
}
