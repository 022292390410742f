import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

enum JournalCommands {
  static let noun: Command = Command(
    "journal", Text(en: "Marks, absences, topics and homework", ru: "Отметки, пропуски, темы и домашние задания"),
    discussion: Text(
      en: "“journal” alone shows today's lessons with what is entered so far.",
      ru: "«journal» без слов показывает сегодняшние уроки и что в них уже введено."),
    needs: [.journalRead], options: [JournalOptions.date.spec],
    examples: [Example("myschool journal --date 07.09", Text(en: "the lessons of a day", ru: "уроки дня"))],
    sections: [],
    children: {
      [
        JournalGrade.command, JournalFill.command, JournalShow.command, JournalList.command, JournalTopic.command, JournalHomework.command,
        JournalHistory.command,
        JournalAbsent.command, JournalForm.command, JournalDebts.command, JournalComments.command, JournalAnnounce.command,
        JournalKind.command,
        JournalScale.command, JournalEnter.command, JournalEdit.command, JournalExchange.load, JournalExchange.save, JournalTerm.command,
        JournalClose.command, JournalUnlock.command,
        JournalRuleCommand.command, JournalCertificate.command, JournalArchiveCommand.command,
      ]
    }
  ) { call, session in
    .table(
      try session.school().journal.lessons(on: call[JournalOptions.date]),
      note: Text(en: "no lessons that day", ru: "в этот день уроков нет"))
  }
}
