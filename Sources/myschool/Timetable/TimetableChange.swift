import Arguments
import Basics
import SchoolModel
import SchoolTimetable
import Tabular

enum TimetableChange {
  private static let form = Operand.optional(.form, Text(en: "The form", ru: "Класс"))
  private static let subject = Operand.optional(.subject, Text(en: "The subject", ru: "Предмет"))
  private static let teacher = Option.text("teacher", nil, .person, Text(en: "Who stands in", ru: "Кто заменяет"))
  private static let room = Option.text("room", nil, ValueKind(.room), Text(en: "Another room", ru: "Другой кабинет"))
  private static let cancel = Option.flag("cancel", nil, exclusive: "how", Text(en: "The lesson is not given", ru: "Урока не будет"))
  private static let to = Option.text("to", nil, .day, exclusive: "how", Text(en: "Moved to this day", ru: "Перенести на этот день"))
  private static let toLesson = Option<Int?>.value(
    "to-lesson", nil, .number, expected: Text(en: "a number from 0 to 20", ru: "число от 0 до 20"),
    Text(en: "Moved to this lesson of the day", ru: "Перенести на этот урок")
  ) { Int($0).flatMap { (0...20).contains($0) ? $0 : nil } }
  private static let reason = Option.text("reason", nil, .text, Text(en: "Why", ru: "Причина"))
  private static let back = Option.flag(
    "take-back", nil, exclusive: "how", Text(en: "As the timetable has it after all", ru: "Снять замену"))

  static let command: Command = Command(
    "change", Text(en: "Enter a substitution, or list them", ru: "Внести замену или показать замены"),
    discussion: Text(
      en:
        "Another teacher or room, a lesson cancelled or moved. The substitute may fill the journal of the lessons they give. Without a form it lists the substitutions from today on.",
      ru:
        "Другой учитель или кабинет, отмена, перенос. Заменяющий заполняет журнал уроков, которые ведёт. Без класса показывает замены с сегодняшнего дня."
    ),
    needs: [.timetableWrite, .timetableRead], writes: true, operands: [form.spec, subject.spec],
    options: [
      JournalOptions.date.spec, JournalOptions.lesson.spec, teacher.spec, room.spec, cancel.spec, to.spec, toLesson.spec, reason.spec,
      back.spec,
      JournalOptions.span.spec,
    ],
    examples: [
      Example(
        "myschool timetable change 7А Алгебра --date 2026-11-25 --teacher kazakova.t", Text(en: "somebody stands in", ru: "замена учителя")),
      Example("myschool timetable change 7А Алгебра --date 2026-11-25 --cancel", Text(en: "no lesson", ru: "урока не будет")),
      Example("myschool timetable change --span 23.11..27.11", Text(en: "the substitutions of a week", ru: "замены недели")),
    ], sections: [Tree.columns(Timetable.substitutionColumns)]
  ) { call, session in
    let school = try session.school()
    guard let form = call[form] else {
      return .table(
        try school.timetable.substitutions(span: call[JournalOptions.span]), note: Text(en: "no substitutions", ru: "замен нет"))
    }
    guard let subject = call[subject] else { throw UsageFailure(.operandNeeded("SUBJECT")) }
    var change = LessonChange()
    change.day = call[JournalOptions.date]
    change.lesson = call[JournalOptions.lesson]
    change.teacher = call[teacher]
    change.room = call[room]
    change.isCancelled = call[cancel]
    change.toDay = call[to]
    change.toLesson = call[toLesson]
    change.reason = call[reason]
    change.isTakenBack = call[back]
    guard change.isTakenBack || change.isCancelled || change.teacher != nil || change.room != nil || change.toDay != nil else {
      throw UsageFailure(.optionNeeded("--teacher, --room, --cancel, --to"))
    }
    let performed = try school.timetable.changeLesson(form: form, subject: subject, change, session.request)
    return .receipt(Receipt(performed, event: words(performed.value)))
  }

  private static func words(_ lesson: ChangedLesson) -> [Text] {
    let place = Text(
      en: "\(lesson.course), \(lesson.day) no. \(lesson.number)", ru: "\(lesson.course), \(lesson.day.russian) №\(lesson.number)")
    var lines: [Text]
    switch lesson.kind {
    case nil: lines = [place + Text(en: ": as the timetable has it", ru: ": по расписанию")]
    case .cancelled?: lines = [place + Text(en: ": cancelled", ru: ": урок отменён")]
    case .moved?:
      let target = lesson.target.map { Text(en: "\($0.day) no. \($0.number)", ru: "\($0.day.russian) №\($0.number)") } ?? Text("")
      lines = [place + Text(en: ": moved to \(target.en)", ru: ": перенесён на \(target.ru)")]
    case .changed?: lines = [place + (lesson.teacher.map { Text(en: ": given by \($0)", ru: ": ведёт \($0)") } ?? Text(""))]
    }
    if lesson.marks + lesson.absences > 0 {
      let (marks, absences) = (Counting.phrase(lesson.marks, "mark"), Counting.phrase(lesson.absences, "absence"))
      lines.append(
        Text(
          en: "in its journal stand \(marks.en), \(absences.en); to look: myschool journal list --span \(lesson.day)",
          ru: "в журнале этого урока: \(marks.ru), \(absences.ru); посмотреть: myschool journal list --span \(lesson.day.russian)"))
    }
    return lines
  }
}
