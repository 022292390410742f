import Arguments
import Basics
import Glibc
import SchoolModel
import Tabular

/// The page that lists the reports in a folder. Several sets may write into one: each keeps its own lines, and lets those of
/// the others stand.
struct ReportIndex {
  let path: String
  private let set: String
  private var lines: [String] = []

  /// - Parameter set: the name of the run file.
  init(in folder: String, of set: String) {
    path = Self.path(in: folder)
    self.set = PrintPage.escaped(set)
  }

  private static func path(in folder: String) -> String { folder + "/index.html" }
  private static let opening = "<ul class=\"reports\">"
  private static let lineStart = "<li data-set=\""

  /// Whether a page of that name is there which no run wrote.
  static func isForeign(in folder: String) -> Bool { read(path(in: folder)).map { !$0.contains(opening) } ?? false }

  private static func read(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return (try? ByteInput(descriptor: descriptor).readAll(limit: 4 << 20)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  mutating func add(_ file: String, title: String, standing: String) {
    lines.append(
      Self.lineStart
        + "\(set)\"><a href=\"\(PrintPage.address(file))\">\(PrintPage.escaped(title))</a><br>\(PrintPage.escaped(standing))</li>")
  }

  func html(_ language: Language) -> String {
    let others = (Self.read(path) ?? "").split(separator: "\n").map(String.init).filter {
      $0.hasPrefix(Self.lineStart) && !$0.hasPrefix(Self.lineStart + set + "\"")
    }
    var page = PrintPage(title: language == .ru ? "Сводки" : "Reports", language, style: ReportPage.style)
    page.raw(Self.opening + "\n")
    // By the name of the set, so that the order of the runs does not show.
    let all = (others + lines).enumerated().sorted { (Self.set(of: $0.element), $0.offset) < (Self.set(of: $1.element), $1.offset) }
    for line in all { page.raw(line.element + "\n") }
    page.raw("</ul>\n")
    return page.text
  }

  private static func set(of line: String) -> String { String(line.dropFirst(lineStart.count).prefix { $0 != "\"" }) }
}
