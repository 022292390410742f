import Basics

/// The codewords of a QR code: data, padding and error correction, interleaved.
enum QRData {
  private static let correctionPerBlock: [QRCode.Level: [Int]] = [
    .low: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28],
    .medium: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26],
  ]
  private static let blocks: [QRCode.Level: [Int]] = [
    .low: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8],
    .medium: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16],
  ]

  /// Codewords that a version holds, data and correction together.
  private static func capacity(_ version: Int) -> Int {
    var modules = (16 * version + 128) * version + 64
    if version >= 2 {
      let centres = version / 7 + 2
      modules -= (25 * centres - 10) * centres - 55
      if version >= 7 { modules -= 36 }
    }
    return modules / 8
  }

  /// The smallest version that holds the text.
  static func encode(_ text: String, _ level: QRCode.Level) -> (version: Int, codewords: [UInt8])? {
    guard let perBlock = correctionPerBlock[level], let blockCounts = blocks[level] else { return nil }
    for version in 1...blockCounts.count {
      let room = capacity(version) - perBlock[version - 1] * blockCounts[version - 1]
      if let data = data(text, version, room) {
        return (version, interleave(data, capacity(version), perBlock[version - 1], blockCounts[version - 1]))
      }
    }
    return nil
  }

  private static func data(_ text: String, _ version: Int, _ room: Int) -> [UInt8]? {
    var bits: [Bool] = []
    func add(_ value: Int, _ count: Int) { for index in (0..<count).reversed() { bits.append(value >> index & 1 == 1) } }
    let bytes = Array(text.utf8)
    if !bytes.isEmpty, bytes.allSatisfy({ (48...57).contains($0) }) {
      add(1, 4)
      add(bytes.count, version < 10 ? 10 : 12)
      for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        add(group.reduce(0) { $0 * 10 + Int($1 - 48) }, [0, 4, 7, 10][group.count])
      }
    } else {
      add(4, 4)
      add(bytes.count, version < 10 ? 8 : 16)
      for byte in bytes { add(Int(byte), 8) }
    }
    guard bits.count <= room * 8 else { return nil }
    add(0, min(4, room * 8 - bits.count))
    while bits.count % 8 != 0 { bits.append(false) }
    var codewords = stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<(start + 8)].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
    }
    let filled = codewords.count
    for index in filled..<max(filled, room) { codewords.append((index - filled) % 2 == 0 ? 0xec : 0x11) }
    return codewords
  }

  private static func interleave(_ data: [UInt8], _ total: Int, _ correction: Int, _ blockCount: Int) -> [UInt8] {
    let divisor = ReedSolomon.divisor(correction)
    let short = total / blockCount - correction
    let longBlocks = total % blockCount
    var blocks: [(data: [UInt8], correction: [UInt8])] = []
    var start = 0
    for index in 0..<blockCount {
      let length = short + (index >= blockCount - longBlocks ? 1 : 0)
      let block = Array(data[start..<(start + length)])
      blocks.append((block, ReedSolomon.remainder(block, divisor)))
      start += length
    }
    var result: [UInt8] = []
    for position in 0...short { for block in blocks where position < block.data.count { result.append(block.data[position]) } }
    for position in 0..<correction { for block in blocks { result.append(block.correction[position]) } }
    return result
  }
}

/// Reed–Solomon codes over GF(256) with the polynomial 0x11D.
enum ReedSolomon {
  private static func multiply(_ x: UInt8, _ y: UInt8) -> UInt8 {
    var result = 0
    for shift in (0..<8).reversed() {
      result = result << 1 ^ (result >> 7) * 0x11d
      result ^= Int(y >> UInt8(shift) & 1) * Int(x)
    }
    return UInt8(result)
  }

  static func divisor(_ degree: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: degree - 1) + [1]
    var root: UInt8 = 1
    for _ in 0..<degree {
      for index in result.indices {
        result[index] = multiply(result[index], root)
        if index + 1 < result.count { result[index] ^= result[index + 1] }
      }
      root = multiply(root, 2)
    }
    return result
  }

  static func remainder(_ data: [UInt8], _ divisor: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: divisor.count)
    for byte in data {
      let factor = byte ^ result.removeFirst()
      result.append(0)
      for index in divisor.indices { result[index] ^= multiply(divisor[index], factor) }
    }
    return result
  }
}
