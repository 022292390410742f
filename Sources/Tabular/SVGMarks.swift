/// Lines over time, and what was before beside what is.
extension SVGChart {
  private static let plotHeight = 180
  private static let lineKey = 20

  /// The values from the least to the greatest, with a little room on both sides; only bars must begin at zero.
  var dotRange: ClosedRange<Double> {
    let values = bars.flatMap(\.parts).map(\.value)
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    // A change that is small beside the values is drawn small.
    let room = max((most - least) / 10, most / 20, 1e-9)
    return (least - room)...(most + room)
  }

  /// Where a value lies on the page, in per cent of its width.
  private static func x(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    4 + (value - range.lowerBound) / (range.upperBound - range.lowerBound) * 84
  }

  static func dotKey(_ name: String, _ index: Int) -> String {
    let x = Double(index % 2) * 50
    return "<circle class=\"\(index == 0 ? "ring" : "p0")\" cx=\"\(number(x + 1.5))%\" cy=\"8\" r=\"5\"/>"
      + "<text x=\"\(number(x + 4))%\" y=\"13\">\(escaped(name))</text>\n"
  }

  func drawnDots(_ bar: Bar, y: Int, _ range: ClosedRange<Double>) -> String {
    var out = "<text class=\"l\" x=\"4\" y=\"\(y + 13)\">\(Self.escaped(bar.label))</text>"
    let places = bar.parts.map { Self.x($0.value, range) }
    if let first = places.first, let last = places.last, places.count > 1 {
      out +=
        "<line class=\"axis\" x1=\"\(Self.number(first))%\" x2=\"\(Self.number(last))%\" y1=\"\(y + 26)\" y2=\"\(y + 26)\"/>"
    }
    for (index, (part, x)) in zip(bar.parts, places).enumerated() {
      out += "<circle class=\"\(index == 0 ? "ring" : "p0")\" cx=\"\(Self.number(x))%\" cy=\"\(y + 26)\" r=\"5\"><title>"
      out += "\(Self.escaped(bar.label)), \(Self.escaped(part.title)): \(Self.escaped(part.text))</title></circle>"
    }
    // The words stand outside the two marks, so that near ones do not cover each other.
    let isRising = (bar.parts.last?.value ?? 0) >= (bar.parts.first?.value ?? 0)
    for (index, (part, x)) in zip(bar.parts, places).enumerated() {
      let isLeft = (index == 0) == isRising
      out += "<text x=\"\(Self.number(x))%\" dx=\"\(isLeft ? -9 : 9)\" y=\"\(y + 30)\""
      out += "\(isLeft ? " text-anchor=\"end\"" : "")>\(Self.escaped(part.text))</text>"
    }
    return out + "\n"
  }

  /// A line for each row, the moments along the bottom.
  func drawnLines(_ moments: [String], standalone: Bool) -> String {
    let legendHeight = (bars.count + 1) / 2 * Self.lineKey + 16
    let (top, bottom) = (legendHeight, legendHeight + Self.plotHeight)
    let range = dotRange
    func y(_ value: Double) -> Double {
      Double(bottom) - (value - range.lowerBound) / (range.upperBound - range.lowerBound) * Double(Self.plotHeight)
    }
    let step = moments.count > 1 ? 84 / Double(moments.count - 1) : 0
    func x(_ moment: String) -> Double { 6 + Double(moments.firstIndex(of: moment) ?? 0) * step }
    var out = opening(height: bottom + 30, standalone: standalone)
    out += "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"\(bottom + 4)\" y2=\"\(bottom + 4)\"/>\n"
    let every = max(1, (moments.count + 7) / 8)
    for (index, moment) in moments.enumerated() where index % every == 0 {
      out += "<text x=\"\(Self.number(x(moment)))%\" y=\"\(bottom + 20)\" text-anchor=\"middle\">\(Self.escaped(moment))</text>"
    }
    for (index, bar) in bars.enumerated() {
      let (keyX, keyY) = (Double(index % 2) * 50, index / 2 * Self.lineKey + 9)
      out +=
        "\n<line class=\"line l\(index % 5)\" x1=\"\(Self.number(keyX))%\" x2=\"\(Self.number(keyX + 6))%\" y1=\"\(keyY)\" y2=\"\(keyY)\"/>"
      out += "<text x=\"\(Self.number(keyX + 7))%\" y=\"\(keyY + 4)\">\(Self.escaped(bar.label))</text>"
      for (part, next) in zip(bar.parts, bar.parts.dropFirst()) {
        out += "<line class=\"line l\(index % 5)\" x1=\"\(Self.number(x(part.title)))%\" x2=\"\(Self.number(x(next.title)))%\""
        out += " y1=\"\(Self.number(y(part.value)))\" y2=\"\(Self.number(y(next.value)))\"/>"
      }
      for part in bar.parts {
        let (cx, cy) = (Self.number(x(part.title)), y(part.value))
        out += "<circle class=\"dot l\(index % 5)\" cx=\"\(cx)%\" cy=\"\(Self.number(cy))\" r=\"3\"><title>"
        out += "\(Self.escaped(bar.label)), \(Self.escaped(part.title)): \(Self.escaped(part.text))</title></circle>"
        // With many lines the words would cover each other; the last one of each then stands for all.
        if bars.count <= 3 || part.title == bar.parts.last?.title {
          out +=
            "<text x=\"\(cx)%\" dy=\"-7\" y=\"\(Self.number(max(cy, Double(top) + 2)))\" text-anchor=\"middle\">\(Self.escaped(part.text))</text>"
        }
      }
    }
    return out + "\n</svg>\n"
  }
}
