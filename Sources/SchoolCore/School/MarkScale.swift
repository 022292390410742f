import Basics
import Record
import SQLite

/// The scales of marks as the school has them in its data.
public enum MarkScale {
  /// The scale of who chose none.
  public static let fivePoint = "five"
  /// A debt («точка»): work that is still to be handed in.
  package static let debt = "."
  /// Scales that are ready to be chosen; others are made of signs by the school.
  public static let ready = [fivePoint, "hundred", "letters", "pass"]

  package typealias Sign = (code: String, points: Int?, score: Int?)

  /// The signs of a ready scale. A point of a hundred is worth 5 from 85, 4 from 65, 3 from 45.
  package static func signs(of scale: String) -> [Sign] {
    switch scale {
    case fivePoint:
      return (1...5).map { (String($0), $0, nil) } + ["зач", "незач", "осв", "н/а", debt].map { ($0, nil, nil) }
    case "hundred": return (0...100).map { (String($0), $0 >= 85 ? 5 : $0 >= 65 ? 4 : $0 >= 45 ? 3 : 2, $0) }
    case "letters": return [("A", 5, nil), ("B", 4, nil), ("C", 3, nil), ("D", 2, nil), ("F", 1, nil)]
    case "pass": return [("зач", nil, 1), ("незач", nil, 0)]
    default: return []
    }
  }

  /// Kinds of work with their usual weights (facts.md, section 2).
  private static let kinds: [(name: String, weight: Int)] = [
    ("Работа на уроке", 1), ("Ответ на уроке", 1), ("Домашняя работа", 1), ("Практическая работа", 2), ("Лабораторная работа", 2),
    ("Самостоятельная работа", 2), ("Проверочная работа", 2), ("Тест", 2), ("Диктант", 2), ("Сочинение", 2), ("Проект", 2),
    ("Контрольная работа", 3), ("Зачёт", 3),
  ]

  package static let standardKind = "Работа на уроке"

  package static func insert(into database: Database) throws {
    try insert(fivePoint, into: database)
    for kind in kinds {
      try database.run("INSERT INTO work_kind (name, name_key, weight) VALUES (?, ?, ?)", kind.name, Folding.key(kind.name), kind.weight)
    }
  }

  /// Puts the signs of a ready scale into the school, where they are not there yet.
  package static func insert(_ scale: String, into database: Database) throws {
    for sign in signs(of: scale) {
      try database.run(
        "INSERT INTO mark_value (scale, code, points, score) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", scale, sign.code, sign.points,
        sign.score)
    }
  }
}
