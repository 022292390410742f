import Basics

/// Understands headings as schools word them: case, blanks, dots and hyphens do not matter.
///
/// A heading is understood by its words: who it tells of (the student, the mother, a guardian, a teacher) and what (a name, a
/// phone, a day). A word left over makes it unknown: «Дата рождения матери» is not the student's, «Четвертная оценка» is not
/// a lesson's.
package enum Heading {
  /// - Returns: `nil` for a heading that is not known.
  package static func field(_ text: String) -> Field? {
    let words = words(text)
    guard !words.isEmpty, !isNote(text) else { return nil }
    if let field = exact[words.joined(separator: " ")] { return field }
    let tokens = HeadingWords.tokens(words)
    guard let whole = tokens else { return nil }
    let who = whole.compactMap(\.who)
    let what = Set(whole.compactMap(\.what))
    let numbers = words.compactMap { Int($0) }
    switch who.first {
    case .guardian?: return guardian(who, what, numbers)
    case .student? where who.count == 1 && numbers.isEmpty:
      if what.isEmpty || what == [.name] || what == [.surname, .given] || what == [.surname, .given, .patronymic] { return .student }
      return HeadingMeaning.of(what)
    case .teacher? where who.count == 1 && numbers.isEmpty: return what.isEmpty || what == [.name] ? .teacher : nil
    case .employee? where who.count == 1 && numbers.isEmpty: return what.isEmpty ? .fullName : HeadingMeaning.of(what)
    case .formTeacher? where who.count == 1 && numbers.isEmpty: return what.isEmpty || what == [.name] ? .formTeacherOf : nil
    case nil where numbers.isEmpty: return HeadingMeaning.of(what)
    default: return nil
    }
  }

  /// Whether it is a column of our own lists that tells what an import does not take: counts, days, who entered it.
  package static func isNote(_ text: String) -> Bool { notes.contains(text.lowercased()) }

  private static let notes: Set<String> = [
    "from", "until", "begins", "ends", "change", "entered_at", "entered_by", "retake_of", "replaced_by", "students", "courses", "position",
    "planned", "taught", "average", "weighted_average", "brought", "items",
  ]

  private static func words(_ text: String) -> [String] {
    var result = ""
    for character in Folding.key(text) { result.append(character.isLetter || character.isNumber || character == "№" ? character : " ") }
    return result.split(separator: " ").map(String.init)
  }

  // MARK: guardians

  /// Relatives have numbers after those a list may write itself, so that it can have both.
  private static let firstRelative = 10
  package static let guardians = 1..<firstRelative + HeadingWords.relations.count

  /// What a guardian is by the heading alone: «мать» of «Мама: ФИО».
  package static func relation(_ number: Int) -> String? {
    let place = number - firstRelative
    return HeadingWords.relations.indices.contains(place) ? HeadingWords.relations[place] : nil
  }

  private static func guardian(_ who: [HeadingToken.Who], _ what: Set<HeadingToken.What>, _ numbers: [Int]) -> Field? {
    // «Родитель ребёнка» is of the guardian; of two relatives, of neither.
    let relatives = Set(who.compactMap { if case .guardian(let relation) = $0 { relation } else { nil } })
    guard who.allSatisfy({ if case .guardian = $0 { true } else { $0 == .student } }), relatives.count <= 1, numbers.count <= 1 else {
      return nil
    }
    let own = relatives.first.map { $0 + firstRelative }
    guard own == nil || numbers.isEmpty else { return nil }
    let number = own ?? numbers.first ?? 1
    guard guardians.contains(number) else { return nil }
    if what.isEmpty || what == [.name] || what == [.surname, .given, .patronymic] || what == [.given] { return .guardianName(number) }
    switch HeadingMeaning.of(what) {
    case .snils?: return .guardianSNILS(number)
    case .phone?: return .guardianPhone(number)
    case .email?: return .guardianEmail(number)
    case .relation?: return .guardianRelation(number)
    default: return what == [.status] ? .guardianRelation(number) : nil
    }
  }

  private static let exact: [String: Field] = [
    "класс": .form, "form": .form, "класс группа": .form, "литера": .form,
    "фамилия": .surname, "surname": .surname, "имя": .givenName, "given name": .givenName, "отчество": .patronymic,
    "patronymic": .patronymic, "фио": .fullName, "ф и о": .fullName, "фамилия имя отчество": .fullName, "full name": .fullName,
    "дата рождения": .birthDate, "дата рожд": .birthDate, "birth date": .birthDate, "снилс": .snils, "snils": .snils,
    "дата прибытия": .arrival, "день прибытия": .arrival, "прибыл": .arrival, "прибыла": .arrival, "дата зачисления": .arrival,
    "зачислен": .arrival,
    "зачислен с": .arrival, "дата выбытия": .departure, "день выбытия": .departure, "выбыл": .departure, "выбыла": .departure,
    "дата отчисления": .departure,
    "логин": .login, "имя для входа": .login, "login": .login, "телефон": .phone, "phone": .phone,
    "e mail": .email, "email": .email, "эл почта": .email, "электронная почта": .email, "почта": .email,
    "должность": .post, "post": .post, "классное руководство": .formTeacherOf, "кл рук": .formTeacherOf, "кл руководство": .formTeacherOf,
    "предмет": .subject, "subject": .subject, "дисциплина": .subject, "учебный предмет": .subject,
    "teachers": .teacher, "учителя": .teacher,
    "учитель": .teacher, "преподаватель": .teacher, "педагог": .teacher, "teacher": .teacher, "фио учителя": .teacher,
    "часов в неделю": .hours, "часы": .hours, "часов": .hours, "нагрузка": .hours, "hours": .hours, "кол во часов": .hours,
    "группа": .group, "подгруппа": .group, "group": .group,
    "неделя": .week, "четность": .week, "week": .week, "недели": .week,
    "день недели": .weekday, "день": .weekday, "weekday": .weekday,
    "номер урока": .number, "урок": .number, "№ урока": .number, "№": .number, "number": .number, "lesson": .number,
    "кабинет": .room, "каб": .room, "аудитория": .room, "room": .room,
    "дата": .day, "дата урока": .day, "date": .day, "число": .day,
    "отметка": .mark, "оценка": .mark, "mark": .mark, "балл": .mark,
    "вид работы": .kind, "тип работы": .kind, "работа": .kind, "вид": .kind, "вид контроля": .kind, "kind": .kind,
    "control": .kind, "контроль": .kind, "форма контроля": .kind,
    "relation": .relation, "кем приходится": .relation, "кем прих": .relation, "степень родства": .relation, "родство": .relation,
    "вес": .weight, "коэффициент": .weight, "weight": .weight,
    "раздел": .section, "section": .section, "тема": .topic, "тема урока": .topic, "topic": .topic,
    "домашнее задание": .homework, "homework": .homework, "задание": .homework,
    "комментарий": .comment, "примечание": .comment, "comment": .comment,
  ]
}
