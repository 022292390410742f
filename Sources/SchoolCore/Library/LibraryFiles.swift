import Basics
import OfficeFiles
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// A file on its way into the library, read piece by piece.
public struct FileInput {
  /// Its name, without folders.
  public let name: String
  /// The next piece of it, empty at the end.
  public let next: () throws -> [UInt8]

  public init(name: String, next: @escaping () throws -> [UInt8]) {
    self.name = Folding.tidy(String(name.split(separator: "/").last ?? "").filter { !$0.isNewline && ($0.asciiValue ?? 32) >= 32 })
    self.next = next
  }
}

/// A file that lies beside its place, until the operation that names it is about to be committed.
final class ArrivingFile {
  let file: LibraryFile
  let about: FileDescription
  private let store: FileStore
  private var staged: FileStore.Staged?
  private let isTrial: Bool

  /// - Throws: `LibraryFailure` for an empty file and one too large.
  init(_ input: FileInput, _ school: School, dryRun: Bool) throws {
    store = school.files
    isTrial = dryRun
    guard let staged = try store.stage(limit: Library.mostBytesOfFile, input.next) else {
      throw LibraryFailure.fileTooLarge(input.name, limit: Library.mostBytesOfFile)
    }
    self.staged = staged
    guard staged.bytes > 0 else {
      store.discard(staged)
      self.staged = nil
      throw LibraryFailure.fileEmpty(input.name)
    }
    file = LibraryFile(hash: staged.hash, name: input.name, bytes: staged.bytes)
    about = FileDescription.read(staged.path, named: input.name)
  }

  /// Puts it in its place and keeps its words, of each content once.
  func settle(_ database: Database) throws {
    guard let staged else { return }
    let isNew = try database.value("SELECT 1 FROM library_file WHERE hash = ?", file.hash, as: Int.self) == nil
    if isNew {
      try database.run("INSERT INTO library_file (hash, bytes, words) VALUES (?, ?, ?)", file.hash, file.bytes, about.words)
    }
    guard !isTrial else { return }
    try store.settle(staged)
    self.staged = nil
  }

  /// Lets go of what was not settled.
  func discard() {
    if let staged { store.discard(staged) }
    staged = nil
  }
}

/// What a file tells of itself.
struct FileDescription {
  var title: String?
  var author: String?
  /// Its text for search.
  var words: String?

  /// More of a text than this is not searched.
  private static let mostWords = 1 << 20

  /// A file that cannot be read as a document is kept all the same: it has no words.
  static func read(_ path: String, named name: String) -> FileDescription {
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard let bytes = FileBytes(path: path) else { return FileDescription() }
    let form: OfficeForm? = ["html": .html, "htm": .html, "md": .markdown, "markdown": .markdown][ending]
    if let file = try? OfficeDocument.open(bytes, as: form), let document = try? file.document() { return of(document, file.properties) }
    guard ["txt", "csv", "tsv", "text"].contains(ending) else { return FileDescription() }
    let source = Source(name: name, input: ByteInput(bytes: bytes.slice(0, min(bytes.count, mostWords))))
    return FileDescription(words: (try? source.text()).map(cleaned))
  }

  private static func of(_ document: Document, _ properties: DocumentProperties) -> FileDescription {
    var options = TextOptions()
    options.notes = true
    let heading = document.blocks.lazy.compactMap { block -> String? in
      if case .heading(_, let runs) = block { runs.text } else { nil }
    }.first
    func said(_ text: String?) -> String? { text.map(Folding.tidy).flatMap { $0.isEmpty ? nil : $0 } }
    return FileDescription(
      title: said(properties.title) ?? said(document.title) ?? said(heading), author: said(properties.author) ?? said(document.author),
      words: cleaned(PlainDocument.text(document, options)))
  }

  private static func cleaned(_ text: String) -> String {
    let composed = Folding.composed(text.unicodeScalars.contains("\0") ? String(text.filter { $0 != "\0" }) : text)
    return composed.utf8.count <= mostWords ? composed : String(composed.prefix(mostWords / 4))
  }
}

extension Library {
  /// Bytes that a file of the library may have.
  public static let mostBytesOfFile = 256 << 20

  /// The bytes of an item's file, for who sees the item; counted as a download.
  /// - Returns: where it lies, and its name.
  public func file(_ number: Int) throws -> (path: String, name: String, bytes: Int) {
    let (hash, name, bytes) = try read(.libraryRead) { reading in
      let reach = try LibraryReach(reading)
      try reach.require(number, reading.database)
      let sql = """
        SELECT \(reach.column("file_hash")), \(reach.column("file_name")), \(reach.column("file_bytes")) FROM library_item i \(reach.join) WHERE i.id = ?
        """
      guard let (hash, name, bytes) = try reading.database.row(sql, number, as: (String?, String?, Int?).self), let hash else {
        throw LibraryFailure.noFile(number)
      }
      return (hash, name ?? hash, bytes ?? 0)
    }
    // What is handed out is what was handed in.
    guard try school.files.rehash(hash) == hash else { throw LibraryFailure.fileDamaged(number, name: name) }
    return (school.files.path(hash), name, bytes)
  }

  /// Where an item is to be read: its address, else the path of its file.
  public func place(_ number: Int) throws -> String {
    let (address, hash) = try read(.libraryRead) { reading in
      let reach = try LibraryReach(reading)
      try reach.require(number, reading.database)
      let sql = "SELECT \(reach.column("address")), \(reach.column("file_hash")) FROM library_item i \(reach.join) WHERE i.id = ?"
      return try reading.database.row(sql, number, as: (String?, String?).self) ?? (nil, nil)
    }
    guard let place = address ?? hash.map(school.files.path) else { throw LibraryFailure.noContent(number) }
    return place
  }

  public enum Use: String, Sendable { case views, downloads }

  /// Counts that an item was opened; outside the record, and where nothing can be written not at all.
  public func count(_ use: Use, of number: Int) throws {
    guard let person = school.actor?.personID, person != 0, !school.isReadOnly else { return }
    let day = try read(.libraryRead) { $0.calendar.today }
    try note { database in
      try database.run(
        """
        INSERT INTO library_use (item_id, person_id, day, views, downloads) VALUES (?1, ?2, ?3, \(use == .views ? "1, 0" : "0, 1"))
        ON CONFLICT (item_id, person_id, day) DO UPDATE SET \(use.rawValue) = \(use.rawValue) + 1
        """, number, person, day)
    }
  }
}
