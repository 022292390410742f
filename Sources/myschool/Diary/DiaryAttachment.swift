import Arguments
import Basics
import SchoolDiary
import SchoolLibrary
import SchoolModel
import Tabular

extension DiaryHomework {
  private static let title = Operand.optional(
    ValueKind(.title),
    Text(en: "Which one; without it they are listed", ru: "Какое вложение; без названия — список"))

  private static let ofSubject = Operand.optional(.subject, Text(en: "The subject, or its beginning", ru: "Предмет или его начало"))

  static let attachment: Command = Command(
    "attachment", Text(en: "List and get the files and links of homework", ru: "Показать и получить файлы и ссылки к заданиям"),
    discussion: Text(
      en: "With a title the file goes to standard output, or where -o says; of a link its address is printed.",
      ru: "С названием файл идёт в стандартный вывод или туда, куда укажет -o; у ссылки выводится адрес."),
    needs: [.diaryRead], operands: [ofSubject.spec, title.spec], options: [JournalOptions.date.spec, DiaryCommands.child.spec],
    examples: [
      Example("myschool diary attachment", Text(en: "what there is", ru: "что есть")),
      Example("myschool diary attachment алг table.pdf -o table.pdf", Text(en: "a file", ru: "файл")),
    ],
    sections: [Tree.columns(Diary.attachmentColumns)]
  ) { call, session in
    let school = try session.school()
    guard let subject = call[ofSubject], let title = call[title] else {
      return .table(
        try school.diary.attachments(child: call[DiaryCommands.child], subject: call[ofSubject], day: call[JournalOptions.date]),
        note: Text(en: "nothing is attached", ru: "вложений нет"))
    }
    let found = try school.diary.attachment(
      child: call[DiaryCommands.child], subject: subject, title: title, day: call[JournalOptions.date])
    switch found.content {
    case .link(let address): return .text(address + "\n")
    case .file(let bytes): return .bytes(bytes)
    case .item(let number):
      let library = school.library
      let place = try library.place(number)
      if place.contains("://") { return .text(place + "\n") }
      let file = try library.file(number)
      var answer = Answer(parts: [.file(path: file.path, name: file.name)])
      answer.afterShown = { try library.count(.downloads, of: number) }
      return answer
    }
  }
}
