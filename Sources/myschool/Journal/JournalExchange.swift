import Arguments
import Basics
import Glibc
import SchoolJournal
import SchoolModel
import Tabular

/// `journal import` and `journal export`: marks as other systems' files.
enum JournalExchange {
  static let file = Operand.one(
    .file,
    Text(
      en: "A gradebook of Canvas or Moodle, FILE#N for a sheet of a workbook, or a OneRoster folder or zip; - is standard input",
      ru: "Журнал Canvas или Moodle, лист книги — ФАЙЛ#N, или папка или zip OneRoster; - — стандартный ввод"))

  static let school = Option.text(
    "school", nil, ValueKind(.school), Text(en: "Which school of a OneRoster set", ru: "Какую школу набора OneRoster взять"))

  static let kind = Option.text("kind", "k", .workKind, Text(en: "The kind of work", ru: "Вид работы"))

  static let form = Option.text(
    "to", nil, .choice(GradebookForm.allCases.map(\.rawValue), placeholder: "canvas|moodle|page|oneroster"),
    Text(en: "Whose gradebook, or the page of the journal", ru: "Вид файла"))
}
