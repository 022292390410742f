import Arguments
import Basics
import Glibc
import OfficeFiles
import SchoolLibrary
import SchoolModel
import SchoolSheets
import Tabular

enum LibraryImport {
  private static let files = Operand.some(
    .file,
    Text(
      en: "Catalogues (a list, FILE#N for a table of a document, or OAI-PMH XML), files, or folders of files; - is standard input",
      ru: "Каталоги (список, таблица документа — ФАЙЛ#N, или XML OAI-PMH), файлы или папки с файлами; - — стандартный ввод"))

  static let command: Command = Command(
    "import", Text(en: "Take over a catalogue or a folder of files", ru: "Загрузить каталог или папку файлов"),
    discussion: Text(
      en:
        "A catalogue needs the heading Название; Автор, Издательство, Вид, Предмет, Классы, Тема, Аннотация, Ключевые слова, Язык, Лицензия, Возраст, ISBN and Ссылка are taken where they are. The same item is known by its ISBN, else by its address, else by title, publisher and kind; of OAI-PMH by the record's identifier. The same again changes nothing; another value is a change; an item missing from the file stays; a deleted record withdraws its item. A folder is read through: title and author come from the document itself, its text becomes searchable. What is imported are drafts: library submit --mine hands them in; those of a methodist or administrator wait at once.",
      ru:
        "В каталоге нужен столбец «Название»; «Автор», «Издательство», «Вид», «Предмет», «Классы», «Тема», «Аннотация», «Ключевые слова», «Язык», «Лицензия», «Возраст», ISBN и «Ссылка» берутся, если есть. Тот же материал узнаётся по ISBN, иначе по адресу, иначе по названию, издательству и виду; в OAI-PMH — по идентификатору записи. Тот же файл ещё раз ничего не меняет; другое значение — это изменение; чего в файле нет, остаётся; удалённая запись снимает материал. Папка читается целиком: название и автор берутся из самого документа, по его тексту можно искать. Загруженное — черновики: на проверку их подаёт library submit --mine; у методиста и администратора материалы ждут проверки сразу."
    ),
    needs: [.libraryWrite], writes: true, operands: [files.spec],
    options: [
      ItemOptions.subject.spec, ItemOptions.grades.spec, ItemOptions.kind.spec, ItemOptions.author.spec, ItemOptions.publisher.spec,
      ItemOptions.language.spec, ItemOptions.license.spec, ItemOptions.age.spec, FileOptions.encoding.spec, FileOptions.separator.spec,
    ],
    examples: [
      Example("myschool library import catalogue.csv -n", Text(en: "first as a dry run", ru: "сначала проверка")),
      Example("myschool library import records.xml", Text(en: "records of OAI-PMH", ru: "записи OAI-PMH")),
      Example("myschool library import materials/ --subject Физика --grade 7", Text(en: "a folder", ru: "папка")),
    ]
  ) { call, session in
    var passed: [(String, LibraryReport.PassedOver)] = []
    let given = try call[files].flatMap { try inputs($0, call, session, &passed) }
    let performed = try session.school().library.load(
      given, defaults: ItemOptions.draft(call), passedOver: passed, session.request)
    let report = performed.value
    session.tell(report.notices)
    say(report, session)
    let lines =
      LibraryCommands.lines(report.added, Text(en: "item", ru: "материал"), count: report.addedCount) + report.changes.prefix(50).map(line)
    return .receipt(
      Receipt(
        performed, unchanged: report.unchanged,
        extra: lines + LibraryCommands.lines(report.withdrawn, Text(en: "withdrawn", ru: "снят"))))
  }

  /// A value of an item that changed.
  static func line(_ change: ItemChange) -> Text {
    let field = SchoolTables.columnWords[change.field] ?? Text(change.field)
    func shown(_ value: String?) -> String { value.map { $0.count > 60 ? $0.prefix(60) + "…" : $0 } ?? "—" }
    return Text(
      en: "\(change.number) \(change.title): \(field.en): \(shown(change.before)) → \(shown(change.after))",
      ru: "\(change.number) \(change.title): \(field.ru): \(shown(change.before)) → \(shown(change.after))")
  }

  // MARK: what is given

  private static func inputs(
    _ name: String, _ call: Call, _ session: Session, _ passed: inout [(String, LibraryReport.PassedOver)]
  ) throws -> [LibraryInput] {
    if let folder = try FolderFiles(name, session) {
      passed += folder.passed
      guard !folder.files.isEmpty else { throw LibraryFailure.nothingIn(folder: name) }
      return try folder.files.map { .file(path: $0, try ItemOptions.input($0, session)) }
    }
    let (file, _) = session.parted(name)
    // What it is, is looked at before it is read: standard input is there once.
    if name == "-" { session.unpacked[name] = try session.wholeBytes(name, limit: 64 << 20) }
    var source = try session.source(file)
    do {
      let first = try source.input.piece()
      source.input = ByteInput(first: first, then: source.input)
      if RecordFeed.looksLikeOne(first) || file.lowercased().hasSuffix(".xml") {
        let input = source.input
        return [.feed(name: session.shownName(file), try Self.feed(session.shownName(file)) { try input.piece() })]
      }
    } catch let failed as ByteInput.Failed { throw BadFile.input(file: session.shownName(file), errno: failed.errno) }
    if isList(name) {
      return [.rows(try session.sheet(name, encoding: call[FileOptions.encoding], separator: call[FileOptions.separator]))]
    }
    return [.file(path: name, try ItemOptions.input(name, session))]
  }

  /// Whether a word names rows, and no file to be kept: standard input, a table of a document, a list by its ending.
  private static func isList(_ name: String) -> Bool {
    name == "-" || name.contains("#") || [".csv", ".tsv", ".xlsx", ".ods"].contains { name.lowercased().hasSuffix($0) }
  }

  private static func feed(_ name: String, _ next: () throws -> [UInt8]) throws -> RecordFeed {
    do { return try RecordFeed(named: name, next) } catch let mistake as RecordFeed.Mistake {
      throw FeedFailure(file: name, mistake: mistake)
    } catch let fault as OfficeFault { throw DocumentFailure.fault(file: name, fault) }
  }

  // MARK: what is said

  private static func say(_ report: LibraryReport, _ session: Session) {
    for (file, first) in report.copies {
      session.say(Text(en: "\(file): the same as \(first), kept once", ru: "\(file): то же самое, что \(first); хранится один раз"))
    }
    for (name, why) in report.passedOver { session.say(Text(en: "\(name): \(words(why).en)", ru: "\(name): \(words(why).ru)")) }
    if !report.unknownSubjects.isEmpty {
      let list = Text.few(report.unknownSubjects)
      session.say(
        Text(
          en: "subjects the school does not have, kept as keywords: \(list)",
          ru: "предметов нет в школе, оставлены как ключевые слова: \(list)"))
    }
    if !report.unknownKinds.isEmpty {
      let list = Text.few(report.unknownKinds)
      session.say(Text(en: "kinds not known, taken as other: \(list)", ru: "незнакомый вид, взят как «другое»: \(list)"))
    }
    for identifier in report.deletedElsewhere.prefix(20) {
      session.say(
        Text(en: "\(identifier): deleted there, and not in the library", ru: "\(identifier): запись удалена, в библиотеке её и не было"))
    }
    if !report.repeated.isEmpty {
      let lines = Text.few(report.repeated.map(String.init))
      session.say(Text(en: "the same item again on lines \(lines)", ru: "тот же материал ещё раз, строки \(lines)"))
    }
    for file in report.unfinished {
      session.say(
        Text(
          en: "\(file): the list goes on (resumptionToken); give the further pages, too",
          ru: "\(file): список продолжается (resumptionToken); укажите и следующие страницы"))
    }
  }

  private static func words(_ why: LibraryReport.PassedOver) -> Text {
    switch why {
    case .hidden: Text(en: "a hidden file, passed over", ru: "скрытый файл, пропущен")
    case .link: Text(en: "a link, passed over", ru: "ссылка, пропущена")
    case .noFile: Text(en: "no ordinary file, passed over", ru: "не обычный файл, пропущен")
    case .unreadable: Text(en: "cannot be read, passed over", ru: "нет права на чтение, пропущен")
    case .own: Text(en: "of the school itself, passed over", ru: "файл самой школы, пропущен")
    case .empty: Text(en: "empty, passed over", ru: "пустой, пропущен")
    case .tooLarge: Text(en: "too large, passed over", ru: "слишком велик, пропущен")
    }
  }
}

/// What is wrong with an answer of OAI-PMH, in which file.
struct FeedFailure: Failure, Equatable {
  let file: String
  let mistake: RecordFeed.Mistake
  var exit: ExitCode { .badData }
  var key: String { "library.feed" }
}

/// The ordinary files of a folder and of those within it, in the order of their paths.
struct FolderFiles {
  private(set) var files: [String] = []
  private(set) var passed: [(String, LibraryReport.PassedOver)] = []

  /// More files than this are no materials for lessons.
  private static let most = 20_000

  /// - Returns: `nil` for what is no folder.
  init?(_ name: String, _ session: Session) throws {
    var info = stat()
    guard session.console.gate == nil, name != "-", stat(session.console.path(name), &info) == 0, info.st_mode & S_IFMT == S_IFDIR else {
      return nil
    }
    try walk(name, session, depth: 0)
    files.sort { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// Whether it is the school, or lies with it.
  private func isOwn(_ path: String, _ session: Session) -> Bool {
    let school = OutputFile.followed(session.databasePath)
    return ["", "-wal", "-shm", ".lock", ".files"].contains { suffix in
      var (own, other) = (stat(), stat())
      return stat(school + suffix, &own) == 0 && stat(path, &other) == 0 && own.st_dev == other.st_dev && own.st_ino == other.st_ino
    }
  }

  private mutating func walk(_ folder: String, _ session: Session, depth: Int) throws {
    guard let directory = opendir(session.console.path(folder)) else { throw BadFile.input(file: folder, errno: errno) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    closedir(directory)
    for name in names.sorted() {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      var info = stat()
      guard lstat(session.console.path(path), &info) == 0 else { continue }
      switch info.st_mode & S_IFMT {
      case _ where name.hasPrefix("."): passed.append((path, .hidden))
      case _ where isOwn(session.console.path(path), session): passed.append((path, .own))
      case S_IFLNK: passed.append((path, .link))
      case S_IFDIR: if depth < 64 { try walk(path, session, depth: depth + 1) }
      case S_IFREG where info.st_size == 0: passed.append((path, .empty))
      case S_IFREG where access(session.console.path(path), R_OK) != 0: passed.append((path, .unreadable))
      case S_IFREG where info.st_size > Library.mostBytesOfFile: passed.append((path, .tooLarge))
      case S_IFREG:
        guard files.count < Self.most else { throw BadFile.tooLarge(file: folder, limit: Self.most) }
        files.append(path)
      default: passed.append((path, .noFile))
      }
    }
  }
}
