import Arguments
import Basics
import SchoolModel
import Tabular

extension RecordCommands {
  private static let number = Operand.one(0, .operation, Text(en: "The number of the operation", ru: "Номер действия"))

  static let show: Command = Command(
    "show", Text(en: "Show one operation with every value before and after", ru: "Показать одно действие: что было и что стало"),
    operands: [number.spec],
    examples: [Example("myschool log show 7", Text(en: "what operation 7 changed", ru: "что изменило действие 7"))],
    sections: [Tree.columns(PreviewTable.columns)]
  ) { call, session in
    guard let number = Int(call[number]) else {
      throw UsageFailure(.badValue(option: "N", value: call[number], expected: Text(en: "a number", ru: "число")))
    }
    let (operation, changes) = try session.school().record.logged(number)
    if !session.call[Everywhere.format].isMachine {
      let header = operation.header
      session.say(Text("\(header.number)  \(header.at.iso)  \(operation.person ?? "")  \(header.command ?? "")"))
    }
    return .table(
      PreviewTable.table(changes), note: Text(en: "no changes are kept of it", ru: "изменений в нём не хранится"))
  }
}
