import Basics
import OfficeFiles

/// The body of an item of QTI 2 as HTML, with something else in the place of its interactions.
struct QTIBody {
  /// What stands in the place of an element; `nil` for the element itself, "" for nothing.
  let replacing: (MarkupElement) -> String?
  /// The address of a picture as the text shall have it.
  let picture: (String) -> String

  func html(_ element: MarkupElement) -> String { element.nodes.map(node).joined() }

  private func node(_ node: MarkupElement.Node) -> String {
    switch node {
    case .text(let text): MoodleWriter.escaped(Self.collapsed(text))
    case .element(let element): replacing(element) ?? whole(element)
    }
  }

  private func whole(_ element: MarkupElement) -> String {
    switch element.name {
    case "img":
      return "<img src=\"\(MoodleWriter.escaped(picture(element["src"] ?? "")))\" alt=\"\(MoodleWriter.escaped(element["alt"] ?? ""))\"/>"
    case "object":
      // What a picture has inside is for those that cannot show it.
      guard let data = element["data"], element["type"]?.hasPrefix("image/") ?? true else { return html(element) }
      let inner = element.text.trimmed
      return inner.isEmpty ? "<img src=\"\(MoodleWriter.escaped(picture(data)))\" alt=\"\"/>" : html(element)
    case "math": return Self.formula(element)
    case "br", "hr": return "<\(element.name)/>"
    case "span" where QTIFormat.isOurs(element["class"]): return "<span class=\"\(element["class"] ?? "")\">\(verbatim(element))</span>"
    case _ where Self.kept.contains(element.name):
      let reach = ["colspan", "rowspan"].compactMap { name in element[name].map { " \(name)=\"\(MoodleWriter.escaped($0))\"" } }.joined()
      return "<\(element.name)\(reach)>\(html(element))</\(element.name)>"
    case _ where Self.left.contains(element.name): return ""
    default: return html(element)
    }
  }

  /// What we wrote ourselves, in which every blank counts.
  private func verbatim(_ element: MarkupElement) -> String {
    element.nodes.map { part in
      if case .text(let text) = part { MoodleWriter.escaped(text.replacing("\n", with: " ")) } else { node(part) }
    }.joined()
  }

  private static let kept: Set<String> = [
    "p", "div", "span", "b", "strong", "i", "em", "u", "sub", "sup", "code", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd",
    "table",
    "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "q", "small", "big", "tt", "kbd", "var",
  ]
  private static let left: Set<String> = [
    "script", "style", "feedbackInline", "feedbackBlock", "infoControl", "endAttemptInteraction", "param",
  ]

  /// A formula in a line: `x/y`, `c^2`.
  static func formula(_ element: MarkupElement) -> String {
    MoodleWriter.escaped(said(element).split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  private static func said(_ element: MarkupElement) -> String {
    let parts = element.elements
    func part(_ index: Int) -> String { parts.indices.contains(index) ? said(parts[index]) : "" }
    func grouped(_ text: String) -> String { text.count > 1 ? "(\(text))" : text }
    return switch element.name {
    case "mi", "mn", "mo", "mtext": element.text.trimmed
    case "mfrac": "\(grouped(part(0)))/\(grouped(part(1)))"
    case "msup": "\(part(0))^\(grouped(part(1)))"
    case "msub": "\(part(0))_\(grouped(part(1)))"
    case "msqrt": "√(\(parts.map(said).joined()))"
    case "semantics": part(0)
    case "mfenced": "(\(parts.map(said).joined(separator: ", ")))"
    case "annotation", "annotation-xml": ""
    default: parts.isEmpty ? element.text.trimmed : parts.map(said).joined()
    }
  }

  /// Blanks and line ends become one space, as a reader of HTML has them.
  private static func collapsed(_ text: String) -> String {
    var result = ""
    var isBlank = false
    for scalar in text.unicodeScalars {
      if scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" {
        if !isBlank { result.append(" ") }
        isBlank = true
      } else {
        result.unicodeScalars.append(scalar)
        isBlank = false
      }
    }
    return result
  }
}

/// What an item declares of a response: its key, and what answers are worth.
struct QTIResponse {
  var correct: [String] = []
  var mapping: [(key: String, value: Fraction, isCaseSensitive: Bool)] = []
  var other = Fraction.zero
  var upper: Fraction?
  var lower: Fraction?
  var baseType = ""
  var cardinality = "single"

  init() {}

  init(_ element: MarkupElement) {
    baseType = element["baseType"] ?? ""
    cardinality = element["cardinality"] ?? "single"
    correct = element.element("correctResponse")?.elements("value").map { $0.text.trimmed } ?? []
    guard let map = element.element("mapping") else { return }
    func number(_ text: String?) -> Fraction? { text.flatMap { Fraction(decimal: $0.trimmed) } }
    other = number(map["defaultValue"]) ?? .zero
    (upper, lower) = (number(map["upperBound"]), number(map["lowerBound"]))
    mapping = map.elements("mapEntry").map { entry in
      (entry["mapKey"]?.trimmed ?? "", number(entry["mappedValue"]) ?? .zero, entry["caseSensitive"] == "true")
    }
  }

  /// The most that its map gives.
  func most(of keys: [Fraction], isSum: Bool) -> Fraction {
    let best = isSum ? Fraction.sum(keys.filter { $0 > .zero }) : keys.max() ?? .zero
    guard let upper, upper > .zero else { return best }
    return upper < best ? upper : Self.near(best, upper)
  }

  /// What is stated, where a sum of rounded numbers is as good as that.
  static func near(_ sum: Fraction, _ stated: Fraction) -> Fraction {
    let distance = sum < stated ? stated - sum : sum - stated
    return distance <= Fraction(1, over: 10_000) ? stated : sum
  }

  func value(_ key: String) -> Fraction { mapping.first { $0.key == key }?.value ?? other }
}
