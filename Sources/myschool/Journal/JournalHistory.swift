import Arguments
import Basics
import SchoolExchange
import SchoolJournal
import SchoolModel
import SchoolSheets
import Tabular

enum JournalHistory {
  private static let student = Operand.one(.student, Text(en: "The student", ru: "Ученик"))
  private static let columns = [
    Column("operation", .integer, en: "Operation", ru: "Действие"), Column.at,
    Column.by, Column("change", en: "Change", ru: "Что", labels: CodedWords.change),
    Column("of", en: "Of", ru: "О чём"),
    Column("before", en: "Before", ru: "Было", labels: SchoolTables.columnWords),
    Column("after", en: "After", ru: "Стало", labels: SchoolTables.columnWords),
  ]

  static let command: Command = Command(
    "history", Text(en: "Show the life of a student's marks in a course", ru: "Показать историю отметок ученика"),
    needs: [.journalRead], operands: [JournalOptions.form.spec, JournalOptions.subject.spec, student.spec],
    options: [JournalOptions.date.spec],
    examples: [
      Example(
        "myschool journal history 7А алг 'Титова' --date 07.09",
        Text(en: "who put what, and what stood before", ru: "кто что ставил и что стояло раньше"))
    ],
    sections: [Tree.columns(columns)]
  ) { call, session in
    let steps = try session.school().journal.history(
      form: call[JournalOptions.form], subject: call[JournalOptions.subject], student: call[student], day: call[JournalOptions.date])
    return .table(
      Table(columns) { writer in
        for step in steps {
          let row = PreviewTable.cells(step.change)
          try writer.add([
            .integer(step.operation.header.number), .instant(step.operation.header.at.iso), Cell(step.operation.person),
            .text(step.change.kind.rawValue),
            .text(step.change.subject), row.before, row.after,
          ])
        }
      }, note: Text(en: "nothing has happened here", ru: "здесь ничего не менялось"))
  }
}
