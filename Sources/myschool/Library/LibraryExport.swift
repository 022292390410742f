import Arguments
import Basics
import SchoolLibrary
import SchoolModel
import Tabular

enum LibraryExport {
  private static let form = Option.text(
    "to", nil, .choice(["csv", "oai", "lom"], placeholder: "FORM"),
    Text(en: "csv, oai (OAI-PMH with Dublin Core) or lom (with IEEE LOM)", ru: "csv, oai (OAI-PMH с Dublin Core) или lom (с IEEE LOM)"))

  static let command: Command = Command(
    "export", Text(en: "Write a catalogue for other systems", ru: "Выгрузить каталог для других систем"),
    discussion: Text(
      en: "Takes the words and filters of library search. What is exported comes back by library import unchanged.",
      ru: "Слова и фильтры те же, что у library search. Выгруженное загружается library import без изменений."),
    needs: [.libraryRead], operands: [QuestionOptions.words.spec], options: QuestionOptions.all + [form.spec],
    examples: [
      Example("myschool library export --verified --to oai -o records.xml", Text(en: "for harvesters", ru: "для сборщиков каталогов"))
    ],
    sections: [Tree.columns(Library.exportColumns)], makesOutput: true
  ) { call, session in
    let library = try session.school().library
    let question = QuestionOptions.question(call)
    guard let feed = call[form].flatMap(Library.FeedForm.init(rawValue:)) else { return .exported(try library.catalogue(question)) }
    return .bytes(Array(try library.feed(question, feed).utf8))
  }
}
