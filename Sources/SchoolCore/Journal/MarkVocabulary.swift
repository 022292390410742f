import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets

/// What was written into a cell: up to two marks, a code of attendance, or both.
package struct CellValue: Equatable {
  package var values: [Int] = []
  package var attendance: AttendanceCode?
  package var minutes: Int?
  /// Empty on purpose: what stands there is taken away.
  package var takesAway = false

  package static let takingAway = {
    var cell = CellValue()
    cell.takesAway = true
    return cell
  }()
}

/// Reads the cells of courses of one scale.
private final class CellReader {
  private let own: [String: Int]
  private let values: [String: Int]
  private let keys: [String: Int]
  private var parsed: [String: CellValue] = [:]

  package init(_ own: [String: Int], _ common: [String: Int]) {
    self.own = own
    values = common.merging(own) { $1 }
    // A Russian keyboard gives «А», «В», «С» for the letters of a scale; beside a Russian letter they are folded so, too.
    keys = Dictionary(
      values.flatMap { [(Folding.key($0.key), $0.value), (String(Folding.key($0.key + "я").dropLast()), $0.value)] }
    ) { first, _ in first }
  }

  /// A few signs, to say what is expected.
  package var shown: [String] {
    let signs = own.sorted { $0.value < $1.value }.map(\.key)
    return signs.count <= 12 ? signs : Array(signs.prefix(2)) + ["…"] + signs.suffix(2)
  }

  package func cell(_ text: String) -> CellValue? {
    if let known = parsed[text] { return known }
    var cell = CellValue()
    for word in Folding.tidy(text).split(whereSeparator: { $0 == "/" || $0 == " " || $0 == ";" }).map(String.init) {
      if text.lowercased().hasPrefix("н/а") { break }
      // A page marks so what a retake took the place of.
      let word = word.count > 1 && word.hasSuffix("*") ? String(word.dropLast()) : word
      if let value = values[word] ?? keys[Folding.key(word)] {
        guard cell.values.count < 2 else { return nil }
        cell.values.append(value)
      } else if let (code, minutes) = AttendanceCode.read(word), cell.attendance == nil {
        cell.attendance = code
        cell.minutes = minutes
      } else {
        return nil
      }
    }
    guard cell != CellValue() else { return nil }
    parsed[text] = cell
    return cell
  }
}

/// A sign as pages show it.
package struct ShownSign {
  package let sign: Int
  /// A retake took its place.
  package let isReplaced: Bool

  package init(sign: Int, isReplaced: Bool) {
    self.sign = sign
    self.isReplaced = isReplaced
  }
}

/// What the school's scales and kinds of work are called.
package final class MarkVocabulary {
  /// What can be written in courses of each scale.
  private var readers: [ScaleCode: CellReader] = [:]
  private let usualReader: CellReader
  package private(set) var codes: [Int: String] = [:]
  private var kinds: [String: (id: Int, weight: Int)] = [:]
  package private(set) var kindNames: [Int: String] = [:]

  package init(_ database: Database) throws {
    var signs: [ScaleCode: [String: Int]] = [:]
    var common: [String: Int] = [:]
    for (id, scale, code, isCommon) in try database.rows(
      "SELECT id, scale, code, scale = \(ScaleCode.fivePoint.sql) AND points IS NULL FROM mark_value",
      as: (Int, ScaleCode, String, Int).self)
    {
      codes[id] = code
      signs[scale, default: [:]][code] = id
      if isCommon == 1 { common[code] = id }
    }
    // What counts nothing, as a debt or «осв», can stand in a course of any scale.
    readers = signs.mapValues { CellReader($0, common) }
    usualReader = readers[.fivePoint] ?? CellReader([:], common)
    for (id, key, name, weight) in try database.rows(
      "SELECT id, name_key, name, weight FROM work_kind", as: (Int, String, String, Int).self)
    {
      kinds[key] = (id, weight)
      kindNames[id] = name
    }
  }

  /// Reads `5`, `4 5`, `4/5`, `н`, `н/4`, `зач`, `оп10`, `.`; in a course of another scale its signs.
  package func cell(_ text: String, _ scale: ScaleCode = .fivePoint) throws(Problem) -> CellValue {
    let reader = scale == .fivePoint ? usualReader : readers[scale] ?? usualReader
    guard let cell = reader.cell(text) else { throw wrong(text, scale) }
    return cell
  }

  /// A cell of a page, which shows the marks of all works of a lesson, however many.
  package func pageCell(_ text: String, _ scale: ScaleCode) throws(Problem) -> CellValue {
    let words = text.split(separator: " ").map(String.init)
    guard words.count > 2 else { return try cell(text, scale) }
    var whole = CellValue()
    for word in words {
      let part = try cell(word, scale)
      whole.values += part.values
      if let code = part.attendance { (whole.attendance, whole.minutes) = (code, part.minutes) }
    }
    return whole
  }

  /// What to say of something that is no mark of a scale.
  package func wrong(_ text: String, _ scale: ScaleCode) -> Problem {
    let reader = scale == .fivePoint ? usualReader : readers[scale] ?? usualReader
    let near = Self.meant(text).first { reader.cell($0) != nil }
    guard scale != .fivePoint, readers[scale] != nil else { return .notAMark(text, near: near) }
    return .notOfScale(text, near: near, known: reader.shown + ["осв", "."])
  }

  /// What people write for signs that scales have another way, the likeliest first.
  private static func meant(_ text: String) -> [String] {
    let key = Folding.key(text)
    let words = [
      "отл": "5", "отлично": "5", "хор": "4", "хорошо": "4", "уд": "3", "удовл": "3", "удовлетворительно": "3", "неуд": "2",
      "неудовл": "2", "неудовлетворительно": "2", "зачет": "зач", "зачтено": "зач", "незачет": "незач", "не зачтено": "незач",
      "нб": "н", "не был": "н", "не была": "н", "отсутствовал": "н", "отс": "н", "бол": "б", "болел": "б", "болен": "б", "ув": "у",
      "уваж": "у", "опозд": "оп", "опоздал": "оп", "осв.": "осв", "освобожден": "осв", "долг": ".", "точка": ".", "+": "зач",
    ]
    if text.lowercased() == "y" { return ["н", "у"] }
    var found = [words[key], words[key.filter { $0 != "." && $0 != "/" }]].compactMap { $0 }
    // `зач.`, `оп 10`; `н5` and `5н` are an absence with a mark.
    if key.count > 1, key.hasSuffix(".") { found.append(String(key.dropLast())) }
    let joined = key.filter { $0 != " " }
    if joined != key { found.append(joined) }
    if key.count == 2, let figure = key.first(where: \.isNumber), let letter = key.first(where: \.isLetter) {
      found.append("\(letter)/\(figure)")
    }
    let digits = key.prefix { $0.isASCII && $0.isNumber }
    // `5.0`, `5-`, `5+`, `4,5`: the figure; two figures are two marks.
    let rest = key.dropFirst(digits.count)
    if !digits.isEmpty, rest.hasPrefix(",") || rest.hasPrefix(".") {
      let second = rest.dropFirst()
      if !second.isEmpty, second.contains(where: { $0 != "0" }) { found.append("\(digits)/\(second)") }
    }
    if !digits.isEmpty, !rest.isEmpty { found.append(String(digits)) }
    return found
  }

  /// Reads a kind of work: its name, a beginning that no other has, or its letters in the text of a week.
  package func kind(_ text: String) throws(Problem) -> Int {
    let key = Folding.key(text)
    if let kind = kinds[key] { return kind.id }
    if let kind = WeekText.abbreviations(self).first(where: { !$0.value.isEmpty && $0.value == key }) { return kind.key }
    let beginning = key.isEmpty ? [] : kinds.filter { $0.key.hasPrefix(key) }.map(\.value.id).sorted()
    if beginning.count == 1 { return beginning[0] }
    guard beginning.isEmpty else { throw .ambiguousKind(text, candidates: beginning.compactMap { kindNames[$0] }) }
    throw .noSuchKind(text, known: kindNames.sorted { $0.key < $1.key }.map(\.value))
  }

  package private(set) lazy var standardKind = kinds[Folding.key(MarkScale.standardKind)]?.id ?? 1
  /// «.», a work that is still to be handed in.
  package private(set) lazy var debt = codes.first { $0.value == MarkScale.debt }?.key
  package func usualWeight(_ kind: Int) -> Int { kinds.values.first { $0.id == kind }?.weight ?? 1 }

  /// Reads a whole weight 1…100; `2,0` and `2.0` are 2.
  package static func weight(_ text: String) throws(Problem) -> Int {
    let tidied = text.replacing(",", with: ".")
    guard let value = Double(tidied), value == value.rounded(), (1...100).contains(value),
      tidied.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") })
    else { throw .notAWeight(text) }
    return Int(value)
  }

  /// `2* 5`: the cell of a page, a star after each mark that a retake took the place of.
  package func text(_ signs: [ShownSign], attendance: (code: AttendanceCode, minutes: Int?)? = nil) -> String {
    let marks = signs.map { (codes[$0.sign] ?? "?") + ($0.isReplaced ? "*" : "") }.joined(separator: " ")
    return [attendance.map { text($0.code, $0.minutes) } ?? "", marks].filter { !$0.isEmpty }.joined(separator: "/")
  }

  /// `оп10`, `н`.
  package func text(_ code: AttendanceCode, _ minutes: Int?) -> String { code.rawValue + (minutes.map(String.init) ?? "") }

  /// `4 5`, `н/4`: the cell as a person would write it.
  package func text(values: [Int], attendance: AttendanceCode? = nil) -> String {
    let marks = values.map { codes[$0] ?? "?" }.joined(separator: " ")
    return [attendance?.rawValue ?? "", marks].filter { !$0.isEmpty }.joined(separator: "/")
  }
}
