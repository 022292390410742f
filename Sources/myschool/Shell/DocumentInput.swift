import Arguments
import Basics
import Glibc
import OfficeFiles
import SchoolModel
import SchoolSheets
import Tabular

/// Why a document gives no rows.
enum DocumentFailure: Failure, Equatable {
  case fault(file: String, OfficeFault)
  case markdown(file: String, line: Int, MarkdownReader.Mistake.Kind)
  /// - Parameter tables: those there are, a line each.
  case noTable(file: String, wanted: String, tables: [String])
  /// None of the tables has the headings wanted, or several have them.
  case whichTable(file: String, fitting: Int, tables: [String])
  case noTables(file: String)
  case badForm(String)

  var exit: ExitCode {
    switch self {
    case .noTable: .notFound
    case .badForm: .usage
    default: .badData
    }
  }

  var key: String {
    switch self {
    case .fault: "document.fault"
    case .markdown: "document.markdown"
    case .noTable: "document.table"
    case .whichTable: "document.which"
    case .noTables: "document.tables"
    case .badForm: "document.form"
    }
  }
}

/// A document that a word of the command line names, perhaps with one of its tables: `plan.docx#2`.
struct NamedDocument {
  /// The file as it was typed, without its table.
  let file: String
  /// The table that was named: its number or its name.
  let wanted: String?
  let document: OfficeDocument

  /// The tables of it; where one was named, that one alone.
  func tables() throws -> [DocumentTable] {
    let all = try reading { try document.tables() }
    guard let wanted else { return all }
    if let named = all.first(where: { !$0.name.isEmpty && $0.name == wanted }) { return [named] }
    if let number = Int(wanted), let found = all.first(where: { $0.number == number }) { return [found] }
    throw DocumentFailure.noTable(file: file, wanted: wanted, tables: try listed())
  }

  /// The tables, a line each.
  func listed() throws -> [String] {
    try reading { try document.tables() }.map { table in
      let rows = try reading { try table.rows() }
      let first = try reading { try rows.next() }?.cells.map(\.text).filter { !$0.isEmpty }.prefix(6).joined(separator: " | ") ?? ""
      let name = table.name.isEmpty ? "" : " «\(table.name)»"
      return "#\(table.number)\(name): " + (first.count > 100 ? first.prefix(100) + "…" : first)
    }
  }

  /// As messages call one of its tables.
  func name(of table: DocumentTable) -> String { "\(file)#\(table.name.isEmpty ? String(table.number) : table.name)" }

  /// What is wrong with the file is told with its name.
  func reading<R>(_ body: () throws -> R) throws -> R { try Self.reading(file, body) }

  static func reading<R>(_ file: String, _ body: () throws -> R) throws -> R {
    do { return try body() } catch let fault as OfficeFault { throw DocumentFailure.fault(file: file, fault) } catch let mistake
      as MarkdownReader.Mistake
    {
      throw DocumentFailure.markdown(file: file, line: mistake.line, mistake.kind)
    }
  }

  /// The rows of the table named, else of the only one whose headings are understood.
  func rows(_ score: ([String]) -> Int) throws -> RowReader {
    let all = try tables()
    guard !all.isEmpty else { throw DocumentFailure.noTables(file: file) }
    if all.count == 1 { return try reader(all[0]) }
    let fitting = try all.filter { table in
      let rows = try reading { try table.rows() }
      for _ in 0..<12 {
        guard let row = try reading({ try rows.next() }) else { return false }
        if score(row.cells.map(\.text)) >= 2 { return true }
      }
      return false
    }
    guard fitting.count == 1 else { throw DocumentFailure.whichTable(file: file, fitting: fitting.count, tables: try listed()) }
    return try reader(fitting[0])
  }

  private func reader(_ table: DocumentTable) throws -> RowReader { try NamedRows(self, table) }
}

/// The rows of a table, whose faults are told with the name of their file.
private final class NamedRows: RowReader {
  private let rows: DocumentRowReader
  private let document: NamedDocument
  private let name: String

  init(_ document: NamedDocument, _ table: DocumentTable) throws {
    self.document = document
    name = document.name(of: table)
    rows = try document.reading { try DocumentRowReader(table, of: document.document.form) }
    super.init()
  }

  override var origin: RowOrigin { rows.origin }
  override var tableName: String? { name }
  override var siblings: [String] { (try? document.listed()) ?? [] }

  override func next() throws -> Bool {
    let isThere = try document.reading { try rows.next() }
    swap(&record, &rows.record)
    faults = rows.faults
    return isThere
  }

  override func skipTitles(anySeparator: Bool, _ score: ([String]) -> Int) throws -> [String] {
    try document.reading { try rows.skipTitles(anySeparator: anySeparator, score) }
  }
}

extension Session {
  /// The document a word names; `nil` for a text in rows.
  /// - Parameter form: the form it is said to have.
  /// - Throws: `DocumentFailure`, `BadFile` for what cannot be opened.
  func document(_ typed: String, as form: String? = nil) throws -> (document: NamedDocument?, source: Source) {
    let (file, wanted) = parted(typed)
    let source = try source(file)
    let wantedForm = try form.flatMap { name -> OfficeForm? in
      if name == "csv" { return nil }
      guard let form = OfficeForm(rawValue: name) else { throw DocumentFailure.badForm(name) }
      return form
    }
    if form == "csv" { return (nil, source) }
    let shown = shownName(file)
    let (bytes, rest) = try bytes(of: file, source)
    guard let bytes else {
      if let wanted { throw DocumentFailure.noTable(file: shown, wanted: wanted, tables: []) }
      return (nil, rest)
    }
    let document = try NamedDocument.reading(shown) { try OfficeDocument.open(bytes, as: wantedForm) }
    guard let document else {
      if let wanted { throw DocumentFailure.noTable(file: shown, wanted: wanted, tables: []) }
      return (nil, rest)
    }
    if document.hasMacros {
      say(Text(en: "\(shown): holds a program (macros), which is not run", ru: "\(shown): в файле есть макросы, они не выполняются"))
    }
    return (NamedDocument(file: shown, wanted: wanted, document: document), rest)
  }

  /// `plan.docx#2` as a file and a table; a file of exactly that name comes first.
  func parted(_ typed: String) -> (file: String, table: String?) {
    guard let mark = typed.lastIndex(of: "#"), mark > typed.startIndex, typed.index(after: mark) < typed.endIndex else {
      return (typed, nil)
    }
    let isThere = console.gate.map { $0.files[typed] != nil } ?? (access(console.path(typed), F_OK) == 0)
    return isThere ? (typed, nil) : (String(typed[..<mark]), String(typed[typed.index(after: mark)...]))
  }

  /// The bytes of a file, mapped where it is one; of a pipe only when it begins as a document does.
  func bytes(of file: String, _ source: Source) throws -> (FileBytes?, Source) {
    if file != "-", console.gate == nil, unpacked[file] == nil {
      let descriptor = open(console.path(file), O_RDONLY | O_CLOEXEC)
      if descriptor >= 0 {
        defer { Glibc.close(descriptor) }
        if let mapped = FileBytes(descriptor: descriptor) { return (mapped, source) }
      }
    }
    do {
      var first: [UInt8] = []
      while first.count < 1 << 12 {
        let piece = try source.input.piece()
        if piece.isEmpty { break }
        first += piece
      }
      var again = source
      again.input = ByteInput(first: first, then: source.input)
      guard (try? OfficeDocument.looksLikeOne(first)) ?? true else { return (nil, again) }
      guard let all = try again.input.readAll(limit: Self.longestPipedDocument) else {
        throw BadFile.tooLarge(file: shownName(file), limit: Self.longestPipedDocument)
      }
      again.input = ByteInput(bytes: all)
      return (FileBytes(all), again)
    } catch let error as ByteInput.Failed { throw BadFile.input(file: shownName(file), errno: error.errno) }
  }

  private static let longestPipedDocument = 32 << 20
}

extension DocumentFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .fault(let file, let fault):
      return told(Text(en: "\(file): \(fault.words.en)", ru: "\(file): \(fault.words.ru)"), hint: fault.hint)
    case .markdown(let file, let line, let kind):
      let what =
        switch kind {
        case .unclosedFence: Text(en: "a block of code without an end", ru: "блок кода не закрыт")
        case .unclosedNotes: Text(en: "notes without an end: :::", ru: "заметки не закрыты: :::")
        case .unclosedHead: Text(en: "a head without an end: ---", ru: "заголовок не закрыт: ---")
        }
      return told(Text(en: "\(file):\(line): \(what.en)", ru: "\(file):\(line): \(what.ru)"))
    case .noTable(let file, let wanted, let tables):
      return Complaint(
        lines: tables.map { Text($0) },
        message: tables.isEmpty
          ? Text(en: "\(file): it has no tables to choose from", ru: "\(file): выбирать не из чего, таблиц в нём нет")
          : Text(en: "\(file): no table “\(wanted)”", ru: "\(file): нет таблицы «\(wanted)»"), hint: Self.choose(file, tables), key: key,
        exit: exit)
    case .whichTable(let file, let fitting, let tables):
      return Complaint(
        lines: tables.map { Text($0) },
        message: fitting == 0
          ? Text(
            en: "\(file): none of its tables has headings that are understood", ru: "\(file): ни в одной таблице нет понятных заголовков")
          : Text(en: "\(file): several of its tables fit", ru: "\(file): подходит несколько таблиц"), hint: Self.choose(file, tables),
        key: key,
        exit: exit)
    case .noTables(let file): return told(Text(en: "\(file): there is no table in it", ru: "\(file): таблиц в файле нет"))
    case .badForm(let name):
      let known = (["csv"] + OfficeForm.allCases.map(\.rawValue)).joined(separator: ", ")
      return told(Text(en: "“\(name)” is no form of input: \(known)", ru: "«\(name)» — не вид файла: \(known)"))
    }
  }

  private static func choose(_ file: String, _ tables: [String]) -> Text? {
    tables.isEmpty ? nil : Text(en: "choose one: \(file)#1", ru: "выберите таблицу: \(file)#1")
  }
}

extension OfficeFault {
  var words: Text {
    switch self {
    case .truncated: Text(en: "the file is cut off or damaged", ru: "файл обрезан или повреждён")
    case .tooManyEntries(let count, let limit):
      Text(en: "\(count) entries, at most \(limit) are taken", ru: "частей в архиве \(count), допускается \(limit)")
    case .tooLarge(let limit):
      Text(en: "unpacked it is larger than \(limit >> 20) MiB", ru: "в распакованном виде больше \(limit >> 20) МиБ")
    case .ratio(let entry):
      Text(en: "\(entry) unpacks to much more than any document", ru: "\(entry) распаковывается в непомерно большой объём")
    case .lyingSize(let entry):
      Text(en: "\(entry): its size is not what the archive says", ru: "\(entry): размер не тот, что указан в архиве")
    case .checksum(let entry):
      Text(en: "\(entry): damaged, its checksum is wrong", ru: "\(entry): повреждён, не сходится контрольная сумма")
    case .overlapping(let entry): Text(en: "\(entry) lies over another entry", ru: "\(entry) накладывается на другую часть архива")
    case .twice(let entry): Text(en: "\(entry) is in the archive twice", ru: "\(entry) в архиве дважды")
    case .badName(let name): Text(en: "a name that leads out of the archive: \(name)", ru: "имя ведёт за пределы архива: \(name)")
    case .method(let method, let entry):
      Text(en: "\(entry) is packed by method \(method), which is not read", ru: "\(entry) сжат способом \(method), он не читается")
    case .encrypted: Text(en: "it is protected by a password", ru: "файл защищён паролем")
    case .oldOffice: Text(en: "a file of the Office of before 2007", ru: "файл старого формата, до 2007 года")
    case .declaresType(let part):
      Text(en: "\(part): a document type is declared, which is not taken", ru: "\(part): объявлен DTD, такие файлы не принимаются")
    case .tooDeep(let part, let limit): Text(en: "\(part): deeper than \(limit) levels", ru: "\(part): вложенность больше \(limit) уровней")
    case .malformed(let part, let line, let column):
      Text(en: "\(part):\(line):\(column): not well-formed XML", ru: "\(part):\(line):\(column): нарушена разметка XML")
    case .missingPart(let part): Text(en: "the part \(part) is missing", ru: "нет части \(part)")
    case .unknownZip: Text(en: "a zip archive, and no document", ru: "это архив zip, а не документ")
    case .pdf: Text(en: "a PDF, from which no tables are read", ru: "это PDF, таблицы из него не читаются")
    case .notOf(let form): Text(en: "this is no \(form)", ru: "это не \(form)")
    case .tooManyCells(let limit): Text(en: "a table larger than is taken (\(limit))", ru: "таблица больше допустимого (\(limit))")
    case .notAPicture(let name): Text(en: "\(name) is no PNG, JPEG or GIF", ru: "\(name) — не PNG, не JPEG и не GIF")
    }
  }

  var hint: Text? {
    switch self {
    case .oldOffice: Text(en: "save it as docx, xlsx or pptx", ru: "сохраните его как docx, xlsx или pptx")
    case .encrypted: Text(en: "save it without a password", ru: "сохраните его без пароля")
    case .pdf: Text(en: "ask for the document itself: docx, xlsx, odt", ru: "попросите сам документ: docx, xlsx, odt")
    case .unknownZip: Text(en: "unpack it: unzip FILE", ru: "распакуйте его: unzip ФАЙЛ")
    default: nil
    }
  }
}
