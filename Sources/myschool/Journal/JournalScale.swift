import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

enum JournalScale {
  private static let code = Operand.optional(ValueKind(.sign), Text(en: "The sign to add: 4+", ru: "Знак, который добавить: 4+"))
  private static let points = Option<Int?>.value(
    "points", nil, .number, expected: Text(en: "a number from 1 to 5", ru: "число от 1 до 5"),
    Text(
      en: "What it is worth of five; not in averages when left out", ru: "Сколько это по пятибалльной шкале; без этого в среднюю не входит")
  ) { Int($0).flatMap { (1...5).contains($0) ? $0 : nil } }

  private static let of = Option<String>.value(
    "of", nil, ValueKind(.scale), default: ScaleCode.fivePoint.rawValue, expected: Text(en: "the name of a scale", ru: "название шкалы"),
    Text(
      en: "The scale it belongs to: five, hundred, letters, pass, or one of your own",
      ru: "Шкала знака: five, hundred, letters, pass или своя")
  ) { $0.isEmpty ? nil : $0 }
  private static let score = Option<Int?>.value(
    "score", nil, .number, expected: Text(en: "a number from 0 to 1000", ru: "число от 0 до 1000"),
    Text(
      en: "What it is in its own scale, where that is another number",
      ru: "Сколько это в своей шкале, если число другое")
  ) { Int($0).flatMap { (0...1000).contains($0) ? $0 : nil } }

  static let command: Command = Command(
    "scale", Text(en: "Show and extend the scales of marks", ru: "Показать и дополнить шкалы отметок"),
    discussion: Text(
      en:
        "Four scales are ready: five, hundred, letters, pass; a first sign makes another. Which one a course has the school decides: journal rule scale hundred --form 10А. Averages are of the scale's own numbers; term marks and reports are of five: of a hundred a 5 begins at 85, a 4 at 65, a 3 at 45, unless the rule thresholds says otherwise.",
      ru:
        "Готовы четыре шкалы: five — пятибалльная, hundred — стобалльная, letters — буквы, pass — зачёт; первый знак создаёт новую. Какая шкала у курса, решает школа: journal rule scale hundred --form 10А. Средние считаются по числам своей шкалы; отметки за период и сводки — пятибалльные: при стобалльной шкале «5» ставится от 85, «4» — от 65, «3» — от 45, если правилом thresholds не задано иное."
    ),
    needs: [.journalRead, .termClose], writes: true, operands: [code.spec], options: [of.spec, points.spec, score.spec],
    examples: [
      Example("myschool journal scale", Text(en: "all signs", ru: "все знаки")),
      Example("myschool journal scale 4+ --points 4", Text(en: "a four with a plus, counted as 4", ru: "четвёрка с плюсом, в средней — 4")),
      Example(
        "myschool journal scale 12 --of twelve --points 5 --score 12", Text(en: "a scale of twelve", ru: "двенадцатибалльная шкала")),
    ],
    sections: [Tree.columns(Journal.scaleColumns)]
  ) { call, session in
    guard let code = call[code] else { return .table(try session.school().journal.markScale()) }
    let performed = try session.school().journal.addToScale(
      code, scale: call[of], points: call[points], score: call[score], session.request)
    return .receipt(
      Receipt(
        performed,
        extra: [
          Text(en: "sign \(performed.value) of the scale \(call[of])", ru: "знак \(performed.value) в шкале \(call[of])")
        ]))
  }
}
