import Arguments
import Basics
import SchoolModel
import Tabular

/// A page of HTML for reading and for paper, complete in itself: no script, no file beside it.
struct PrintPage {
  private var body = ""
  private let title: String
  private let language: Language
  private let style: String

  /// - Parameter style: further rules for this page.
  init(title: String, _ language: Language, style: String = "") {
    self.title = title
    self.language = language
    self.style = style
    body = "<h1>\(Self.escaped(title))</h1>\n"
  }

  mutating func heading(_ text: String) { body += "<h2>\(Self.escaped(text))</h2>\n" }
  mutating func paragraph(_ text: String) { body += "<p>\(Self.escaped(text))</p>\n" }
  /// HTML that was escaped already.
  mutating func raw(_ html: String) { body += html }
  mutating func newPage() { body += "<div class=\"new\"></div>\n" }

  mutating func table(_ spoken: SpokenTable, class name: String = "") {
    // A row of headings may stand in several lines: a day over its month.
    table(spoken.headings, spoken.rows, class: name)
  }

  mutating func table(_ headings: [String], _ rows: [[String]], class name: String = "") {
    // A table wider than a telephone scrolls in a box of its own.
    body += "<div class=\"wide\">" + (name.isEmpty ? "<table>\n" : "<table class=\"\(name)\">\n")
    if headings.contains(where: { !$0.isEmpty }) {
      body += "<tr>" + headings.map { "<th>\(Self.escaped($0))</th>" }.joined() + "</tr>\n"
    }
    for row in rows { body += "<tr>" + row.map { "<td>\(Self.escaped($0))</td>" }.joined() + "</tr>\n" }
    body += "</table></div>\n"
  }

  /// A list whose headings are repeated on each sheet of paper.
  mutating func report(_ headings: [String], _ rows: [[String]], numbers isNumber: [Bool]) {
    body += "<table>\n<thead><tr>" + headings.map { "<th scope=\"col\">\(Self.escaped($0))</th>" }.joined() + "</tr></thead>\n<tbody>\n"
    for row in rows {
      body +=
        "<tr>" + zip(row, isNumber).map { $1 ? "<td class=\"n\">\(Self.escaped($0))</td>" : "<td>\(Self.escaped($0))</td>" }.joined()
        + "</tr>\n"
    }
    body += "</tbody></table>\n"
  }

  var text: String { HTMLPage.head(title: title, russian: language == .ru, style: style) + body + "</body></html>\n" }

  /// What a page is of and as of when: never the clock, so that the same data give the same page on every day.
  static func standing(_ of: String, _ operation: Int, _ day: Day) -> Text {
    Text(en: "\(of). As of operation \(operation) of \(day).", ru: "\(of). По состоянию на действие № \(operation) от \(day.russian).")
  }

  /// A name of a file within a link.
  static func address(_ name: String) -> String {
    var result = ""
    for byte in name.utf8 {
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [45, 46, 95, 126].contains(byte)
      result += isPlain ? String(UnicodeScalar(byte)) : "%" + hex([byte]).uppercased()
    }
    return result
  }

  static func escaped(_ text: String) -> String { HTMLPage.escaped(text) }
}
