import Basics
import SchoolModel
import SchoolQuizzes
import Tabular

extension Report {
  /// Which tests were given, how many took them, and what came of them.
  package static let quizzes = Report(
    "quizzes", Text(en: "Tests: given, taken, results", ru: "Тесты: назначено, сдано, результаты"),
    rule: { _ in
      Text(
        en:
          "Tests that open in the span, a row for each course they were given to and for each list of persons. Of several attempts the one that the assignment keeps counts; an attempt with an answer that waits to be marked is handed in and in no average.",
        ru:
          "Тесты, которые открываются в этот период: строка на каждый курс и на каждый список учеников, кому назначен тест. Из нескольких попыток считается та, что названа при назначении; работа, где ответ ждёт проверки, сдана, но в средний процент не входит."
      )
    }, source: Text(en: "the record of quizzes", ru: "записи тестов"), views: [], chart: .bars("handed_in_percent"),
    columns: { _ in
      [
        .key(Column("quiz", .integer, en: "№", ru: "№"), "the number of the test", "номер теста"),
        .key(Column.title, "the test", "тест"),
        .key(Column.form, "the form; empty where it was given to persons", "класс; пусто, если назначен лично"),
        .key(Column.subject, "the subject", "предмет"),
        .key(
          Column("group", en: "Group", ru: "Группа", isOptional: true), "the group, where a form is split", "группа, если класс делится"),
        .key(Column.teacher, "who gives the course", "кто ведёт курс"),
        .count("students", "Students", "Учеников", Text(en: "who have it to take or took it", ru: "кому назначен или кто сдал")),
        .count("handed_in", "Handed in", "Сдали", Text(en: "students who handed it in", ru: "учеников сдали")),
        .percent("handed_in_percent", "Handed in, %", "Сдали, %", Text(en: "of the students", ru: "доля учеников")),
        .count("waiting", "Waiting", "На проверке", Text(en: "of them with an answer to mark by hand", ru: "из них ждут проверки вручную")),
        ReportColumn(
          Column("average_percent", .decimal, en: "Average, %", ru: "Средний, %", unit: "percent"),
          Text(en: "the plain mean of the students' percentages", ru: "среднее процентов учеников")
        ).withoutTotal,
        .count("fives", "5", "5", Text(en: "marks worth five", ru: "пятёрок по шкале теста")),
        .count("fours", "4", "4", Text(en: "marks worth four", ru: "четвёрок")),
        .count("threes", "3", "3", Text(en: "marks worth three", ru: "троек")),
        .count("twos", "2", "2", Text(en: "marks worth two or less", ru: "двоек")),
      ]
    },
    rows: { frame in
      let courses = Dictionary(uniqueKeysWithValues: frame.courses.map { ($0.id, $0) })
      let isLimited = frame.request.form != nil || frame.request.subject != nil || frame.request.teacher != nil
      return try QuizCount.read(frame.reading).compactMap { quiz in
        guard frame.span.first <= quiz.opens, quiz.opens <= frame.span.last else { return nil }
        let course = quiz.course.flatMap { courses[$0] }
        guard course != nil || quiz.course == nil && !isLimited else { return nil }
        return QuizzesTaken.row(quiz, course, frame)
      }
    })
}

private enum QuizzesTaken {
  static func row(_ quiz: QuizCount, _ course: CourseState?, _ frame: ReportFrame) -> [ReportValue] {
    let shares = quiz.attempts.compactMap(\.share)
    let average = shares.isEmpty ? nil : Fraction.sum(shares) * Fraction(100) / Fraction(shares.count)
    var marks = [0, 0, 0, 0]
    for points in quiz.attempts.compactMap(\.points) { marks[5 - min(5, max(2, points))] += 1 }
    return [
      .count(quiz.quiz), .text(quiz.title), .text(course?.form.name), .text(course?.subject),
      .text(course.flatMap { $0.group.isEmpty ? nil : $0.group }), .text(course.flatMap { frame.teacher($0) }),
      .count(quiz.students.count), .count(quiz.attempts.count), .percent(quiz.attempts.count, of: quiz.students.count),
      .count(quiz.attempts.count - shares.count),
      average.map { .fraction($0.numerator, $0.denominator, places: 1) } ?? .cell(.empty),
    ] + marks.map { .count($0) }
  }
}
