import Arguments
import Basics
import SchoolModel
import Tabular

extension RecordCommands {
  private static let number = Operand.one(.operation, Text(en: "The number of the operation", ru: "Номер действия"))

  static let show: Command = Command(
    "show", Text(en: "Show one operation with every value before and after", ru: "Показать одно действие: что было и что стало"),
    discussion: Text(
      en:
        "What was changed comes first, then what was removed and what was added, each by entry and name; over 50,000 entries, in the order they were recorded in.",
      ru:
        "Сначала изменённое, затем убранное и добавленное, по записям и именам; если записей больше 50 000 — в том порядке, в каком их внесли."
    ),
    needs: [.logRead], operands: [number.spec],
    examples: [Example("myschool log show 7", Text(en: "what operation 7 changed", ru: "что изменило действие 7"))],
    sections: [Tree.columns(PreviewTable.columns)]
  ) { call, session in
    guard let number = Int(call[number]) else {
      throw UsageFailure(.badValue(option: "N", value: call[number], expected: Text(en: "a number", ru: "число")))
    }
    let record = try session.school().record
    let operation = try record.operation(number)
    if !session.format.isMachine {
      let header = operation.header
      let offset = try session.school().identity.displayOffset
      func line(_ at: String) -> String {
        "\(header.number)  \(at)  \(operation.person ?? "")  \(DisplayText.clean(header.command ?? ""))"
      }
      session.say(Text(en: line(header.at.local(offset: offset)), ru: line(header.at.russian(offset: offset))))
      session.say(Text(en: "head \(operation.head ?? "")", ru: "конец цепочки \(operation.head ?? "")"))
    }
    let tally = operation.header.tally
    let isLarge = tally.added + tally.changed + tally.removed > PreviewTable.mostSorted
    return .table(
      isLarge ? PreviewTable.stream(record, number) : PreviewTable.table(try record.changes(of: number)),
      note: Text(en: "no changes are kept of it", ru: "изменений в нём не хранится"))
  }
}
