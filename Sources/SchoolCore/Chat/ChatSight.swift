import Basics
import SQLite
import SchoolModel

/// From when to when somebody is in a chat: they see what was sent then, and write while it goes on.
struct ChatSight {
  /// Instants in milliseconds; `nil` for no bound. The end is not seen any more.
  struct Span: Equatable {
    let from: Int?
    let until: Int?
  }

  private(set) var spans: [Span] = []
  private(set) var isMember = false

  /// Whether they were ever in it.
  var isEmpty: Bool { spans.isEmpty }

  mutating func add(_ span: Span, isNow: Bool) {
    spans.append(span)
    isMember = isMember || isNow
  }

  /// Everything, now.
  static var whole: ChatSight {
    var sight = ChatSight()
    sight.add(Span(from: nil, until: nil), isNow: true)
    return sight
  }

  /// What is seen of messages `m`, as a condition.
  var condition: String {
    if spans.contains(Span(from: nil, until: nil)) { return "1" }
    let parts = spans.map { span in
      let bounds = [span.from.map { "m.sent_at >= \($0)" }, span.until.map { "m.sent_at < \($0)" }].compactMap { $0 }
      return "(\(bounds.isEmpty ? "1" : bounds.joined(separator: " AND ")))"
    }
    return parts.isEmpty ? "0" : "(\(parts.joined(separator: " OR ")))"
  }

  func sees(_ instant: Instant) -> Bool {
    spans.contains { ($0.from ?? .min) <= instant.milliseconds && instant.milliseconds < ($0.until ?? .max) }
  }
}

/// Finds out who sees what. It is decided by the present, whatever moment is looked at.
struct ChatSights {
  let database: Database
  let calendar: SchoolCalendar
  let person: Int

  private var present: Day { calendar.presentOfAccess }

  /// What the person sees of a standing chat.
  func standing(_ kind: ChatKind, form: Int?) throws -> ChatSight {
    var sight = ChatSight()
    if kind == .staff {
      for last in try database.rows("SELECT last_day FROM main.staff WHERE person_id = ?", person, as: (Day?).self) {
        add(nil, last, &sight)
      }
      return sight
    }
    guard let form else { return sight }
    for (first, last, since) in try spans(kind, form) { add(first, last, since: since, &sight) }
    try addLeading(form, &sight)
    return sight
  }

  private func spans(_ kind: ChatKind, _ form: Int) throws -> [(Day?, Day?, Int?)] {
    switch kind {
    case .form:
      return try database.rows(
        "SELECT first_day, last_day, NULL FROM main.enrolment WHERE form_id = ? AND person_id = ?", form, person,
        as: (Day?, Day?, Int?).self)
    case .guardians:
      return try database.rows(
        """
        SELECT e.first_day, e.last_day, g.first_at FROM main.guardian g JOIN main.enrolment e ON e.person_id = g.student_id
        WHERE e.form_id = ? AND g.person_id = ?
        """, form, person, as: (Day?, Day?, Int?).self)
    case .teachers:
      return try database.rows(
        """
        SELECT t.first_day, t.last_day, NULL FROM main.course c JOIN main.course_teacher t ON t.course_id = c.id
        WHERE c.form_id = ? AND t.person_id = ?
        """, form, person, as: (Day?, Day?, Int?).self)
    case .staff, .group, .direct: return []
    }
  }

  /// Who leads the form is in all its chats.
  private func addLeading(_ form: Int, _ sight: inout ChatSight) throws {
    let leads = try database.value("SELECT 1 FROM main.form WHERE id = ? AND teacher_id = ?", form, person, as: Int.self) != nil
    let kept = try database.row(
      "SELECT first_at, last_at FROM main.form_leading WHERE form_id = ? AND person_id = ?", form, person, as: (Int?, Int?).self)
    if leads || kept != nil { sight.add(.init(from: kept?.0, until: leads ? nil : kept?.1), isNow: leads) }
  }

  private func add(_ first: Day?, _ last: Day?, since: Int? = nil, _ sight: inout ChatSight) {
    let from = first.map { Instant.start(of: $0, offset: calendar.utcOffset).milliseconds }
    let until = last.map { Instant.start(of: $0 + 1, offset: calendar.utcOffset).milliseconds }
    let start = [from, since].compactMap { $0 }.max()
    if let start, let until, start >= until { return }
    let isNow = (first.map { $0 <= present } ?? true) && (last.map { $0 >= present } ?? true)
    // Before the year begins its forms are there already, and what is written in them is for those who will be in them.
    sight.add(.init(from: isNow && (from ?? 0) > clock ? since : start, until: until), isNow: isNow)
  }

  private var clock: Int { Instant.start(of: calendar.todayOfAccess + 1, offset: calendar.utcOffset).milliseconds }

  /// What the person sees of a group or of a chat of two.
  func ofMember(_ chat: Int) throws -> ChatSight {
    var sight = ChatSight()
    for (joined, left) in try database.rows(
      "SELECT joined_at, left_at FROM main.chat_member WHERE chat_id = ? AND person_id = ?", chat, person, as: (Int?, Int?).self)
    {
      sight.add(.init(from: joined, until: left), isNow: left == nil)
    }
    return sight
  }

  /// The forms with whose standing chats the person has or had to do.
  func forms(_ kind: ChatKind) throws -> [Int] {
    let led = "SELECT id FROM main.form WHERE teacher_id = ?1 UNION SELECT form_id FROM main.form_leading WHERE person_id = ?1"
    let sql: String
    switch kind {
    case .form: sql = "SELECT form_id FROM main.enrolment WHERE person_id = ?1"
    case .guardians:
      sql = "SELECT e.form_id FROM main.guardian g JOIN main.enrolment e ON e.person_id = g.student_id WHERE g.person_id = ?1"
    case .teachers:
      sql = "SELECT c.form_id FROM main.course_teacher t JOIN main.course c ON c.id = t.course_id WHERE t.person_id = ?1"
    case .staff, .group, .direct: return []
    }
    return try database.values("\(sql) UNION \(led)", person, as: Int.self)
  }
}
