import Arguments
import Basics
import OfficeFiles
import SchoolModel
import SchoolSheets
import Tabular

extension DocumentCommands {
  private static let notes = Option.flag("notes", Text(en: "With the notes of the speaker", ru: "Вместе с заметками докладчика"))

  static let text: Command = Command(
    "text", Text(en: "Print the text of a file", ru: "Напечатать текст файла"),
    discussion: Text(
      en:
        "The body in reading order: what was inserted is in, what was deleted and comments are out, footnotes stand after their paragraph, tables as lines with tabs. --format markdown gives headings, lists, tables and links as Markdown.",
      ru:
        "Основной текст по порядку: вставленное входит, удалённое и примечания рецензентов — нет, сноски стоят после своего абзаца, таблицы — строками с табуляцией. --format markdown передаёт заголовки, списки, таблицы и ссылки в Markdown."
    ), operands: [file.spec], options: [notes.spec, form.spec],
    examples: [
      Example("myschool document text lesson.pptx --notes", Text(en: "slides with their notes", ru: "слайды с заметками")),
      Example("myschool document text plan.docx --format markdown", Text(en: "as Markdown", ru: "в Markdown")),
    ], local: true
  ) { call, session in
    let (named, source) = try opened(call, session)
    guard let named else { return .text(try source.text(limit: 32 << 20)) }
    let document = try named.reading { try named.document.document() }
    if session.format == .markdown { return .text(MarkdownWriter.text(document, notes: call[notes])) }
    var options = TextOptions()
    options.notes = call[notes]
    return .text(PlainDocument.text(document, options))
  }
}
