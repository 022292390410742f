/// Rows of cells, one after the other, wherever they come from: delimited text, or a table of a document.
open class RowReader {
  /// The record read last.
  public package(set) final var record = Record()
  /// Of the record read last: columns in which no value could be read, with what stands there.
  package final var faults: [(column: Int, shown: String?)] = []

  public init() {}

  /// Reads the next record; `false` at the end.
  open func next() throws -> Bool { false }

  /// What is said of where the rows come from.
  open var origin: RowOrigin { RowOrigin(encoding: "", separator: nil) }

  /// The table the rows are of, as messages name it: `plan.docx#2`; `nil` for a text.
  open var tableName: String? { nil }

  /// The other tables of the document, a line each, for who meant one of them.
  open var siblings: [String] { [] }

  /// The lines with a quote within a field that is not quoted; the first few.
  open var strayQuotes: [Int] { [] }

  /// Passes over the titles that stand above the headings, as other programs print them.
  ///
  /// To be called before the first record is read.
  /// - Parameter score: how much like headings the cells of a record are; from 2 on they are some.
  /// - Returns: the titles passed over.
  open func skipTitles(anySeparator: Bool, _ score: ([String]) -> Int) throws -> [String] { [] }

  /// One record: where its fields lie in one run of bytes.
  public struct Record {
    public package(set) var bytes: [UInt8] = []
    package var ends: [Int] = []
    /// The line its first field stands on, as an editor counts; of a table the number of the row.
    public package(set) var line = 0
    public var count: Int { ends.count }

    public func range(_ field: Int) -> Range<Int> { (field == 0 ? 0 : ends[field - 1])..<ends[field] }

    /// The text of a field; empty when the record is shorter.
    public func text(_ field: Int) -> String {
      field < ends.count ? String(decoding: bytes[range(field)], as: UTF8.self) : ""
    }

    /// Whether all fields are empty or blank.
    public var isBlank: Bool { bytes.allSatisfy { $0 == 32 || $0 == 9 } }

    package mutating func removeAll(line: Int) {
      bytes.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
      self.line = line
    }

    package mutating func append(_ text: String) {
      bytes.append(contentsOf: text.utf8)
      ends.append(bytes.count)
    }
  }
}

/// Where rows come from, in words of their form.
public struct RowOrigin: Sendable {
  /// The encoding of a text, the form of a document.
  public let encoding: String
  /// Between the cells of a text.
  public let separator: UInt8?

  public init(encoding: String, separator: UInt8?) {
    self.encoding = encoding
    self.separator = separator
  }
}
