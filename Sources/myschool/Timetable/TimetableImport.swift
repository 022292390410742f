import Arguments
import Basics
import SchoolModel
import SchoolTimetable
import Tabular

extension TimetableCommands {
  private static let file = Operand.one(
    .file,
    Text(
      en: "The timetable, FILE#N for a table of a document; - is standard input",
      ru: "Файл расписания, таблица документа — ФАЙЛ#N; - — стандартный ввод"))

  static let load: Command = Command(
    "import", Text(en: "Take over a timetable", ru: "Загрузить расписание"),
    discussion: Text(
      en:
        "Needs the headings Класс, День недели, Номер урока and Предмет; Учитель, Кабинет and Чётность are taken where they are. Once lessons are given, --date says from which day on a changed timetable holds.",
      ru:
        "Нужны столбцы «Класс», «День недели», «Номер урока» и «Предмет»; «Учитель», «Кабинет» и «Чётность» берутся, если есть. Когда уроки уже идут, --date говорит, с какого дня действует изменённое расписание."
    ),
    needs: [.timetableWrite], writes: true, operands: [file.spec],
    options: [from.spec, FileOptions.encoding.spec, FileOptions.separator.spec],
    examples: [Example("myschool timetable import timetable.csv", Text(en: "from the first day of the year", ru: "с первого дня года"))]
  ) { call, session in
    let source = try session.sheet(call[file], encoding: call[FileOptions.encoding], separator: call[FileOptions.separator])
    let performed = try session.school().timetable.importTimetable(source, from: call[from], session.request)
    session.tell(performed.value.notices)
    return .receipt(Receipt(performed, unchanged: performed.value.unchanged))
  }
}
