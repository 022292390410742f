import Arguments
import Basics
import SchoolExchange
import SchoolModel

/// `roster export`: the roster as a OneRoster set.
enum RosterExport {
  private static let folder = Operand.optional(.file, Text(en: "The folder to make", ru: "Папка, которую создать"))
  private static let version = Option.text(
    "oneroster", nil, .choice(["1.1", "1.2"], placeholder: "1.1|1.2"),
    Text(en: "Version of OneRoster; 1.1 by itself", ru: "Версия OneRoster; обычно 1.1"))

  static let command: Command = Command(
    "export", Text(en: "Write the roster as a OneRoster set", ru: "Записать списки набором OneRoster"),
    discussion: Text(
      en:
        "A bulk set of CSV files with its manifest: forms are homeroom classes, courses scheduled ones, quarters grading periods. The patronymic is middleName, a SNILS stands in userIds, birth dates in demographics. Taken back into the same school it changes nothing.",
      ru:
        "Полный набор файлов CSV с описью: классы — группы homeroom, курсы — scheduled, четверти — gradingPeriod. Отчество — middleName, СНИЛС — в userIds, даты рождения — в demographics. Загруженный обратно в ту же школу, набор ничего не меняет."
    ),
    needs: [.rosterWrite], operands: [folder.spec], options: [version.spec],
    examples: [
      Example(
        "myschool roster export -o oneroster --oneroster 1.2",
        Text(en: "for a system that reads 1.2", ru: "для системы, которая читает 1.2"))
    ],
    local: true, makesOutput: true
  ) { call, session in
    guard let target = call[Everywhere.output] ?? call[folder] else { throw UsageFailure(.optionNeeded("--output")) }
    let files = try session.school().exchange.exportOneRoster(version: call[version] ?? "1.1")
    try session.write(files.map { file in .init(name: file.name) { try session.csv(file.table, to: $0) } }, into: target)
    return .written(Text(en: "files written: \(files.count)", ru: "записано файлов: \(files.count)"))
  }
}
