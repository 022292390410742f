import Basics
import Record
import SQLite
import Tabular

extension Reading {
  /// The key of a form of the year.
  /// - Throws: `BadValue` when there is none of that name.
  package func formID(_ text: String) throws -> Int {
    let found = try FormName(text).flatMap {
      try database.value("SELECT id FROM form WHERE year_id = ? AND name = ?", calendar.yearID, $0.name, as: Int.self)
    }
    if let found { return found }
    let known = try database.values(
      "SELECT name FROM form WHERE year_id = ? ORDER BY grade, letter", calendar.yearID, as: String.self)
    throw BadValue(.noSuchForm(text, known: known))
  }

  /// The students of a form on a day, in the order of names.
  package func students(ofForm form: Int, on day: Day) throws -> [PersonName] {
    let students = Membership.standing.students(ofForms: "?1", on: "?2")
    return try people("SELECT \(Self.personColumns) FROM person p WHERE p.id IN (\(students))", form, day)
      .sorted { RussianOrder.compare($0.full, $1.full) < 0 }
  }

  /// Whose diaries are meant: the one named, else one's own or those of all one's children.
  package func diaryStudents(_ child: String?) throws -> [PersonName] {
    guard child == nil, let reach = try access.students(database), access.isOfFamily else { return [try diaryStudent(child)] }
    let own = try people("SELECT \(Self.personColumns) FROM person p WHERE id IN (\(keyList(reach))) ORDER BY p.birth_date, p.name_key")
    guard !own.isEmpty else { throw DiaryFailure.whose([]) }
    return own
  }

  /// Whose diary is meant: one's own, one's child's, or that of a student within reach.
  package func diaryStudent(_ child: String?) throws -> PersonName {
    let reach = try access.students(database)
    guard let child else {
      guard let reach else { throw DiaryFailure.whose([]) }
      let own = try reach.sorted().flatMap { try people("SELECT \(Self.personColumns) FROM person p WHERE id = ?", $0) }
      guard own.count == 1 else { throw DiaryFailure.whose(own.map(\.told)) }
      return own[0]
    }
    // Among one's own first, so that a first name will do for a parent.
    if let reach {
      let own = try reach.sorted().flatMap { try people("SELECT \(Self.personColumns) FROM person p WHERE id = ?", $0) }
      let key = Folding.key(child)
      let matcher = PersonMatcher(own, among: "")
      let found = matcher.matches(child) + own.filter { Folding.key($0.givenName) == key }
      if let one = found.first, Set(found.map(\.id)).count == 1 { return one }
      if !found.isEmpty { throw BadValue(.severalPersons(child, among: "", candidates: PersonMatcher.candidates(found))) }
      // Whoever else there is or is not, the answer is the same.
      if access.isOfFamily, !own.isEmpty { throw DiaryFailure.notYours(child, own: own.map(\.full)) }
      throw AccessFailure.notYours(.diaryRead, what: child)
    }
    return try person(child)
  }
}

extension Reading {
  /// What keeps marks that are not shown yet from students and parents, as a condition on `m`.
  package var hiddenMarks: String {
    guard access.isOfFamily else { return "" }
    // The day that is looked at never opens what the day it is looked on keeps.
    let today = min(calendar.today, calendar.todayOfAccess)
    return " AND (m.shown_from IS NULL OR m.shown_from <= '\(today)')" + notNow("n.shown_from > '\(today)'")
  }

  /// What keeps remarks among teachers from students and parents, as a condition on `m`.
  package var privateComments: String { access.isOfFamily ? " AND m.is_private IS NOT 1" + notNow("n.is_private = 1") : "" }

  /// What has been kept from the family since the moment looked at is kept from it at that moment, too.
  private func notNow(_ condition: String) -> String {
    isOfThePast ? " AND NOT EXISTS (SELECT 1 FROM main.mark n WHERE n.id = m.id AND \(condition))" : ""
  }
}
