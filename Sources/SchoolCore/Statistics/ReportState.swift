import Basics
import Tabular

/// The rows of a report as they were when somebody last looked.
public struct ReportState: Sendable {
  public enum News: String, Sendable, CaseIterable { case new, gone, changed }

  private let digest: String
  private let rows: [[Cell]]

  public init(_ made: MadeReport, _ request: ReportRequest) {
    digest = Self.digest(made, request)
    rows = made.cells
  }

  /// - Throws: `StatisticsFailure.otherState` where the text is no state, or that of another report or other options.
  public init(_ text: String, file: String, of made: MadeReport, _ request: ReportRequest) throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    digest = Self.digest(made, request)
    guard lines.first == "\(Self.mark) \(digest)"[...], lines.last == "" else { throw StatisticsFailure.otherState(file) }
    rows = try lines.dropFirst().dropLast().map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map { Self.cell($0) }
      guard cells.count == made.columns.count, !cells.contains(nil) else { throw StatisticsFailure.otherState(file) }
      return cells.compactMap { $0 }
    }
  }

  /// As it lies in its file.
  public var text: String {
    ([Self.mark + " " + digest] + rows.map { $0.map(Self.written).joined(separator: "\t") }).joined(separator: "\n") + "\n"
  }

  /// What is new, gone or changed in `now`, in the order of its rows; what is gone comes last, as it was.
  public static func changes(from before: ReportState?, to now: MadeReport, _ request: ReportRequest) -> [(news: News, row: [Cell])] {
    let identity = identity(now, request)
    func key(_ row: [Cell]) -> String { identity.map { written(row[$0]) }.joined(separator: "\t") }
    // Two rows of one identity are told apart by their order.
    func numbered(_ rows: [[Cell]]) -> [(key: String, row: [Cell])] {
      var seen: [String: Int] = [:]
      return rows.map { row in
        let plain = key(row)
        seen[plain, default: 0] += 1
        return ("\(plain)\t\(seen[plain] ?? 0)", row)
      }
    }
    let old = numbered(before?.rows ?? [])
    let known = Dictionary(uniqueKeysWithValues: old.map { ($0.key, $0.row) })
    let current = numbered(now.cells)
    let present = Set(current.map(\.key))
    return current.compactMap { item in
      guard let earlier = known[item.key] else { return (.new, item.row) }
      return earlier == item.row ? nil : (.changed, item.row)
    } + old.filter { !present.contains($0.key) }.map { (.gone, $0.row) }
  }

  /// The columns that tell a row from others: a student's login stands for the name, and for the form unless that was asked for.
  private static func identity(_ made: MadeReport, _ request: ReportRequest) -> [Int] {
    let keys = made.columns.indices.filter { made.columns[$0].isKey }
    let names = made.columns.map(\.column.key)
    guard names.contains("login") else { return keys }
    let wanted = Set(request.keys.map(\.rawValue)).subtracting(["student"])
    return keys.filter { !["student", "form"].contains(names[$0]) || wanted.contains(names[$0]) }
  }

  // MARK: its file

  private static let mark = "myschool watch-list 1"

  private static func digest(_ made: MadeReport, _ request: ReportRequest) -> String {
    let words = [made.report.name] + request.words + [""] + made.columns.map(\.column.key)
    return hex(SHA256.digest(words.joined(separator: "\u{1f}")))
  }

  private static func written(_ cell: Cell) -> String {
    switch cell {
    case .empty: "-"
    case .text(let text): "t" + text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
    case .integer(let number): "i\(number)"
    case .decimal(let number, let places): "d\(places):\(number)"
    case .day(let day): "D" + day
    case .instant(let instant): "I" + instant
    case .boolean(let isTrue): isTrue ? "b1" : "b0"
    }
  }

  private static func cell(_ text: Substring) -> Cell? {
    let rest = text.dropFirst()
    switch text.first {
    case "-": return rest.isEmpty ? .empty : nil
    case "t": return .text(plain(rest))
    case "i": return Int(rest).map { .integer($0) }
    case "d":
      let parts = rest.split(separator: ":")
      guard parts.count == 2, let places = Int(parts[0]), let number = Int(parts[1]), (0...9).contains(places) else { return nil }
      return .decimal(number, places: places)
    case "D": return .day(String(rest))
    case "I": return .instant(String(rest))
    case "b": return .boolean(rest == "1")
    default: return nil
    }
  }

  private static func plain(_ text: Substring) -> String {
    var out = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        out.append(character == "t" ? "\t" : character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        out.append(character)
      }
    }
    return out
  }
}
