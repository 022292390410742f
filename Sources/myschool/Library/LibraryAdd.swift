import Arguments
import Basics
import SchoolLibrary
import SchoolModel
import Tabular

enum LibraryAdd {
  private static let title = Operand.one(ValueKind(.text, placeholder: "TITLE"), Text(en: "The title", ru: "Название"))

  static let command: Command = Command(
    "add", Text(en: "Add an item", ru: "Добавить материал"),
    discussion: Text(
      en: "It is a draft that students do not see, until it is handed in (library submit) and somebody else has verified it.",
      ru: "Это черновик: ученики увидят его, когда вы подадите его на проверку (library submit) и его проверит кто-то другой."),
    needs: [.libraryWrite], writes: true, operands: [title.spec], options: ItemOptions.all + [ItemOptions.file.spec],
    examples: [
      Example(
        "myschool library add 'Обыкновенные дроби' --subject Математика --grade 5-6 --kind lesson",
        Text(en: "a lesson on fractions", ru: "урок о дробях")),
      Example("myschool library add 'Рычаги' --file rychag.pptx --age 6+", Text(en: "with its file", ru: "вместе с файлом")),
    ]
  ) { call, session in
    var draft = ItemOptions.draft(call)
    draft.title = call[title]
    let file = try call[ItemOptions.file].map { try ItemOptions.input($0, session) }
    let performed = try session.school().library.add(draft, file: file, session.request)
    let extra = [Text(en: "item \(performed.value): \(call[title])", ru: "материал \(performed.value): \(call[title])")]
    return .receipt(
      Receipt(performed, unchanged: performed.operation == nil && !performed.isTrial ? 1 : 0, extra: extra))
  }
}
