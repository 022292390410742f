import Arguments
import SchoolCore
import Tabular

enum DiaryCommands {
  static let child = Option.text(
    "child", nil, .student, Text(en: "Whose diary, when there are several", ru: "Чей дневник, если их несколько"))
  private static let week = Option.text(
    "week", nil, .day, Text(en: "Any day of the week wanted; this week by default", ru: "Любой день нужной недели; по умолчанию эта неделя")
  )

  static let noun: Command = Command(
    "diary", Text(en: "A student's diary", ru: "Дневник ученика"),
    discussion: Text(en: "“diary” alone shows this week.", ru: "«diary» без слов показывает эту неделю."),
    options: [child.spec, week.spec],
    examples: [Example("myschool diary", Text(en: "this week", ru: "эта неделя"))],
    children: { [show, DiaryHomework.list, DiaryHomework.done, DiaryNeed.command] }, run: spread)

  static let show: Command = Command(
    "show", Text(en: "Show a week of the diary", ru: "Показать неделю дневника"),
    discussion: Text(
      en: "Lessons with topics, homework, marks and absences, then the averages of the term. Machine forms hold the lessons alone.",
      ru: "Уроки с темами, заданиями, отметками и пропусками, ниже — средние отметки за период. В машинных видах — только уроки."),
    options: [child.spec, week.spec],
    examples: [
      Example("myschool diary show --week 2026-09-07", Text(en: "the week of 7 September", ru: "неделя 7 сентября")),
      Example("myschool diary show --child Валерия --format csv", Text(en: "one of several children", ru: "одного из детей")),
    ],
    sections: [Tree.columns(School.diaryColumns)], run: spread)

  private static let spread: @Sendable (Call, Session) throws -> Outcome = { call, session in
    let diary = try session.school().diary(child: call[child], week: call[week])
    let title = Text(
      en: "\(diary.student), \(diary.first)–\(diary.last)", ru: "\(diary.student), \(diary.first.russian) – \(diary.last.russian)")
    return .tables([
      (title[session.language], diary.lessons),
      (Text(en: "Averages of the term", ru: "Средние отметки за период")[session.language], diary.averages),
    ])
  }
}
