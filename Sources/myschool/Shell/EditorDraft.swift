import Basics
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

  /// Lets somebody edit until what they left is taken: after a mistake, where it can be asked, the editor is opened again on the same
  /// text. A text that is not taken stays where it is, and its place is told.
  /// - Parameters:
  ///   - mistake: what to tell of an error that can be mended in the text; `nil` for any other.
  ///   - take: takes the text; `nil` where it was looked at and not agreed to.
  static func edit(
    _ text: String, named name: String, _ session: Session, mistake: (any Error) -> Complaint?,
    _ take: (_ text: String, _ draft: EditorDraft) throws -> Answer?
  ) throws -> Answer {
    let editor = session.console.variable("VISUAL") ?? session.console.variable("EDITOR") ?? "vi"
    let draft = try EditorDraft(text, named: name, in: session.console.variable("TMPDIR") ?? "/tmp")
    while true {
      do {
        if let answer = try take(draft.edit(with: editor), draft) {
          draft.remove()
          return answer
        }
      } catch {
        guard session.canAsk, let complaint = mistake(error) else {
          session.say(Text(en: "the text is kept: \(draft.path)", ru: "текст сохранён: \(draft.path)"))
          throw error
        }
        for line in complaint.lines { session.say(line) }
        if session.confirm(Text(en: "Back to the editor?", ru: "Вернуться к правке?")) { continue }
      }
      session.say(Text(en: "not written; the text is \(draft.path)", ru: "не записано; текст — \(draft.path)"))
      return .verdict("", .no)
    }
  }

  /// Whether there is an editor: one that is named, or a terminal for the usual one.
  static func isPossible(_ session: Session) -> Bool {
    session.console.variable("VISUAL") != nil || session.console.variable("EDITOR") != nil
      || session.console.inputIsTerminal && session.console.outputIsTerminal
  }

  static var unchanged: Answer { .receipt(Receipt(lines: [Text(en: "nothing was changed", ru: "ничего не изменено")])) }
}
