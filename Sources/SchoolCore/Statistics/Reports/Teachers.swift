import Basics
import SQLite
import SchoolModel
import Tabular

extension Report {
  /// What each teacher did, by the record.
  package static let teachers = Report(
    "teachers", Text(en: "What teachers did in the journal", ru: "Работа учителей с журналом"),
    rule: { _ in
      Text(
        en:
          "The lessons each teacher held up to now and what stands in them, and how late marks came: school days from the lesson to the first operation that entered the mark. A substitute’s lesson is the substitute’s.",
        ru:
          "Проведённые учителем уроки и что в них записано; с каким опозданием внесены отметки: учебные дни от урока до первого действия, которым внесли отметку. Урок замены — того, кто заменял."
      )
    },
    source: Text(
      en: "the ministry's letter АП-147/07 of 2012-02-15: entries are made on the day of the lesson",
      ru: "письмо Минобрнауки АП-147/07 от 15.02.2012: записи — в день урока"), views: ["v_lesson", "v_mark"],
    chart: .bars("filled_percent"),
    columns: { _ in
      [
        .key(Column.teacher, "who held the lessons", "кто вёл уроки"),
        .count("lessons", "Lessons", "Уроков", unit: "lessons", Text(en: "lessons held", ru: "проведено уроков")),
        .percent("filled_percent", "Filled, %", "Заполнено, %", Text(en: "with a mark or an absence", ru: "доля уроков с записями")),
        .percent("topic_percent", "Topics, %", "С темой, %", Text(en: "with a topic", ru: "доля уроков с темой")),
        .percent("homework_percent", "Homework, %", "С заданием, %", Text(en: "with homework", ru: "доля уроков с домашним заданием")),
        .count("marks", "Marks", "Отметок", Text(en: "marks of those who were present", ru: "отметок тем, кто был на уроке")),
        .percent(
          "same_day_percent", "Same day, %", "В тот же день, %",
          Text(en: "marks entered on the day of the lesson", ru: "отметок, внесённых в день урока")),
        .decimal(
          "average_days", "Average, days", "В среднем, дней",
          Text(en: "school days from the lesson to the mark", ru: "учебных дней от урока до отметки")),
        .key(Column.login, "the login", "логин"),
      ]
    },
    rows: { frame in
      let filling = try frame.filling()
      var filter = JournalFilter()
      (filter.form, filter.subject, filter.span) = (frame.request.form, frame.request.subject, frame.request.term ?? frame.request.span)
      let delays = try TimelinessReport(frame.reading, [.teacher], filter).byTeacher()
      let logins = Dictionary(
        uniqueKeysWithValues: try frame.database.rows("SELECT id, coalesce(login, '') FROM person", as: (Int, String).self))
      let named = Set(filling.keys).union(delays.keys).map { (name: frame.people[$0]?.full ?? "", id: $0) }.sorted { a, b in
        let order = RussianOrder.compare(a.name, b.name)
        return order != 0 ? order < 0 : a.id < b.id
      }
      return named.map { name, id in
        let own = filling[id] ?? Filling()
        let late = delays[id] ?? TimelinessReport.Counts()
        return [
          .text(name), .count(own.lessons), .percent(own.withEntries, of: own.lessons), .percent(own.withTopic, of: own.lessons),
          .percent(own.withHomework, of: own.lessons), .count(late.marks), .percent(late.sameDay, of: late.marks),
          .fraction(late.days, late.marks, places: 2), .text(logins[id] ?? ""),
        ]
      }
    })
}
