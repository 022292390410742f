import Basics
import SQLite

/// Takes what names a person out of changesets and texts (operations.md, section 7).
///
/// A struck cell becomes NULL, or, where the schema wants a value, `struck-KEY`: the result can still be read and replayed.
package final class NameStriker: Striker {
  /// What would name the person wherever it stands, as bytes of UTF-8.
  private let patterns: [[UInt8]]
  private let person: Int
  /// The rows that are about the person, by table: free text in them is about the person, whatever it says.
  private var ownRows: [String: Set<Int>] = [:]
  private let schema: RecordedSchema
  /// Positions of the columns that must hold a value, by table.
  private let required: [String: Set<Int>]

  /// - Parameter words: names, addresses and numbers of the person, as they may be written.
  package init(person: Int, words: [String], _ database: Database, _ schema: RecordedSchema) throws {
    self.person = person
    self.schema = schema
    for table in schema.tables where !table.textsAboutSubject.isEmpty && !table.subjects.isEmpty {
      let names = try database.values("SELECT name FROM pragma_table_info(?) ORDER BY cid", table.name, as: String.self)
      let condition = table.subjects.map { subject in
        let when = subject.when.map { " AND \(names[$0.position]) = '\($0.value)'" } ?? ""
        return "(\(names[subject.position]) = ?1\(when))"
      }.joined(separator: " OR ")
      ownRows[table.name] = Set(try database.values("SELECT id FROM main.\(table.name) WHERE \(condition)", person, as: Int.self))
    }
    var variants: Set<String> = []
    for word in words where word.count >= 2 {
      variants.formUnion([word, word.lowercased(), word.uppercased(), Folding.key(word), word.replacing("ё", with: "е")])
    }
    // The longest first, so that a full name goes as a whole.
    patterns = variants.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }.map { Array($0.utf8) }
    var required: [String: Set<Int>] = [:]
    for table in schema.tables {
      let columns = try database.values("SELECT cid FROM pragma_table_info(?) WHERE \"notnull\" <> 0", table.name, as: Int.self)
      required[table.name] = Set(columns)
    }
    self.required = required
  }

  // MARK: texts

  package func names(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return names(bytes[...])
  }

  /// The text with a dash where the person was named.
  package func struck(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for pattern in patterns {
      var index = 0
      while let start = Self.find(pattern, in: bytes[index...]) {
        bytes.replaceSubrange(start..<(start + pattern.count), with: Array("—".utf8))
        index = start + 3
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func names(_ bytes: ArraySlice<UInt8>) -> Bool { patterns.contains { Self.find($0, in: bytes) != nil } }

  /// Finds a pattern where no letter or digit stands before it.
  private static func find(_ pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= pattern.count else { return nil }
    let last = bytes.endIndex - pattern.count
    var index = bytes.startIndex
    while index <= last {
      if bytes[index] == pattern[0], bytes[index..<(index + pattern.count)].elementsEqual(pattern), beginsWord(bytes, index) {
        return index
      }
      index += 1
    }
    return nil
  }

  private static func beginsWord(_ bytes: ArraySlice<UInt8>, _ index: Int) -> Bool {
    guard index > bytes.startIndex else { return true }
    let before = bytes[index - 1]
    // The second byte of a Cyrillic letter, or an ASCII letter or digit.
    let isLetter = before >= 0x80 && index >= bytes.startIndex + 2 && (bytes[index - 2] == 0xd0 || bytes[index - 2] == 0xd1)
    return !isLetter && !(48...57).contains(before) && !(65...90).contains(before & 0xdf)
  }

  // MARK: changesets

  /// Whether a changed row is about the person; one that names the person is remembered for the changes that do not repeat it.
  private func isOwn(_ reader: ChangesetReader, _ table: RecordedTable) -> Bool {
    let key = reader.key ?? 0
    if ownRows[reader.table]?.contains(key) ?? false { return true }
    let row = reader.operation == .insert ? reader.new : reader.old
    func holds(_ position: Int, _ value: Value) -> Bool {
      position < row.count && row[position] >= 0 && reader.value(at: row[position]) == value
    }
    let isNamed = table.subjects.contains { subject in
      holds(subject.position, .integer(Int64(person))) && subject.when.map { holds($0.position, .text($0.value)) } ?? true
    }
    if isNamed { ownRows[reader.table, default: []].insert(key) }
    return isNamed
  }

  /// The changeset without what names the person; `nil` when nothing does.
  /// - Parameter isErasure: the changeset is that of the erasure itself, whose new values are free of names.
  package func strike(_ raw: [UInt8], isErasure: Bool) throws -> [UInt8]? {
    var reader = ChangesetReader(raw)
    var writer = ChangesetWriter()
    var found = false
    while try reader.next() {
      let key = reader.key ?? 0
      let table = schema.table(named: reader.table)
      let own = table.flatMap { isOwn(reader, $0) ? Set($0.textsAboutSubject) : nil } ?? []
      func cells(_ row: [Int], isOld: Bool) -> [ArraySlice<UInt8>] {
        row.enumerated().map { column, start in
          guard start >= 0 else { return [0] }
          let cell = reader.bytes[start..<reader.end(of: start)]
          guard cell.first == 3 else { return cell }
          // A text of no bytes says nothing of anybody.
          let mustGo = cell.count > 2 && (names(cell) || (own.contains(column) && (!isErasure || isOld)))
          guard mustGo else { return cell }
          found = true
          return required[reader.table]?.contains(column) == true ? ChangesetWriter.text("struck-\(key)")[...] : [5]
        }
      }
      let old = reader.operation == .insert ? nil : cells(reader.old, isOld: true)
      let new = reader.operation == .delete ? nil : cells(reader.new, isOld: false)
      writer.add(reader, old: old, new: new)
    }
    return found ? writer.bytes : nil
  }
}

/// Writes changesets in the form that `ChangesetReader` reads.
package struct ChangesetWriter {
  package private(set) var bytes: [UInt8] = []
  private var table = ""

  package mutating func add(_ reader: ChangesetReader, old: [ArraySlice<UInt8>]?, new: [ArraySlice<UInt8>]?) {
    if table != reader.table {
      table = reader.table
      bytes.append(UInt8(ascii: "T"))
      bytes.append(UInt8(reader.columnCount))
      bytes += reader.primaryKey.map { $0 ? 1 : 0 }
      bytes += Array(table.utf8) + [0]
    }
    bytes.append(reader.operation.code)
    bytes.append(0)
    for cell in old ?? [] { bytes += cell }
    for cell in new ?? [] { bytes += cell }
  }

  package static func text(_ text: String) -> [UInt8] {
    let content = Array(text.utf8)
    precondition(content.count < 128, "a placeholder is short")
    return [3, UInt8(content.count)] + content
  }
}
