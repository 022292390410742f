import Basics
import Glibc
import SchoolExchange
import SchoolModel
import Tabular

/// A file of a folder that is written whole.
struct FolderFile {
  /// With the folder inside the folder that it lies in, if any: `pages/7А Алгебра.html`.
  let name: String
  let body: (ByteOutput) throws -> Void

  /// A name as a file may have it: no way out of its folder, nothing a shell or a terminal would take amiss.
  static func safe(_ name: String) -> String {
    let cleaned = String(
      name.map { "/\\\0:*?\"<>|".contains($0) || $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "_" : $0 })
    let shown = cleaned.hasPrefix(".") ? "_" + cleaned.dropFirst() : cleaned
    // File systems count bytes; a Russian letter has two.
    var short = shown
    while short.utf8.count > 180 { short.removeLast() }
    return short.isEmpty ? "_" : short
  }
}

extension Session {
  /// Makes a folder with files; it appears with all of them or not at all.
  /// - Parameter sums: a file for the SHA-256 sums of the others, in the form of `sha256sum`.
  /// - Returns: the sum of that file.
  /// - Throws: `ShellFailure` when it is there already or cannot be written.
  @discardableResult
  func write(_ files: [FolderFile], into name: String, sums: String? = nil) throws -> String? {
    var path = console.path(name)
    while path.hasSuffix("/"), path.count > 1 { path.removeLast() }
    let place = School.folder(of: path)
    Leftovers.sweep(place)
    let fresh = Leftovers.freshPath(in: place)
    guard access(path, F_OK) != 0 else { throw ShellFailure.outputFailed(path: name, errno: EEXIST) }
    let inner = Set(files.compactMap { file in file.name.lastIndex(of: "/").map { String(file.name[..<$0]) } })
    let made = [fresh] + (inner + Self.distinct(files).map(\.name) + (sums.map { [$0] } ?? [])).map { fresh + "/" + $0 }
    made.forEach(Leftovers.remember)
    defer { made.forEach(Leftovers.forget) }
    guard mkdir(fresh, 0o700) == 0 else { throw ShellFailure.outputFailed(path: name, errno: errno) }
    do {
      for folder in inner where mkdir(fresh + "/" + folder, 0o700) != 0 { throw ShellFailure.outputFailed(path: name, errno: errno) }
      for file in Self.distinct(files) { try write(file, in: fresh, shownAs: name) }
      let sum = try sums.map { try writeSums(Self.distinct(files).map(\.name), to: $0, in: fresh, shownAs: name) }
      guard rename(fresh, path) == 0 else { throw ShellFailure.outputFailed(path: name, errno: errno) }
      return sum
    } catch {
      Leftovers.remove(fresh)
      throw error
    }
  }

  /// Two things may come to one safe name: the later ones get a number.
  private static func distinct(_ files: [FolderFile]) -> [FolderFile] {
    var seen: [String: Int] = [:]
    return files.map { file in
      seen[file.name, default: 0] += 1
      guard let count = seen[file.name], count > 1 else { return file }
      let dot = file.name.lastIndex(of: ".") ?? file.name.endIndex
      return FolderFile(name: "\(file.name[..<dot]) (\(count))\(file.name[dot...])", body: file.body)
    }
  }

  private func write(_ file: FolderFile, in folder: String, shownAs name: String) throws {
    let descriptor = open(folder + "/" + file.name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ShellFailure.outputFailed(path: name + "/" + file.name, errno: errno) }
    defer { Glibc.close(descriptor) }
    do {
      let output = ByteOutput(descriptor: descriptor)
      try file.body(output)
      try output.flush()
    } catch let failed as ByteOutput.Failed { throw ShellFailure.outputFailed(path: name + "/" + file.name, errno: failed.errno) }
  }

  private func writeSums(_ names: [String], to file: String, in folder: String, shownAs name: String) throws -> String {
    var text = ""
    for item in names.sorted() { text += "\(try sum(of: folder + "/" + item, shownAs: name))  \(item)\n" }
    try write(FolderFile(name: file) { $0.append(text) }, in: folder, shownAs: name)
    return hex(SHA256.digest(text))
  }

  /// The sum of what is really on the disk.
  private func sum(of path: String, shownAs name: String) throws -> String {
    guard let stream = fopen(path, "r") else { throw ShellFailure.outputFailed(path: name, errno: errno) }
    defer { fclose(stream) }
    var hasher = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, stream)
      guard count > 0 else { break }
      buffer.withUnsafeBytes { hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
    guard ferror(stream) == 0 else { throw ShellFailure.outputFailed(path: name, errno: errno) }
    return hex(hasher.finalize())
  }

  /// Writes a table as plain CSV, whatever the form of the answer is.
  func csv(_ table: Table, to output: ByteOutput) throws {
    var options = TableOptions()
    options.format = .csv
    try TableWriter(options, to: output).write(table)
  }
}
