import Basics
import SchoolModel
import Tabular

extension Report {
  /// Term marks of each student of a form, counted.
  package static let formSheet = Report(
    "form-sheet", Text(en: "Students of forms for a term", ru: "Сводная ведомость учеников за период"), ofWholeStudents: true, ofTerm: true,
    rule: { _ in
      Text(
        en:
          "The narrowest word that fits: excellent, one-four, good, one-three, passing, failing, not-attested; «осв» and a missing term mark count nowhere.",
        ru:
          "Категория — самое узкое подходящее слово: отличник, с одной «4», хорошист, с одной «3», троечник, неуспевающий, не аттестован; «осв» и отсутствие отметки не считаются."
      )
    },
    source: Text(
      en: "the summary sheet of the paper journal, order № 167 of 1974",
      ru: "сводная ведомость классного журнала, приказ № 167 от 1974 года"), views: ["v_term_mark", "v_student", "v_attendance"],
    columns: { _ in
      [
        .key(Column.form, "the form", "класс"), .key(Column.student, "the student", "ученик"),
        .key(Column.login, "tells namesakes apart", "различает тёзок"),
        .count("n5", "5", "«5»", Text(en: "term marks 5", ru: "отметок «5» за период")),
        .count("n4", "4", "«4»", Text(en: "term marks 4", ru: "отметок «4»")),
        .count("n3", "3", "«3»", Text(en: "term marks 3", ru: "отметок «3»")),
        .count("n2", "2", "«2»", Text(en: "term marks 2", ru: "отметок «2»")),
        .count("n_na", "n/a", "н/а", Text(en: "subjects not attested", ru: "не аттестован по стольким предметам")),
        .count("subjects", "Subjects", "Предметов", Text(en: "subjects with a term mark", ru: "предметов с отметкой за период")),
        .decimal("average", "Average", "Ср. отм.", Text(en: "of the term marks 5…2", ru: "средняя отметок 5…2")),
        .init(
          Column("category", en: "Category", ru: "Категория", labels: CategoryWords.all),
          Text(en: "how the student stands", ru: "успехи ученика за период")),
      ] + AbsenceCounts.missedColumns
    },
    rows: { frame in
      let counts = try frame.termCounts()
      let absences = try frame.absencesByStudent()
      return try frame.studentsOfForms().flatMap { form, students in
        students.compactMap { student -> [ReportValue]? in
          guard let own = counts[student.id] else { return nil }
          let missed = absences[student.id] ?? AbsenceCounts()
          return [
            .text(frame.formNames[form]), .text(student.full), .text(student.login), .count(own.marks[5]), .count(own.marks[4]),
            .count(own.marks[3]), .count(own.marks[2]), .count(own.notAttested), .count(own.count), .average(own.average),
            .text(own.category), .count(missed.missed),
          ] + missed.causes
        }
      }
    })

  /// Who has distinguished themselves, and who is one mark short of it.
  package static let honours = Report(
    "honours", Text(en: "Honours, and one mark short of them", ru: "Отличники, хорошисты и резерв"), ofWholeStudents: true, ofTerm: true,
    rule: { _ in
      Text(
        en:
          "excellent: only 5; one-four: one 4, otherwise 5; good: nothing below 4; one-three: one 3, otherwise 4 and 5. The subject is that of the one mark.",
        ru:
          "отличник: только «5»; с одной «4»: остальные «5»; хорошист: нет ниже «4»; с одной «3»: остальные «4» и «5». Предмет — по которому эта одна отметка."
      )
    },
    source: Text(
      en: "the summary sheet of the paper journal, order № 167 of 1974",
      ru: "сводная ведомость классного журнала, приказ № 167 от 1974 года"), views: ["v_term_mark", "v_student"],
    columns: { _ in
      [
        .key(Column.form, "the form", "класс"), .key(Column.student, "the student", "ученик"),
        .key(Column.login, "tells namesakes apart", "различает тёзок"),
        .init(
          Column("category", en: "Category", ru: "Категория", labels: CategoryWords.all),
          Text(en: "how the student stands", ru: "успехи ученика за период")),
        .init(Column.subject, Text(en: "of the one 4 or 3", ru: "предмет единственной «4» или «3»")),
        .count("n5", "5", "«5»", Text(en: "term marks 5", ru: "отметок «5»")),
        .count("n4", "4", "«4»", Text(en: "term marks 4", ru: "отметок «4»")),
      ]
    },
    rows: { frame in
      let counts = try frame.termCounts()
      let marks = Dictionary(grouping: try frame.termMarks(), by: \.student)
      return try frame.studentsOfForms().flatMap { form, students in
        students.compactMap { student -> [ReportValue]? in
          guard let own = counts[student.id], ["excellent", "one-four", "good", "one-three"].contains(own.category) else { return nil }
          let wanted = own.category == "one-four" ? 4 : own.category == "one-three" ? 3 : 0
          let subject = marks[student.id]?.first { $0.points == wanted }?.course.subject
          return [
            .text(frame.formNames[form]), .text(student.full), .text(student.login), .text(own.category), .text(subject),
            .count(own.marks[5]), .count(own.marks[4]),
          ]
        }
      }
    })
}

/// The words people read for the categories of students.
package enum CategoryWords {
  package static let all = [
    "excellent": Text(en: "excellent", ru: "отличник"), "one-four": Text(en: "one 4", ru: "с одной «4»"),
    "good": Text(en: "good", ru: "хорошист"), "one-three": Text(en: "one 3", ru: "с одной «3»"),
    "passing": Text(en: "passing", ru: "троечник"), "failing": Text(en: "failing", ru: "неуспевающий"),
    "not-attested": Text(en: "not attested", ru: "не аттестован"),
  ]
}
