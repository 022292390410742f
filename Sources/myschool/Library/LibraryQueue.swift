import Arguments
import Basics
import SchoolLibrary
import SchoolModel

enum LibraryQueue {
  static let command: Command = Command(
    "queue", Text(en: "What waits to be verified", ru: "Что ждёт проверки"),
    discussion: Text(
      en: "The longest waiting first, with complaints. Who added items sees their own, those that came back among them.",
      ru: "Сначала те, что ждут дольше; здесь же жалобы. Кто добавлял, видит свои, в том числе возвращённые."),
    needs: [.libraryRead],
    examples: [Example("myschool library queue", Text(en: "the work of a methodist", ru: "работа методиста"))],
    sections: [Tree.columns(Library.queueColumns)]
  ) { _, session in
    .table(try session.school().library.queue(), note: Text(en: "nothing waits", ru: "ничего не ждёт"))
  }
}
