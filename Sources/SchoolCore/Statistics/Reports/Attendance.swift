import Basics
import SchoolModel
import Tabular

extension Report {
  /// Lessons missed, by whatever rows are made by.
  package static let attendance = Report(
    "attendance", Text(en: "Attendance", ru: "Посещаемость"), by: [.form, .subject, .teacher, .student],
    rule: { _ in
      Text(
        en:
          "Over every lesson held by the timetable, substitutions and moved days: the students who were in the course that day and not exempt. Late and at a distance is not missed.",
        ru:
          "По всем проведённым урокам расписания с учётом замен и переносов: ученики, которые в этот день числились на курсе и не были освобождены. Опоздавшие и те, кто учился дистанционно, не считаются отсутствующими."
      )
    },
    source: Text(en: "the letters of the journal: help marks", ru: "буквы журнала: help marks"), views: ["v_attendance", "v_lesson"],
    chart: .bars("missed_percent"),
    columns: { keys in
      AttendanceKeys.columns(keys) + [
        .count(
          "student_lessons", "Student lessons", "Ученико-уроков", unit: "lessons",
          Text(en: "lessons times the students who were to be there", ru: "уроки, умноженные на число учеников, которые должны были быть"))
      ] + AbsenceCounts.missedColumns + [
        .count("late", "Late", "Опозданий", unit: "lessons", Text(en: "late for a lesson (оп)", ru: "опозданий (оп)")),
        .percent(
          "missed_percent", "Missed, %", "Пропущено, %", Text(en: "missed of the student lessons", ru: "доля пропущенных ученико-уроков")),
      ]
    },
    rows: { frame in
      let keys = Set(frame.keys)
      let byID = Dictionary(uniqueKeysWithValues: frame.courses.map { ($0.id, $0) })
      var groups: [ReportGroup: AbsenceCounts] = [:]
      for (attendee, counts) in try frame.absences(byTeacher: keys.contains(.teacher)) {
        guard let course = byID[attendee.course] else { continue }
        let wanted = keys.contains(.student) ? keys.union([.form]) : keys
        groups[ReportGroup(wanted, course, teacher: attendee.teacher, student: attendee.student), default: AbsenceCounts()].add(counts)
      }
      let order = AttendanceKeys.order(frame.keys)
      return try ReportNames(order, frame.courses, frame.reading).rows(groups.map { (group: $0.key, counts: $0.value) }).map { row in
        let login: [ReportValue] = keys.contains(.student) ? [.text(frame.people[row.person]?.login)] : []
        let c = row.counts
        return row.keys.map { .cell($0) } + login + [.count(c.lessons), .count(c.missed)] + c.causes
          + [.count(c.late), .percent(c.missed, of: c.lessons)]
      }
    })
}

/// A student is told with the form, and with the login that tells namesakes apart.
package enum AttendanceKeys {
  package static func order(_ keys: [ReportKey]) -> [ReportKey] {
    keys.contains(.student) && !keys.contains(.form) ? [.form] + keys : keys
  }

  package static func columns(_ keys: [ReportKey]) -> [ReportColumn] {
    let columns = order(keys).map { ReportColumn($0.column, Text(en: "what the row is of", ru: "о чём строка"), isKey: true) }
    return columns + (keys.contains(.student) ? [.key(Column.login, "tells namesakes apart", "различает тёзок")] : [])
  }
}
