import Arguments
import Basics
import SchoolModel
import Tabular

/// The options that every command takes.
enum Everywhere {
  static let database = Option.text(
    "db", nil, .file, environment: "MYSCHOOL_DB", Text(en: "The school's file", ru: "Файл школы"))
  static let format = Option<Format>.value(
    "format", nil, .choice(Format.allCases.map(\.rawValue), placeholder: "FORMAT"), default: .table,
    expected: Text(Format.allCases.map(\.rawValue).joined(separator: ", ")),
    Text(en: "Form of the output", ru: "Вид вывода")
  ) { Format(rawValue: $0) }
  static let columns = Option.text(
    "columns", nil, ValueKind(.columns, placeholder: "A,B"),
    Text(en: "Only these columns, in this order", ru: "Только эти столбцы, в этом порядке"))
  static let sort = Option.text(
    "sort", nil, ValueKind(.sorting, placeholder: "A,-B"),
    Text(en: "Sort by columns; “-” before a name for descending order", ru: "Сортировать по столбцам; «-» перед именем — по убыванию"))
  static let conditions = Option.texts(
    "where", nil, ValueKind(.condition, placeholder: "A=B"),
    Text(
      en: "Only rows whose column has this value; A!=B excludes; may be repeated, all must hold",
      ru: "Только строки с таким значением столбца; A!=B исключает; условия складываются"))
  static let noHeader = Option.flag("no-header", Text(en: "No line of headings", ru: "Без строки заголовков"))
  static let excel = Option.flag(
    "excel",
    Text(
      en: "CSV for spreadsheet programs: BOM, “;”, CRLF, decimal commas",
      ru: "CSV для табличных программ: BOM, «;», CRLF, десятичная запятая"))
  static let output = Option.text("output", "o", .file, Text(en: "Write the result to a file", ru: "Записать результат в файл"))
  static let quiet = Option.flag("quiet", "q", Text(en: "Say nothing when all is well", ru: "Молчать, когда всё в порядке"))
  static let color = Option.text(
    "color", nil, .choice(["auto", "always", "never"], placeholder: "WHEN"), Text(en: "Use of bold type", ru: "Выделять ли заголовки"))
  static let noPager = Option.flag("no-pager", Text(en: "Do not page long output", ru: "Не листать длинный вывод"))
  static let noInput = Option.flag(
    "no-input", Text(en: "Ask nothing; fail where a question would be asked", ru: "Ни о чём не спрашивать; где нужен вопрос — ошибка"))
  static let wait = Option<Int>.value(
    "wait", nil, ValueKind(.duration, placeholder: "30s"), default: 30,
    expected: Text(en: "seconds such as 30 or 30s", ru: "секунды: 30 или 30s"),
    Text(en: "How long to wait for another writer", ru: "Сколько ждать, пока пишет другой")
  ) { text in
    Int(text.hasSuffix("s") ? String(text.dropLast()) : text).flatMap { $0 >= 0 && $0 <= 86_400 ? $0 : nil }
  }
  static let role = Option<Role?>.value(
    "role", nil, .choice(Role.allCases.map(\.rawValue), placeholder: "ROLE"), environment: "MYSCHOOL_ROLE",
    expected: Text(Role.allCases.map(\.rawValue).joined(separator: ", ")),
    Text(en: "Act in this one of your roles", ru: "Действовать в этой из своих ролей")
  ) { Role(typed: $0) }

  // What reading commands take besides.
  static let asOf = Option.text(
    "as-of", nil, .day, exclusive: "past",
    Text(en: "The school as it stood at the end of this day", ru: "Школа, какой она была в конце этого дня"))
  static let at = Option<Int?>.value(
    "at", nil, .operation, exclusive: "past", expected: Text(en: "the number of an operation", ru: "номер действия"),
    Text(en: "The school as it stood after this operation", ru: "Школа, какой она была после этого действия")
  ) { Int($0) }

  static let year = Option.text(
    "year", nil, .year,
    Text(en: "The academic year: 2026/27; the one that runs by default", ru: "Учебный год: 2026/27; по умолчанию текущий"))

  static let all: [OptionSpec] = [
    database.spec, format.spec, columns.spec, sort.spec, conditions.spec, noHeader.spec, excel.spec, output.spec, quiet.spec, color.spec,
    noPager.spec, noInput.spec, wait.spec, role.spec, asOf.spec, at.spec, year.spec,
  ]

  // What writing commands take besides.
  static let dryRun = Option.flag(
    "dry-run", "n", Text(en: "Show what would change, and change nothing", ru: "Показать, что изменится, и ничего не менять"))
  static let message = Option.text(
    "message", "m", Text(en: "A word about why, kept with the operation", ru: "Пояснение; хранится вместе с действием"))
}
