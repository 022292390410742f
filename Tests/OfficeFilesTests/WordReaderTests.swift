import Testing

@testable import OfficeFiles

@Suite("Files of Word")
struct WordReaderTests {
  private func cell(_ text: String, _ properties: String = "") -> String {
    "<w:tc><w:tcPr>\(properties)</w:tcPr><w:p><w:r><w:t>\(text)</w:t></w:r></w:p></w:tc>"
  }

  @Test("headings are told by the names of styles, whose ids are numbers in Russian Word")
  func russianStyles() throws {
    let bytes = try Packed.docx(
      "<w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>Механика</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val='2'/></w:pPr><w:r><w:t>Рычаг</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val='3'/></w:pPr><w:r><w:t>текст</w:t></w:r></w:p>",
      styles:
        "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/></w:style><w:style w:type='paragraph' w:styleId='2'><w:name w:val='heading 2'/></w:style><w:style w:type='paragraph' w:styleId='3'><w:name w:val='Body Text'/></w:style>"
    )
    #expect(
      try Packed.open(bytes).document().blocks == [
        .heading(level: 1, [Run("Механика")]), .heading(level: 2, [Run("Рычаг")]), .paragraph([Run("текст")]),
      ])
  }

  @Test("inserted text is in, deleted text is out, what a line break parts is parted")
  func trackedChanges() throws {
    let bytes = try Packed.docx(
      "<w:p><w:r><w:t xml:space='preserve'>к 5 </w:t></w:r><w:del w:id='1'><w:r><w:delText>марта</w:delText></w:r></w:del><w:ins w:id='2'><w:r><w:t>мая</w:t><w:br/><w:t>сдать</w:t></w:r></w:ins></w:p>"
    )
    #expect(try PlainDocument.text(Packed.open(bytes).document()) == "к 5 мая\nсдать\n")
  }

  @Test("a table within a cell is a table of its own after the outer one")
  func nestedTable() throws {
    let inner = "<w:tbl><w:tr>\(cell("внутри"))</w:tr></w:tbl>"
    let bytes = try Packed.docx(
      "<w:tbl><w:tr>\(cell("а"))<w:tc><w:p><w:r><w:t>до</w:t></w:r></w:p>\(inner)<w:p><w:r><w:t>после</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    #expect(try Packed.open(bytes).tables().count == 2)
    #expect(try Packed.cells(bytes) == [["а", "до\nпосле"]])
    #expect(try Packed.cells(bytes, table: 2) == [["внутри"]])
  }

  @Test("merged cells stand in their first place, and are repeated down but never across when asked")
  func merged() throws {
    let bytes = try Packed.docx(
      "<w:tbl><w:tr>\(cell("Раздел", "<w:vMerge w:val='restart'/>"))\(cell("Тема", "<w:gridSpan w:val='2'/>"))</w:tr><w:tr>\(cell("", "<w:vMerge/>"))\(cell("1"))\(cell("2"))</w:tr><w:tr>\(cell("б"))\(cell("в", "<w:hMerge w:val='restart'/>"))\(cell("", "<w:hMerge/>"))</w:tr></w:tbl>"
    )
    #expect(try Packed.cells(bytes) == [["Раздел", "Тема", ""], ["", "1", "2"], ["б", "в", ""]])
    #expect(try Packed.cells(bytes, filling: true) == [["Раздел", "Тема", ""], ["Раздел", "1", "2"], ["б", "в", ""]])
  }

  @Test("the words of a text box are read once")
  func textBox() throws {
    let box = "<w:txbxContent><w:p><w:r><w:t>в рамке</w:t></w:r></w:p></w:txbxContent>"
    let bytes = try Packed.docx(
      "<w:p><w:r><w:t>до</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>\(box)</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>\(box)</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    let text = try PlainDocument.text(Packed.open(bytes).document())
    #expect(text.components(separatedBy: "в рамке").count == 2)
    #expect(text.contains("до"))
  }
}

extension String {
  fileprivate func components(separatedBy part: String) -> [Substring] { split(separator: part, omittingEmptySubsequences: false) }
}
