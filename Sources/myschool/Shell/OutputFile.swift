import Basics
import Glibc
import SchoolModel
import Tabular

/// A file on its way, of `-o` or of the program's own: it appears whole or not at all, in the place its name leads to.
///
/// A link is followed, and stays. The mode of a file that is there stays; a new one has what the umask leaves, or what is
/// wished. What is no regular file (a pipe, a device, `/dev/fd/3`) is written into as it is.
final class OutputFile {
  let output: ByteOutput
  /// Where the bytes go until all are there.
  let descriptor: Int32
  private let name: String
  private let target: String
  private let fresh: String?
  private let mode: mode_t
  private let owner: (user: uid_t, group: gid_t)?
  private let hasOtherNames: Bool
  private var isOpen = true

  /// - Parameters:
  ///   - path: where it shall appear.
  ///   - name: how messages call it.
  ///   - mode: of a new file; `nil` leaves it to the umask.
  /// - Throws: `ShellFailure.outputFailed` where nothing can be written.
  init(path: String, name: String, mode wanted: mode_t? = nil) throws {
    self.name = name
    var info = stat()
    let isThere = stat(path, &info) == 0
    if isThere, info.st_mode & S_IFMT == S_IFDIR { throw ShellFailure.outputFailed(path: name, errno: EISDIR) }
    if isThere, info.st_mode & S_IFMT != S_IFREG {
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw ShellFailure.outputFailed(path: name, errno: errno) }
      output = ByteOutput(descriptor: descriptor)
      (target, fresh, mode, owner, hasOtherNames) = (path, nil, 0, nil, false)
      return
    }
    if isThere, access(path, W_OK) != 0 { throw ShellFailure.outputFailed(path: name, errno: errno) }
    target = Self.followed(path)
    let folder = School.folder(of: target)
    Leftovers.sweep(folder)
    let made = Leftovers.freshPath(in: folder)
    Leftovers.remember(made)
    descriptor = open(made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let trouble = errno
      Leftovers.forget(made)
      throw ShellFailure.outputFailed(path: name, errno: trouble)
    }
    fresh = made
    output = ByteOutput(descriptor: descriptor)
    mode = isThere ? info.st_mode & 0o7777 : wanted ?? 0o666 & ~Self.umaskOfProcess
    owner = isThere ? (info.st_uid, info.st_gid) : nil
    hasOtherNames = isThere && info.st_nlink > 1
  }

  /// The umask can be asked for only by setting another one: once, before there are other threads.
  static let umaskOfProcess: mode_t = {
    let mask = umask(0o077)
    umask(mask)
    return mask
  }()

  /// Where a chain of links ends, whether or not something is there.
  static func followed(_ path: String) -> String {
    var path = path
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let count = readlink(path, &buffer, Int(PATH_MAX))
      guard count > 0 else { break }
      let next = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = next.hasPrefix("/") ? next : School.folder(of: path) + "/" + next
    }
    return path
  }

  /// Whether an open file is the one that is written.
  func isTarget(_ other: stat) -> Bool {
    var own = stat()
    return stat(target, &own) == 0 && own.st_dev == other.st_dev && own.st_ino == other.st_ino && own.st_mode & S_IFMT == S_IFREG
  }

  /// All was written: the file appears.
  func finish() throws {
    do {
      try output.flush()
      isOpen = false
      guard let fresh else {
        guard close(descriptor) == 0 else { throw ShellFailure.outputFailed(path: name, errno: errno) }
        return
      }
      // Only who owns the file may give it away; that it is written counts for more.
      if let owner { _ = fchown(descriptor, owner.user, owner.group) }
      fchmod(descriptor, mode)
      guard close(descriptor) == 0, try hasOtherNames ? copyInto() : rename(fresh, target) == 0 else {
        throw ShellFailure.outputFailed(path: name, errno: errno)
      }
      Leftovers.forget(fresh)
    } catch {
      let failure = (error as? ByteOutput.Failed).map { ShellFailure.outputFailed(path: name, errno: $0.errno) } ?? error
      abandon()
      throw failure
    }
  }

  /// A file of several names keeps them all: its content is replaced.
  private func copyInto() throws -> Bool {
    guard let fresh else { return false }
    let source = open(fresh, O_RDONLY | O_CLOEXEC)
    let place = open(target, O_WRONLY | O_TRUNC | O_CLOEXEC)
    guard source >= 0, place >= 0 else { return false }
    defer { close(source) }
    let copy = ByteOutput(descriptor: place)
    let input = ByteInput(descriptor: source)
    while case let piece = try input.piece(), !piece.isEmpty {
      copy.append(piece[...])
      try copy.flush()
    }
    guard close(place) == 0 else { return false }
    unlink(fresh)
    return true
  }

  /// Nothing appears; what stood there stands.
  func abandon() {
    if isOpen { close(descriptor) }
    isOpen = false
    guard let fresh else { return }
    unlink(fresh)
    Leftovers.forget(fresh)
  }

  deinit { if isOpen { abandon() } }

  /// Writes a small file of the program's own whole.
  static func write(_ text: String, to path: String, mode: mode_t = 0o600) throws {
    let file = try OutputFile(path: path, name: path, mode: mode)
    file.output.append(text)
    try file.finish()
  }
}

extension Session {
  /// The form of output: what was asked for, else what the name of the file says.
  var format: Format {
    if call.has(Everywhere.format) { return call[Everywhere.format] }
    if call[Everywhere.excel] { return .csv }
    return Self.formats[outputEnding] ?? .table
  }

  /// Whether it was asked for, by the option or by the name of the file.
  var isFormatChosen: Bool {
    call.has(Everywhere.format) || call[Everywhere.excel] || Self.formats[outputEnding] != nil
  }

  static let formats: [String: Format] = [
    "csv": .csv, "tsv": .tsv, "json": .json, "ndjson": .ndjson, "jsonl": .ndjson, "md": .markdown, "markdown": .markdown, "html": .html,
    "htm": .html, "ics": .ics, "svg": .svg, "xlsx": .xlsx,
  ]

  /// Endings of files that a list cannot be written as: text under such a name would be opened by nothing.
  private static let foreign: Set<String> = ["xls", "ods", "docx", "doc", "odt", "pdf", "png"]

  /// Endings that say what is inside to every program that opens the file.
  private static let telling: Set<Format> = [.xlsx, .html, .ics, .svg]

  /// - Throws: `ShellFailure.endingContradicts` where another form was asked for than the name promises.
  private func refuseContradictingEnding() throws {
    guard let promised = Self.formats[outputEnding], promised != format, !Self.telling.isDisjoint(with: [promised, format]) else { return }
    throw ShellFailure.endingContradicts(outputEnding, format: format.rawValue)
  }

  /// - Throws: `ShellFailure.endingUnknown`.
  func refuseForeignEnding() throws {
    guard !isFormatChosen, Self.foreign.contains(outputEnding) else { return }
    throw ShellFailure.endingUnknown(outputEnding)
  }

  private var outputEnding: String {
    guard let name = call[Everywhere.output], name != "-", let dot = name.lastIndex(of: "."), !name[dot...].contains("/") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// Opens the file of `-o` before anything is done: what could not be shown is not done either.
  func openOutput() throws {
    guard console.gate == nil, let name = call[Everywhere.output], name != "-" else { return }
    try refuseContradictingEnding()
    try refuseOwnFiles(name)
    output = try OutputFile(path: console.path(name), name: name)
  }

  /// Refuses to write over the school, what belongs to it, and what the program keeps of its own.
  /// - Throws: `ShellFailure.outputIsOwn`.
  func refuseOwnFiles(_ name: String) throws {
    let target = OutputFile.followed(console.path(name))
    let place = Self.place(target)
    var info = stat()
    let isThere = stat(target, &info) == 0
    let school = OutputFile.followed(databasePath)
    let own = ["", "-wal", "-shm", "-journal", ".lock", ".deliver", ".key", ".files", ".files-wal", ".files-shm"].map { school + $0 }
    if (place + "/").hasPrefix(Self.place(school + ".files") + "/") { throw ShellFailure.outputIsOwn(path: name) }
    for path in own + [Configuration(console).path] {
      var other = stat()
      let isSame = isThere && stat(path, &other) == 0 && other.st_dev == info.st_dev && other.st_ino == info.st_ino
      if isSame || Self.place(path) == place { throw ShellFailure.outputIsOwn(path: name) }
    }
  }

  /// The folder as the system knows it, and the name in it.
  private static func place(_ path: String) -> String {
    let folder = School.folder(of: path)
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    guard let real = realpath(folder, nil) else { return path }
    defer { free(real) }
    return String(cString: real) + "/" + name
  }
}
