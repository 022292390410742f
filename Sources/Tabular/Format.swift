import Basics

/// The forms a table can be written in.
public enum Format: String, Sendable, CaseIterable {
  case table, csv, tsv, json, ndjson, markdown, html
  /// A calendar file; only what has days and times can be written as one.
  case ics
  /// A chart; only reports that have one can be drawn.
  case svg
  /// A workbook of Excel.
  case xlsx

  /// Whether its bytes are of a program and not for the eyes.
  public var isBinary: Bool { self == .xlsx }

  /// A promise to scripts: the same bytes in every language, locale and terminal.
  public var isMachine: Bool {
    switch self {
    case .csv, .tsv, .json, .ndjson, .ics, .svg: true
    case .table, .markdown, .html, .xlsx: false
    }
  }
}

/// How a table is to be written.
public struct TableOptions {
  public var format = Format.table
  public var russian = false
  /// Keys of the columns wanted, in order; empty for all.
  public var columns: [String] = []
  /// Somebody asked for these columns: they stay, with or without a value.
  public var areColumnsAskedFor = true
  /// Keys to sort by, `-` before one for descending order.
  public var sort: [String] = []
  /// `key=value` conditions that all must hold; `key!=value` excludes.
  public var conditions: [String] = []
  public var header = true
  /// CSV for spreadsheet programs: a BOM, `;`, CRLF, decimal commas, and no cell that could run as a formula.
  public var excel = false
  /// Columns of the terminal the table is cut to; `nil` for a file or a pipe, which is never cut.
  public var width: Int?
  /// Each row as a block of lines, a column a line, however wide the terminal is.
  public var isCard = false
  public var bold = false
  /// What a page of HTML begins with; `nil` where one was begun already.
  public var page: PageHead?
  /// The title of the list on its page.
  public var heading = ""
  /// Says an instant `YYYY-MM-DDTHH:MM:SSZ` as people of the place do; `nil` leaves it as it is.
  public var localTime: @Sendable (String) -> String? = { _ in nil }

  /// Minutes east of UTC, for moments in a workbook.
  public var utcOffset: Int?
  /// Makes the writer of a sheet.
  package var workbookRenderer: ((TableView, TableOptions, TableWriter.Rows) throws -> any TableRenderer)?

  public init() {}
}

/// What a page is of, and as of when.
public struct PageHead: Sendable {
  public let title: String
  public let standing: String
  public init(title: String, standing: String) {
    self.title = title
    self.standing = standing
  }
}

/// A wish that a table cannot meet.
public enum TableFailure: Failure, Equatable {
  case unknownColumn(String, known: [String])
  case badCondition(String)
  case notACalendar
  case notAChart
  case noBars
  case noWorkbook
  /// What is written as it comes has a line a row.
  case notAsItComes

  public var exit: ExitCode { .usage }

  public var key: String {
    switch self {
    case .unknownColumn: "column.unknown"
    case .badCondition: "condition.form"
    case .notACalendar: "format.ics"
    case .notAChart: "format.svg"
    case .noBars: "report.bars"
    case .noWorkbook: "format.xlsx"
    case .notAsItComes: "format.follow"
    }
  }
}
