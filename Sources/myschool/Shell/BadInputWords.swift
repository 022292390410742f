import Basics

extension Mistake {
  /// One mistake of a file as `FILE:LINE:COLUMN: what is wrong, what would be right`.
  var words: Text {
    let place = "\(file):\(line)" + (column.map { ":\($0)" } ?? "") + ": "
    let words = problem.words
    guard rows > 1 else { return Text(en: place + words.en, ru: place + words.ru) }
    return Text(
      en: "\(place)\(words.en) (\(rows) rows)",
      ru: "\(place)\(words.ru) (\(Counting.plural(rows, "строка", "строки", "строк")))")
  }
}

/// What is wrong with a file, line by line.
extension BadInput: Worded {
  var complaint: Complaint {
    let shown = mistakes.prefix(100)
    var lines = shown.map(\.words)
    if mistakes.count > shown.count {
      let more = mistakes.count - shown.count
      lines.append(Text(en: "… and \(more) more", ru: "… и ещё \(more)"))
    }
    let count = mistakes.count
    let rows =
      mistakes.contains { $0.rows > 1 }
      ? mistakes.map(\.rows).reduce(0, +) : Set(mistakes.map { "\($0.file):\($0.line)" }).count
    return Complaint(
      lines: lines,
      message: Text(
        en: "\(count) mistake\(count == 1 ? "" : "s") in \(rows) row\(rows == 1 ? "" : "s"), nothing was written",
        ru:
          "\(Counting.plural(count, "ошибка", "ошибки", "ошибок")) в \(Counting.plural(rows, "строке", "строках", "строках")), ничего не записано"
      ),
      key: key, exit: exit)
  }
}

extension BadValue: Worded {
  var complaint: Complaint { told(problem.words, hint: problem.hint) }
}

extension UsageFailure: Worded {
  var complaint: Complaint { told(error.message) }
}

extension Problem {
  /// What to type next, where something else would do.
  var hint: Text? {
    switch self {
    case .notAMark: Text(en: "scales and codes of the journal: myschool help marks", ru: "шкалы и знаки журнала: myschool help marks")
    case .notADay: Text(en: "how days are written: myschool help dates", ru: "как пишутся дни: myschool help dates")
    case .severalPersons(_, _, let candidates) where candidates.contains { $0.contains(",") }:
      Text(
        en: "add the birth date after the name, or write the login or the № alone",
        ru: "добавьте после имени дату рождения или напишите только логин или №")
    case .severalPersons: Text(en: "write the full name or the login", ru: "назовите полностью или по логину")
    case .standsToTakeAway: Text(en: "to take it away: --replace", ru: "убрать: --replace")
    case .ahead: Text(en: "the school may allow it: journal rule future allow", ru: "школа может разрешить: journal rule future allow")
    case .retakeBeside:
      Text(en: "write the retake on the day of another lesson: --date DAY", ru: "запишите пересдачу на другой урок: --date ДЕНЬ")
    case .notInCourse(_, _, _, _, .some):
      Text(en: "marks brought from another school: --transferred", ru: "отметки, привезённые из другой школы: --transferred")
    case .different(".", _):
      Text(
        en: "in its place: --replace; handed in at another lesson: --date DAY --retake DAY-OF-THE-DEBT",
        ru: "на её место: --replace; сдано на другом уроке: --date ДЕНЬ --retake ДЕНЬ-ДОЛГА")
    case .different: Text(en: "to put the new value: --replace", ru: "поставить новое: --replace")
    case .attendanceBesideMark(let code, let mark):
      Text(en: "write them together: \(code)/\(mark), or --replace", ru: "напишите вместе: \(code)/\(mark), или --replace")
    case .absenceBesideMark:
      Text(
        en: "the absence beside the mark: --replace; one lesson alone: --lesson NUMBER",
        ru: "записать пропуск рядом с отметкой: --replace; только один урок: --lesson НОМЕР")
    case .markBesideAttendance(let code, let mark):
      Text(en: "write them together: \(code)/\(mark), or --replace", ru: "напишите вместе: \(code)/\(mark), или --replace")
    case .noLesson:
      Text(
        en: "another day: --date DAY; a lesson out of the timetable: journal grade --extra-lesson",
        ru: "другой день: --date ДЕНЬ; урок не по расписанию: journal grade --extra-lesson")
    case .noCourses:
      Text(
        en: "a file with form, subject, teacher and hours gives them: myschool roster import load.csv",
        ru: "их даёт файл с классом, предметом, учителем и часами: myschool roster import load.csv")
    case .lessonCalledOff:
      Text(en: "to enter all the same: --extra-lesson", ru: "внести всё равно: --extra-lesson")
    case .severalLessons: Text(en: "say which: --lesson N", ru: "уточните: --lesson N")
    default: nil
    }
  }
}
