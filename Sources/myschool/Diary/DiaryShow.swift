import Arguments
import Basics
import SchoolDiary
import SchoolModel
import Tabular

extension DiaryCommands {
  static let show: Command = Command(
    "show", Text(en: "Show a week of the diary, a day or a term", ru: "Показать неделю дневника, день или период"),
    discussion: Text(
      en:
        "Lessons with topics, homework, marks and absences, then comments, messages of the form teacher, the averages of the term and signatures. Machine forms hold the lessons alone; --format html is a page for print. A comment that a student or a parent has seen here counts as read.",
      ru:
        "Уроки с темами, заданиями, отметками и пропусками, ниже — комментарии, сообщения классного руководителя, средние отметки за период и подписи. В машинных видах — только уроки; --format html — страница для печати. Комментарий, показанный здесь ученику или родителю, считается прочитанным."
    ),
    needs: [.diaryRead], options: [child.spec, week.spec, day.spec, span.spec, term.spec],
    examples: [
      Example("myschool diary show --week 2026-09-07", Text(en: "the week of 7 September", ru: "неделя 7 сентября")),
      Example("myschool diary show --term q1 --format html -o q1.html", Text(en: "a quarter, for print", ru: "четверть, для печати")),
      Example("myschool diary show --student Валерия --format csv", Text(en: "one of several children", ru: "одного из детей")),
    ],
    sections: [Tree.columns(Diary.diaryColumns)], run: spread)
}
