import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// What an import of a plan did.
public struct PlanReport: Sendable {
  public var topics = 0
  public var hours = 0
  /// Lessons of the year by the timetable, to hold the hours against.
  public var scheduled = 0
  public var unchanged = 0
  public var notices: [SourceNotice] = []
}

/// One topic of a calendar-thematic plan.
package struct PlanTopic: Equatable {
  package var id: Int?
  package var section: String?
  package var title: String
  package var hours: Int
  package var homework: String?
  package var control: String?

  /// Control works keep their hour when a plan is tightened.
  package var isControl: Bool {
    control.map { !$0.isEmpty } ?? false || Folding.key(title).hasPrefix("контрольная")
      || Folding.key(title).hasPrefix("входная контрольная")
  }
}

extension Curriculum {
  /// Takes over the plan of a course: topics in order with their hours. The same file again changes nothing.
  public func importPlan(form: String, subject: String, _ source: Source, _ request: WriteRequest) throws -> Performed<PlanReport> {
    try perform(.planWrite, request) { writing in
      let (index, course) = try writing.course(form, subject)
      let sheet = try Sheet(source)
      try sheet.need(.topic)
      var topics: [PlanTopic] = []
      while try sheet.next() {
        guard let title = sheet[.topic] else {
          // «Итого» stands under the numbers as often as under the topics.
          if let first = sheet.firstText, sheet.isSummary(first, names: false) { continue }
          sheet.mistake(.topic, .missing)
          continue
        }
        if sheet.isSummary(title, names: false) { continue }
        var hours = 1
        if let text = sheet[.hours] {
          guard let number = Self.hours(text), (1...400).contains(number) else {
            sheet.mistake(.hours, .notANumber(text))
            continue
          }
          hours = number
        }
        topics.append(
          PlanTopic(section: sheet[.section], title: title, hours: hours, homework: sheet[.homework], control: sheet[.kind]))
      }
      guard sheet.mistakes.isEmpty else { throw BadInput(sheet.mistakes) }
      let unchanged = try PlanStore(writing.database).replace(course.id, topics)
      try Self.fillTopics(course, index, writing)
      var report = PlanReport(topics: topics.count, hours: topics.reduce(0) { $0 + $1.hours }, unchanged: unchanged)
      report.scheduled = course.scheduled(index.calendar.year.first, index.calendar.year.last).count
      report.notices = [sheet.notice]
      return report
    }
  }

  /// Whole hours, however a spreadsheet writes them: `2`, `2,0`.
  private static func hours(_ text: String) -> Int? {
    let parts = text.split { $0 == "," || $0 == "." }
    guard (1...2).contains(parts.count), parts.count == 1 || parts[1].allSatisfy({ $0 == "0" }) else { return nil }
    return Int(parts[0])
  }

  /// Lessons that were given without a topic take the one the plan has for them; those of closed terms stay as they were closed.
  private static func fillTopics(_ course: CourseState, _ index: CourseIndex, _ writing: Writing) throws {
    let gate = try JournalGate(writing)
    let untold = "SELECT id, day, number FROM lesson WHERE course_id = ? AND topic IS NULL ORDER BY day, number"
    for (lesson, day, number) in try writing.database.rows(untold, course.id, as: (Int, Day, Int).self)
    where gate.closedTerm(of: day, grade: course.form.grade) == nil {
      guard let topic = try index.plannedTopic(course, .init(day: day.number, number: number)) else { continue }
      try writing.database.run("UPDATE lesson SET topic = ? WHERE id = ?", topic, lesson)
    }
  }

  public static let planColumns = [
    Column("position", .integer, en: "No.", ru: "№"), Column("section", en: "Section", ru: "Раздел"),
    Column.topic,
    Column.hours, Column("planned", .day, en: "Planned", ru: "По плану"),
    Column("taught", .day, en: "Taught", ru: "По факту"), Column.homework,
    Column("control", en: "Control", ru: "Контроль"), Column("items", en: "Library items", ru: "Материалы", isOptional: true),
  ]

  /// The plan of a course: each topic with the day it falls on by the timetable, and the day it was given.
  public func plan(form: String, subject: String) throws -> Table {
    try read(.planRead) { reading in
      let course = try reading.course(form, subject)
      let topics = try PlanStore(reading.database).topics(course.id)
      let scheduled = course.scheduled(reading.calendar.year.first, reading.calendar.year.last)
      let given = try reading.database.rows(
        "SELECT topic, min(day) FROM lesson WHERE course_id = ? AND topic IS NOT NULL AND day <= ? GROUP BY topic", course.id,
        reading.calendar.today, as: (String, String).self)
      let taught = Dictionary(given.map { (Folding.key($0.0), $0.1) }, uniquingKeysWith: { a, _ in a })
      let items = Dictionary(
        try reading.database.rows(
          """
          SELECT t.id, group_concat(i.id || ' ' || i.title, '; ') FROM plan_topic t JOIN plan_topic_item x ON x.topic_id = t.id
          JOIN library_item i ON i.id = x.item_id WHERE t.course_id = ? GROUP BY t.id
          """, course.id, as: (Int, String).self)
      ) { first, _ in first }
      var hour = 0
      return Table(
        Self.planColumns,
        rows: topics.enumerated().map { index, topic in
          let day: Cell = hour < scheduled.count && topic.hours > 0 ? .day(Day(number: scheduled[hour].day).description) : .empty
          hour += topic.hours
          return [
            .integer(index + 1), Cell(topic.section), .text(topic.title), .integer(topic.hours), day,
            taught[Folding.key(topic.title)].map { .day($0) } ?? .empty, Cell(topic.homework), Cell(topic.control),
            Cell(topic.id.flatMap { items[$0] }),
          ]
        })
    }
  }
}

/// The topics of plans as they are stored.
package struct PlanStore {
  private let database: Database
  package init(_ database: Database) { self.database = database }

  package func topics(_ course: Int) throws -> [PlanTopic] {
    try database.rows(
      "SELECT id, section, title, hours, homework, control FROM plan_topic WHERE course_id = ? ORDER BY position, id", course,
      as: (Int, String?, String, Int, String?, String?).self
    ).map { PlanTopic(id: $0.0, section: $0.1, title: $0.2, hours: $0.3, homework: $0.4, control: $0.5) }
  }

  /// Puts a plan in the place of the one there is; rows that stay the same are not touched.
  /// - Returns: how many topics stayed as they were.
  package func replace(_ course: Int, _ topics: [PlanTopic]) throws -> Int {
    let old = try self.topics(course)
    var changed = 0
    for (index, topic) in topics.enumerated() {
      guard index < old.count, let id = old[index].id else {
        try database.run(
          "INSERT INTO plan_topic (course_id, position, section, title, hours, homework, control) VALUES (?, ?, ?, ?, ?, ?, ?)", course,
          index + 1, topic.section, topic.title, topic.hours, topic.homework, topic.control)
        changed += 1
        continue
      }
      var same = old[index]
      same.id = nil
      var wanted = topic
      wanted.id = nil
      guard same != wanted else { continue }
      try database.run(
        "UPDATE plan_topic SET position = ?, section = ?, title = ?, hours = ?, homework = ?, control = ? WHERE id = ?", index + 1,
        topic.section, topic.title, topic.hours, topic.homework, topic.control, id)
      changed += 1
    }
    for topic in old.dropFirst(topics.count) { try database.run("DELETE FROM plan_topic WHERE id = ?", topic.id) }
    return topics.count - changed
  }
}
