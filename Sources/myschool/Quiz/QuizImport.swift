import Arguments
import Basics
import OfficeFiles
import Questions
import SchoolModel
import SchoolQuizzes
import SchoolSheets
import Tabular

enum QuizImport {
  private static let file = Operand.one(
    .file,
    Text(
      en: "GIFT, Aiken, Moodle XML, QTI (a package or one XML), or a table: FILE#N of a document; - is standard input",
      ru: "GIFT, Aiken, Moodle XML, QTI (пакет или один XML) или таблица: ФАЙЛ#N в документе; - — стандартный ввод"))
  private static let title = Option.text(
    "title", nil, ValueKind(.text, placeholder: "TITLE"),
    Text(en: "The title of the quiz; else the name of the file", ru: "Название теста; иначе — имя файла"))
  private static let skip = Option.flag(
    "skip-unknown",
    Text(en: "Leave out questions of kinds that are not read, and name them", ru: "Пропустить вопросы незнакомых видов и назвать их"))
  private static let form = Option.text(
    "as", nil, .choice(QuestionForm.allCases.map(\.rawValue), placeholder: "KIND"),
    Text(en: "The form of the file, instead of finding it out", ru: "Вид файла вместо определения"))

  static let command: Command = Command(
    "import", Text(en: "Take over a bank of questions", ru: "Загрузить банк вопросов"),
    discussion: Text(
      en:
        "A quiz is known by its title: the same title again is the same quiz. In it a question is known by its number in the other system, else by category, title and text: the same again changes nothing, another key is a change, a question that is missing from the file stays. A file with a mistake, or with a question of a kind that is not read, is refused whole; all of them are named.",
      ru:
        "Тест узнаётся по названию: то же название — тот же тест. Вопрос в нём узнаётся по номеру в другой системе, иначе по теме, названию и тексту: тот же ещё раз ничего не меняет, другой ключ — это изменение, чего в файле нет, остаётся. Файл с ошибкой или с вопросом незнакомого вида не принимается целиком; называется всё."
    ),
    needs: [.quizWrite], writes: true, operands: [file.spec], options: [title.spec, skip.spec, form.spec, FileOptions.encoding.spec],
    examples: [
      Example("myschool quiz import stepeni.gift", Text(en: "a file of GIFT", ru: "файл GIFT")),
      Example(
        "myschool quiz import control.docx#2 --title 'Степени, вариант 1'", Text(en: "a table of a document", ru: "таблица документа")),
    ]
  ) { call, session in
    // Who may not is told so before the file is.
    try session.school().requireOneOf([.quizWrite])
    let name = call[file]
    let read = try QuizFile.read(name, as: call[form].flatMap(QuestionForm.init(rawValue:)), encoding: call[FileOptions.encoding], session)
    let performed = try session.school().quizzes.load(
      read, file: session.shownName(session.parted(name).file), title: call[title] ?? QuizFile.title(of: name), skipsUnknown: call[skip],
      session.request)
    return .receipt(receipt(performed, session))
  }

  static func receipt(_ performed: Performed<QuizImportReport>, _ session: Session) -> Receipt {
    let report = performed.value
    for unknown in report.skipped { session.say(QuizWords.skipped(unknown)) }
    for notice in report.notices {
      session.say(
        Text(
          en: "\(notice.place): “\(notice.name)” is marked by the key, all or nothing: its own rules are not read",
          ru: "\(notice.place): «\(notice.name)» оценивается по ключу, всё или ничего: собственные правила файла не читаются"))
    }
    var receipt = Receipt(performed, unchanged: report.unchanged, extra: lines(report))
    // In a dry run a new quiz has no number yet.
    if performed.operation != nil || !report.isNew { receipt.facts = [("quiz", report.quiz)] }
    return receipt
  }

  private static func lines(_ report: QuizImportReport) -> [Text] {
    func kinds(_ language: Language) -> String {
      report.kinds.map { "\(CodedWords.questionKinds[$0.kind.rawValue]?[language] ?? $0.kind.rawValue) \($0.count)" }.joined(
        separator: ", ")
    }
    let count = Text(
      en: "\(report.questions) question\(report.questions == 1 ? "" : "s")",
      ru: Counting.plural(report.questions, "вопрос", "вопроса", "вопросов"))
    let points = QuizCommands.points(report.points)
    let head = Text(
      en: "quiz \(report.quiz) “\(report.title)”: \(count.en), \(points.en) (\(kinds(.en)))",
      ru: "тест \(report.quiz) «\(report.title)»: \(count.ru), \(points.ru) (\(kinds(.ru)))")
    return [head] + report.changed.prefix(20).flatMap { changed in changed.what.map { QuizWords.changed(changed.name, $0) } }
  }
}

/// Reads a file of questions, whatever its form.
enum QuizFile {
  /// The name of a file without its folder, its table and its ending.
  static func title(of name: String) -> String {
    if name == "-" { return "stdin" }
    var last = name.split(separator: "/").last.map(String.init) ?? name
    if let mark = last.lastIndex(of: "#"), mark > last.startIndex { last = String(last[..<mark]) }
    guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return last }
    return String(last[..<dot])
  }

  static func read(_ name: String, as form: QuestionForm?, encoding: String?, _ session: Session) throws -> QuestionBank {
    let (file, wanted) = session.parted(name)
    let ending = file.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if form == .table || wanted != nil || ["csv", "tsv"].contains(ending) && form == nil { return try table(name, encoding, session) }
    let source = try session.source(file, encoding: encoding)
    let shown = session.shownName(file)
    let (bytes, rest) = try session.bytes(of: file, source)
    if let bytes, bytes.slice(0, 2) == Array("PK".utf8) {
      let zip = try NamedDocument.reading(shown) { try ZipReader(bytes) }
      guard isPackage(zip) else { return try table(name, encoding, session) }
      return try NamedDocument.reading(shown) { try QTIReader.bank(zip) }
    }
    let head = bytes?.slice(0, 4096) ?? []
    if form == .moodleXML || form == .qti || head.first(where: { $0 > 32 && $0 < 0x80 }) == UInt8(ascii: "<") {
      return try xml(file, bytes, rest, shown, session)
    }
    if let bytes, (try? OfficeDocument.looksLikeOne(bytes.slice(0, 4096))) ?? false, form == nil {
      return try table(name, encoding, session)
    }
    return try text(rest, form ?? (ending == "gift" ? .gift : ending == "aiken" ? .aiken : nil), encoding, head)
  }

  private static func isPackage(_ zip: ZipReader) -> Bool {
    if zip.entry("[Content_Types].xml") != nil || zip.entry("mimetype") != nil { return false }
    return zip.entry("imsmanifest.xml") != nil || zip.entries.contains { $0.name.lowercased().hasSuffix(".xml") }
  }

  /// XML of a pipe is held; of a file it is mapped.
  private static func xml(_ file: String, _ bytes: FileBytes?, _ rest: Source, _ shown: String, _ session: Session) throws -> QuestionBank {
    var whole = bytes
    if whole == nil {
      guard let all = try rest.input.readAll(limit: 64 << 20) else { throw BadFile.tooLarge(file: shown, limit: 64 << 20) }
      whole = FileBytes(all)
    }
    guard let whole, let bank = try NamedDocument.reading(shown, { try QuestionFileReader.bank(xml: shown, whole) }) else {
      throw QuizFailure.notQuestions(file: shown)
    }
    return bank
  }

  /// GIFT and Aiken are UTF-8 unless somebody, or a byte order mark, says what they are: the old code pages cannot be told apart
  /// by a letter.
  private static func text(_ source: Source, _ form: QuestionForm?, _ encoding: String?, _ head: [UInt8]) throws -> QuestionBank {
    var source = source
    if encoding == nil, !head.starts(with: [0xff, 0xfe]), !head.starts(with: [0xfe, 0xff]) { source.encoding = .utf8 }
    let text: String
    do { text = try source.text(limit: 64 << 20) } catch BadFile.undecodable where encoding == nil {
      throw QuizFailure.notUTF8(file: source.name, guess: TextEncoding.guess(head[...]).rawValue)
    }
    guard !text.utf8.contains(0) else { throw QuizFailure.notQuestions(file: source.name) }
    switch form ?? QuestionForm.ofText(text) {
    case .aiken: return Aiken.bank(text)
    default: return GIFTReader.bank(text)
    }
  }

  private static func table(_ name: String, _ encoding: String?, _ session: Session) throws -> QuestionBank {
    let source = try session.rows(name, encoding: encoding, separator: nil)
    do {
      let rows =
        try source.table?(QuestionTable.score) ?? DelimitedReader(source.input, encoding: source.encoding, separator: source.separator)
      _ = try rows.skipTitles(anySeparator: true, QuestionTable.score)
      var headings: [String] = []
      while try rows.next() {
        guard !rows.record.isBlank else { continue }
        headings = (0..<rows.record.count).map { rows.record.text($0) }
        break
      }
      let found = headings.compactMap(QuestionTable.heading)
      guard found.contains(.question), found.contains(.answer) else {
        throw BadFile.headingsMissing(
          file: source.name, missing: ["Вопрос", "Ответ"], read: HeadingsRead(understood: [], others: headings, tables: rows.siblings))
      }
      return try QuestionTable.bank(headings: headings, rows: rows)
    } catch let error as DelimitedReader.Failed { throw Sheet.failure(error, source.name) }
  }
}
