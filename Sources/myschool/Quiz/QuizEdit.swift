import Arguments
import Basics
import Questions
import SchoolModel
import SchoolQuizzes

/// `quiz edit`: the questions as GIFT in the editor.
enum QuizEdit {
  private static let title = Option.text(
    "title", nil, ValueKind(.text, placeholder: "TITLE"), Text(en: "Another title, without an editor", ru: "Новое название, без редактора"))

  static let command: Command = Command(
    "edit", Text(en: "Change the questions in your editor", ru: "Править вопросы в своём редакторе"),
    discussion: Text(
      en:
        "The questions open as GIFT in the program of VISUAL or EDITOR. A question taken out is asked no more; one that was answered gets a new version, and the answers keep the one they were given to. What GIFT cannot hold (points other than 1, order, gaps, pictures) is changed by import. After a mistake the editor is opened again.",
      ru:
        "Вопросы открываются текстом GIFT в программе из VISUAL или EDITOR. Вычеркнутый вопрос больше не задаётся; вопрос, на который уже отвечали, получает новую версию, а ответы остаются при прежней. Что в GIFT не помещается (баллы, кроме 1, порядок, пропуски, рисунки), меняют загрузкой файла. После ошибки редактор открывается снова."
    ),
    needs: [.quizWrite], writes: true, operands: [QuizCommands.quiz.spec], options: [title.spec],
    examples: [
      Example("myschool quiz edit 6", Text(en: "in the editor", ru: "в редакторе")),
      Example("myschool quiz edit 6 --title 'Степени, вариант 2'", Text(en: "another title", ru: "другое название")),
    ], local: true
  ) { call, session in
    let quizzes = try session.school().quizzes
    try session.school().requireOneOf([.quizWrite])
    if let title = call[title] {
      let performed = try quizzes.rename(call[QuizCommands.quiz], to: title, session.request)
      return .receipt(Receipt(performed, unchanged: performed.operation == nil && !performed.isTrial ? 1 : 0))
    }
    guard EditorDraft.isPossible(session) else { throw QuizFailure.noEditor }
    let (_, questions, losses) = try quizzes.questions(of: call[QuizCommands.quiz], for: .gift, category: nil)
    guard losses.isEmpty else { throw QuizFailure.cannotEdit(call[QuizCommands.quiz], losses) }
    let before = GIFTWriter.text(questions)
    return try EditorDraft.edit(before, named: "quiz.gift", session, mistake: { ($0 as? QuizFailure)?.complaint }) { after, _ in
      guard after != before else { return EditorDraft.unchanged }
      let performed = try quizzes.rewrite(call[QuizCommands.quiz], GIFTReader.bank(after), title: nil, session.request)
      let lines = performed.value.changed.flatMap { changed in changed.what.map { QuizWords.changed(changed.name, $0) } }
      return .receipt(Receipt(performed, unchanged: performed.value.unchanged, extra: lines))
    }
  }
}
