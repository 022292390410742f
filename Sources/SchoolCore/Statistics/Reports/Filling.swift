import Basics
import SQLite
import SchoolModel
import Tabular

extension Report {
  /// Whether lessons were written down.
  package static let filling = Report(
    "filling", Text(en: "Whether the journal is filled in", ru: "Заполнение журнала"),
    rule: { _ in
      Text(
        en:
          "Of the lessons held by each teacher up to now: with a mark or an absence, with a topic, with homework, with nothing at all. A substitute's lesson is the substitute's.",
        ru:
          "Из проведённых каждым учителем уроков: с отметкой или пропуском, с темой, с домашним заданием, совсем без записей. Урок замены — того, кто заменял."
      )
    },
    source: Text(
      en: "the ministry's letter АП-147/07 of 2012-02-15: entries are made on the day of the lesson",
      ru: "письмо Минобрнауки АП-147/07 от 15.02.2012: записи — в день урока"), views: ["v_lesson"], chart: .bars("filled_percent"),
    columns: { _ in
      [
        .key(Column.teacher, "who held the lessons", "кто вёл уроки"),
        .count("lessons", "Lessons", "Уроков", unit: "lessons", Text(en: "lessons held", ru: "проведено уроков")),
        .count(
          "with_entries", "With entries", "С записями", unit: "lessons",
          Text(en: "with a mark or an absence", ru: "с отметкой или пропуском")),
        .count("with_topic", "With a topic", "С темой", unit: "lessons", Text(en: "with a topic", ru: "с темой")),
        .count("with_homework", "With homework", "С заданием", unit: "lessons", Text(en: "with homework", ru: "с домашним заданием")),
        .count("empty", "Empty", "Пустых", unit: "lessons", Text(en: "with nothing at all", ru: "без единой записи")),
        .percent("filled_percent", "Filled, %", "Заполнено, %", Text(en: "with entries of the lessons", ru: "доля уроков с записями")),
      ]
    },
    rows: { frame in
      let counts = try frame.filling()
      return counts.map { (frame.people[$0.key]?.full ?? "", $0.key, $0.value) }.sorted { a, b in
        let order = RussianOrder.compare(a.0, b.0)
        return order != 0 ? order < 0 : a.1 < b.1
      }.map { name, _, own in
        [.text(name)] + [own.lessons, own.withEntries, own.withTopic, own.withHomework, own.empty].map { .count($0) }
          + [.percent(own.withEntries, of: own.lessons)]
      }
    })

  /// Lessons that lack something, one by one.
  package static let gaps = Report(
    "gaps", Text(en: "Lessons that lack something", ru: "Уроки без темы, задания или отметок"),
    rule: { _ in
      Text(
        en: "Every lesson held up to now without a topic, without homework, or without a mark or an absence.",
        ru: "Каждый проведённый урок без темы, без домашнего задания или без отметок и пропусков.")
    },
    source: Text(
      en: "the ministry's letter АП-147/07 of 2012-02-15: entries are made on the day of the lesson",
      ru: "письмо Минобрнауки АП-147/07 от 15.02.2012: записи — в день урока"), views: ["v_lesson"],
    columns: { _ in
      [
        .key(Column.teacher, "who held it", "кто вёл"), .key(Column.form, "the form", "класс"),
        .key(Column.subject, "the subject", "предмет"),
        .key(Column.date, "the day", "день"), .key(Column.lesson, "the number of the lesson", "номер урока"),
        .init(
          Column(
            "lacks", en: "Lacks", ru: "Нет",
            labels: [
              "topic": Text(en: "topic", ru: "темы"), "homework": Text(en: "homework", ru: "задания"),
              "marks": Text(en: "marks", ru: "отметок"),
            ]), Text(en: "what is not there: topic, homework, marks", ru: "чего нет: темы, задания, отметок")),
      ]
    },
    rows: { frame in
      let written = try frame.writtenLessons()
      var rows: [(day: Int, number: Int, row: [ReportValue])] = []
      for course in frame.courses {
        for key in frame.held[course.id] ?? [] {
          let lesson = written[ReportFrame.Lesson(course.id, key)] ?? ReportFrame.WrittenLesson()
          let lacks = [("topic", lesson.hasTopic), ("homework", lesson.hasHomework), ("marks", lesson.hasEntries)].filter { !$0.1 }.map(\.0)
          guard !lacks.isEmpty else { continue }
          let day = Day(number: key.day)
          rows.append(
            (
              key.day, key.number,
              [
                .text(course.teacher(on: day, key.number).flatMap { frame.people[$0]?.full }), .text(course.form.name),
                .text(course.subject),
                .cell(.day(day.description)), .count(key.number), .text(lacks.joined(separator: ";")),
              ]
            ))
        }
      }
      return rows.enumerated().sorted { ($0.element.day, $0.element.number, $0.offset) < ($1.element.day, $1.element.number, $1.offset) }
        .map(\.element.row)
    })
}

/// How a teacher's lessons were written down.
struct Filling {
  var lessons = 0
  var withEntries = 0
  var withTopic = 0
  var withHomework = 0
  var empty = 0
}

extension ReportFrame {
  /// How the lessons held up to now were written down, by who held them.
  func filling() throws -> [Int: Filling] {
    let written = try writtenLessons()
    var counts: [Int: Filling] = [:]
    for course in courses {
      for key in held[course.id] ?? [] {
        let teacher = course.teacher(on: Day(number: key.day), key.number) ?? 0
        let lesson = written[Lesson(course.id, key)] ?? WrittenLesson()
        var own = counts[teacher] ?? Filling()
        own.lessons += 1
        if lesson.hasEntries { own.withEntries += 1 }
        if lesson.hasTopic { own.withTopic += 1 }
        if lesson.hasHomework { own.withHomework += 1 }
        if !lesson.hasEntries, !lesson.hasTopic, !lesson.hasHomework { own.empty += 1 }
        counts[teacher] = own
      }
    }
    return counts
  }

  package struct WrittenLesson {
    package var hasEntries = false
    package var hasTopic = false
    package var hasHomework = false
  }

  /// What stands in the lessons of the span.
  package func writtenLessons() throws -> [Lesson: WrittenLesson] {
    var found: [Lesson: WrittenLesson] = [:]
    let sql = """
      SELECT l.course_id, l.day, l.number, coalesce(l.topic, '') <> '', coalesce(l.homework, '') <> '',
        EXISTS (SELECT 1 FROM mark m WHERE m.lesson_id = l.id) OR EXISTS (SELECT 1 FROM attendance a WHERE a.lesson_id = l.id)
      FROM lesson l WHERE l.day BETWEEN ? AND ? AND l.course_id IN (\(keyList(courses.map(\.id))))
      """
    for (course, day, number, topic, homework, entries) in try database.rows(
      sql, span.first, until, as: (Int, Day, Int, Bool, Bool, Bool).self)
    {
      found[Lesson(course, .init(day: day.number, number: number))] = WrittenLesson(
        hasEntries: entries, hasTopic: topic, hasHomework: homework)
    }
    return found
  }
}
