import Basics
import SQLite
import SchoolModel

/// What a chat is among.
public enum ChatKind: String, Sendable, CaseIterable {
  /// The students of a form and its form teacher.
  case form
  /// The guardians of the students of a form, and the form teacher.
  case guardians
  /// The teachers of the courses of a form, and the form teacher.
  case teachers
  case staff
  /// Made by one of the staff for whomever they add.
  case group
  case direct

  /// The kinds that every form has.
  static let ofForms: [ChatKind] = [.form, .guardians, .teachers]
  var isStanding: Bool { self != .group && self != .direct }
}

/// The name of a chat that the roster makes: `5А`, `5А-родители`, `5А-учителя 2025/26`, `сотрудники`.
struct StandingName: Equatable {
  let kind: ChatKind
  let form: FormName?
  /// `2025/26`; this year's without one.
  let year: String?

  private static let endings: [(kind: ChatKind, words: [String])] = [
    (.guardians, ["-родители", "-parents", "-guardians"]), (.teachers, ["-учителя", "-teachers"]),
  ]
  private static let staffWords = ["сотрудники", "staff"]

  static func title(_ kind: ChatKind, form: String?, year: String? = nil) -> String {
    let name =
      switch kind {
      case .staff: staffWords[0]
      default: (form ?? "") + (endings.first { $0.kind == kind }?.words[0] ?? "")
      }
    return year.map { "\(name) \($0)" } ?? name
  }

  init?(_ typed: String) {
    // Numbers alone are the numbers of chats.
    guard Int(typed) == nil else { return nil }
    var text = Folding.tidy(typed).lowercased()
    var year: String?
    if let blank = text.lastIndex(of: " "), case let end = String(text[text.index(after: blank)...]),
      let slash = end.firstIndex(of: "/"), end[..<slash].count == 4, Int(end[..<slash]) != nil
    {
      year = end
      text = String(text[..<blank])
    }
    self.year = year
    if Self.staffWords.contains(text) {
      (kind, form) = (.staff, nil)
      return
    }
    for (kind, words) in Self.endings {
      guard let ending = words.first(where: text.hasSuffix) else { continue }
      guard let form = FormName(String(text.dropLast(ending.count))) else { return nil }
      (self.kind, self.form) = (kind, form)
      return
    }
    guard let form = FormName(text), !form.letter.isEmpty else { return nil }
    (kind, self.form) = (.form, form)
  }
}

/// Who is in the standing chats on a day, as SQL. Forms are handed in as SQL: `?1`, `f.id`.
struct StandingMembers {
  let day: Day
  private var today: String { "'\(day)'" }
  private let membership = Membership.ofThePresent

  init(on day: Day) { self.day = day }

  /// The keys of the members; one person is one member.
  func sql(_ kind: ChatKind, form: String) -> String {
    let head = "SELECT teacher_id FROM main.form WHERE id = \(form) AND teacher_id IS NOT NULL"
    let students = membership.students(ofForms: form, on: today)
    switch kind {
    case .form: return "\(students) UNION \(head)"
    case .guardians: return "SELECT person_id FROM main.guardian WHERE student_id IN (\(students)) UNION \(head)"
    case .teachers:
      return """
        SELECT t.person_id FROM main.course c JOIN main.course_teacher t ON t.course_id = c.id
        WHERE c.form_id = \(form) AND \(Membership.teaches(on: today)) UNION \(head)
        """
    case .staff: return "SELECT person_id FROM main.staff WHERE last_day IS NULL OR last_day >= \(today)"
    case .group, .direct: return "SELECT NULL WHERE 0"
    }
  }
}
