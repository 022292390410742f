import Arguments
import Basics
import Record
import SchoolJournal
import SchoolModel
import Tabular

/// Pages of the journal on paper.
enum JournalPrint {
  /// Dates stand upright and close to each other, as in the paper journal.
  static let style =
    ".grid td,.grid th{text-align:center;padding:1px 3px;min-width:12px}.grid td:first-child,.grid th:first-child{text-align:left;white-space:nowrap}@page{size:A4 landscape}"

  static func page(_ sheet: JournalSheet, _ language: Language) throws -> String {
    var page = PrintPage(title: sheet.course, language, style: style)
    try put(sheet, on: &page, language)
    return page.text
  }

  /// The two facing pages of a course in a term.
  static func put(_ sheet: JournalSheet, on page: inout PrintPage, _ language: Language) throws {
    let (first, last) = (sheet.term.first, sheet.term.last)
    page.heading(
      Text(
        en: "\(name(sheet.term).en): \(first)–\(last). Teacher: \(sheet.teachers.joined(separator: ", "))",
        ru: "\(name(sheet.term).ru): \(first.russian)–\(last.russian). Учитель: \(sheet.teachers.joined(separator: ", "))")[
          language])
    page.table(try SpokenTable(sheet.marks, russian: language == .ru), class: "grid")
    page.heading(Text(en: "Lessons", ru: "Что пройдено на уроках")[language])
    page.table(try SpokenTable(sheet.lessons, russian: language == .ru))
  }

  private static func name(_ term: DaySpan) -> Text {
    guard let name = term.code?.name else { return Text(term.name) }
    return Text(en: name.en, ru: name.ru)
  }

  /// Report cards, a page each.
  static func reportCards(_ all: ReportCards, _ language: Language) throws -> String {
    let table = all.table
    let terms = table.columns.dropFirst(3).map { $0.title(russian: language == .ru) }
    var page = PrintPage(
      title: Text(en: "Report card, \(all.year)", ru: "Табель успеваемости за \(all.year) учебный год")[language], language)
    for (index, student) in all.students.enumerated() {
      if index > 0 { page.newPage() }
      page.heading("\(student.student), \(student.form)")
      page.paragraph(all.school)
      page.table(
        [Text(en: "Subject", ru: "Предмет")[language]] + terms, student.subjects.map { [$0.name] + $0.marks.map { $0 ?? "" } })
      page.paragraph(
        Text(
          en: "Lessons missed: \(student.missed), of them ill: \(student.ill), with another good reason: \(student.excused)",
          ru: "Пропущено уроков: \(student.missed), из них по болезни: \(student.ill), по другой уважительной причине: \(student.excused)")[
            language])
      for name in [
        Text(en: "Form teacher", ru: "Классный руководитель"), Text(en: "Parent", ru: "Родитель (законный представитель)"),
      ] { page.paragraph("\(name[language]) ______________") }
    }
    return page.text
  }
}
