import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

enum JournalClose {
  private static let term = Operand.one(.term, Terms.parts)
  private static let strict = Option.flag(
    "strict", Text(en: "Refuse while there is anything to remark", ru: "Отказать, если есть замечания"))
  private static let reopen = Option.flag("reopen", Text(en: "Open a closed term again", ru: "Открыть закрытый период снова"))

  private static let early = Option.flag("early", Text(en: "While the term goes on", ru: "Пока период ещё идёт"))

  static let command: Command = Command(
    "close", Text(en: "Close a term", ru: "Закрыть период"),
    discussion: Text(
      en:
        "After it nothing of the term's days is entered or changed, but by an exception granted by name: journal unlock. What is to be looked at first is told on stderr: missing term marks, too few marks, marks far from their averages, lessons without a topic, debts.",
      ru:
        "После этого за дни периода ничего не вводится и не меняется, кроме как по именному разрешению: journal unlock. Замечания перечисляются: нет отметки за период, мало отметок, отметка далека от средней, уроки без темы, долги."
    ),
    needs: [.termClose], writes: true, operands: [term.spec], options: [strict.spec, early.spec, reopen.spec],
    examples: [
      Example("myschool journal close q1", Text(en: "the first quarter", ru: "первую четверть")),
      Example("myschool journal close q1 --strict", Text(en: "only when all is in order", ru: "только если всё в порядке")),
    ]
  ) { call, session in
    let school = try session.school()
    if call[reopen] {
      let performed = try school.journal.reopenTerm(call[term], session.request)
      return .receipt(Receipt(performed, event: performed.value.map { [$0.openWords] } ?? []))
    }
    let (performed, remarks) = try school.journal.closeTerm(call[term], strict: call[strict], early: call[early], session.request)
    for remark in remarks.prefix(60) { session.say(words(remark)) }
    if remarks.count > 60 {
      session.say(Text(en: "… and \(remarks.count - 60) more remarks", ru: "… и ещё замечаний: \(remarks.count - 60)"))
    }
    return .receipt(Receipt(performed, event: performed.value.map { [$0.closedWords] } ?? []))
  }

  private static func words(_ remark: ClosingRemark) -> Text {
    let (course, count) = (remark.course, remark.count)
    return switch remark.kind {
    case .noTermMark: Text(en: "\(course): \(count) without a term mark", ru: "\(course): без отметки за период — \(count)")
    case .fewMarks: Text(en: "\(course): \(count) with too few marks", ru: "\(course): не хватает отметок — \(count)")
    case .farFromAverage: Text(en: "\(course): \(count) far from the average", ru: "\(course): отметка далека от средней — \(count)")
    case .noTopic:
      Text(en: "\(course): \(count) lesson\(count == 1 ? "" : "s") without a topic", ru: "\(course): уроков без темы — \(count)")
    case .debt: Text(en: "\(course): \(count) debts", ru: "\(course): долгов — \(count)")
    }
  }
}
