import Arguments
import Basics
import SchoolModel
import SchoolQuizzes

enum QuizAssign {
  private static let people = Option.texts(
    "student", nil, .student, Text(en: "Single students instead of a form", ru: "Отдельные ученики вместо класса"))
  private static let opens = Option.text(
    "open", nil, .day, Text(en: "The first day; today by default", ru: "Первый день; по умолчанию сегодня"))
  private static let due = Option.text("due", nil, .day, Text(en: "The last day", ru: "Последний день"))
  private static let attempts = Option<Int?>.value(
    "attempts", nil, .number, expected: Text(en: "a number from 1 to 100", ru: "число от 1 до 100"),
    Text(en: "How many attempts, 1 by default", ru: "Сколько попыток; по умолчанию 1")
  ) { Int($0).flatMap { (1...100).contains($0) ? $0 : nil } }
  private static let time = Option<Int?>.value(
    "time", nil, ValueKind(.duration, placeholder: "30m"), expected: Text(en: "30m, 1h or 90s", ru: "30m, 1h или 90s"),
    Text(en: "The time of an attempt: 30m, 1h", ru: "Время на попытку: 30m, 1h"), parse: seconds)
  private static let shuffle = Option.flag(
    "shuffle",
    Text(en: "Questions and options in an order of their own for each", ru: "Вопросы и варианты вперемешку, у каждого свой порядок"))
  private static let pick = Option<Int?>.value(
    "pick", nil, .number, expected: Text(en: "a number from 1", ru: "число от 1"),
    Text(en: "So many questions, drawn by lot", ru: "Столько вопросов, по жребию")
  ) { Int($0).flatMap { $0 > 0 ? $0 : nil } }
  private static let category = Option.text("category", nil, Text(en: "Of this category, with --pick", ru: "Из этой темы, вместе с --pick"))
  private static let scale = Option.text(
    "scale", nil, ValueKind(.bands, placeholder: "5=90,4=75,3=50"),
    Text(
      en: "From which percentage a mark is given; 5=85,4=65,3=50 by default",
      ru: "С какого процента ставится отметка; по умолчанию 5=85,4=65,3=50"))
  private static let kind = Option.text("kind", "k", .workKind, Text(en: "The kind of work of the marks", ru: "Вид работы для отметок"))
  private static let reveals = Option.text(
    "feedback", nil, .choice(["at-once", "after-due", "never"], placeholder: "WHEN"),
    Text(
      en: "When the key is shown",
      ru: "Когда показать ключ: сразу, после срока, никогда"))
  private static let keeps = Option.text(
    "keep", nil, .choice(["best", "last", "first"], placeholder: "WHICH"),
    Text(en: "Which of several attempts counts", ru: "Какая попытка идёт в зачёт: лучшая, последняя, первая"))
  private static let extend = Option.texts(
    "extend", nil, ValueKind(.text, placeholder: "PERSON=DAY"),
    Text(en: "A later last day for one student", ru: "Другой последний день для ученика"))

  static let command: Command = Command(
    "assign", Text(en: "Give a quiz to a form or to students", ru: "Назначить тест классу или ученикам"),
    discussion: Text(
      en:
        "To the students of a course, or to single ones with --student. A course has a quiz once: given again, what is said is changed and the rest stays. Without --due it has no last day, and its key is never shown by itself.",
      ru:
        "Назначается ученикам курса или отдельным ученикам: --student. У курса тест один: назначенный ещё раз, он меняет то, что названо, остальное остаётся. Без --due последнего дня нет, и ключ сам не покажется."
    ),
    needs: [.quizWrite], writes: true, operands: [QuizCommands.quiz.spec, QuizCommands.form.spec, QuizCommands.subject.spec],
    options: [
      people.spec, opens.spec, due.spec, attempts.spec, time.spec, shuffle.spec, pick.spec, category.spec, scale.spec, kind.spec,
      reveals.spec, keeps.spec, extend.spec,
    ],
    examples: [
      Example(
        "myschool quiz assign 6 7А Алгебра --due 10.10 --time 30m", Text(en: "half an hour, until that day", ru: "полчаса, до этого дня")),
      Example(
        "myschool quiz assign 6 7А Алгебра --extend 'Титова=15.10'", Text(en: "more time for one", ru: "одному ученику — позже")),
    ]
  ) { call, session in
    let quizzes = try session.school().quizzes
    let course = try QuizCommands.course(call)
    if !call[extend].isEmpty {
      let days = try call[extend].map(pair)
      let performed = try quizzes.extend(call[QuizCommands.quiz], form: course.form, subject: course.subject, days: days, session.request)
      let lines = performed.value.map { name, day in Text(en: "\(name): until \(day)", ru: "\(name): до \(day.russian)") }
      return .receipt(Receipt(performed, extra: lines))
    }
    guard call[people].isEmpty != (course.form == nil) else { throw UsageFailure(.operandNeeded("FORM SUBJECT | --student")) }
    guard call[category] == nil || call[pick] != nil else { throw UsageFailure(.operandNeeded("--pick N")) }
    let performed =
      if let form = course.form, let subject = course.subject {
        try quizzes.assign(call[QuizCommands.quiz], form: form, subject: subject, terms(call), session.request)
      } else {
        try quizzes.assign(call[QuizCommands.quiz], to: call[people], terms(call), session.request)
      }
    let early =
      performed.value.tellsKeyEarly
      ? [
        Text(
          en: "the key is seen after the first attempt, others still to come", ru: "ключ виден после первой попытки, хотя попыток несколько"
        )
      ] : []
    return .receipt(Receipt(performed, extra: [told(performed.value)] + early))
  }

  private static func terms(_ call: Call) -> QuizTerms {
    var terms = QuizTerms()
    terms.opens = call[opens]
    terms.due = call[due]
    terms.attempts = call[attempts]
    terms.seconds = call[time]
    terms.isShuffled = call[shuffle] ? true : nil
    terms.pick = call[pick]
    terms.pickFrom = call[category]
    terms.scale = call[scale]
    terms.kind = call[kind]
    terms.reveals = call[reveals]
    terms.keeps = call[keeps]
    return terms
  }

  private static func told(_ assigned: Assigned) -> Text {
    let until = assigned.due.map { Text(en: ", until \($0)", ru: ", до \($0.russian)") } ?? Text("")
    let count = Text(
      en: "\(assigned.students) student\(assigned.students == 1 ? "" : "s")",
      ru: Counting.plural(assigned.students, "ученик", "ученика", "учеников"))
    return Text(
      en: "“\(assigned.title)”: \(assigned.whom), \(count.en), from \(assigned.opens)\(until.en)",
      ru: "«\(assigned.title)»: \(assigned.whom), \(count.ru), с \(assigned.opens.russian)\(until.ru)")
  }

  private static func pair(_ text: String) throws -> (person: String, day: String) {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex else {
      throw UsageFailure(.badValue(option: "--extend", value: text, expected: Text(en: "PERSON=DAY", ru: "ЧЕЛОВЕК=ДЕНЬ")))
    }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  /// `30m`, `1h`, `90s`, `45`: minutes where nothing is said.
  static func seconds(_ text: String) -> Int? {
    let units: [Character: Int] = ["s": 1, "с": 1, "m": 60, "м": 60, "h": 3600, "ч": 3600]
    let unit = text.last.flatMap { units[$0] }
    guard let number = Int(unit == nil ? text : String(text.dropLast())), number > 0 else { return nil }
    let seconds = number * (unit ?? 60)
    return seconds <= 7 * 86_400 ? seconds : nil
  }
}
