import Arguments
import Basics
import SchoolModel
import Tabular

extension DbCommands {
  private static let target = Operand.optional(.file, Text(en: "The copy to make", ru: "Куда сделать копию"))

  static let backup: Command = Command(
    "backup", Text(en: "Copy the school while others go on working", ru: "Сделать копию, не мешая работать"), operands: [target.spec],
    examples: [Example("myschool db backup -o school-copy.db", Text(en: "a copy beside it", ru: "копия рядом"))], makesOutput: true
  ) { call, session in
    guard let name = call[Everywhere.output] ?? call[target] else { throw UsageFailure(.operandNeeded("FILE")) }
    guard name != "-" else { throw ShellFailure.noStreamForCopy }
    try session.refuseOwnFiles(name)
    try BackupFile(session, name).write()
    return .written(Text(en: "copied: \(name)", ru: "копия готова: \(name)"))
  }
}
