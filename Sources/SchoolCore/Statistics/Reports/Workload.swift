import Basics
import SQLite
import SchoolModel
import Tabular

extension Report {
  /// Hours of a form against the norm.
  package static let workload = Report(
    "workload", Text(en: "Hours of forms against the norm", ru: "Учебная нагрузка классов и норма"), ofWholeStudents: true,
    rule: { value in
      let days = value(.workloadDays)
      return Text(
        en: "Hours a week of the load, a subject taught in groups once, against the most a week of \(days) school days may have.",
        ru: "Часы нагрузки в неделю, предмет по группам — один раз; норма — наибольшая недельная нагрузка при \(days)-дневной неделе.")
    },
    source: Text(en: "СанПиН 1.2.3685-21, table 6.6", ru: "СанПиН 1.2.3685-21, таблица 6.6"), views: ["v_course", "v_form"],
    chart: .bars("weekly_hours"),
    columns: { _ in
      [
        .key(Column.form, "the form", "класс"),
        .init(
          Column("weekly_hours", .decimal, en: "Hours a week", ru: "Часов в нед.", unit: "hours"),
          Text(en: "by the load", ru: "по нагрузке")),
        .count("norm", "Norm", "Норма", unit: "hours", Text(en: "the most a week may have", ru: "наибольшая недельная нагрузка"))
          .withoutTotal,
        .init(
          Column("over", .decimal, en: "Over", ru: "Сверх нормы", unit: "hours"), Text(en: "hours over the norm", ru: "часов сверх нормы")),
      ]
    },
    rows: { frame in
      let isSixDays = frame.rules.value(.workloadDays) == "6"
      return frame.orderedForms.map { form in
        var bySubject: [Int: Double] = [:]
        for course in frame.courses where course.formID == form {
          bySubject[course.subjectID] = max(bySubject[course.subjectID] ?? 0, frame.weeklyHours[course.id] ?? 0)
        }
        let hours = bySubject.values.reduce(0, +)
        let norm = WeeklyNorm.hours(grade: frame.grade(ofForm: form), isSixDays: isSixDays)
        return [
          .text(frame.formNames[form]), ReportFrame.hours(hours), norm.map { .count($0) } ?? .cell(.empty),
          norm.map { ReportFrame.hours(max(0, hours - Double($0))) } ?? .cell(.empty),
        ]
      }
    })

  /// The state's form of the school's beginning: years of study, forms, students by age.
  package static let oo1 = Report(
    "oo1", Text(en: "Form ОО-1: students by year of study and age", ru: "Форма ОО-1: ученики по параллелям и возрасту"),
    ofWholeStudents: true,
    rule: { _ in
      Text(
        en:
          "As of a day (--date, 20 September otherwise): full years on 1 January that follows. Not given, for the data have no such thing: programme levels apart, ОВЗ forms, foreign languages, shifts, movement by cause.",
        ru:
          "На дату (--date, без неё — 20 сентября): полных лет на 1 января следующего года. Не даются, таких данных нет: уровни программ, классы ОВЗ, иностранные языки, смены, выбытие по причинам."
      )
    },
    source: Text(en: "Росстат, form ОО-1", ru: "Росстат, форма ОО-1"), views: ["v_form", "v_student"], chart: .bars("students"),
    columns: { _ in
      [
        .key(Column("grade", .integer, en: "Grade", ru: "Параллель"), "the year of study", "параллель"),
        .count("forms", "Forms", "Классов", Text(en: "forms with students that day", ru: "классов, где в этот день есть ученики")),
        .count("students", "Students", "Учеников", Text(en: "enrolled that day", ru: "числятся в этот день")),
        .init(Column("ages", en: "Ages", ru: "Возраст"), Text(en: "age:students, by age", ru: "возраст:учеников, по возрасту")),
      ]
    },
    rows: { frame in
      let first = frame.calendar.year.first.parts.year
      let day =
        try frame.request.day.map { try DayReader(frame.calendar).required($0) } ?? Day(year: first, month: 9, day: 20)
        ?? frame.calendar.today
      guard let january = Day(year: day.parts.year + 1, month: 1, day: 1) else { return [] }
      let sql = """
        SELECT f.grade, f.id, p.birth_date FROM enrolment e JOIN form f ON f.id = e.form_id JOIN person p ON p.id = e.person_id
        WHERE f.id IN (\(keyList(frame.forms))) AND \(Membership.holds(on: "?1"))
        """
      var grades: [Int: (forms: Set<Int>, students: Int, ages: [Int: Int])] = [:]
      for (grade, form, birth) in try frame.database.rows(sql, day, as: (Int, Int, Day?).self) {
        var own = grades[grade] ?? ([], 0, [:])
        own.forms.insert(form)
        own.students += 1
        if let birth { own.ages[january.age(since: birth), default: 0] += 1 }
        grades[grade] = own
      }
      return grades.sorted { $0.key < $1.key }.map { grade, own in
        let ages = own.ages.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: ";")
        return [.count(grade), .count(own.forms.count), .count(own.students), .text(ages)]
      }
    })
}

/// The most hours a week may have: СанПиН 1.2.3685-21, table 6.6.
package enum WeeklyNorm {
  package static func hours(grade: Int, isSixDays: Bool) -> Int? {
    let five = [1: 21, 2: 23, 3: 23, 4: 23, 5: 29, 6: 30, 7: 32, 8: 33, 9: 33, 10: 34, 11: 34]
    guard let hours = five[grade] else { return nil }
    // The first form has five days whatever the others have.
    return isSixDays && grade > 1 ? hours + 3 : hours
  }
}
