import Arguments
import Basics
import Glibc
import SchoolModel
import SchoolSheets
import Tabular

extension Session {
  /// The files of a OneRoster folder, or the name itself.
  func filesOfSet(_ name: String) throws -> [String] {
    guard console.gate == nil, name != "-", let directory = opendir(console.path(name)) else { return [name] }
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
