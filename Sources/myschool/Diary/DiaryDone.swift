import Arguments
import Basics
import SchoolDiary
import SchoolModel
import Tabular

extension DiaryHomework {
  private static let undone = Option.flag("undone", Text(en: "Take the tick back", ru: "Снять отметку «сделано»"))

  static let done: Command = Command(
    "done", Text(en: "Tick homework as done", ru: "Отметить задание сделанным"),
    needs: [.diaryWrite], writes: true, operands: [subject.spec], options: [JournalOptions.date.spec, undone.spec],
    examples: [Example("myschool diary done Алгебра", Text(en: "the nearest homework", ru: "ближайшее задание"))]
  ) { call, session in
    let performed = try session.school().diary.tickHomework(
      subject: call[subject], day: call[JournalOptions.date], undone: call[undone], session.request)
    return .receipt(Receipt(performed, extra: [Text(performed.value)]))
  }
}
