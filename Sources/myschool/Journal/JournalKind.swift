import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

/// `journal kind` and `journal scale`: what works there are and what can be put for them.
enum JournalKind {
  private static let name = Operand.optional(
    .workKind, Text(en: "The kind to add or change", ru: "Вид работы, который добавить или изменить"))
  private static let weight = Option.text("weight", "w", .number, Text(en: "Its usual weight, 1 to 100", ru: "Обычный вес, от 1 до 100"))
  private static let control = Option.text(
    "control", nil, .choice(["yes", "no"], placeholder: "yes|no"),
    Text(
      en: "Whether such works control what was learned: stats report objectivity",
      ru: "Контрольная ли это работа: для stats report objectivity"))

  static let command: Command = Command(
    "kind", Text(en: "Show and set the kinds of work and their weights", ru: "Показать и задать виды работ и их вес"),
    discussion: Text(
      en: "Alone it lists them; letters are those of help week-text. Marks that are there keep their weight.",
      ru: "Без слов — список; буквы — для help week-text. У выставленных отметок вес не меняется."),
    needs: [.journalRead, .termClose], writes: true, operands: [name.spec], options: [weight.spec, control.spec],
    examples: [
      Example("myschool journal kind 'Устный зачёт' --weight 2", Text(en: "a kind of one's own", ru: "свой вид работы")),
      Example("myschool journal kind Диктант --control yes", Text(en: "it counts as control", ru: "считать контрольной работой")),
    ],
    sections: [Tree.columns(Journal.kindColumns)]
  ) { call, session in
    guard let name = call[name] else { return .table(try session.school().journal.workKinds()) }
    guard call[weight] != nil || call[control] != nil else { throw UsageFailure(.operandNeeded("--weight N")) }
    return .receipt(
      Receipt(
        try session.school().journal.setWorkKind(
          name, weight: call[weight], isControl: call[control].map { $0 == "yes" }, session.request)))
  }
}
