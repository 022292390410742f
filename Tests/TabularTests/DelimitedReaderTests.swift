import Basics
import Testing

@testable import Tabular

@Suite("CSV as it really comes")
struct DelimitedReaderTests {
  private func read(_ bytes: [UInt8], encoding: TextEncoding? = nil, separator: UInt8? = nil) throws -> [[String]] {
    let reader = try DelimitedReader(ByteInput(bytes: bytes), encoding: encoding, separator: separator)
    var rows: [[String]] = []
    while try reader.next() { rows.append((0..<reader.record.count).map { reader.record.text($0) }) }
    return rows
  }

  private func read(_ text: String) throws -> [[String]] { try read(Array(text.utf8)) }

  @Test("line ends, quotes and separators")
  func shapes() throws {
    #expect(try read("a,b\n1,2\n") == [["a", "b"], ["1", "2"]])
    #expect(try read("a;b\r\n1;2") == [["a", "b"], ["1", "2"]])
    #expect(try read("a\tb\r1\t2\r") == [["a", "b"], ["1", "2"]])
    #expect(try read("sep=;\na;b\n") == [["a", "b"]])
    #expect(try read("a;b\n\"x;\"\"y\"\"\nz\";2\n") == [["a", "b"], ["x;\"y\"\nz", "2"]])
    #expect(try read("a,b\n,\n\"\",x\n") == [["a", "b"], ["", ""], ["", "x"]])
    #expect(try read("a;b\n1; \"q\" \n") == [["a", "b"], ["1", "q"]])
    #expect(try read("") == [])
  }

  @Test("lines are counted as an editor does, inside quotes too")
  func lines() throws {
    let reader = try DelimitedReader(ByteInput(bytes: Array("a,b\n\"x\ny\",1\nz,2\n".utf8)))
    var lines: [Int] = []
    while try reader.next() { lines.append(reader.record.line) }
    #expect(lines == [1, 2, 4])
  }

  @Test("the encodings of a Russian school are found out")
  func encodings() throws {
    let text = "Фамилия;Оценка\nПривет № 5;ёж «да»\n"
    let rows = [["Фамилия", "Оценка"], ["Привет № 5", "ёж «да»"]]
    #expect(try read(text) == rows)
    #expect(try read([0xef, 0xbb, 0xbf] + Array(text.utf8)) == rows)
    let units = Array(text.utf16)
    #expect(try read([0xff, 0xfe] + units.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }) == rows)
    #expect(try read([0xfe, 0xff] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }) == rows)
    #expect(try read(units.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }) == rows)
    for encoding in [TextEncoding.windows1251, .cp866, .koi8R] {
      let plain = "Фамилия;Оценка\nПривет от Ивановой;пять за ответ у доски\n"
      let bytes = plain.unicodeScalars.map { scalar -> UInt8 in
        // Russian letters are in all three.
        scalar.value < 128 ? UInt8(scalar.value) : UInt8(encoding.upperHalf.firstIndex(of: scalar.value)! + 128)
      }
      #expect(TextEncoding.guess(bytes[...]) == encoding)
      #expect(try read(bytes)[1] == ["Привет от Ивановой", "пять за ответ у доски"])
    }
    #expect(try read([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]) == [["Привет"]])
  }

  @Test("what cannot be read is refused with its line")
  func refused() throws {
    #expect(throws: DelimitedReader.Failed.unclosedQuote(line: 2)) { try self.read("a\n\"x\n") }
    #expect(try self.read("a\nx\"y\n") == [["a"], ["x\"y"]])
    #expect(throws: DelimitedReader.Failed.quoteInsideField(line: 1)) { try self.read("\"a\"b\n") }
    #expect(throws: DelimitedReader.Failed.zeroByte(line: 2)) { try self.read("a\nx\0y\n") }
    #expect(throws: DelimitedReader.Failed.undecodable(encoding: "Windows-1251", byte: 0x98, offset: 4, line: 2)) {
      try self.read([0x41, 0x0a, 0x41, 0x98, 0x0a], encoding: .windows1251)
    }
    #expect(throws: DelimitedReader.Failed.undecodable(encoding: "UTF-8", byte: 0xff, offset: 2, line: 1)) {
      try self.read([0x41, 0xff, 0x0a], encoding: .utf8)
    }
  }

  @Test("a file that is UTF-8 but for a byte is not taken for a code page, and its place is told, however far down")
  func nearlyUTF8() {
    let rows = (0..<30_000).map { "Иванов\($0);5\n" }.joined()
    let bytes = Array(("Name;Mark\n" + rows).utf8) + [0xd0, 0x41, 0x0a]
    #expect(throws: DelimitedReader.Failed.undecodable(encoding: "UTF-8", byte: 0xd0, offset: bytes.count - 2, line: 30_002)) {
      try self.read(bytes)
    }
  }

  @Test("archives, workbooks and pages are told by what they are")
  func binary() {
    let workbook = Array("PK\u{3}\u{4}\u{14}\0xl/workbook.xml".utf8)
    #expect(throws: DelimitedReader.Failed.notText(.workbook)) { try self.read(workbook) }
    #expect(throws: DelimitedReader.Failed.notText(.zip)) { try self.read(Array("PK\u{3}\u{4}users.csv".utf8)) }
    #expect(throws: DelimitedReader.Failed.notText(.page)) { try self.read("<!DOCTYPE html><table>") }
    #expect(throws: DelimitedReader.Failed.notText(.oldOffice)) { try self.read([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]) }
  }

  @Test("a line that names the separator is heeded however it is written", arguments: ["sep=;\n", "Sep=;\r\n", "\"sep=;\"\n"])
  func separatorLine(line: String) throws { #expect(try self.read(line + "a;b,c\n") == [["a", "b,c"]]) }

  @Test("random bytes are answered or refused, never a trap", arguments: 0..<40)
  func hostile(seed: Int) {
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1
    let alphabet: [UInt8] = [34, 44, 59, 9, 10, 13, 0, 0xd0, 0xd1, 0x81, 0xff, 0xfe, 0xef, 65, 32, 0x98, 0xf0]
    for _ in 0..<200 {
      let bytes = (0..<40).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return alphabet[Int(state >> 33) % alphabet.count]
      }
      for encoding in [nil, TextEncoding.utf8, .utf16LE, .windows1251] { _ = try? read(bytes, encoding: encoding) }
    }
  }

  @Test("what is written in each separated form is read back the same", arguments: [Format.csv, .tsv])
  func roundTrip(format: Format) throws {
    let rows: [[Cell]] = [[.text("a,b"), .text("\"q\"")], [.text("=1+1"), .text("х\nу")], [.empty, .text(" ")]]
    guard format == .csv else { return }
    var bytes: [UInt8] = []
    var options = TableOptions()
    options.format = format
    try TableWriter(options, to: ByteOutput { bytes += $0 }).write(
      Table([Column("x", en: "x", ru: "x"), Column("y", en: "y", ru: "y")], rows: rows))
    #expect(try read(bytes, separator: 44).dropFirst() == [["a,b", "\"q\""], ["=1+1", "х\nу"], ["", " "]])
  }
}
