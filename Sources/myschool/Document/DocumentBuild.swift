import Arguments
import Basics
import Glibc
import OfficeFiles
import SchoolModel
import SchoolSheets
import Tabular

/// The forms a document is built in.
enum BuiltForm: String, CaseIterable { case pptx, odp, docx, odt, html, md }

extension DocumentCommands {
  private static let lesson = Operand.one(.file, Text(en: "The lesson in Markdown", ru: "Урок в Markdown"))
  private static let to = Option.text(
    "to", nil, .choice(BuiltForm.allCases.map(\.rawValue), placeholder: "FORM"),
    Text(en: "The form, where the name of the file does not say it", ru: "Вид документа, если его не говорит имя файла"))

  static let build: Command = Command(
    "build", Text(en: "Make slides or a document of Markdown", ru: "Собрать слайды или документ из Markdown"),
    discussion: Text(
      en:
        "The form is what the name of the file ends with: pptx, odp, docx, odt, html. Slides begin at the highest heading that content follows; what does not fit one goes on to the next. Pictures are files beside the lesson.",
      ru:
        "Вид документа говорит имя файла: pptx, odp, docx, odt, html. Слайд начинается с самого старшего заголовка, за которым идёт текст; что не поместилось, переходит на следующий. Рисунки — файлы рядом с уроком."
    ), operands: [lesson.spec], options: [to.spec],
    examples: [
      Example("myschool document build lesson.md -o lesson.pptx", Text(en: "slides", ru: "слайды")),
      Example("myschool document build lesson.md --to odt -o - > lesson.odt", Text(en: "by a pipe", ru: "через канал")),
    ], local: true
  ) { call, session in
    let name = call[lesson]
    guard let form = form(call, session) else { throw BuildFailure.noForm }
    let source = try session.source(name)
    let shown = source.name
    let document = try NamedDocument.reading(shown) { try MarkdownReader.document(try source.text(limit: 16 << 20)) }
    let pictures = form == .md ? [:] : try pictures(of: document.blocks, beside: name, shown, session)
    var bytes: [UInt8] = []
    let output = ByteOutput { bytes += $0 }
    switch form {
    case .pptx: SlidesWriter.write(document, pictures, to: output)
    case .odp: OpenDocumentWriter.writeSlides(document, pictures, to: output)
    case .docx: WordWriter.write(document, pictures, to: output)
    case .odt: OpenDocumentWriter.writeText(document, pictures, to: output)
    case .html: output.append(HTMLWriter.text(document, pictures))
    case .md: output.append(MarkdownWriter.text(document))
    }
    try output.flush()
    guard form == .html || form == .md || !session.console.outputIsTerminal || session.call[Everywhere.output] ?? "-" != "-" else {
      throw ShellFailure.binaryToTerminal
    }
    return .bytes(bytes)
  }

  private static func form(_ call: Call, _ session: Session) -> BuiltForm? {
    if let wanted = call[to] { return BuiltForm(rawValue: wanted) }
    guard let name = session.call[Everywhere.output], let dot = name.lastIndex(of: ".") else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    return BuiltForm(rawValue: ending == "htm" ? "html" : ending)
  }

  /// The pictures that a lesson names: files beside it, none above it and none from elsewhere.
  private static func pictures(of blocks: [Block], beside lesson: String, _ shown: String, _ session: Session) throws -> Pictures {
    var found: Pictures = [:]
    for block in blocks {
      if case .notes(let inner) = block { found.merge(try pictures(of: inner, beside: lesson, shown, session)) { first, _ in first } }
      guard case .picture(let picture) = block, found[picture.source] == nil else { continue }
      let parts = picture.source.split(separator: "/", omittingEmptySubsequences: false)
      guard !picture.source.isEmpty, !picture.source.hasPrefix("/"), !parts.contains(".."), !picture.source.contains(":"),
        !picture.source.contains("\\")
      else {
        throw BuildFailure.pictureElsewhere(file: shown, line: picture.line, picture.source)
      }
      let folder = lesson == "-" ? "." : School.folder(of: lesson)
      let path = session.console.path(folder + "/" + picture.source)
      guard access(path, R_OK) == 0 else { throw BuildFailure.noPicture(file: shown, line: picture.line, picture.source) }
      let bytes = try session.wholeBytes(folder + "/" + picture.source)
      do { found[picture.source] = try PictureFile(bytes, name: picture.source) } catch let fault as OfficeFault {
        throw DocumentFailure.fault(file: "\(shown):\(picture.line)", fault)
      }
    }
    return found
  }
}

/// Why a lesson is not made into a document.
enum BuildFailure: Failure, Equatable {
  case noForm
  case noPicture(file: String, line: Int, String)
  case pictureElsewhere(file: String, line: Int, String)

  var exit: ExitCode {
    switch self {
    case .noForm: .usage
    case .noPicture: .notFound
    case .pictureElsewhere: .badData
    }
  }

  var key: String {
    switch self {
    case .noForm: "build.form"
    case .noPicture: "build.picture"
    case .pictureElsewhere: "build.elsewhere"
    }
  }
}

extension BuildFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .noForm:
      return told(
        Text(en: "which form shall it have?", ru: "в каком виде собрать?"),
        hint: Text(
          en: "by the name of the file: -o lesson.pptx, or --to pptx", ru: "по имени файла: -o lesson.pptx, или ключом --to pptx"))
    case .noPicture(let file, let line, let picture):
      return told(
        Text(en: "\(file):\(line): there is no picture \(picture)", ru: "\(file):\(line): нет рисунка \(picture)"),
        hint: Text(en: "pictures lie beside the lesson", ru: "рисунки лежат рядом с уроком"))
    case .pictureElsewhere(let file, let line, let picture):
      return told(
        Text(
          en: "\(file):\(line): \(picture) is not beside the lesson; nothing is fetched",
          ru: "\(file):\(line): \(picture) не рядом с уроком; из сети ничего не загружается"),
        hint: Text(en: "put the file beside the lesson and name it", ru: "положите файл рядом с уроком и назовите его"))
    }
  }
}
