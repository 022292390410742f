import Basics

/// A column a school's file can have.
public enum Field: Hashable, Sendable {
  case form, surname, givenName, patronymic, fullName, birthDate, snils, login, phone, email
  /// The first day in the form, and the last.
  case arrival, departure
  /// Of the first, the second … representative, or of the mother and the father by their own numbers.
  case guardianName(Int), guardianRelation(Int), guardianSNILS(Int), guardianPhone(Int), guardianEmail(Int)
  case post, formTeacherOf
  case subject, teacher, hours, group
  case weekday, number, room
  /// Odd or even weeks.
  case week
  /// What a guardian is to the student.
  case relation
  case day, student, mark, kind, weight, comment
  case section, topic, homework

  /// Whether it tells of a person, and may be told to have no value; in free text «нет» is a word like others.
  var isOfAPerson: Bool {
    switch self {
    case .surname, .givenName, .patronymic, .fullName, .birthDate, .snils, .login, .phone, .email, .arrival, .departure, .guardianName,
      .guardianRelation,
      .guardianSNILS, .guardianPhone, .guardianEmail, .post, .formTeacherOf, .teacher, .room, .group:
      true
    default: false
    }
  }
}

/// Understands headings as schools word them: case, blanks, dots and hyphens do not matter.
package enum Heading {
  /// - Returns: `nil` for a heading that is not known.
  package static func field(_ text: String) -> Field? {
    let words = words(text)
    guard !words.isEmpty, !isNote(text) else { return nil }
    // «Дата по плану», «Дата факт»: the timetable and the journal know better.
    if words.contains(where: { $0.hasPrefix("дат") }), words.contains(where: { $0.hasPrefix("план") || $0.hasPrefix("факт") }) {
      return nil
    }
    let isGuardian =
      relative(words) != nil
      || words.contains {
        $0.hasPrefix("представител") || $0.hasPrefix("родител") || $0.hasPrefix("guardian") || $0.hasPrefix("parent")
      }
    let isChild = words.contains { word in ["ребенк", "ученик", "учащегося", "обучающегося", "student"].contains { word.hasPrefix($0) } }
    if isGuardian && !isChild { return guardian(words) }
    return named(words, isChild: isChild)
  }

  /// Whether it is a column of our own lists that tells what an import does not take: counts, days, who entered it.
  package static func isNote(_ text: String) -> Bool { notes.contains(text.lowercased()) }

  private static let notes: Set<String> = [
    "from", "until", "begins", "ends", "change", "entered_at", "entered_by", "retake_of", "replaced_by", "students", "courses", "position",
    "planned", "taught", "average", "weighted_average", "brought",
  ]

  private static func words(_ text: String) -> [String] {
    var result = ""
    for character in Folding.key(text) { result.append(character.isLetter || character.isNumber || character == "№" ? character : " ") }
    return result.split(separator: " ").map(String.init)
  }

  /// A relative whose columns are named after them: «Мама: ФИО», «Телефон бабушки».
  private struct Relative {
    let relation: String
    let words: Set<String>
  }

  private static let relatives = [
    Relative(relation: "мать", words: ["мама", "мамы", "маме", "мамин", "мать", "матери", "mother"]),
    Relative(relation: "отец", words: ["папа", "папы", "папе", "папин", "отец", "отца", "отцу", "father"]),
    Relative(relation: "бабушка", words: ["бабушка", "бабушки", "бабушке", "grandmother"]),
    Relative(relation: "дедушка", words: ["дедушка", "дедушки", "дедушке", "дед", "деда", "grandfather"]),
    Relative(relation: "опекун", words: ["опекун", "опекуна", "опекуну", "попечитель", "попечителя"]),
  ]
  /// Relatives have numbers after those a list may write itself, so that it can have both.
  private static let firstRelative = 10
  package static let guardians = 1..<firstRelative + relatives.count

  /// What a guardian is by the heading alone: «мать» of «Мама: ФИО».
  package static func relation(_ number: Int) -> String? {
    relatives.indices.contains(number - firstRelative) ? relatives[number - firstRelative].relation : nil
  }

  private static func relative(_ words: [String]) -> Int? {
    relatives.firstIndex { !$0.words.isDisjoint(with: words) }.map { $0 + firstRelative }
  }

  private static func guardian(_ words: [String]) -> Field? {
    let number = relative(words) ?? words.compactMap { Int($0) }.first ?? 1
    func has(_ beginnings: String...) -> Bool { words.contains { word in beginnings.contains { word.hasPrefix($0) } } }
    if has("снилс", "snils") { return .guardianSNILS(number) }
    if has("тел", "моб", "phone") { return .guardianPhone(number) }
    if has("почт", "mail", "email") { return .guardianEmail(number) }
    if has("приходит", "родств", "степен", "relation", "статус") { return .guardianRelation(number) }
    // «Представитель 1» alone, or with «ФИО», is the name.
    let own = relative(words).map { relatives[$0 - firstRelative].words } ?? []
    let rest = words.filter {
      !own.contains($0) && Int($0) == nil && !$0.hasPrefix("представител") && !$0.hasPrefix("родител")
        && !$0.hasPrefix("законн") && !$0.hasPrefix("guardian")
        && !$0.hasPrefix("parent")
    }
    return rest.isEmpty || rest == ["фио"] || rest == ["ф", "и", "о"] || rest == ["name"] || rest == ["имя"]
      || rest == ["фамилия", "имя", "отчество"]
      ? .guardianName(number) : nil
  }

  private static func named(_ words: [String], isChild: Bool) -> Field? {
    let own =
      isChild
      ? words.filter { word in !["ребенк", "ученик", "учащегося", "обучающегося", "student"].contains { word.hasPrefix($0) } } : words
    if own.isEmpty { return .student }
    let joined = own.joined(separator: " ")
    if let field = exact[joined] { return isChild && field == .fullName ? .student : field }
    func has(_ beginnings: String...) -> Bool { own.contains { word in beginnings.contains { word.hasPrefix($0) } } }
    if has("руковод") && has("класс", "кл") { return .formTeacherOf }
    // What a word says by itself, the telling ones first: «дата рождения» is no day of a lesson.
    let telling: [(Bool, Field)] = [
      (has("снилс"), .snils), (has("рожд") || joined == "д р", .birthDate), (has("тел", "моб"), .phone),
      (has("почт", "mail", "email"), .email),
      (has("логин"), .login), (has("час"), .hours), (has("отмет", "оцен"), .mark), (has("вид", "тип") && has("работ", "контрол"), .kind),
      (has("вес", "коэфф"), .weight), (has("коммент", "примеч"), .comment), (has("каб", "аудитор"), .room), (has("должн"), .post),
      (has("предмет"), .subject), (has("учител", "преподав", "педагог"), .teacher), (has("четн", "нечет"), .week), (has("недел"), .weekday),
      (has("домашн") || joined == "д з" || joined == "дз", .homework), (has("тем") && !has("номер"), .topic), (has("раздел"), .section),
      (has("урок") && !has("дат", "тем"), .number),
      (has("дат"), .day), (has("фио") || joined.hasPrefix("ф и о") || (has("фамили") && has("имя")), isChild ? .student : .fullName),
      (has("групп"), .group), (has("класс"), .form),
    ]
    return telling.first { $0.0 }?.1
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

  /// The heading a person would write for a field, for messages about missing ones.
  package static func name(_ field: Field) -> String {
    switch field {
    case .form: "Класс"
    case .surname: "Фамилия"
    case .givenName: "Имя"
    case .patronymic: "Отчество"
    case .fullName: "ФИО"
    case .birthDate: "Дата рождения"
    case .snils: "СНИЛС"
    case .login: "Логин"
    case .phone: "Телефон"
    case .email: "E-mail"
    case .arrival: "Дата прибытия"
    case .departure: "Дата выбытия"
    case .guardianName(let n): "\(relation(n).map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? "Представитель \(n)"): ФИО"
    case .guardianRelation(let n): "Представитель \(n): кем приходится"
    case .guardianSNILS(let n): "Представитель \(n): СНИЛС"
    case .guardianPhone(let n): "Представитель \(n): телефон"
    case .guardianEmail(let n): "Представитель \(n): e-mail"
    case .post: "Должность"
    case .formTeacherOf: "Классное руководство"
    case .subject: "Предмет"
    case .teacher: "Учитель"
    case .hours: "Часов в неделю"
    case .group: "Группа"
    case .weekday: "День недели"
    case .number: "Номер урока"
    case .room: "Кабинет"
    case .week: "Чётность недели"
    case .relation: "Кем приходится"
    case .day: "Дата"
    case .student: "Ученик"
    case .mark: "Отметка"
    case .kind: "Вид работы"
    case .weight: "Вес"
    case .comment: "Комментарий"
    case .section: "Раздел"
    case .topic: "Тема"
    case .homework: "Домашнее задание"
    }
  }
}
