import Arguments
import Basics
import SchoolJournal
import SchoolModel
import SchoolSheets
import Tabular

enum JournalTerm {
  private static let term = Operand.one(.term, Terms.all)
  private static let form = Operand.optional(.form, Text(en: "Only this form", ru: "Только этот класс"))
  private static let subject = Operand.optional(.subject, Text(en: "Only this subject", ru: "Только этот предмет"))
  private static let pairs = Operand.any(
    .marks, Text(en: "Student and term mark: grigorev.ya=4, 'Титова=н/а'", ru: "Ученик и отметка: grigorev.ya=4, 'Титова=н/а'"))
  private static let propose = Option.flag(
    "propose", nil, exclusive: "what",
    Text(en: "Show what the averages come to; changes nothing", ru: "Показать, что выходит по средним; ничего не менять"))
  private static let accept = Option.flag(
    "accept", nil, exclusive: "what",
    Text(en: "Put every proposal; marks put by hand stay", ru: "Выставить всё предложенное; выставленное вручную остаётся"))
  private static let exceptNotAttested = Option.flag(
    "except-na",
    Text(en: "With --accept: leave those without enough marks open", ru: "С --accept: без отметки оставить тех, кому отметок не хватает"))
  private static let reason = Option.text(
    "reason", nil, .text,
    Text(en: "Why the mark lies far from its average; kept with it", ru: "Почему отметка далека от средней; хранится при ней"))
  private static let replace = Option.flag(
    "replace", Text(en: "Put the new mark where another stands", ru: "Поставить новую вместо прежней"))

  static let command: Command = Command(
    "term", Text(en: "Propose and put the marks of a term", ru: "Предложить и выставить отметки за период"),
    discussion: Text(
      en:
        "The proposal is the exact weighted average against the school's thresholds, н/а where there are fewer marks than the hours a week demand, осв where the student is exempt. Forms marked by half-years have h1 and h2, the others quarters; year is the mean of the terms, final the mean of year and exam, halves up. A mark far from its average asks for --reason. The rules are the school's own: journal rule.",
      ru:
        "Предлагается точная средневзвешенная по порогам школы, «н/а» — где отметок меньше, чем нужно при таких часах в неделю, «осв» — где ученик освобождён. У классов, аттестуемых по полугодиям, — h1 и h2, у остальных четверти; year — среднее периодов, final — среднее года и экзамена, половина округляется вверх. Отметка, далёкая от средней, требует --reason. Правила задаёт школа: journal rule."
    ),
    needs: [.journalWrite, .journalRead], writes: true, operands: [term.spec, form.spec, subject.spec, pairs.spec],
    options: [propose.spec, accept.spec, exceptNotAttested.spec, reason.spec, replace.spec],
    examples: [
      Example("myschool journal term q1 --propose --format csv", Text(en: "the whole school, for a look", ru: "вся школа, для просмотра")),
      Example("myschool journal term q1 7А Алгебра --accept", Text(en: "one course", ru: "один курс")),
      Example(
        "myschool journal term q1 7А Алгебра grigorev.ya=4 --reason 'олимпиада'",
        Text(en: "one student, by hand", ru: "один ученик, вручную")),
    ], sections: [Tree.columns(Journal.termColumns)]
  ) { call, session in
    let school = try session.school()
    if !call[pairs].isEmpty { return try put(call, session, school) }
    if call[accept] { return try acceptAll(call, session, school) }
    return .table(
      try school.journal.termMarks(call[term], form: call[form], subject: call[subject]), note: Text(en: "no students", ru: "учеников нет"))
  }

  private static func put(_ call: Call, _ session: Session, _ school: School) throws -> Answer {
    let marks = try call[pairs].map { text -> (student: String, cell: String) in
      let (student, cell) = try TypedPair.parts(text, example: "myschool journal term q1 7А алг 'Иванова А. П.=5'")
      return (student, cell)
    }
    let performed = try school.journal.putTermMarks(
      call[term], form: call[form] ?? "", subject: call[subject] ?? "", pairs: marks, reason: call[reason], replace: call[replace],
      session.request)
    return .receipt(Receipt(performed, unchanged: performed.value))
  }

  private static func acceptAll(_ call: Call, _ session: Session, _ school: School) throws -> Answer {
    let performed = try school.journal.acceptTermMarks(
      call[term], form: call[form], subject: call[subject], exceptNotAttested: call[exceptNotAttested], session.request)
    let accepted = performed.value
    let count = accepted.notAttested.count
    if let last = accepted.runsUntil, count > 0 {
      session.say(
        Text(
          en: "the term goes on until \(last): too few marks so far, left open (\(count)):",
          ru: "период идёт до \(last.russian): отметок пока не хватает, оставлено без отметки (\(count)):"))
    } else if count > 0 {
      session.say(
        call[exceptNotAttested]
          ? Text(en: "too few marks, left open (\(count)):", ru: "отметок не хватает, оставлено без отметки (\(count)):")
          : Text(en: "too few marks, not attested (\(count)):", ru: "отметок не хватает, не аттестованы (\(count)):"))
    }
    list(accepted.notAttested, session) { Text(en: ", \($0.sum.count)", ru: ", отметок \($0.sum.count)") }
    if !accepted.without.isEmpty {
      session.say(
        Text(
          en: "nothing to propose, a mark it is made of is missing or not attested (\(accepted.without.count)):",
          ru: "предложить нечего: одной из отметок, из которых складывается эта, нет или стоит «н/а» (\(accepted.without.count)):"))
      list(accepted.without, session) { _ in Text(en: "", ru: "") }
    }
    return .receipt(Receipt(performed, unchanged: accepted.unchanged))
  }

  private static func list(_ lines: [TermLine], _ session: Session, _ more: (TermLine) -> Text) {
    for line in lines.prefix(100) {
      let more = more(line)
      session.say(
        Text(
          en: "  \(line.form) \(line.subject): \(line.student)\(more.en)", ru: "  \(line.form) \(line.subject): \(line.student)\(more.ru)"))
    }
    if lines.count > 100 { session.say(Text(en: "  … and \(lines.count - 100) more", ru: "  … и ещё \(lines.count - 100)")) }
  }
}
