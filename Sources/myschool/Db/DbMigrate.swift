import Arguments
import Basics
import SchoolModel
import SchoolSheets
import Tabular

extension DbCommands {
  static let migrate: Command = Command(
    "migrate", Text(en: "Bring the file up to this program's schema", ru: "Перевести файл на схему этой программы"),
    discussion: Text(
      en:
        "Makes a copy beside the file first. A file that is up to date stays as it is. Operations made before stay in the record; those that touched a changed table cannot be undone any more.",
      ru:
        "Сначала рядом делается копия. Если файл уже в порядке, он не меняется. Прежние действия остаются в записи; те, что касались изменённых таблиц, отменить уже нельзя."
    ),
    examples: [Example("myschool db migrate", Text(en: "after an update of the program", ru: "после обновления программы"))]
  ) { _, session in
    let done = try School.migrate(at: session.databasePath, clock: try session.clock(), command: session.request.command)
    guard let backup = done.backup else {
      return .receipt(Receipt(lines: [Text(en: "nothing to do: schema \(done.to)", ru: "делать нечего: схема \(done.to)")]))
    }
    return .receipt(
      Receipt(lines: [
        Text(
          en: "schema \(done.from) → \(done.to); the file as it was: \(backup)",
          ru: "схема \(done.from) → \(done.to); прежний файл: \(backup)")
      ]))
  }
}
