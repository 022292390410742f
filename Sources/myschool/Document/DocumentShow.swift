import Arguments
import Basics
import OfficeFiles
import SchoolModel
import SchoolSheets
import Tabular

extension DocumentCommands {
  static let show: Command = Command(
    "show", Text(en: "Read a file on the terminal", ru: "Читать файл на терминале"), operands: [file.spec], options: [form.spec],
    examples: [Example("myschool document show plan.docx", Text(en: "with its tables", ru: "вместе с таблицами"))], local: true
  ) { call, session in
    let (named, source) = try opened(call, session)
    guard let named else { return .text(DisplayText.clean(try source.text(limit: 32 << 20), keepingLines: true)) }
    let document = try named.reading { try named.document.document() }
    return .text(DisplayText.clean(shown(document), keepingLines: true))
  }

  /// Markdown with its tables laid out, for reading.
  private static func shown(_ document: Document) -> String {
    var out = ""
    var plain = Document()
    (plain.title, plain.author, plain.date) = (document.title, document.author, document.date)
    func flush() {
      if plain != Document() { out += MarkdownWriter.text(plain) }
      plain = Document()
    }
    for block in document.blocks {
      guard case .table(let grid, _) = block else {
        plain.blocks.append(block)
        continue
      }
      flush()
      out += CellText.aligned(grid.rows.map { $0.map { $0.text.replacing("\n", with: " ") } }) + "\n"
    }
    flush()
    return out
  }
}
