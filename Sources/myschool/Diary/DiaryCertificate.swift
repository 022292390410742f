import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

extension JournalCertificate {
  static let own: Command = Command(
    "certificate", Text(en: "Show the report card", ru: "Показать табель успеваемости"),
    discussion: Text(
      en: "The term marks of every subject and the year's; --format html for print.",
      ru: "Отметки за периоды и за год по всем предметам; --format html — для печати."),
    needs: [.diaryRead], options: [DiaryCommands.child.spec],
    examples: [Example("myschool diary certificate", Text(en: "one's own, or one's only child's", ru: "свой или единственного ребёнка"))],
    sections: [columns]
  ) { call, session in
    try answer(try session.school().journal.reportCard(child: call[DiaryCommands.child]))
  }
}
