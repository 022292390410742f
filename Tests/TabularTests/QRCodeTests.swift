import Basics
import Testing

@testable import Tabular

@Suite("QR codes")
struct QRCodeTests {
  @Test("the example of the standard's annex: codewords and the whole symbol")
  func annex() throws {
    let (version, codewords) = try #require(QRData.encode("01234567", .medium))
    #expect(version == 1)
    #expect(
      codewords == [
        0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36,
        0xc7, 0x87, 0x2c, 0x55,
      ])
    let code = try #require(QRCode("01234567", mask: 2))
    let rows = """
      1fcb7f 104f41 17505d 17585d 17575d 105141 1fd57f 001300 17c97c 02b52c 046a9f 01083c 03f290 0017cc 1fcd60 1057c5 17512c 175920
      175694 104036 1fde94
      """.split(whereSeparator: \.isWhitespace).map { Int($0, radix: 16) }
    let drawn = (0..<21).map { row in (0..<21).reduce(0) { $0 << 1 | (code.isDark(row, $1) ? 1 : 0) } }
    #expect(drawn == rows.compactMap { $0 })
  }

  @Test(
    "capacities at the borders of versions are those of the standard",
    arguments: [
      (14, 1), (15, 2), (26, 2), (27, 3), (62, 4), (63, 5), (84, 5), (106, 6), (122, 7), (213, 10), (214, 11),
    ])
  func capacity(bytes: Int, version: Int) throws {
    #expect(try #require(QRCode(String(repeating: "a", count: bytes))).version == version)
  }

  @Test("low correction holds more, and what does not fit is no code")
  func limits() throws {
    #expect(try #require(QRCode(String(repeating: "a", count: 271), level: .low)).version == 10)
    #expect(QRCode(String(repeating: "a", count: 5000)) == nil)
  }

  @Test("the terminal form has two rows a line and the quiet zone around")
  func terminal() throws {
    let text = try #require(QRCode("https://example.org")).terminalText
    let lines = text.split(separator: "\n")
    #expect(lines.count == (25 + 8 + 1) / 2 && lines.allSatisfy { $0.count == 25 + 8 })
    #expect(lines[0] == Substring(String(repeating: "█", count: 33)))
  }
}
