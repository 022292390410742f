import Basics
import OfficeFiles
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// What an import of a catalogue or of files did.
public struct LibraryReport: Sendable {
  /// The first items that were added, and how many in all.
  public private(set) var added: [(number: Int, title: String)] = []
  public private(set) var addedCount = 0
  public var changes: [ItemChange] = []
  public var unchanged = 0
  public var withdrawn: [(number: Int, title: String)] = []
  /// Deleted records of items the library never had.
  public var deletedElsewhere: [String] = []
  /// Files whose bytes are those of another: kept once.
  public var copies: [(file: String, of: String)] = []
  /// Names that were passed over, and why.
  public var passedOver: [(name: String, why: PassedOver)] = []
  /// Subjects the school does not have, kept as keywords.
  public var unknownSubjects: [String] = []
  /// Kinds that are none, taken as others.
  public var unknownKinds: [String] = []
  /// Lines that repeat an item of the same file.
  public var repeated: [Int] = []
  /// Files of a catalogue that end in the middle of it.
  public var unfinished: [String] = []
  public var notices: [SourceNotice] = []

  /// More of them are counted, not listed.
  public static let mostListed = 20

  mutating func add(_ number: Int, _ title: String) {
    addedCount += 1
    if added.count < Self.mostListed { added.append((number, title)) }
  }

  public enum PassedOver: Sendable { case hidden, link, noFile, unreadable, empty, tooLarge, own }
}

/// A catalogue of a publisher, or files for the library.
public enum LibraryInput {
  case rows(Source)
  case feed(name: String, RecordFeed)
  /// Files of a folder, in the order of their paths.
  case file(path: String, FileInput)
}

extension Library {
  /// Takes over catalogues and files, all of them in one operation. What is there and the same stays; what is missing from a file
  /// stays, too.
  /// - Parameter defaults: what holds for items of which a file does not say it.
  /// - Throws: `BadInput` with all mistakes of all files, `BadFile`.
  public func load(
    _ inputs: [LibraryInput], defaults: LibraryDraft = LibraryDraft(), passedOver: [(String, LibraryReport.PassedOver)] = [],
    _ request: WriteRequest
  ) throws -> Performed<LibraryReport> {
    let arriving = try arrivals(inputs, dryRun: request.dryRun)
    defer { for (_, file) in arriving { file.discard() } }
    return try perform(.libraryWrite, request) { writing in
      var loading = Loading(writing, defaults)
      loading.report.passedOver = passedOver
      for input in inputs {
        switch input {
        case .rows(let source): try loading.rows(source)
        case .feed(let name, let feed): try loading.feed(name, feed)
        case .file: break
        }
      }
      try loading.addPending()
      for (path, file) in arriving { try loading.file(path, file) }
      try SearchTokens.learn(writing.database)
      guard loading.mistakes.isEmpty else { throw BadInput(loading.mistakes) }
      return loading.finished()
    }
  }

  private func arrivals(_ inputs: [LibraryInput], dryRun: Bool) throws -> [(String, ArrivingFile)] {
    var files: [(String, ArrivingFile)] = []
    do {
      for case .file(let path, let input) in inputs { files.append((path, try ArrivingFile(input, school, dryRun: dryRun))) }
    } catch {
      for (_, file) in files { file.discard() }
      throw error
    }
    return files
  }
}

/// An import on its way.
private struct Loading {
  private let store: ItemStore
  private let same: SameItems
  private let defaults: LibraryDraft
  private var reader: ContentReader
  /// The items that this import met, with the line.
  private var met: [Int: Int] = [:]
  /// Items that are to be added, with the line, and the keys they are known by.
  private var pending: [(content: LibraryContent, source: String?, line: Int)] = []
  private var pendingKeys: Set<String> = []
  private var paths: [String: String] = [:]
  private var pages: [(name: String, token: String?)] = []
  var report = LibraryReport()
  var mistakes: [Mistake] = []
  private var database: Database { store.writing.database }

  init(_ writing: Writing, _ defaults: LibraryDraft) {
    store = ItemStore(writing)
    same = SameItems(store)
    reader = ContentReader(writing.database, lenient: true)
    self.defaults = defaults
  }

  func finished() -> LibraryReport {
    var report = report
    (report.unknownSubjects, report.unknownKinds) = reader.unknown ?? ([], [])
    if let last = pages.last, let token = last.token, !token.isEmpty { report.unfinished = [last.name] }
    return report
  }

  // MARK: rows

  mutating func rows(_ source: Source) throws {
    let sheet = try Sheet(source, understanding: LibraryHeading.vocabulary)
    try sheet.need(.library(.title))
    let fields = LibraryField.allCases.filter { sheet.has(.library($0)) }
    while try sheet.next() {
      var draft = defaults
      for field in fields {
        if let text = sheet[.library(field)] { draft[keyPath: field.place] = text }
      }
      guard draft.title != nil else {
        sheet.mistake(.library(.title), .missing)
        continue
      }
      for wrong in try take(draft, source: nil, line: sheet.line) {
        if let field = Self.field(wrong) { sheet.mistake(.library(field), wrong.problem) }
      }
    }
    mistakes += sheet.mistakes
    report.notices.append(sheet.notice)
  }

  // MARK: records

  mutating func feed(_ name: String, _ feed: RecordFeed) throws {
    pages.append((name, feed.resumptionToken))
    for record in feed.records {
      let own = try ownNumber(record.identifier)
      // Another's item, as this school hands it out.
      if own == nil, record.identifier.hasPrefix(try LibraryIdentifier.prefix(database)) {
        report.unchanged += 1
        continue
      }
      let source = own == nil ? record.identifier : nil
      if record.isDeleted {
        try withdraw(record.identifier, own)
        continue
      }
      var draft = defaults
      FeedContent.fill(&draft, from: record)
      guard draft.title != nil else {
        mistakes.append(Mistake(file: name, line: record.line, column: "title", problem: .missing))
        continue
      }
      for wrong in try take(draft, source: source, own: own, line: record.line) { mistake(wrong, name, record.line) }
    }
  }

  /// The number of one's own item that an export of this school named so.
  private func ownNumber(_ identifier: String) throws -> Int? {
    let prefix = try LibraryIdentifier.prefix(database)
    guard identifier.hasPrefix(prefix), let number = Int(identifier.dropFirst(prefix.count)) else { return nil }
    return try store.found("id = ? AND added_by = ?", [number, store.writing.actor.personID]).first?.id
  }

  private mutating func withdraw(_ identifier: String, _ own: Int?) throws {
    try addPending()
    let known = try own.map { try store.found("id = ?", [$0]) } ?? same.find(LibraryContent(title: ""), source: identifier)
    guard let item = known.first else {
      report.deletedElsewhere.append(identifier)
      return
    }
    guard item.status != "withdrawn" else {
      report.unchanged += 1
      return
    }
    try Library.withdraw(item, reason: nil, store.writing)
    report.withdrawn.append((item.id, item.content.title))
  }

  // MARK: files

  mutating func file(_ path: String, _ arriving: ArrivingFile) throws {
    if let first = paths[arriving.file.hash] {
      report.copies.append((path, first))
      return
    }
    paths[arriving.file.hash] = path
    var content = LibraryContent(title: "")
    content.file = arriving.file
    if let known = try same.find(content, source: nil).first {
      report.unchanged += 1
      if known.content.file?.name != arriving.file.name { report.copies.append((path, known.content.title)) }
      return
    }
    try arriving.settle(database)
    var draft = defaults
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let stem = name.split(separator: ".").dropLast().joined(separator: ".")
    draft.title = arriving.about.title ?? (stem.isEmpty ? name : stem)
    draft.author = draft.author ?? arriving.about.author
    draft.kind = draft.kind ?? FileKind.kind(of: name)
    for wrong in try reader.take(draft, over: &content) { mistake(wrong, path, 1) }
    report.add(try store.add(content), content.title)
  }

  // MARK: one item

  /// Adds what is to be added, many items a statement.
  mutating func addPending() throws {
    guard !pending.isEmpty else { return }
    let numbers = try store.add(pending.map { ($0.content, $0.source) })
    for (number, item) in zip(numbers, pending) {
      met[number] = item.line
      report.add(number, item.content.title)
    }
    try store.writing.writer.cutIfFull()
    pending.removeAll(keepingCapacity: true)
    pendingKeys.removeAll(keepingCapacity: true)
  }

  private static func field(_ wrong: WrongValue) -> LibraryField? { LibraryField.allCases.first { $0.place == wrong.field } }

  private mutating func mistake(_ wrong: WrongValue, _ file: String, _ line: Int) {
    mistakes.append(Mistake(file: file, line: line, column: Self.field(wrong)?.rawValue, problem: wrong.problem))
  }

  /// - Returns: what of it cannot be.
  private mutating func take(_ draft: LibraryDraft, source: String?, own: Int? = nil, line: Int) throws -> [WrongValue] {
    var content = LibraryContent(title: "")
    let wrong = try reader.take(draft, over: &content)
    guard wrong.isEmpty else { return wrong }
    let key = source ?? same.keyText(content)
    if pendingKeys.contains(key) { try addPending() }
    let known = try own.map { try store.found("id = ?", [$0]) } ?? same.find(content, source: source)
    guard let item = known.first else {
      if source == nil, try same.isThereByOthers(content) {
        report.unchanged += 1
        return []
      }
      pending.append((content, source, line))
      pendingKeys.insert(key)
      if pending.count == ItemStore.batch { try addPending() }
      return []
    }
    if met.updateValue(line, forKey: item.id) != nil { report.repeated.append(line) }
    // What the file does not say stays as it is.
    var changed = item.content
    _ = try reader.take(draft, over: &changed)
    if try store.change(item, to: changed) {
      try store.writing.writer.cutIfFull()
      report.changes += try ContentDifference(database).between(item, changed)
    } else {
      report.unchanged += 1
    }
    return []
  }
}

extension LibraryField {
  /// Where a draft has it.
  var place: WritableKeyPath<LibraryDraft, String?> {
    switch self {
    case .title: \.title
    case .author: \.author
    case .publisher: \.publisher
    case .kind: \.kind
    case .subject: \.subject
    case .grades: \.grades
    case .topic: \.topic
    case .description: \.description
    case .keywords: \.keywords
    case .language: \.language
    case .license: \.license
    case .age: \.age
    case .isbn: \.isbn
    case .address: \.address
    }
  }
}

/// What kind of item a file is, by its form.
enum FileKind {
  static func kind(of name: String) -> String? {
    switch name.split(separator: ".").last?.lowercased() {
    case "pptx", "odp", "ppt": "presentation"
    case "mp4", "webm", "mkv", "avi", "mov", "ogv": "video"
    case "mp3", "ogg", "wav", "flac", "m4a", "opus": "audio"
    case "pdf", "epub", "djvu", "fb2": "book"
    case "docx", "odt", "doc", "html", "htm", "md", "txt": "article"
    case "gift", "aiken": "test"
    case "url", "webloc": "link"
    default: nil
    }
  }
}
