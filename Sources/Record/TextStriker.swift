import Basics
import SQLite

/// Takes something out of changesets and of the words of operations.
package protocol Striker {
  /// The changeset without it; `nil` when nothing of it is there.
  /// - Parameter isErasure: the changeset is that of the striking operation itself, whose new values are free of it.
  func strike(_ raw: [UInt8], isErasure: Bool) throws -> [UInt8]?

  /// Whether the words of an operation have something of it.
  func names(_ text: String) -> Bool
}

/// Takes all that stands in one column out of changesets, and the command lines of a verb.
package struct TextStriker: Striker {
  private let table: String
  private let column: Int
  private let command: String

  /// - Parameter command: how the command lines begin that held such texts.
  package init(table: String, column: Int, command: String) {
    (self.table, self.column, self.command) = (table, column, command)
  }

  package func names(_ text: String) -> Bool { text.hasPrefix(command) }

  package func strike(_ raw: [UInt8], isErasure: Bool) throws -> [UInt8]? {
    var reader = ChangesetReader(raw)
    var writer = ChangesetWriter()
    var found = false
    while try reader.next() {
      func cells(_ row: [Int]) -> [ArraySlice<UInt8>] {
        row.enumerated().map { position, start in
          guard start >= 0 else { return [0] }
          let cell = reader.bytes[start..<reader.end(of: start)]
          // A text of no bytes has nothing to take out.
          guard reader.table == table, position == column, cell.first == 3, cell.count > 2 else { return cell }
          found = true
          return ChangesetWriter.text("")[...]
        }
      }
      let old = reader.operation == .insert ? nil : cells(reader.old)
      let new = reader.operation == .delete ? nil : cells(reader.new)
      writer.add(reader, old: old, new: new)
    }
    return found ? writer.bytes : nil
  }
}
