import Arguments
import Basics
import SchoolDiary
import SchoolExchange
import SchoolModel
import Tabular

/// The diary on paper.
enum DiaryPrint {
  static func page(_ diary: DiaryPages, _ language: Language, localTime: @escaping @Sendable (String) -> String?) throws -> String {
    func span(_ first: String, _ last: String) -> String { first == last ? first : "\(first) – \(last)" }
    let name = [diary.student, diary.form ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    var page = PrintPage(
      title: Text(
        en: "Diary: \(name), \(span(diary.first.description, diary.last.description))",
        ru: "Дневник: \(name), \(span(diary.first.russian, diary.last.russian))")[language], language)
    for (title, table) in lists(diary, language) {
      let spoken = try SpokenTable(table, russian: language == .ru, localTime: localTime)
      guard !spoken.rows.isEmpty else { continue }
      if !title.isEmpty { page.heading(title) }
      page.table(spoken)
    }
    page.paragraph(Text(en: "Parent ______________", ru: "Подпись родителя (законного представителя) ______________")[language])
    return page.text
  }

  /// Averages are of a whole term, however few days are shown.
  private static func averagesTitle(_ term: DaySpan?) -> Text {
    guard let term else { return Text(en: "Averages", ru: "Средние отметки") }
    return Text(
      en: "Averages from \(term.first) to \(term.last)", ru: "Средние отметки с \(term.first.russian) по \(term.last.russian)")
  }

  /// Lessons first, then what belongs to them.
  static func lists(_ diary: DiaryPages, _ language: Language) -> [(title: String, table: Table)] {
    [
      ("", diary.lessons),
      (
        Text(en: "Files and links of homework: diary attachment", ru: "Файлы и ссылки к заданиям: diary attachment")[language],
        diary.attachments
      ),
      (Text(en: "Comments", ru: "Комментарии учителей")[language], diary.comments),
      (Text(en: "From the form teacher", ru: "Сообщения классного руководителя")[language], diary.messages),
      (Text(en: "Works to hand in", ru: "Долги")[language], diary.debts),
      (averagesTitle(diary.averagesSpan)[language], diary.averages),
      (Text(en: "Signatures", ru: "Подписи")[language], diary.signatures),
    ]
  }
}
