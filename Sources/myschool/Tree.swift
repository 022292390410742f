import Arguments
import Basics
import SchoolModel
import Tabular

/// The whole command line.
enum Tree {
  static let version = "0.1.0"

  static let root: Command = Command(
    "myschool",
    Text(en: "a school's journal, diaries and library from the command line", ru: "журнал, дневники и библиотека школы в командной строке"),
    discussion: Text(
      en:
        "One school is one file. Sign in once with “myschool login”; then the words you type say what is done and in which form it is shown. Every change is recorded and can be undone.",
      ru:
        "Одна школа — один файл. Войдите один раз: «myschool login»; дальше слова команды говорят, что сделать и в каком виде показать. Каждое изменение записывается, и его можно отменить."
    ),
    options: Everywhere.all,
    examples: [
      Example("myschool demo", Text(en: "look around in a believable school", ru: "осмотреться в правдоподобной школе")),
      Example("myschool journal grade 7А алг 'Иванова А. П.=5'", Text(en: "enter a mark", ru: "выставить отметку")),
      Example("myschool stats report quality --by form --format csv", Text(en: "a report for a spreadsheet", ru: "сводка для таблицы")),
    ],
    groups: { groups }, children: { groups.flatMap(\.commands) + [GenerateCommand.command, StemsCommand.command] })

  /// The nouns by who uses them most.
  private static var groups: [CommandGroup<Session, Answer>] {
    [
      CommandGroup(
        Text(en: "To begin", ru: "Начало работы"),
        [
          SetupCommands.initialize, SetupCommands.demo, Login.command, Logout.command, Whoami.command, AccountCommands.noun,
          HelpCommand.command,
        ]),
      CommandGroup(
        Text(en: "For students and parents", ru: "Команды ученика и родителя"),
        [DiaryCommands.noun, FamilyCommands.noun, InboxCommand.command]),
      CommandGroup(
        Text(en: "For teachers", ru: "Команды учителя"),
        [JournalCommands.noun, QuizCommands.noun, PlanCommands.noun, TimetableCommands.noun, StatsCommands.noun]),
      CommandGroup(
        Text(en: "For everybody", ru: "Общие команды"),
        [DocumentCommands.noun, ChatCommands.noun, LibraryCommands.noun, SupportCommands.noun, ConfigCommands.noun]),
      CommandGroup(
        Text(en: "For the school's administrator", ru: "Команды администратора школы"),
        [RosterCommands.noun, CalendarCommands.noun, OutboxCommands.noun, DbCommands.noun]),
      CommandGroup(
        Text(en: "What was done, and the way back", ru: "Кто что сделал и как вернуть"),
        [RecordCommands.log, RecordCommands.undo, RecordCommands.redo]),
      CommandGroup(
        Text(en: "For programs and other machines", ru: "Для программ и других машин"),
        [TokenCommands.noun, AuthCommands.noun, GateCommands.noun]),
    ]
  }

  /// A section that lists the columns of a table with their types.
  static func columns(_ columns: [Column], of what: String? = nil) -> HelpSection {
    HelpSection(
      Text(en: "Columns", ru: "Столбцы") + Text(what.map { ": \($0)" } ?? ""),
      rows: columns.map { column in
        let unit = column.unit.map { ", \($0)" } ?? ""
        let russianUnit = column.unit.map { ", \(units[$0] ?? $0)" } ?? ""
        return (
          column.key,
          Text(en: "\(column.en) (\(column.type.rawValue)\(unit))", ru: "\(column.ru) (\(name(column.type))\(russianUnit))")
        )
      }, areColumns: true)
  }

  private static let units = [
    "percent": "проценты", "minutes": "минуты", "hours": "часы", "days": "дни", "lessons": "уроки", "bytes": "байты",
  ]

  private static func name(_ type: ColumnType) -> String {
    switch type {
    case .text: "текст"
    case .integer: "целое число"
    case .decimal: "дробное число"
    case .day: "день"
    case .instant: "время"
    case .boolean: "да или нет"
    }
  }
}

extension Column {
  var titles: Text { Text(en: en, ru: ru) }
}
