import Basics

/// A QR code of model 2 (ISO/IEC 18004), versions 1 to 20, levels L and M, in byte or numeric mode.
public struct QRCode: Sendable {
  public enum Level: Int, Sendable {
    case low = 1
    case medium = 0
  }

  /// Modules of a side.
  public let side: Int
  /// Row by row; `true` is dark.
  public private(set) var modules: [Bool]
  public let version: Int
  private var isFunction: [Bool]
  private let level: Level

  /// - Parameters:
  ///   - text: digits alone are encoded as numbers, anything else as the bytes of UTF-8.
  ///   - mask: one of the eight patterns; the one of least penalty when it is not given.
  /// - Returns: `nil` when the text does not fit.
  public init?(_ text: String, level: Level = .medium, mask wanted: Int? = nil) {
    guard let (version, codewords) = QRData.encode(text, level) else { return nil }
    self.version = version
    self.level = level
    side = 17 + 4 * version
    modules = [Bool](repeating: false, count: side * side)
    isFunction = modules
    drawFunctions()
    place(codewords)
    let best = wanted ?? (0..<8).min { penalty(masked: $0) < penalty(masked: $1) } ?? 0
    apply(mask: best)
  }

  public func isDark(_ row: Int, _ column: Int) -> Bool {
    (0..<side).contains(row) && (0..<side).contains(column) && modules[row * side + column]
  }

  /// The code for a terminal, two rows of modules a line, with the quiet zone of four modules.
  ///
  /// Light modules are drawn and dark ones left out, so that it reads on a dark terminal; scanners read it inverted, too.
  public var terminalText: String {
    var text = ""
    for row in stride(from: -4, to: side + 4, by: 2) {
      for column in -4..<(side + 4) {
        switch (isDark(row, column), isDark(row + 1, column) || row + 1 >= side + 4) {
        case (false, false): text += "█"
        case (false, true): text += "▀"
        case (true, false): text += "▄"
        case (true, true): text += " "
        }
      }
      text += "\n"
    }
    return text
  }

  // MARK: function patterns

  private mutating func set(_ row: Int, _ column: Int, _ dark: Bool) {
    guard (0..<side).contains(row), (0..<side).contains(column) else { return }
    modules[row * side + column] = dark
    isFunction[row * side + column] = true
  }

  private mutating func drawFunctions() {
    for index in 0..<side {
      set(6, index, index % 2 == 0)
      set(index, 6, index % 2 == 0)
    }
    for (row, column) in [(3, 3), (3, side - 4), (side - 4, 3)] { drawFinder(row, column) }
    let centres = alignmentCentres
    for row in centres {
      for column in centres {
        let isCorner = (row == 6 && column == 6) || (row == 6 && column == side - 7) || (row == side - 7 && column == 6)
        if !isCorner { drawSquare(row, column, radius: 2) { $0 != 1 } }
      }
    }
    drawFormat(mask: 0)
    drawVersion()
  }

  private mutating func drawFinder(_ row: Int, _ column: Int) { drawSquare(row, column, radius: 4) { $0 != 2 && $0 != 4 } }

  private mutating func drawSquare(_ row: Int, _ column: Int, radius: Int, _ isDark: (Int) -> Bool) {
    for dy in -radius...radius {
      for dx in -radius...radius { set(row + dy, column + dx, isDark(max(abs(dx), abs(dy)))) }
    }
  }

  private var alignmentCentres: [Int] {
    guard version > 1 else { return [] }
    let count = version / 7 + 2
    let step = version == 32 ? 26 : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2
    return [6] + (0..<(count - 1)).map { side - 7 - $0 * step }.reversed()
  }

  /// Level and mask with their BCH(15,5) code, generator 0x537, masked by 0x5412.
  private mutating func drawFormat(mask: Int) {
    let data = level.rawValue << 3 | mask
    var rest = data
    for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
    let bits = (data << 10 | rest) ^ 0x5412
    func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
    for index in 0...5 { set(index, 8, bit(index)) }
    set(7, 8, bit(6))
    set(8, 8, bit(7))
    set(8, 7, bit(8))
    for index in 9..<15 { set(8, 14 - index, bit(index)) }
    for index in 0..<8 { set(8, side - 1 - index, bit(index)) }
    for index in 8..<15 { set(side - 15 + index, 8, bit(index)) }
    set(side - 8, 8, true)
  }

  /// The version with its BCH(18,6) code, generator 0x1F25, from version 7 on.
  private mutating func drawVersion() {
    guard version >= 7 else { return }
    var rest = version
    for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1f25 }
    let bits = version << 12 | rest
    for index in 0..<18 {
      let (a, b) = (side - 11 + index % 3, index / 3)
      set(a, b, bits >> index & 1 == 1)
      set(b, a, bits >> index & 1 == 1)
    }
  }

  // MARK: data

  private mutating func place(_ codewords: [UInt8]) {
    var index = 0
    for pair in stride(from: side - 1, through: 1, by: -2) {
      let right = pair <= 6 ? pair - 1 : pair
      for vertical in 0..<side {
        let isUpward = (right + 1) & 2 == 0
        let row = isUpward ? side - 1 - vertical : vertical
        for column in [right, right - 1] where !isFunction[row * side + column] && index < codewords.count * 8 {
          modules[row * side + column] = codewords[index >> 3] >> UInt8(7 - index & 7) & 1 == 1
          index += 1
        }
      }
    }
  }

  private static func isMasked(_ mask: Int, _ y: Int, _ x: Int) -> Bool {
    let product = x * y
    return switch mask {
    case 0: (x + y) % 2 == 0
    case 1: y % 2 == 0
    case 2: x % 3 == 0
    case 3: (x + y) % 3 == 0
    case 4: (x / 3 + y / 2) % 2 == 0
    case 5: product % 2 + product % 3 == 0
    case 6: (product % 2 + product % 3) % 2 == 0
    default: ((x + y) % 2 + product % 3) % 2 == 0
    }
  }

  private mutating func apply(mask: Int) {
    for row in 0..<side {
      for column in 0..<side where !isFunction[row * side + column] && Self.isMasked(mask, row, column) {
        modules[row * side + column].toggle()
      }
    }
    drawFormat(mask: mask)
  }

  /// The four penalties of the standard, for runs, blocks, patterns like a finder, and an uneven share of dark modules.
  private func penalty(masked mask: Int) -> Int {
    var copy = self
    copy.apply(mask: mask)
    var total = 0
    for line in 0..<side {
      let row: [Bool] = (0..<side).map { copy.modules[line * side + $0] }
      let column: [Bool] = (0..<side).map { copy.modules[$0 * side + line] }
      for modules in [row, column] { total += Self.runPenalty(modules) + Self.finderPenalty(modules) }
    }
    for row in 0..<(side - 1) {
      for column in 0..<(side - 1) {
        let first = copy.isDark(row, column)
        if copy.isDark(row, column + 1) == first, copy.isDark(row + 1, column) == first, copy.isDark(row + 1, column + 1) == first {
          total += 3
        }
      }
    }
    let dark: Int = copy.modules.reduce(0) { $0 + ($1 ? 1 : 0) }
    let area: Int = side * side
    let imbalance: Int = abs(dark * 20 - area * 10) / area
    return total + imbalance * 10
  }

  private static func runPenalty(_ line: [Bool]) -> Int {
    var total = 0
    var length = 0
    for (index, dark) in line.enumerated() {
      length = index > 0 && line[index - 1] == dark ? length + 1 : 1
      if length == 5 { total += 3 } else if length > 5 { total += 1 }
    }
    return total
  }

  private static let finderLike: [[Bool]] = [
    [true, false, true, true, true, false, true, false, false, false, false],
    [false, false, false, false, true, false, true, true, true, false, true],
  ]

  private static func finderPenalty(_ line: [Bool]) -> Int {
    guard line.count >= 11 else { return 0 }
    var total = 0
    for start in 0...(line.count - 11) {
      for pattern in finderLike where pattern.elementsEqual(line[start..<(start + 11)]) { total += 40 }
    }
    return total
  }
}
