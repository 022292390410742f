import Arguments
import Basics
import SchoolLibrary
import SchoolModel
import Tabular

enum LibraryEdit {
  static let command: Command = Command(
    "edit", Text(en: "Change an item", ru: "Изменить материал"),
    discussion: Text(
      en:
        "What is not given stays; an empty text takes a value away. A change of title, description, file, address, kind, grades or age of a verified item waits to be verified anew; until then students see the version before it (library show N --version).",
      ru:
        "Что не названо, остаётся; пустой текст убирает значение. Если у проверенного материала изменить название, описание, файл, адрес, вид, классы или возрастную метку, он снова ждёт проверки; до неё ученики видят прежнюю версию (library show N --version)."
    ),
    needs: [.libraryWrite], writes: true, operands: [LibraryCommands.number.spec],
    options: [ItemOptions.title.spec] + ItemOptions.all + [ItemOptions.file.spec],
    examples: [
      Example(
        "myschool library edit 2 --description 'Ответы в конце'", Text(en: "another description", ru: "другое описание"))
    ]
  ) { call, session in
    var draft = ItemOptions.draft(call)
    draft.title = call[ItemOptions.title]
    let file = try call[ItemOptions.file].map { try ItemOptions.input($0, session) }
    guard draft != LibraryDraft() || file != nil else { throw UsageFailure(.operandNeeded("--title …")) }
    let performed = try session.school().library.edit(
      try LibraryCommands.number(call[LibraryCommands.number]), draft, file: file, session.request)
    let changes = performed.value
    return .receipt(Receipt(performed, unchanged: changes.isEmpty ? 1 : 0, extra: changes.map(LibraryImport.line)))
  }
}
