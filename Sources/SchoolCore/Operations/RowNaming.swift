import SQLite

/// Says what a row is about in the words of the school, from the rows it refers to.
final class RowNaming {
  private let database: Database
  private var known: [String: String] = [:]
  private var columnNames: [String: [String]] = [:]

  init(_ database: Database) { self.database = database }

  func columns(of table: String) throws -> [String] {
    if let names = columnNames[table] { return names }
    let names = try database.values("SELECT name FROM pragma_table_info(?) ORDER BY cid", table, as: String.self)
    columnNames[table] = names
    return names
  }

  /// The row as it stands now; empty when there is none.
  func row(_ table: String, _ key: Int) throws -> [String: Value] {
    var result: [String: Value] = [:]
    try database.forEach("SELECT * FROM main.\(table) WHERE id = ?", [key]) { row in
      for column in 0..<row.count { result[row.name(column)] = try row.get(column, as: Value.self) }
    }
    return result
  }

  func subject(_ table: String, _ row: [String: Value]) throws -> String {
    func name(_ column: String, _ kind: String) throws -> String {
      guard case .integer(let key)? = row[column] else { return "" }
      return try named(kind, Int(key))
    }
    func text(_ column: String) -> String { if case .text(let text)? = row[column] { text } else { "" } }
    switch table {
    case "homework_attachment": return try name("lesson_id", "lesson") + " " + text("title")
    case "mark", "attendance": return try name("lesson_id", "lesson") + " " + name("student_id", "person")
    case "lesson":
      let number = if case .integer(let value)? = row["number"] { Int(value) } else { 0 }
      return try name("course_id", "course") + " \(text("day")) №\(number)"
    case "person": return [text("surname"), text("given_name"), text("patronymic")].filter { !$0.isEmpty }.joined(separator: " ")
    case "enrolment": return try name("form_id", "form") + " " + name("person_id", "person")
    case "guardian": return try name("student_id", "person") + " ← " + name("person_id", "person")
    case "course": return try name("form_id", "form") + " " + name("subject_id", "subject")
    case "course_teacher", "course_member": return try name("course_id", "course") + " " + name("person_id", "person")
    case "timetable_entry": return try name("course_id", "course")
    case "staff", "account", "role_grant": return try name("person_id", "person")
    case "message": return try name("sender_id", "person")
    case "chat_member": return try name("person_id", "person")
    case "library_item", "day_off": return text("title")
    case "term_mark": return try name("course_id", "course") + " " + name("student_id", "person") + " " + text("term")
    case "plan_topic", "plan_correction", "announced_work": return try name("course_id", "course") + " " + text("title")
    case "substitution":
      let number = if case .integer(let value)? = row["number"] { Int(value) } else { 0 }
      return try name("course_id", "course") + " \(text("day")) №\(number)"
    case "exemption", "journal_exception": return try name("course_id", "course") + " " + name("person_id", "person")
    case "homework_done", "diary_signature", "absence_notice": return try name("student_id", "person")
    case "term_closing": return try name("term_id", "term")
    case "moved_day": return text("day")
    case "term": return text("code")
    default: return text("name")
    }
  }

  /// A stored value as it is shown; references become names.
  func text(_ table: String, _ column: String, _ value: Value?) throws -> String? {
    switch value {
    case nil, .null?: return nil
    case .integer(let number)?:
      let kind: String? =
        switch column {
        case "person_id", "student_id", "teacher_id", "entered_by", "sender_id", "added_by", "closed_by", "made_by", "granted_by": "person"
        case "term_id": "term"
        case "form_id": "form"
        case "subject_id": "subject"
        case "course_id": "course"
        case "lesson_id": "lesson"
        case "kind_id": "kind"
        case "value_id", "second_id": "value"
        default: nil
        }
      if let kind { return try named(kind, Int(number)) }
      return column.hasSuffix("_at") ? Instant(milliseconds: Int(number)).iso : String(number)
    case .real(let number)?: return String(number)
    case .text(let text)?: return text
    case .blob(let bytes)?: return bytes.count > 64 ? "\(bytes.count)" : hex(bytes)
    }
  }

  private func named(_ kind: String, _ key: Int) throws -> String {
    let id = "\(kind) \(key)"
    if let name = known[id] { return name }
    let sql =
      switch kind {
      case "person": "SELECT surname || ' ' || given_name || coalesce(' ' || patronymic, '') FROM person WHERE id = ?"
      case "form": "SELECT name FROM form WHERE id = ?"
      case "term": "SELECT code FROM term WHERE id = ?"
      case "subject": "SELECT name FROM subject WHERE id = ?"
      case "kind": "SELECT name FROM work_kind WHERE id = ?"
      case "value": "SELECT code FROM mark_value WHERE id = ?"
      case "course":
        "SELECT f.name || ' ' || s.name || CASE c.group_name WHEN '' THEN '' ELSE ' ' || c.group_name END FROM course c JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE c.id = ?"
      default:
        "SELECT f.name || ' ' || s.name || ' ' || l.day || ' №' || l.number FROM lesson l JOIN course c ON c.id = l.course_id JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE l.id = ?"
      }
    let name = try database.value(sql, key, as: String.self) ?? "\(kind) \(key)"
    known[id] = name
    return name
  }
}
