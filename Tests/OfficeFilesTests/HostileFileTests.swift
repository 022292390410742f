import Basics
import Foundation
import Tabular
import Testing

@testable import OfficeFiles

@Suite("Hostile office files")
struct HostileFileTests {
  private func fault(_ bytes: [UInt8]) -> OfficeFault? {
    do {
      _ = try OfficeDocument.open(FileBytes(bytes))?.document()
      return nil
    } catch let fault as OfficeFault { return fault } catch { return nil }
  }

  @Test("names that climb, are absolute or stand twice")
  func names() throws {
    for name in ["../x", "/x", "a\\b", "a/../../b", "a\u{0}b"] {
      #expect(fault(try Packed.zip([("[Content_Types].xml", "<a/>"), (name, "x")])) == .badName(name))
    }
    #expect(fault(try Packed.zip([("a.xml", "1"), ("A.xml", "2")])) == .twice(entry: "A.xml"))
  }

  @Test("cut anywhere, a file is refused and never a trap")
  func cut() throws {
    let whole = try Packed.docx("<w:p><w:r><w:t>текст</w:t></w:r></w:p>")
    #expect(fault(whole) == nil)
    for length in 4..<whole.count { #expect(fault(Array(whole[..<length])) != nil, "cut after \(length)") }
  }

  @Test("a checksum that does not hold")
  func checksum() throws {
    var bytes = try Packed.zip([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")])
    bytes[30 + 8 + 3] ^= 0x20
    #expect(fault(bytes) == .checksum(entry: "mimetype"))
  }

  @Test("a little that unpacks to much, a DTD, depth, XML that is not well-formed")
  func markup() throws {
    let bomb = try Packed.docx(String(repeating: "<w:p/>", count: 2_000_000))
    #expect(fault(bomb) == .ratio(entry: "word/текст.xml"))
    #expect(
      fault(try Packed.zip([("[Content_Types].xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")]))
        == .declaresType(part: "[Content_Types].xml"))
    #expect(fault(try Packed.docx(String(repeating: "<w:p>", count: 300))) == .tooDeep(part: "word/текст.xml", limit: 256))
    #expect(fault(try Packed.docx("<w:p>\n<b></w:p>")) == .malformed(part: "word/текст.xml", line: 2, column: 6))
  }

  @Test("counts below nothing and beyond all counting are no counts")
  func counts() throws {
    for count in ["-1", "9223372036854775807", "99999999999999999999"] {
      let words = "<w:pPr><w:numPr><w:ilvl w:val='\(count)'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>а</w:t></w:r>"
      let word = try Packed.docx(
        "<w:p>\(words)</w:p><w:tbl><w:tr><w:trPr><w:gridBefore w:val='\(count)'/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='\(count)'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
      )
      let book = try Packed.xlsx(
        book: "<sheets><sheet name='a' sheetId='1' r:id='s1'/></sheets>",
        sheets: [
          "<row r='\(count)'><c r='A1'><v>1</v></c></row><row><c s='\(count)'><v>2</v></c></row></sheetData><mergeCells><mergeCell ref='A-5:B\(count)'/></mergeCells><sheetData>"
        ])
      let sheet = try Packed.ods(
        "<table:table table:name='a'><table:table-row table:number-rows-repeated='\(count)'/><table:table-row><table:table-cell table:number-columns-repeated='\(count)' table:number-columns-spanned='\(count)' table:number-rows-spanned='\(count)' office:value-type='string'><text:p>я<text:s text:c='\(count)'/></text:p></table:table-cell></table:table-row></table:table>"
      )
      let page = Array("<table><tr><td colspan='\(count)' rowspan='\(count)'>а</table><ol start='\(count)'><li>б</ol>".utf8)
      for bytes in [word, book, sheet, page] {
        #expect([nil, .tooManyCells(limit: 1024)].contains(fault(bytes)), "\(count)")
      }
    }
  }

  @Test("old, locked and foreign files are told apart")
  func foreign() throws {
    let compound: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] + Array(repeating: 0, count: 512)
    #expect(fault(compound) == .oldOffice)
    #expect(fault(compound + Array("EncryptedPackage".utf16.flatMap { [UInt8($0 & 255), 0] })) == .encrypted)
    #expect(fault(Array("%PDF-1.7".utf8)) == .pdf)
    #expect(fault(try Packed.zip([("a.txt", "x")])) == .unknownZip)
  }

  private static let seeds: [(String, [UInt8])] = {
    func made(_ name: String, _ make: () throws -> [UInt8]) -> (String, [UInt8])? { (try? make()).map { (name, $0) } }
    let lesson =
      "---\ntitle: А\n---\n\n# Б\n\n**в** *г* `д` [е](http://a.b)\n\n- ж\n  1. з\n\n> и\n\n| к | л |\n|:--|--:|\n| м | н |\n\n::: notes\nо\n:::\n\n```\nп\n```\n"
    guard let document = try? MarkdownReader.document(lesson) else { return [] }
    return [
      made("docx") { try Packed.written { WordWriter.write(document, [:], to: $0) } },
      made("pptx") { try Packed.written { SlidesWriter.write(document, [:], to: $0) } },
      made("odt") { try Packed.written { OpenDocumentWriter.writeText(document, [:], to: $0) } },
      made("odp") { try Packed.written { OpenDocumentWriter.writeSlides(document, [:], to: $0) } },
      made("xlsx") {
        try Packed.xlsx(
          book: "<workbookPr date1904='1'/><sheets><sheet name='a' sheetId='1' r:id='s1'/></sheets>",
          sheets: ["<row r='1'><c r='A1' t='s'><v>0</v></c><c s='0'><v>43160.5</v></c></row>"],
          styles: "<cellXfs><xf numFmtId='14'/></cellXfs>", strings: "<si><r><t>а</t></r></si>")
      },
      made("ods") {
        try Packed.ods(
          "<table:table table:name='a'><table:table-row table:number-rows-repeated='3'><table:table-cell table:number-columns-repeated='2' table:number-rows-spanned='2' office:value-type='float' office:value='1'><text:p>1<text:s text:c='3'/></text:p></table:table-cell></table:table-row></table:table>"
        )
      },
      (
        "html",
        Array(
          "<!doctype html><meta charset=koi8-r><table><tr><td rowspan=3 colspan=2>a&amp;&#99;<td>b<tr><td><p>c</table><ul><li>d</ul><h1>e"
            .utf8)
      ),
      ("md", Array(lesson.utf8)),
      ("png", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0, 0, 0, 0, 240, 8, 6, 0, 0, 0]),
      ("jpeg", [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 0, 16, 0, 16, 3, 1, 0x22, 0]),
      ("gif", Array("GIF89a".utf8) + [16, 0, 16, 0, 0, 0, 0]),
    ].compactMap { $0 }
  }()

  /// A million per form when asked; the seed of each input is its number.
  private static let rounds = ProcessInfo.processInfo.environment["MYSCHOOL_LONG"] != nil ? 1_000_000 : 1_500

  @Test("mutated inputs end with a document or a fault, never with a trap or after a second", arguments: Self.seeds.map(\.0))
  func mutated(_ name: String) throws {
    let seed = try #require(Self.seeds.first { $0.0 == name }).1
    let clock = ContinuousClock()
    for number in 0..<Self.rounds {
      var generator = SplitMix(UInt64(number) &* 31 &+ UInt64(seed.count))
      let bytes = Self.mutated(seed, &generator)
      let start = clock.now
      do {
        if ["png", "jpeg", "gif"].contains(name) {
          _ = try PictureFile(bytes, name: "a")
        } else {
          try Self.read(bytes, as: ["html", "md"].contains(name) ? OfficeForm(rawValue: name) : nil)
        }
      } catch is OfficeFault {} catch is MarkdownReader.Mistake {} catch is TextDecoder.Undecodable {} catch is TextDecoder.NotText {}
      // A hang, not a slow machine: what is read is a kilobyte.
      #expect(clock.now - start < .seconds(20), "input \(number) of \(name)")
    }
  }

  private static func read(_ bytes: [UInt8], as form: OfficeForm?) throws {
    guard let document = try OfficeDocument.open(FileBytes(bytes), as: form) else { return }
    _ = try PlainDocument.text(document.document())
    _ = try MarkdownWriter.text(document.document())
    for table in try document.tables() {
      let rows = try table.rows(filling: true)
      while try rows.next() != nil {}
    }
  }

  /// Bytes changed, cut out, doubled; in a package also within a part, with sums that hold.
  private static func mutated(_ seed: [UInt8], _ generator: inout SplitMix) -> [UInt8] {
    if seed.starts(with: [0x50, 0x4b]), generator.next() % 4 != 0, let zip = try? ZipReader(FileBytes(seed)) {
      let chosen = Int(generator.next() % UInt64(zip.entries.count))
      return
        (try? Packed.written { output in
          let writer = ZipWriter(output)
          for (index, entry) in zip.entries.enumerated() {
            let whole = try zip.contents(entry.name)
            writer.add(entry.name, index == chosen ? changed(whole, &generator) : whole, stored: entry.name == "mimetype")
          }
          writer.finish()
        }) ?? seed
    }
    return changed(seed, &generator)
  }

  private static func changed(_ seed: [UInt8], _ generator: inout SplitMix) -> [UInt8] {
    var bytes = seed
    for _ in 0...Int(generator.next() % 4) {
      guard !bytes.isEmpty else { return bytes }
      let place = Int(generator.next() % UInt64(bytes.count))
      let length = min(bytes.count - place, Int(generator.next() % 40) + 1)
      switch generator.next() % 6 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
      case 1: bytes[place] ^= 1 << UInt8(generator.next() % 8)
      case 2: bytes.removeSubrange(place..<place + length)
      case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
      case 4:
        bytes.insert(
          contentsOf: ["99999999999", "-1", "<", ">", "&#x10ffff;", "|", "\u{0}", "'"].map { Array($0.utf8) }[Int(generator.next() % 8)],
          at: place)
      default: bytes.removeSubrange(place...)
      }
    }
    return bytes
  }
}

private struct SplitMix {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
