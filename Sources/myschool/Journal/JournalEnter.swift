import Arguments
import Basics
import Glibc
import SchoolJournal
import SchoolModel
import Tabular

/// `journal enter`: a week as plain text.
enum JournalEnter {
  private static let file = Operand.one(
    .file, Text(en: "The text of the week; - is standard input", ru: "Текст недели; - — стандартный ввод"))
  private static let replace = Option.flag(
    "replace", Text(en: "Put the new value where another stands", ru: "Поставить новое вместо прежнего"))

  static let command: Command = Command(
    "enter", Text(en: "Enter lessons and marks from plain text", ru: "Внести уроки и отметки из простого текста"),
    discussion: Text(
      en:
        "A line == FORM SUBJECT, a line for each lesson with its topic, дз: for homework, then marks by surname; journal show --week-text writes the same. How it is written: myschool help week-text. All mistakes are told, and then nothing is written.",
      ru:
        "Строка == КЛАСС ПРЕДМЕТ, строка урока с темой, «дз:» — задание, дальше отметки по фамилиям; то же пишет journal show --week-text. Как это пишется: myschool help week-text. Называются все ошибки, и тогда ничего не записывается."
    ),
    needs: [.journalWrite], writes: true, operands: [file.spec], options: [replace.spec, FileOptions.encoding.spec],
    examples: [
      Example("myschool journal enter week.txt -n", Text(en: "what it would change", ru: "что изменится")),
      Example("myschool journal enter -", Text(en: "from a pipe", ru: "из другой программы")),
    ],
    sections: [Tree.columns(PreviewTable.columns)]
  ) { call, session in
    var options = GradeOptions()
    options.replace = call[replace]
    let performed = try session.school().journal.enterWeek(
      try session.decodedText(call[file], encoding: call[FileOptions.encoding]), named: session.shownName(call[file]), options,
      session.request)
    return .receipt(Receipt(performed, unchanged: performed.value.count.unchanged))
  }
}
