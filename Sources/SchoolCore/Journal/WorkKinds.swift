import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

extension Journal {
  public static let kindColumns = [
    Column.workKind, Column.weight,
    Column("letters", en: "Letters", ru: "Буквы"), Column("control", .boolean, en: "Control", ru: "Контроль"),
  ]
  public static let scaleColumns = [
    Column("code", en: "Code", ru: "Знак"), Column("points", .integer, en: "Points", ru: "По пятибалльной"),
    Column("scale", en: "Scale", ru: "Шкала", labels: CodedWords.scales),
    Column("score", .integer, en: "In its scale", ru: "В своей шкале"),
  ]

  /// The kinds of work with their usual weights, and the letters of `help week-text`.
  public func workKinds() throws -> Table {
    try read(.journalRead) { reading in
      let letters = WeekText.abbreviations(try MarkVocabulary(reading.database))
      let sql = "SELECT id, name, weight, \(WorkKindControl.condition) FROM work_kind ORDER BY id"
      let rows = try reading.database.rows(sql, as: (Int, String, Int, Bool).self).map { id, name, weight, isControl -> [Cell] in
        [.text(name), .integer(weight), Cell(letters[id].flatMap { $0.isEmpty ? nil : $0 }), .boolean(isControl)]
      }
      return Table(Self.kindColumns, rows: rows)
    }
  }

  /// Adds a kind of work, or changes the usual weight of one, and whether works of it control what was learned; marks that are
  /// there keep their weight.
  public func setWorkKind(_ name: String, weight text: String?, isControl: Bool?, _ request: WriteRequest) throws -> Performed<String> {
    try perform(.termClose, request) { writing in
      let tidied = Folding.tidy(name)
      guard !tidied.isEmpty else { throw BadValue(.missing) }
      let weight: Int?
      do { weight = try text.map { try MarkVocabulary.weight($0) } } catch let problem as Problem { throw BadValue(problem) }
      let key = Folding.key(tidied)
      try writing.database.run(
        "INSERT INTO work_kind (name, name_key, weight) VALUES (?, ?, ?) ON CONFLICT (name_key) DO NOTHING", tidied, key, weight ?? 1)
      if let weight {
        try writing.database.run("UPDATE work_kind SET weight = ?1 WHERE name_key = ?2 AND weight <> ?1", weight, key)
      }
      if let isControl {
        try writing.database.run(
          "UPDATE work_kind SET is_control = ?1 WHERE name_key = ?2 AND \(WorkKindControl.condition) <> ?1", isControl, key)
      }
      return tidied
    }
  }

  /// What can stand in a cell, scale by scale: what it is worth of five, and what it counts in averages of its own scale.
  public func markScale() throws -> Table {
    try read(.journalRead) { reading in
      let sql = """
        SELECT code, points, scale, score FROM mark_value ORDER BY scale <> \(ScaleCode.fivePoint.sql), scale, points IS NULL, coalesce(score, points) DESC, id
        """
      return Table(
        Self.scaleColumns,
        rows: try reading.database.rows(sql, as: (String, Int?, String, Int?).self).map { [.text($0), Cell($1), .text($2), Cell($3)] })
    }
  }

  /// Adds a sign to a scale, as `4+` that counts as 4, or one without points; the first sign of a scale makes it.
  /// - Parameter score: what it counts in averages of its scale, where that is not `points`.
  public func addToScale(
    _ code: String, scale text: String, points: Int?, score: Int?, _ request: WriteRequest
  ) throws -> Performed<String> {
    guard let scale = ScaleCode(rawValue: text) else { throw JournalFailure.badRule(.scale, text) }
    return try perform(.termClose, request) { writing in
      try MarkScale.insert(scale, into: writing.database)
      let hasOwnNumbers = try writing.database.value(
        "SELECT 1 FROM mark_value WHERE scale = ? AND score IS NOT NULL LIMIT 1", scale, as: Int.self)
      if hasOwnNumbers != nil, points != nil, score == nil { throw JournalFailure.scoreNeeded(scale.rawValue) }
      let isUsual = scale == .fivePoint
      let key = isUsual ? Folding.key(code) : Folding.tidy(code)
      let vocabulary = try MarkVocabulary(writing.database)
      let isNumber = key.wholeMatch(of: /[0-9]{1,3}[+-]?/) != nil
      let letters = key.hasSuffix("+") || key.hasSuffix("-") ? String(key.dropLast()) : key
      let isWord = letters.count > (isUsual ? 1 : 0) && letters.count <= 6 && letters.allSatisfy(\.isLetter)
      // `5к` is a five for a control work already, and must not become a sign of its own.
      let isMarkWithKind = WeekText.abbreviations(vocabulary).values.contains { letters in
        !letters.isEmpty && key.hasSuffix(letters) && (try? vocabulary.cell(String(key.dropLast(letters.count)))) != nil
      }
      guard isNumber || isWord, !isMarkWithKind, AttendanceCode.read(key) == nil else { throw BadValue(.notASign(code)) }
      let known = try writing.database.value("SELECT 1 FROM mark_value WHERE scale = ? AND code = ?", scale, key, as: Int.self)
      guard known == nil else { throw BadValue(.alreadyThere(key)) }
      try writing.database.run("INSERT INTO mark_value (scale, code, points, score) VALUES (?, ?, ?, ?)", scale, key, points, score)
      return key
    }
  }
}
