import Arguments
import SchoolCore
import Tabular

/// The diary on paper.
enum DiaryPrint {
  static func page(_ diary: Diary, _ language: Language, localTime: @escaping @Sendable (String) -> String?) throws -> String {
    let days = diary.first == diary.last ? diary.first.russian : "\(diary.first.russian) – \(diary.last.russian)"
    let name = [diary.student, diary.form ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    var page = PrintPage(title: Text(en: "Diary: \(name), \(days)", ru: "Дневник: \(name), \(days)")[language], language)
    for (title, table) in lists(diary, language) {
      let spoken = try SpokenTable(table, russian: language == .ru, localTime: localTime)
      guard !spoken.rows.isEmpty else { continue }
      if !title.isEmpty { page.heading(title) }
      page.table(spoken)
    }
    page.paragraph(Text(en: "Parent ______________", ru: "Подпись родителя (законного представителя) ______________")[language])
    return page.text
  }

  /// Lessons first, then what belongs to them.
  static func lists(_ diary: Diary, _ language: Language) -> [(title: String, table: Table)] {
    [
      ("", diary.lessons), (Text(en: "Comments", ru: "Комментарии учителей")[language], diary.comments),
      (Text(en: "From the form teacher", ru: "Сообщения классного руководителя")[language], diary.messages),
      (Text(en: "Averages of the term", ru: "Средние отметки за период")[language], diary.averages),
      (Text(en: "Signatures", ru: "Подписи")[language], diary.signatures),
    ]
  }
}
