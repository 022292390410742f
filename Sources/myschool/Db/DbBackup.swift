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
    let lacking = try BackupFile(session, name).write()
    var answer = Answer.written(Text(en: "copied: \(name)", ru: "копия готова: \(name)"))
    if lacking > 0 {
      // Whoever reads nothing but what is wrong is to read this.
      session.console.say(
        Text(
          en: "files of the library that are gone or altered, not in the copy: \(lacking); myschool db check names them",
          ru: "файлы библиотеки пропали или изменены, в копию не вошли: \(lacking); какие — покажет myschool db check")[session.language]
          + "\n")
      answer.code = ExitCode.no.rawValue
    }
    return answer
  }
}
