import Basics
import SchoolStatistics

/// The pages of all reports and of all views, from their declarations.
enum ReportTopics {
  @Sendable static func reports(_ language: Language) -> String {
    let head = Text(
      en: """
        Reports

        Each with its rule, by the settings every school begins with; those of a school: stats report … --explain.

        """,
      ru: """
        Сводки

        У каждой — правило с настройками, с которых начинает любая школа; с вашими — stats report … --explain.

        """)
    return head[language] + Statistics.all.map { "\n" + Explanation.text($0, $0.columns($0.keys), $0.usualRule, language) }.joined()
  }

  @Sendable static func views(_ language: Language) -> String {
    let head = Text(
      en: """
        Views

        What stats query may read. Columns are only ever added, at the end.

        """,
      ru: """
        Представления

        Всё, что может прочитать stats query. Столбцы только добавляются, в конец.

        """)
    return head[language]
      + Statistics.views.map { view in
        let width = (view.columns.map(\.name.count).max() ?? 0) + 2
        let columns = view.columns.map { "  \($0.name.padding(width))\($0.meaning[language])\n" }.joined()
        return "\n\(view.name) — \(view.about[language])\n\(columns)"
      }.joined()
  }
}
