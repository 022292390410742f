import Arguments
import Basics
import SchoolExchange
import SchoolModel
import SchoolRoster
import SchoolSheets
import Tabular

enum RosterPromote {
  private static let repeating = Option.texts(
    "repeat", nil, .student,
    Text(en: "Who stays in the year of study; may be repeated", ru: "Кто остаётся на повторное обучение; можно повторять"))
  private static let leaving = Option.texts(
    "leave", nil, .student, Text(en: "Who does not go on; may be repeated", ru: "Кто не переходит дальше; можно повторять"))
  private static let last = Option<Int>.value(
    "last-grade", nil, .number, default: 11, expected: Text(en: "a number from 1 to 12", ru: "число от 1 до 12"),
    Text(en: "The last year of study; 11 by default", ru: "Последний год обучения; по умолчанию 11")
  ) { Int($0).flatMap { (1...12).contains($0) ? $0 : nil } }
  private static let columns = [
    Column("kind", en: "What", ru: "Что", labels: CodedWords.promotion), Column("from", en: "From", ru: "Откуда"),
    Column("to", en: "To", ru: "Куда"),
    Column.students,
  ]

  static let command: Command = Command(
    "promote", Text(en: "Move the forms up into the next year", ru: "Перевести классы в следующий год"),
    discussion: Text(
      en: "Needs the next year: calendar open. Courses and their teachers come along; the old year stays as it is. See it with -n first.",
      ru: "Нужен следующий год: calendar open. Курсы с учителями переходят тоже; старый год не меняется. Сначала посмотрите с -n."),
    needs: [.rosterWrite], writes: true, options: [repeating.spec, leaving.spec, last.spec],
    examples: [Example("myschool roster promote --repeat titova.a -n", Text(en: "what would happen", ru: "что произойдёт"))],
    sections: [Tree.columns(columns)]
  ) { call, session in
    let performed = try session.school().roster.promote(
      repeating: call[repeating], leaving: call[leaving], lastGrade: call[last], session.requestOfList)
    let result = performed.value
    if let operation = performed.operation {
      session.say(
        Text(
          en: "operation \(operation); undo: myschool undo \(operation)", ru: "действие \(operation); отменить: myschool undo \(operation)")
      )
    } else {
      session.say(Text(en: "dry run: nothing was written", ru: "проверка: ничего не записано"))
    }
    if result.unmarked > 0 {
      session.say(
        Text(
          en: "without a mark of the year: \(result.unmarked); see them: myschool journal term year",
          ru: "без годовых отметок: \(result.unmarked); посмотреть: myschool journal term year"))
    }
    if !result.failing.isEmpty {
      let names = Text.few(result.failing)
      session.say(
        Text(
          en: "with a failing mark of the year: \(names)", ru: "с неудовлетворительной годовой отметкой: \(names)"))
    }
    if !result.withoutCourses.isEmpty {
      let forms = Text.list(result.withoutCourses)
      session.say(
        Text(
          en: "no courses yet in \(forms): myschool roster import load.csv --year \(result.year)",
          ru: "пока нет курсов: \(forms); нагрузку загружает myschool roster import load.csv --year \(result.year)"))
    }
    var rows: [[Cell]] = result.forms.map { [.text("form"), .text($0.from), .text($0.to), .integer($0.students)] }
    rows += result.repeaters.map { [.text("repeats"), .text($0), .empty, .empty] }
    rows += result.leavers.map { [.text("leaves"), .text($0), .empty, .empty] }
    return .table(Table(columns, rows: rows))
  }
}
