import Arguments
import Basics
import Glibc
import OfficeFiles
import SchoolModel
import SchoolSheets
import Tabular

extension Session {
  /// The files of a OneRoster folder or of its zip, or the name itself.
  func filesOfSet(_ name: String) throws -> [String] {
    guard name != "-" else { return [name] }
    guard console.gate == nil, let directory = opendir(console.path(name)) else { return try filesOfZip(name) ?? [name] }
    defer { closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
      let file = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if OneRosterSet.isPart(file) { found.append(name.hasSuffix("/") ? name + file : name + "/" + file) }
    }
    guard !found.isEmpty else { throw BadFile.noSet(folder: name) }
    return found.sorted()
  }

  /// - Returns: `nil` for what is no archive, or an office document.
  private func filesOfZip(_ name: String) throws -> [String]? {
    // A pipe would lose what is read here.
    var info = stat()
    guard console.gate != nil || stat(console.path(name), &info) == 0 && info.st_mode & S_IFMT == S_IFREG else { return nil }
    let source = try source(name)
    do {
      let first = try source.input.piece()
      guard first.starts(with: [0x50, 0x4b, 3, 4]) else { return nil }
      guard let all = try ByteInput(first: first, then: source.input).readAll(limit: Self.largestArchive) else {
        throw BadFile.tooLarge(file: name, limit: Self.largestArchive)
      }
      return try NamedDocument.reading(shownName(name)) {
        let zip = try ZipReader(FileBytes(all))
        guard zip.entry("[Content_Types].xml") == nil, zip.entry("mimetype") == nil else { return nil }
        let parts = zip.entries.filter { OneRosterSet.isPart($0.name.split(separator: "/").last.map(String.init) ?? "") }
        guard !parts.isEmpty else { throw BadFile.noSet(folder: name) }
        return try parts.map { part in
          let path = name + "/" + part.name
          unpacked[path] = try zip.contents(part.name)
          return path
        }.sorted()
      }
    } catch let failed as ByteInput.Failed { throw BadFile.input(file: name, errno: failed.errno) }
  }

  private static let largestArchive = 64 << 20

  /// Whether a file is one of a OneRoster set.
  func beginsSet(_ name: String) throws -> Bool {
    if name == "-" { return false }
    // At the gate there is nothing but what the other side sent.
    let sent = console.gate.map { $0.files[name] ?? -1 }
    let descriptor = sent ?? open(console.path(name), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { if sent == nil { Glibc.close(descriptor) } }
    // A pipe would lose what is read here.
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { return false }
    defer { lseek(descriptor, 0, SEEK_SET) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 && OneRosterSet.begins(bytes[..<count])
  }

  func say(_ remarks: [Mistake]) {
    for remark in remarks.prefix(30) { say(remark.words) }
    if remarks.count > 30 { say(Text(en: "… and \(remarks.count - 30) more", ru: "… и ещё \(remarks.count - 30)")) }
  }
}
