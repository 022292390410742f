import Arguments
import Basics
import Glibc
import SchoolJournal
import SchoolModel
import Tabular

/// `journal edit`: the lessons in the editor.
enum JournalEdit {
  private static let yes = Option.flag("yes", Text(en: "Do not ask before writing", ru: "Не спрашивать перед записью"))

  private static let asText = Text(
    en: "as a text: myschool journal show FORM SUBJECT --week-text > week.txt, then myschool journal enter week.txt",
    ru: "текстом: myschool journal show КЛАСС ПРЕДМЕТ --week-text > week.txt, затем myschool journal enter week.txt")

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
    guard EditorDraft.isPossible(session) else { throw ShellFailure.noTerminalToEdit(instead: asText) }
    let school = try session.school()
    let before = try school.journal.weekText(filter, naming: true)
    guard !before.isEmpty else { return .receipt(Receipt(lines: [Text(en: "no lessons", ru: "уроков нет")])) }
    var options = GradeOptions()
    options.replace = true
    return try EditorDraft.edit(before, named: "week.txt", session, mistake: { ($0 as? BadInput)?.complaint }) { after, draft in
      let edit = WeekEdit(from: before, to: after)
      var trial = try session.request
      trial.dryRun = true
      let preview = edit.isEmpty ? [] : try school.journal.enterWeek(edit, named: draft.path, options, trial).preview
      guard !preview.isEmpty else { return EditorDraft.unchanged }
      _ = try session.deliver(
        .table(PreviewTable.table(preview), note: Text(en: "nothing would change", ru: "ничего не изменится")))
      guard try session.confirm(Text(en: "Write this?", ru: "Записать?"), assumed: call[yes]) else { return nil }
      let performed = try school.journal.enterWeek(edit, named: draft.path, options, session.request)
      return .receipt(Receipt(performed, unchanged: performed.value.count.unchanged))
    }
  }
}
