import Basics
import Tabular
import Testing

@testable import OfficeFiles

@Suite("What is built reads back")
struct RoundTripTests {
  private static let lesson = """
    ---
    title: Дроби
    author: Титова А. П.
    ---

    # Повторение

    ## Что такое дробь

    Дробь — это **часть** *целого*, знаки < > & " '.

    - Числитель
      - сверху
    - Знаменатель

    ## Таблица долей

    | имя | доля |
    |---|---|
    | половина | 1/2 |
    | «а \\| b» | 30 |

    ## Домашнее задание

    1. Выучить определения
    2. Решить № 5

    """

  private func built(_ form: OfficeForm) throws -> [UInt8] {
    let document = try MarkdownReader.document(Self.lesson)
    return try Packed.written { output in
      switch form {
      case .docx: WordWriter.write(document, [:], to: output)
      case .pptx: SlidesWriter.write(document, [:], to: output)
      case .odt: OpenDocumentWriter.writeText(document, [:], to: output)
      case .odp: OpenDocumentWriter.writeSlides(document, [:], to: output)
      default: output.append(HTMLWriter.text(document, [:]))
      }
    }
  }

  @Test("through every form, twice the same bytes", arguments: [OfficeForm.docx, .pptx, .odt, .odp, .html])
  func lesson(_ form: OfficeForm) throws {
    let bytes = try built(form)
    #expect(bytes == (try built(form)))
    let opened = try Packed.open(bytes)
    #expect(opened.form == form)
    let wanted = MarkdownWriter.text(try MarkdownReader.document(Self.lesson))
    #expect(MarkdownWriter.text(try opened.document()) == wanted)
  }

  @Test("a table of forty rows goes on to further slides under its heading row, and nothing of it is lost")
  func longTable() throws {
    let rows = (1...40).map { "| \($0) | тема \($0) |" }.joined(separator: "\n")
    let document = try MarkdownReader.document("# План\n\n| № | тема |\n|---|---|\n\(rows)\n")
    for write in [SlidesWriter.write, OpenDocumentWriter.writeSlides] {
      let read = try Packed.open(try Packed.written { write(document, [:], $0) }).document()
      #expect(read.grids.count > 1)
      #expect(read.grids.allSatisfy { $0.rows.first?.map(\.text) == ["№", "тема"] })
      #expect(read.grids.flatMap { $0.rows.dropFirst().map { $0[0].text } } == (1...40).map(String.init))
    }
  }
}
