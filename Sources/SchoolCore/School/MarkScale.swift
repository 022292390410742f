import Basics
import Record
import SQLite

/// The code of a scale of marks. Some are ready to be chosen; others a school makes of signs of its own.
public struct ScaleCode: RawRepresentable, Hashable, Comparable, Sendable, CodeValue {
  public let rawValue: String

  /// - Returns: `nil` unless it is a Latin word of at most twenty letters, digits and hyphens.
  public init?(rawValue: String) {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard (1...20).contains(rawValue.utf8.count), letters.contains(rawValue.utf8.first ?? 0),
      rawValue.utf8.allSatisfy({ letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-") })
    else { return nil }
    self.rawValue = rawValue
  }

  private init(_ ready: String) { rawValue = ready }

  /// The scale of who chose none.
  public static let fivePoint = ScaleCode("five")
  public static let hundred = ScaleCode("hundred")
  public static let letters = ScaleCode("letters")
  public static let pass = ScaleCode("pass")
  /// Scales that are ready to be chosen.
  public static let ready = [fivePoint, hundred, letters, pass]

  public static func < (a: ScaleCode, b: ScaleCode) -> Bool { a.rawValue < b.rawValue }
}

/// What the ready scales are made of, and the kinds of work of a new school.
public enum MarkScale {
  /// A debt («точка»): work that is still to be handed in.
  package static let debt = "."

  package typealias Sign = (code: String, points: Int?, score: Int?)

  /// The signs of a ready scale. A point of a hundred is worth 5 from 85, 4 from 65, 3 from 45.
  package static func signs(of scale: ScaleCode) -> [Sign] {
    switch scale {
    case .fivePoint:
      return (1...5).map { (String($0), $0, nil) } + ["зач", "незач", "осв", "н/а", debt].map { ($0, nil, nil) }
    case .hundred: return (0...100).map { (String($0), $0 >= 85 ? 5 : $0 >= 65 ? 4 : $0 >= 45 ? 3 : 2, $0) }
    case .letters: return [("A", 5, nil), ("B", 4, nil), ("C", 3, nil), ("D", 2, nil), ("F", 1, nil)]
    case .pass: return [("зач", nil, 1), ("незач", nil, 0)]
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
    try insert(.fivePoint, into: database)
    for kind in kinds {
      try database.run("INSERT INTO work_kind (name, name_key, weight) VALUES (?, ?, ?)", kind.name, Folding.key(kind.name), kind.weight)
    }
  }

  /// Puts the signs of a ready scale into the school, where they are not there yet.
  package static func insert(_ scale: ScaleCode, into database: Database) throws {
    for sign in signs(of: scale) {
      try database.run(
        "INSERT INTO mark_value (scale, code, points, score) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", scale, sign.code, sign.points,
        sign.score)
    }
  }
}
