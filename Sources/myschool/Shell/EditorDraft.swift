import Glibc
import Tabular

/// A text in a file of its own while an editor has it.
struct EditorDraft {
  let path: String
  private let folder: String

  init(_ text: String, named name: String, in place: String) throws {
    var template = Array("\(place)/myschool-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ShellFailure.outputFailed(path: place, errno: errno) }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = folder + "/" + name
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ShellFailure.outputFailed(path: path, errno: errno) }
    let output = ByteOutput(descriptor: descriptor)
    output.append(text)
    try output.flush()
    Glibc.close(descriptor)
  }

  /// Lets the editor have the file, and gives back what it left.
  func edit(with editor: String) throws -> String {
    let ended = try ChildProcess(editor.split(separator: " ").map(String.init) + [path]).run(feeding: nil)
    guard ended == .exit(0) else { throw ShellFailure.editorFailed(editor, draft: path) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0, let bytes = try ByteInput(descriptor: descriptor).readAll(limit: 1 << 24) else {
      throw ShellFailure.outputFailed(path: path, errno: errno)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func remove() {
    unlink(path)
    rmdir(folder)
  }
}
