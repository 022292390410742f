import Arguments
import Basics
import SchoolDiary
import SchoolIdentity
import SchoolModel
import Tabular

enum DiaryCommands {
  static let child = Option.text(
    "student", nil, .student, Text(en: "Which child, when there are several", ru: "Который из детей, если их несколько")
  ).also("child")

  static let day = Option.text("date", "d", .day, exclusive: "part", Text(en: "One day", ru: "Один день")).also("day")

  static let span = Option.text(
    "span", nil, .span, exclusive: "part", Text(en: "Days: 07.09..18.09, q1, year", ru: "Дни: 07.09..18.09, q1, year"))

  static let term = Option.text(
    "term", nil, .term, exclusive: "part", Terms.span
  ).also("period")

  static let week = Option.text(
    "week", nil, .day, exclusive: "part",
    Text(en: "Any day of the week wanted; this week by default", ru: "Любой день нужной недели; по умолчанию эта неделя")
  )

  static let noun: Command = Command(
    "diary", Text(en: "A student's diary", ru: "Дневник ученика"),
    discussion: Text(en: "“diary” alone shows this week.", ru: "«diary» без слов показывает эту неделю."),
    needs: [.diaryRead], options: [child.spec, week.spec, day.spec, span.spec, term.spec],
    examples: [Example("myschool diary", Text(en: "this week", ru: "эта неделя"))],
    children: { [show, DiaryHomework.list, DiaryHomework.done, DiaryHomework.attachment, DiaryNeed.command, JournalCertificate.own] },
    run: spread)

  static let spread: @Sendable (Call, Session) throws -> Answer = { call, session in
    let part = (call[span] ?? call[term]).map { DiaryPart.span($0) } ?? call[day].map { .day($0) } ?? .week(call[week])
    let school = try session.school()
    let diaries = try school.diary.pages(child: call[child], part: part)
    let (offset, language) = (school.identity.displayOffset, session.language)
    if session.format == .html {
      return .printable(all(diaries)) { language in
        try diaries.map { diary in
          try DiaryPrint.page(diary, language) { text in
            Instant(iso: text).map { language == .ru ? $0.russian(offset: offset) : $0.local(offset: offset) }
          }
        }.joined()
      }
    }
    // Programs get the lessons of all children in one list.
    if session.format.isMachine { return .table(all(diaries)) }
    return .tables(try diaries.flatMap { try lists($0, language) })
  }

  private static func all(_ diaries: [DiaryPages]) -> Table {
    Table(Diary.diaryColumns, rows: diaries.flatMap(\.lessonRows))
  }

  /// Lessons with a title, then what belongs to them and is not empty.
  private static func lists(_ diary: DiaryPages, _ language: Language) throws -> [(title: String, table: Table)] {
    let isOneDay = diary.first == diary.last
    let title = Text(
      en: isOneDay ? "\(diary.student), \(diary.first)" : "\(diary.student), \(diary.first)–\(diary.last)",
      ru: isOneDay ? "\(diary.student), \(diary.first.russian)" : "\(diary.student), \(diary.first.russian) – \(diary.last.russian)")
    let lists = try DiaryPrint.lists(diary, language).enumerated().filter { index, list in
      try index == 0 || !SpokenTable(list.table, russian: true).rows.isEmpty
    }.map(\.element)
    return [(title[language], diary.lessons)] + lists.dropFirst()
  }
}
