import Basics
import SQLite

/// Says what a row is about in the words of its declaration, from the rows it refers to.
package final class RowNaming {
  private let database: Database
  private let declared: [String: SchoolTable]
  private var known: [Place: String] = [:]

  private struct Place: Hashable {
    let table: String
    let key: Int
  }
  private var columnNames: [String: [String]] = [:]

  package init(_ database: Database, _ schema: RecordedSchema) {
    self.database = database
    declared = schema.declared
  }

  /// The columns as the file has them: a record of an older program may know fewer.
  package func columns(of table: String) throws -> [String] {
    if let names = columnNames[table] { return names }
    let names = try database.values("SELECT name FROM pragma_table_info(?) ORDER BY cid", table, as: String.self)
    columnNames[table] = names
    return names
  }

  /// The row as it stands now; empty when there is none.
  package func row(_ table: String, _ key: Int) throws -> [String: Value] {
    var result: [String: Value] = [:]
    try database.forEach("SELECT * FROM main.\(table) WHERE id = ?", [key]) { row in
      for column in 0..<row.count { result[row.name(column)] = try row.get(column, as: Value.self) }
    }
    return result
  }

  package func subject(_ table: String, _ row: [String: Value]) throws -> String {
    guard let declaration = declared[table] else { return "" }
    var words: [String] = []
    for piece in declaration.about {
      switch piece {
      case .of(let column): words.append(try text(table, column, row[column]) ?? "")
      case .number(let column): words.append("№" + (try text(table, column, row[column]) ?? "0"))
      case .sign(let sign): words.append(sign)
      }
    }
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// A stored value as it is shown; references become names.
  package func text(_ table: String, _ column: String, _ value: Value?) throws -> String? {
    let declaration = declared[table]?.column(column)
    switch value {
    case nil, .null?: return nil
    case .integer(let number)?:
      if let reference = declaration?.reference { return try name(reference, Int(number)) }
      return declaration?.holds == .instant ? Instant(milliseconds: Int(number)).iso : String(number)
    case .real(let number)?: return String(number)
    case .text(let text)?: return text
    case .blob(let bytes)?: return bytes.count > 64 ? "\(bytes.count)" : hex(bytes)
    }
  }

  private func name(_ reference: RowReference, _ key: Int) throws -> String {
    let place = Place(table: reference.table, key: key)
    if let name = known[place] { return name }
    let name = try database.value(reference.sql, key, as: String.self) ?? "\(reference.table) \(key)"
    known[place] = name
    return name
  }
}
