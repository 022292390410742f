import Arguments
import Basics
import OfficeFiles
import SchoolModel
import SchoolSheets
import Tabular

/// Office files as they are: they need no school and no sign-in.
enum DocumentCommands {
  static let noun: Command = Command(
    "document",
    Text(en: "Office files: their tables, their text, lessons made into them", ru: "Офисные файлы: таблицы, текст, уроки из Markdown"),
    local: true, children: { [tables, text, show, build] })

  static let file = Operand.one(
    .file, Text(en: "The file, with #N or #NAME for one of its tables", ru: "Файл; одна его таблица — #N или #ИМЯ"))
  static let form = Option.text(
    "input-format", nil, .choice(["csv"] + OfficeForm.allCases.map(\.rawValue), placeholder: "FORM"),
    Text(en: "What the file is, instead of finding it out", ru: "Какой это файл, вместо определения"))

  /// A document, or a text that is one by its name.
  static func opened(_ call: Call, _ session: Session) throws -> (document: NamedDocument?, source: Source) {
    let typed = call[file]
    let found = try session.document(typed, as: call[form])
    guard found.document == nil, call[form] == nil, [".md", ".markdown"].contains(where: session.parted(typed).file.lowercased().hasSuffix)
    else { return found }
    return try session.document(typed, as: OfficeForm.markdown.rawValue)
  }
}
