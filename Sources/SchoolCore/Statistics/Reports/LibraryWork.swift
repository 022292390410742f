import Basics
import SQLite
import SchoolModel
import Tabular

extension Report {
  /// Who fills the library, who verifies it, and how much it is used.
  package static let library = Report(
    "library", Text(en: "The library: who fills it and who verifies", ru: "Библиотека: кто пополняет и кто проверяет"),
    rule: { _ in
      Text(
        en:
          "Items as they stand now by who added them; views, downloads and decisions of the span. A wait lasts from the handing in to the decision, of those that added and of those that decided alike.",
        ru:
          "Материалы по тем, кто их добавил, как есть сейчас; просмотры, скачивания и решения за период. Ожидание — от подачи до решения, и у тех, кто добавил, и у тех, кто решал."
      )
    }, source: Text(en: "the record of the library", ru: "записи библиотеки"), views: [], chart: .bars("views"),
    columns: { _ in
      [
        .key(Column.person, "who added or decided", "кто добавил или решал"),
        .count("items", "Items", "Материалов", Text(en: "added, as they stand", ru: "добавлено всего")),
        .count("verified", "Verified", "Проверено", Text(en: "of them verified", ru: "из них проверено")),
        .count("waiting", "Waiting", "Ждёт", Text(en: "of them handed in", ru: "из них на проверке")),
        .count("returned", "Returned", "Возвращено", Text(en: "of them given back", ru: "из них возвращено")),
        .count("withdrawn", "Withdrawn", "Снято", Text(en: "of them withdrawn", ru: "из них снято")),
        .count("views", "Views", "Просмотров", Text(en: "of these items, in the span", ru: "этих материалов за период")),
        .count("downloads", "Downloads", "Скачиваний", Text(en: "of these items, in the span", ru: "этих материалов за период")),
        .count(
          "decisions", "Decisions", "Решений", Text(en: "made about others’ items in the span", ru: "принято о чужих материалах за период")),
        .decimal(
          "average_hours", "Wait, hours", "Ожидание, часов",
          Text(en: "from the handing in to the decision", ru: "от подачи до решения")),
        .key(Column.login, "the login", "логин"),
      ]
    }, rows: { try LibraryWork.rows($0) })
}

/// What one person did in the library.
private struct LibraryWork {
  var items = [0, 0, 0, 0, 0]
  var views = 0
  var downloads = 0
  var decisions = 0
  /// Milliseconds waited, and how many decisions ended a wait.
  var waited = 0
  var waits = 0

  static func rows(_ frame: ReportFrame) throws -> [[ReportValue]] {
    let (database, first, last) = (frame.database, frame.span.first, frame.span.last)
    var people: [Int: LibraryWork] = [:]
    let standing = """
      SELECT added_by, count(*), sum(status = 'verified'), sum(status = 'submitted'), sum(status = 'returned'), sum(status = 'withdrawn')
      FROM library_item WHERE added_by IS NOT NULL GROUP BY added_by
      """
    for row in try database.rows(standing, as: (Int, Int, Int, Int, Int, Int).self) {
      people[row.0, default: LibraryWork()].items = [row.1, row.2, row.3, row.4, row.5]
    }
    let used = """
      SELECT i.added_by, sum(u.views), sum(u.downloads) FROM main.library_use u JOIN library_item i ON i.id = u.item_id
      WHERE i.added_by IS NOT NULL AND u.day BETWEEN ? AND ? GROUP BY i.added_by
      """
    for (person, views, downloads) in try database.rows(used, first, last, as: (Int, Int, Int).self) {
      people[person, default: LibraryWork()].views = views
      people[person]?.downloads = downloads
    }
    let decided = """
      SELECT added_by, decided_by, decided_at - submitted_at FROM library_item
      WHERE decided_at IS NOT NULL AND submitted_at IS NOT NULL AND decided_at >= submitted_at
        AND date(decided_at / 1000 + (SELECT utc_offset FROM school) * 60, 'unixepoch') BETWEEN ? AND ?
      """
    for (owner, decider, wait) in try database.rows(decided, first, last, as: (Int?, Int?, Int).self) {
      for person in Set([owner, decider].compactMap(\.self)) {
        people[person, default: LibraryWork()].waited += wait
        people[person]?.waits += 1
      }
      if let decider, decider != owner { people[decider]?.decisions += 1 }
    }
    let access = frame.reading.access
    if !access.isWhole { people = people.filter { $0.key == access.actor.personID } }
    return try named(people, database)
  }

  private static func named(_ people: [Int: LibraryWork], _ database: Database) throws -> [[ReportValue]] {
    let names = try database.rows(
      "SELECT p.id, \(PersonName.sql(of: "p")), coalesce(p.login, '') FROM person p WHERE p.id IN (\(keyList(people.keys)))",
      as: (Int, String, String).self)
    return names.sorted { a, b in
      let order = RussianOrder.compare(a.1, b.1)
      return order != 0 ? order < 0 : a.0 < b.0
    }.compactMap { id, name, login in
      people[id].map { work in
        [.text(name)] + work.items.map { .count($0) } + [
          .count(work.views), .count(work.downloads), .count(work.decisions), .fraction(work.waited, work.waits * 3_600_000, places: 1),
          .text(login),
        ]
      }
    }
  }
}
