import Arguments
import SchoolCore
import Tabular

/// `journal kind` and `journal scale`: what works there are and what can be put for them.
enum JournalKind {
  private static let name = Operand.optional(
    0, .text, Text(en: "The kind to add or change", ru: "Вид работы, который добавить или изменить"))
  private static let weight = Option.text("weight", "w", .number, Text(en: "Its usual weight, 1 to 100", ru: "Обычный вес, от 1 до 100"))

  static let command: Command = Command(
    "kind", Text(en: "Show and set the kinds of work and their weights", ru: "Показать и задать виды работ и их вес"),
    discussion: Text(
      en: "Alone it lists them; letters are those of help week-text. Marks that are there keep their weight.",
      ru: "Без слов — список; буквы — для help week-text. У выставленных отметок вес не меняется."),
    operands: [name.spec], options: [weight.spec] + Everywhere.writing,
    examples: [Example("myschool journal kind 'Устный зачёт' --weight 2", Text(en: "a kind of one's own", ru: "свой вид работы"))],
    sections: [Tree.columns(School.kindColumns)]
  ) { call, session in
    guard let name = call[name] else { return .table(try session.school().workKinds()) }
    guard let weight = call[weight] else { throw UsageFailure(.operandNeeded("--weight N")) }
    return .receipt(Receipt(try session.school().setWorkKind(name, weight: weight, session.request), dryRun: call[Everywhere.dryRun]))
  }
}

enum JournalScale {
  private static let code = Operand.optional(0, .text, Text(en: "The sign to add: 4+", ru: "Знак, который добавить: 4+"))
  private static let points = Option<Int?>.value(
    "points", nil, .number, expected: Text(en: "a number from 1 to 5", ru: "число от 1 до 5"),
    Text(en: "What it counts in averages; nothing when left out", ru: "Сколько считать в средней; без этого не считается")
  ) { Int($0).flatMap { (1...5).contains($0) ? $0 : nil } }

  static let command: Command = Command(
    "scale", Text(en: "Show and extend the scale of marks", ru: "Показать и дополнить шкалу отметок"),
    operands: [code.spec], options: [points.spec] + Everywhere.writing,
    examples: [
      Example("myschool journal scale", Text(en: "all signs", ru: "все знаки")),
      Example("myschool journal scale 4+ --points 4", Text(en: "a four with a plus, counted as 4", ru: "четвёрка с плюсом, в средней — 4")),
    ],
    sections: [Tree.columns(School.scaleColumns)]
  ) { call, session in
    guard let code = call[code] else { return .table(try session.school().markScale()) }
    return .receipt(Receipt(try session.school().addToScale(code, points: call[points], session.request), dryRun: call[Everywhere.dryRun]))
  }
}
