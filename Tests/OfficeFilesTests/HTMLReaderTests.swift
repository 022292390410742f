import Testing

@testable import OfficeFiles

@Suite("Pages of HTML and Markdown")
struct HTMLReaderTests {
  @Test("a page saved by a browser in windows-1251, with its cells unclosed and merged")
  func browser() throws {
    // «<td>Иванов Ё» in windows-1251.
    let ivanov: [UInt8] = [0xc8, 0xe2, 0xe0, 0xed, 0xee, 0xe2, 0x20, 0xa8]
    let bytes =
      Array(
        "<!DOCTYPE html>\n<html><head><meta http-equiv='Content-Type' content='text/html; charset=windows-1251'><script>var a='<td>';</script></head><body><table><tr><td rowspan=2>"
          .utf8) + ivanov
      + Array("<td colspan='2'>a &amp; b&nbsp;c&#1071;\n  d<tr><td>1<br>2<td>&lt;3</table>".utf8)
    let cells = try Packed.cells(bytes)
    #expect(cells == [["Иванов Ё", "a & b\u{a0}cЯ d", ""], ["", "1\n2", "<3"]])
    #expect(try Packed.cells(bytes, filling: true)[1][0] == "Иванов Ё")
  }

  @Test("a table of Markdown has its bars escaped and need not be framed")
  func markdown() throws {
    let bytes = Array("# Доли\n\nимя | доля\n:--|--:\nполовина | 1/2\n«а \\| b» | `|`\n\nтекст\n".utf8)
    #expect(try Packed.cells(bytes) == [["имя", "доля"], ["половина", "1/2"], ["«а | b»", "|"]])
  }

  @Test("a file that is no document is left to the reader of rows")
  func rows() throws { #expect(try OfficeDocument.open(FileBytes(Array("a;b\n1;2\n".utf8))) == nil) }
}
