import Arguments
import Basics
import SchoolModel
import Tabular

extension DbCommands {
  private static let target = Operand.one(.file, Text(en: "The copy to make", ru: "Куда сделать копию"))

  static let backup: Command = Command(
    "backup", Text(en: "Copy the school while others go on working", ru: "Сделать копию, не мешая работать"), operands: [target.spec],
    examples: [Example("myschool db backup school-copy.db", Text(en: "a copy beside it", ru: "копия рядом"))]
  ) { call, session in
    try BackupFile(session, call[target]).write()
    return .receipt(Receipt(lines: [Text(en: "copied: \(call[target])", ru: "копия готова: \(call[target])")]))
  }
}
