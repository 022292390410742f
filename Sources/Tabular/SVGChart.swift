import Basics

/// A chart drawn by hand as SVG: the values written at the marks, colour never the only sign. Bars begin at zero.
public struct SVGChart: Sendable {
  public enum Shape: Sendable, Equatable {
    case bars
    /// A line for each row, its parts at the moments named, which stand in their order along the bottom.
    case lines(moments: [String])
    /// Two marks for each row, its parts: before, as a ring, and after, filled.
    case dots
  }

  public struct Part: Sendable {
    public let title: String
    public let value: Double
    /// The value as it is written.
    public let text: String
    public init(title: String, value: Double, text: String) {
      self.title = title
      self.value = value
      self.text = text
    }
  }

  public struct Bar: Sendable {
    public let label: String
    public let parts: [Part]
    public init(label: String, parts: [Part]) {
      self.label = label
      self.parts = parts
    }
  }

  public let title: String
  /// What is shown, with the least and the greatest value, for who does not see it.
  public let description: String
  public let bars: [Bar]
  /// The names of the parts of stacked bars, and of what stands for before and after; empty for plain bars and lines.
  public let legend: [String]
  public let shape: Shape

  public init(title: String, description: String, bars: [Bar], legend: [String] = [], shape: Shape = .bars) {
    self.shape = shape
    self.title = title
    self.description = description
    self.bars = bars
    self.legend = legend
  }

  private static let rowHeight = 38
  private static let legendRow = 20

  /// Widths are in per cent, so that words keep their size on whatever page; a label stands above its bar, where a telephone has
  /// room for it.
  public func text(standalone: Bool = false) -> String {
    if case .lines(let moments) = shape { return drawnLines(moments, standalone: standalone) }
    let legendHeight = legend.isEmpty ? 0 : (legend.count + 1) / 2 * Self.legendRow + 8
    let height = legendHeight + bars.count * Self.rowHeight + 6
    let most = max(bars.map { $0.parts.reduce(0) { $0 + $1.value } }.max() ?? 0, 1e-9)
    var out = opening(height: height, standalone: standalone)
    for (index, name) in legend.enumerated() { out += shape == .dots ? Self.dotKey(name, index) : Self.key(name, index) }
    let range = dotRange
    for (row, bar) in bars.enumerated() {
      let y = legendHeight + row * Self.rowHeight
      out += shape == .dots ? drawnDots(bar, y: y, range) : drawn(bar, y: y, most)
    }
    return out + "<line class=\"axis\" x1=\"0\" x2=\"0\" y1=\"\(legendHeight)\" y2=\"\(height - 4)\"/>\n</svg>\n"
  }

  func opening(height: Int, standalone: Bool) -> String {
    var out = "<svg role=\"img\" aria-labelledby=\"chart-title chart-desc\" width=\"100%\" height=\"\(height)\""
    if standalone { out += " xmlns=\"http://www.w3.org/2000/svg\"" }
    out += ">\n<title id=\"chart-title\">\(Self.escaped(title))</title>\n<desc id=\"chart-desc\">\(Self.escaped(description))</desc>\n"
    return standalone ? out + "<style>\(Self.style)</style>\n" : out
  }

  /// A name of the legend with what stands for it, two in a line.
  private static func key(_ name: String, _ index: Int) -> String {
    let (x, y) = (Double(index % 2) * 50, index / 2 * legendRow)
    return "<rect class=\"p\(index % 5)\" x=\"\(number(x))%\" y=\"\(y + 2)\" width=\"3%\" height=\"13\"/>"
      + stripes(index, x: x, width: 3, y: y + 8, height: 13) + "<text x=\"\(number(x + 4))%\" y=\"\(y + 13)\">\(escaped(name))</text>\n"
  }

  private func drawn(_ bar: Bar, y: Int, _ most: Double) -> String {
    var out = "<text class=\"l\" x=\"4\" y=\"\(y + 13)\">\(Self.escaped(bar.label))</text>"
    var x = 0.0
    for (index, part) in bar.parts.enumerated() where part.value > 0 {
      let width = part.value / most * 88
      let name = legend.isEmpty ? "p0" : "p\(index % 5)"
      out += "<rect class=\"\(name)\" x=\"\(Self.number(x))%\" y=\"\(y + 17)\" width=\"\(Self.number(width))%\" height=\"17\"><title>"
      out += "\(Self.escaped(bar.label)), \(Self.escaped(part.title)): \(Self.escaped(part.text))</title></rect>"
      if !legend.isEmpty {
        out += Self.stripes(index, x: x, width: width, y: y + 25, height: 17)
        if width > 4 {
          out +=
            "<text class=\"v\" x=\"\(Self.number(x + width / 2))%\" y=\"\(y + 30)\" text-anchor=\"middle\">\(Self.escaped(part.text))</text>"
        }
      }
      x += width
    }
    if legend.isEmpty, let part = bar.parts.first {
      out += "<text x=\"\(Self.number(x))%\" dx=\"6\" y=\"\(y + 30)\">\(Self.escaped(part.text))</text>"
    }
    return out + "\n"
  }

  /// Light and dark, each with a contrast of 4.5 to 1 or more between words and what is behind them.
  public static let style = """
    svg text{font:13px sans-serif;fill:#1a1a1a}svg .axis{stroke:#666}
    svg .p0{fill:#2f5d9b}svg .p1{fill:#3d7a4e}svg .p2{fill:#8a6d1f}svg .p3{fill:#a23b3b}svg .p4{fill:#5a5a5a}
    svg .s2{stroke:#c9a94a;stroke-dasharray:2 6}svg .s4{stroke:#9c9c9c;stroke-dasharray:4 4}
    svg .line{stroke-width:2}svg .l0{stroke:#2f5d9b;fill:#2f5d9b}svg .l1{stroke:#3d7a4e;fill:#3d7a4e;stroke-dasharray:7 3}
    svg .l2{stroke:#8a6d1f;fill:#8a6d1f;stroke-dasharray:2 3}svg .l3{stroke:#a23b3b;fill:#a23b3b;stroke-dasharray:10 3 2 3}
    svg .l4{stroke:#5a5a5a;fill:#5a5a5a;stroke-dasharray:4 4}svg .dot{stroke-dasharray:none}svg .ring{fill:none;stroke:#2f5d9b;stroke-width:2}
    svg .v{fill:#fff;paint-order:stroke;stroke:#222;stroke-width:3px}
    @media (prefers-color-scheme:dark){svg text{fill:#eee}svg .axis{stroke:#aaa}svg .l0,svg .ring{stroke:#7fb0f0}svg .l0{fill:#7fb0f0}svg .l1{stroke:#7fc795;fill:#7fc795}svg .l2{stroke:#d9bb62;fill:#d9bb62}svg .l3{stroke:#ef8f8f;fill:#ef8f8f}svg .l4{stroke:#bbb;fill:#bbb}svg .v{fill:#fff;stroke:#000}}
    """

  /// Stripes beside colour, so that parts are told apart in black and white: a thick line that is dashed, since a pattern would
  /// have to be asked for by an address.
  private static func stripes(_ part: Int, x: Double, width: Double, y: Int, height: Int) -> String {
    guard part % 5 == 2 || part % 5 == 4 else { return "" }
    let line = "x1=\"\(number(x))%\" x2=\"\(number(x + width))%\" y1=\"\(y)\" y2=\"\(y)\""
    return "<line class=\"s\(part % 5)\" \(line)" + (part % 5 == 2 ? " stroke-width=\"\(height)\"/>" : " stroke-width=\"5\"/>")
  }

  static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  static func escaped(_ text: String) -> String {
    DisplayText.clean(text).reduce(into: "") { out, character in
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default: out.append(character)
      }
    }
  }
}
