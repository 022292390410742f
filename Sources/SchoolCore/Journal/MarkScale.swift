import SQLite

/// What can stand in a cell of the journal.
public enum MarkCode {
  /// Codes of attendance (facts.md, section 2), with what else is typed for them.
  static let attendance = ["н", "б", "у", "п", "оп", "зд"]
  private static let attendanceAliases: [String: String] = [
    "н": "н", "h": "н", "б": "б", "у": "у", "y": "у", "п": "п", "оп": "оп", "о": "оп", "o": "оп", "зд": "зд",
  ]

  static func attendanceCode(_ text: String) -> (code: String, minutes: Int?)? {
    let key = Folding.key(text)
    if let code = attendanceAliases[key] { return (code, nil) }
    let letters = key.prefix { !$0.isNumber }
    guard attendanceAliases[String(letters)] == "оп", let minutes = Int(key.dropFirst(letters.count)), (1...120).contains(minutes) else {
      return nil
    }
    return ("оп", minutes)
  }
}

/// The scales of marks as the school has them in its data.
enum MarkScale {
  private static let fivePoint: [(code: String, points: Int?)] = [
    ("1", 1), ("2", 2), ("3", 3), ("4", 4), ("5", 5), ("зач", nil), ("незач", nil), ("осв", nil), ("н/а", nil), (".", nil),
  ]

  /// Kinds of work with their usual weights (facts.md, section 2).
  private static let kinds: [(name: String, weight: Int)] = [
    ("Работа на уроке", 1), ("Ответ на уроке", 1), ("Домашняя работа", 1), ("Практическая работа", 2), ("Лабораторная работа", 2),
    ("Самостоятельная работа", 2), ("Проверочная работа", 2), ("Тест", 2), ("Диктант", 2), ("Сочинение", 2), ("Проект", 2),
    ("Контрольная работа", 3), ("Зачёт", 3),
  ]

  static let standardKind = "Работа на уроке"

  static func insert(into database: Database) throws {
    for mark in fivePoint { try database.run("INSERT INTO mark_value (scale, code, points) VALUES ('five', ?, ?)", mark.code, mark.points) }
    for kind in kinds {
      try database.run("INSERT INTO work_kind (name, name_key, weight) VALUES (?, ?, ?)", kind.name, Folding.key(kind.name), kind.weight)
    }
  }
}
