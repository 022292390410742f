import Basics
import Record
import SQLite
import SchoolModel

/// Up to where a person was told.
struct NewsPlace: Equatable {
  let operation: Int
  /// The day up to which marks were told that were shown from a later day on.
  let day: Day
  let message: Int

  /// Where one stood who was told everything up to a moment.
  static func before(_ moment: Instant, _ database: Database, offset: Int) throws -> NewsPlace {
    let limit = moment.milliseconds
    let operation = try database.value("SELECT max(number) FROM main.operation WHERE at < ?", limit, as: Int?.self) ?? nil
    let message = try database.value("SELECT max(id) FROM main.message WHERE sent_at < ?", limit, as: Int?.self) ?? nil
    return NewsPlace(operation: operation ?? 0, day: Instant(milliseconds: limit).day(offset: offset), message: message ?? 0)
  }
}

/// The news of students, as they stand now: what was entered and taken away again is none.
struct NewsReader {
  let database: Database
  let calendar: SchoolCalendar
  private let changes: NewsChanges
  private var today: Day { calendar.todayOfAccess }

  /// - Parameter place: the earliest place anybody will be told from.
  init(_ database: Database, _ calendar: SchoolCalendar, after place: Int) throws {
    (self.database, self.calendar) = (database, calendar)
    changes = try NewsChanges(after: place, database, OperationStore(database: database, schema: Migrations.recorded))
  }

  /// What a family may see of it, by student.
  func items(since place: NewsPlace) throws -> [Int: [NewsItem]] {
    let net = changes.net(after: place.operation)
    var items: [Int: [NewsItem]] = [:]
    func add(_ item: NewsItem, _ student: Int) { items[student, default: []].append(item) }
    for item in try marks(net[0], since: place) + absences(net[1]) + termMarks(net[4]) {
      if let student = item.student { add(item, student) }
    }
    for (course, item) in try homework(net[2]) + works(net[3]) {
      for student in try students(of: course, on: item.day ?? today) {
        add(
          NewsItem(
            kind: item.kind, at: item.at, student: student, subject: item.subject, day: item.day, text: item.text, before: item.before,
            isGone: item.isGone, detail: item.detail, ref: item.ref), student)
      }
    }
    return items.mapValues {
      $0.sorted { ($0.day ?? Day(number: 0), $0.subject, $0.text) < ($1.day ?? Day(number: 0), $1.subject, $1.text) }
    }
  }

  private func students(of course: Int, on day: Day) throws -> [Int] {
    let within = min(max(day, calendar.year.first), calendar.year.last)
    return try database.values(Membership.ofThePresent.students(ofCourse: "?1", on: "?2"), course, within, as: Int.self)
  }

  private func json(_ keys: some Sequence<Int>) -> String { "[\(keyList(keys))]" }

  private static func text(_ value: Value?) -> String? { if case .text(let text)? = value { text } else { nil } }
  private static func number(_ value: Value?) -> Int? { if case .integer(let number)? = value { Int(number) } else { nil } }

  /// Whether one of the columns is otherwise than it was.
  private func isChanged(_ net: NewsChanges.Net, _ now: [String: Value]) -> Bool {
    !net.existed || now.contains { column, value in net.before[column].map { $0 != value } ?? false }
  }

  private func codes() throws -> [Int: String] {
    Dictionary(uniqueKeysWithValues: try database.rows("SELECT id, code FROM mark_value", as: (Int, String).self))
  }

  // MARK: marks

  private func marks(_ net: [Int: NewsChanges.Net], since place: NewsPlace) throws -> [NewsItem] {
    // A mark that is shown from a day on is news of that day, whenever it was entered.
    let shown = Set(
      try database.values(
        "SELECT id FROM mark WHERE shown_from IS NOT NULL AND shown_from > ? AND shown_from <= ?", place.day, today, as: Int.self))
    let codes = try codes()
    let sql = """
      SELECT m.id, m.student_id, s.name, l.day, m.value_id, m.second_id, k.name, CASE m.is_private WHEN 1 THEN NULL ELSE m.comment END,
        m.shown_from, m.entered_at, l.number
      FROM json_each(?) j JOIN mark m ON m.id = j.value JOIN lesson l ON l.id = m.lesson_id JOIN course c ON c.id = l.course_id
      JOIN subject s ON s.id = c.subject_id JOIN work_kind k ON k.id = m.kind_id
      """
    var items: [NewsItem] = []
    func sign(_ value: Int?, _ second: Int?) -> String { [value, second].compactMap { $0.flatMap { codes[$0] } }.joined(separator: "/") }
    try database.forEach(sql, [json(Set(net.keys).union(shown))]) { row in
      let (key, value): (Int, Int) = (row.integer(0), row.integer(4))
      let second: Int? = try row.get(5)
      let comment: String? = try row.get(7)
      let from: Day? = try row.get(8)
      if let from, from > today { return }
      let change = net[key]
      let now: [String: Value] = [
        "value_id": .integer(Int64(value)), "second_id": second.map { .integer(Int64($0)) } ?? .null,
        "comment": comment.map { .text($0) } ?? .null,
      ]
      let isNewlyShown = shown.contains(key)
      let (day, kind): (Day, String) = (try row.get(3), try row.get(6))
      let isTouched = change.map { isChanged($0, now) } ?? false
      guard isNewlyShown || isTouched else { return }
      var before: String?
      if !isNewlyShown, let change, change.existed, let old = Self.number(change.before["value_id"]) {
        before = sign(old, change.before["second_id"].map { Self.number($0) } ?? second)
      }
      items.append(
        NewsItem(
          kind: .mark, at: Instant(milliseconds: try change?.at ?? row.get(9)), student: row.integer(1), subject: try row.get(2),
          day: day, text: sign(value, second), before: before, isGone: false,
          detail: [kind, comment].compactMap { $0 }.joined(separator: ": "),
          ref: day.description))
    }
    for (key, change) in net.sorted(by: { $0.key < $1.key }) where change.isGone {
      // What nobody was shown yet goes unseen.
      if let from = Self.text(change.before["shown_from"]).flatMap({ Day(iso: $0) }), from > place.day { continue }
      guard let student = Self.number(change.before["student_id"]), let place = try lesson(Self.number(change.before["lesson_id"])) else {
        continue
      }
      _ = key
      items.append(
        NewsItem(
          kind: .mark, at: Instant(milliseconds: change.at), student: student, subject: place.subject, day: place.day,
          text: sign(Self.number(change.before["value_id"]), Self.number(change.before["second_id"])), before: nil, isGone: true,
          detail: nil,
          ref: place.day.description))
    }
    return items
  }

  private func lesson(_ key: Int?) throws -> (subject: String, day: Day)? {
    guard let key else { return nil }
    return try database.row(
      "SELECT s.name, l.day FROM lesson l JOIN course c ON c.id = l.course_id JOIN subject s ON s.id = c.subject_id WHERE l.id = ?", key,
      as: (String, Day).self
    ).map { (subject: $0.0, day: $0.1) }
  }

  // MARK: absences and term marks

  private func absences(_ net: [Int: NewsChanges.Net]) throws -> [NewsItem] {
    let sql = """
      SELECT a.id, a.student_id, s.name, l.day, a.code, a.minutes FROM json_each(?) j JOIN attendance a ON a.id = j.value
      JOIN lesson l ON l.id = a.lesson_id JOIN course c ON c.id = l.course_id JOIN subject s ON s.id = c.subject_id
      """
    var items: [NewsItem] = []
    try database.forEach(sql, [json(net.keys)]) { row in
      guard let change = net[row.integer(0)] else { return }
      let code: String = try row.get(4)
      let minutes: Int? = try row.get(5)
      guard isChanged(change, ["code": .text(code), "minutes": minutes.map { .integer(Int64($0)) } ?? .null]) else { return }
      let day: Day = try row.get(3)
      items.append(
        NewsItem(
          kind: .absence, at: Instant(milliseconds: change.at), student: row.integer(1), subject: try row.get(2), day: day,
          text: code + (minutes.map(String.init) ?? ""), before: Self.text(change.before["code"]).flatMap { $0 == code ? nil : $0 },
          isGone: false, detail: nil, ref: day.description))
    }
    for (_, change) in net.sorted(by: { $0.key < $1.key }) where change.isGone {
      guard let student = Self.number(change.before["student_id"]), let place = try lesson(Self.number(change.before["lesson_id"])),
        let code = Self.text(change.before["code"])
      else { continue }
      items.append(
        NewsItem(
          kind: .absence, at: Instant(milliseconds: change.at), student: student, subject: place.subject, day: place.day, text: code,
          before: nil, isGone: true, detail: nil, ref: place.day.description))
    }
    return items
  }

  private func termMarks(_ net: [Int: NewsChanges.Net]) throws -> [NewsItem] {
    let codes = try codes()
    let sql = """
      SELECT m.id, m.student_id, s.name, m.term, m.value_id FROM json_each(?) j JOIN term_mark m ON m.id = j.value
      JOIN course c ON c.id = m.course_id JOIN subject s ON s.id = c.subject_id
      """
    var items: [NewsItem] = []
    try database.forEach(sql, [json(net.keys)]) { row in
      let value: Int = row.integer(4)
      guard let change = net[row.integer(0)], isChanged(change, ["value_id": .integer(Int64(value))]) else { return }
      items.append(
        NewsItem(
          kind: .termMark, at: Instant(milliseconds: change.at), student: row.integer(1), subject: try row.get(2), day: nil,
          text: codes[value] ?? "", before: Self.number(change.before["value_id"]).flatMap { codes[$0] }, isGone: false,
          detail: try row.get(3), ref: try row.get(3)))
    }
    return items
  }

  // MARK: homework and works

  private func homework(_ net: [Int: NewsChanges.Net]) throws -> [(Int, NewsItem)] {
    let sql = """
      SELECT l.id, l.course_id, s.name, l.day, l.homework FROM json_each(?) j JOIN lesson l ON l.id = j.value
      JOIN course c ON c.id = l.course_id JOIN subject s ON s.id = c.subject_id
      """
    var items: [(Int, NewsItem)] = []
    try database.forEach(sql, [json(net.keys)]) { row in
      guard let change = net[row.integer(0)] else { return }
      let homework: String? = try row.get(4)
      let old = change.existed ? change.before["homework"].map(Self.text) ?? homework : nil
      guard (homework ?? "") != (old ?? "") else { return }
      let day: Day = try row.get(3)
      items.append(
        (
          row.integer(1),
          NewsItem(
            kind: .homework, at: Instant(milliseconds: change.at), student: nil, subject: try row.get(2), day: day,
            text: homework ?? old ?? "", before: homework == nil ? nil : old, isGone: (homework ?? "").isEmpty, detail: nil,
            ref: day.description)
        ))
    }
    return items + (try gone(net, .homework, text: "homework"))
  }

  private func works(_ net: [Int: NewsChanges.Net]) throws -> [(Int, NewsItem)] {
    let sql = """
      SELECT w.id, w.course_id, s.name, w.day, w.title, k.name, w.kind_id FROM json_each(?) j JOIN announced_work w ON w.id = j.value
      JOIN course c ON c.id = w.course_id JOIN subject s ON s.id = c.subject_id JOIN work_kind k ON k.id = w.kind_id
      """
    var items: [(Int, NewsItem)] = []
    try database.forEach(sql, [json(net.keys)]) { row in
      let (day, title, kind): (Day, String, Int) = (try row.get(3), try row.get(4), row.integer(6))
      let now: [String: Value] = ["day": .text(day.description), "title": .text(title), "kind_id": .integer(Int64(kind))]
      guard let change = net[row.integer(0)], isChanged(change, now) else { return }
      items.append(
        (
          row.integer(1),
          NewsItem(
            kind: .work, at: Instant(milliseconds: change.at), student: nil, subject: try row.get(2), day: day,
            text: title.isEmpty ? try row.get(5) : title, before: nil, isGone: false, detail: try row.get(5), ref: day.description)
        ))
    }
    return items + (try gone(net, .work, text: "title"))
  }

  /// Rows of a course that are there no more.
  private func gone(_ net: [Int: NewsChanges.Net], _ kind: NewsKind, text column: String) throws -> [(Int, NewsItem)] {
    try net.sorted { $0.key < $1.key }.compactMap { _, change in
      guard change.isGone, let course = Self.number(change.before["course_id"]), let text = Self.text(change.before[column]), !text.isEmpty,
        let day = Self.text(change.before["day"]).flatMap({ Day(iso: $0) }),
        let subject = try database.value(
          "SELECT s.name FROM course c JOIN subject s ON s.id = c.subject_id WHERE c.id = ?", course, as: String.self)
      else { return nil }
      return (
        course,
        NewsItem(
          kind: kind, at: Instant(milliseconds: change.at), student: nil, subject: subject, day: day, text: text, before: nil, isGone: true,
          detail: nil, ref: day.description)
      )
    }
  }
}
