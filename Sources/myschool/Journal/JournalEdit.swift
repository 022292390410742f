import Arguments
import Basics
import Glibc
import SchoolJournal
import SchoolModel
import Tabular

/// `journal edit`: the lessons in the editor.
enum JournalEdit {
  private static let yes = Option.flag("yes", Text(en: "Do not ask before writing", ru: "Не спрашивать перед записью"))

  static let command: Command = Command(
    "edit", Text(en: "Change lessons and marks in your editor", ru: "Править уроки и отметки в своём редакторе"),
    discussion: Text(
      en:
        "The lessons open as the text of journal show --week-text in the program of VISUAL or EDITOR. What was changed is shown and, once you agree, written as one operation. What is taken out of a lesson is taken away; a lesson whose own line is taken out is left alone. After a mistake the editor is opened again.",
      ru:
        "Уроки открываются текстом, как в journal show --week-text, в программе из VISUAL или EDITOR. Изменённое показывается и после согласия записывается одним действием. Что из урока убрано, то убирается и из журнала; урок, у которого стёрта сама его строка, не меняется. После ошибки редактор открывается снова."
    ),
    needs: [.journalWrite, .journalRead], operands: [JournalOptions.form.spec, JournalOptions.subject.spec],
    options: [JournalOptions.span.spec, JournalOptions.term.spec, yes.spec],
    examples: [Example("myschool journal edit 7А Алгебра --span 07.09..11.09", Text(en: "a week", ru: "неделя"))], local: true
  ) { call, session in
    var filter = JournalFilter()
    filter.form = call[JournalOptions.form]
    filter.subject = call[JournalOptions.subject]
    filter.span = call[JournalOptions.term] ?? call[JournalOptions.span]
    let named = session.console.variable("VISUAL") ?? session.console.variable("EDITOR")
    guard named != nil || (session.console.inputIsTerminal && session.console.outputIsTerminal) else {
      throw ShellFailure.noTerminalToEdit
    }
    let school = try session.school()
    let before = try school.journal.weekText(filter, naming: true)
    guard !before.isEmpty else { return .receipt(Receipt(lines: [Text(en: "no lessons", ru: "уроков нет")])) }
    let draft = try Draft(before, in: session.console.variable("TMPDIR") ?? "/tmp")
    var options = GradeOptions()
    options.replace = true
    while true {
      do {
        let edit = WeekEdit(from: before, to: try draft.edit(with: named ?? "vi"))
        var trial = session.request
        trial.dryRun = true
        let preview = edit.isEmpty ? [] : try school.journal.enterWeek(edit, named: draft.path, options, trial).preview
        guard !preview.isEmpty else {
          draft.remove()
          return .receipt(Receipt(lines: [Text(en: "nothing was changed", ru: "ничего не изменено")]))
        }
        _ = try session.deliver(
          .table(PreviewTable.table(preview), note: Text(en: "nothing would change", ru: "ничего не изменится")))
        guard try session.confirm(Text(en: "Write this?", ru: "Записать?"), assumed: call[yes]) else {
          session.say(Text(en: "not written; the text is \(draft.path)", ru: "не записано; текст — \(draft.path)"))
          return .verdict("", .no)
        }
        let performed = try school.journal.enterWeek(edit, named: draft.path, options, session.request)
        draft.remove()
        return .receipt(Receipt(performed, unchanged: performed.value.count.unchanged))
      } catch let failure as BadInput where session.canAsk {
        // The mistakes are shown, and the editor is opened again on the same text.
        for line in failure.complaint.lines { session.say(line) }
        guard session.confirm(Text(en: "Back to the editor?", ru: "Вернуться к правке?")) else {
          session.say(Text(en: "not written; the text is \(draft.path)", ru: "не записано; текст — \(draft.path)"))
          return .verdict("", .no)
        }
      } catch {
        session.say(Text(en: "the text is kept: \(draft.path)", ru: "текст сохранён: \(draft.path)"))
        throw error
      }
    }
  }
}

/// A text in a file of its own while an editor has it.
private struct Draft {
  let path: String
  private let folder: String

  init(_ text: String, in place: String) throws {
    var template = Array("\(place)/myschool-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ShellFailure.outputFailed(path: place, errno: errno) }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = folder + "/week.txt"
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
