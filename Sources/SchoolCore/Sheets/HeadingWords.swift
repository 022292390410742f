/// What one word of a heading is.
package struct HeadingToken: Equatable {
  package enum Who: Equatable {
    /// A guardian; with the place of the relation where the word says which: «мама».
    case guardian(Int?)
    case student, teacher, employee, formTeacher
  }
  package enum What: Hashable {
    case name, surname, given, patronymic
    case day, birth, snils, login, phone, email, address
    case arrival, departure, relation, status
    case post, form, group, subject, hours, amount, week, weekday, lesson, number, room, time
    case mark, kind, work, control, weight, comment
    case section, topic, homework, task
  }

  package let who: Who?
  package let what: What?
}

/// The words of headings, in Russian with the endings of their cases, and in English.
package enum HeadingWords {
  package static let relations = ["мать", "отец", "бабушка", "дедушка", "опекун"]

  /// What each word is; words that add nothing are left out.
  /// - Returns: `nil` when one is not understood, or there are but words that add nothing.
  package static func tokens(_ words: [String]) -> [HeadingToken]? {
    var rest = words.filter { Int($0) == nil }[...]
    var tokens: [HeadingToken] = []
    while !rest.isEmpty {
      guard let (count, token) = phrase(rest) else { return nil }
      if let token { tokens.append(token) }
      rest = rest.dropFirst(count)
    }
    return tokens.isEmpty ? nil : tokens
  }

  /// The token of the longest phrase the words begin with, and of how many words it is.
  private static func phrase(_ words: ArraySlice<String>) -> (count: Int, token: HeadingToken?)? {
    for count in stride(from: min(3, words.count), through: 2, by: -1) {
      let text = words.prefix(count).joined(separator: " ")
      if let what = phrases[text] { return (count, HeadingToken(who: nil, what: what)) }
      if fillers.contains(text) { return (count, nil) }
      if isFormTeacher(Array(words.prefix(count))) { return (count, HeadingToken(who: .formTeacher, what: nil)) }
    }
    guard let word = words.first else { return nil }
    if fillers.contains(word) { return (1, nil) }
    if let relation = relatives.firstIndex(where: { $0.contains(word) }) {
      return (1, HeadingToken(who: .guardian(relation), what: nil))
    }
    if let who = persons.first(where: { fits(word, $0.stem) })?.who { return (1, HeadingToken(who: who, what: nil)) }
    if let what = short[word] ?? things.first(where: { fits(word, $0.stem) })?.what { return (1, HeadingToken(who: nil, what: what)) }
    return nil
  }

  private static func isFormTeacher(_ words: [String]) -> Bool {
    guard words.count == 2 else { return false }
    return (fits(words[0], "классн") || words[0] == "кл") && (fits(words[1], "руководител") || words[1] == "рук")
      || words == ["homeroom", "teacher"] || words == ["form", "teacher"]
  }

  /// Whether a word is a stem with an ending of its declension.
  private static func fits(_ word: String, _ stem: String) -> Bool {
    word.hasPrefix(stem) && endings.contains(String(word.dropFirst(stem.count)))
  }

  private static let endings: Set<String> = [
    "", "а", "я", "о", "е", "и", "ы", "у", "ю", "ь", "й", "ой", "ей", "ою", "ого", "его", "ому", "ему", "ая", "яя", "ое", "ее", "ые",
    "ие", "ых", "их", "ый", "ий", "ым", "им", "ыми", "ими", "ом", "ем", "ами", "ями", "ам", "ям", "ах", "ях", "ов", "ев", "ью", "ия",
    "ию", "ии", "ием", "ок", "ек", "s",
  ]

  private static let relatives: [Set<String>] = [
    ["мама", "мамы", "маме", "маму", "мамой", "мамин", "мамина", "мать", "матери", "матерью", "mother", "mothers", "mom", "mum"],
    ["папа", "папы", "папе", "папу", "папой", "папин", "папина", "отец", "отца", "отцу", "отцом", "father", "fathers", "dad"],
    ["бабушка", "бабушки", "бабушке", "бабушку", "grandmother"], ["дедушка", "дедушки", "дедушке", "дед", "деда", "grandfather"],
    ["опекун", "опекуна", "опекуну", "опекуном", "попечитель", "попечителя", "попечителю"],
  ]

  private static let persons: [(stem: String, who: HeadingToken.Who)] = [
    ("представител", .guardian(nil)), ("родител", .guardian(nil)), ("guardian", .guardian(nil)), ("parent", .guardian(nil)),
    ("ученик", .student), ("учениц", .student), ("учащегося", .student), ("учащийся", .student), ("учащаяся", .student),
    ("обучающегося", .student), ("обучающийся", .student), ("обучающаяся", .student), ("ребенок", .student), ("ребенк", .student),
    ("воспитанник", .student), ("школьник", .student), ("student", .student), ("pupil", .student), ("child", .student),
    ("learner", .student), ("учител", .teacher), ("преподавател", .teacher), ("педагог", .teacher), ("teacher", .teacher),
    ("сотрудник", .employee), ("работник", .employee), ("employee", .employee),
  ]

  private static let phrases: [String: HeadingToken.What] = [
    "ф и о": .name, "full name": .name, "first name": .given, "given name": .given, "last name": .surname, "family name": .surname,
    "middle name": .patronymic, "date of birth": .birth, "birth date": .birth, "дата рождения": .birth, "дата рожд": .birth,
    "день рождения": .birth, "д р": .birth, "e mail": .email, "эл почта": .email, "эл почты": .email, "электронная почта": .email,
    "электронной почты": .email, "почтовый ящик": .email, "эл адрес": .email, "электронный адрес": .email,
    "phone number": .phone, "mobile phone": .phone, "cell phone": .phone, "имя для входа": .login, "user name": .login,
    "день недели": .weekday, "дни недели": .weekday, "д з": .homework, "домашнее задание": .homework, "домашнего задания": .homework,
    "дом задание": .homework, "home work": .homework, "степень родства": .relation, "кем приходится": .relation, "кем прих": .relation,
    "родственная связь": .relation, "вид работы": .kind, "тип работы": .kind, "вид контроля": .kind, "форма контроля": .kind,
    "тип контроля": .kind, "вид задания": .kind, "вид деятельности": .kind, "характер работы": .kind, "форма работы": .kind,
    "дата прибытия": .arrival, "день прибытия": .arrival, "дата зачисления": .arrival, "день зачисления": .arrival,
    "дата поступления": .arrival, "дата выбытия": .departure, "день выбытия": .departure, "дата отчисления": .departure,
    "номер урока": .lesson, "урок номер": .lesson, "№ урока": .lesson, "урок №": .lesson, "lesson number": .lesson,
    "часов в неделю": .hours, "час в неделю": .hours, "часы в неделю": .hours, "ч в неделю": .hours, "ч нед": .hours,
    "hours per week": .hours, "кол во": .amount, "класс группа": .form, "тип работ": .kind, "вид работ": .kind,
  ]

  private static let short: [String: HeadingToken.What] = [
    "фио": .name, "name": .name, "имя": .given, "имени": .given, "firstname": .given, "givenname": .given, "lastname": .surname,
    "familyname": .surname, "surname": .surname, "middlename": .patronymic, "patronymic": .patronymic, "др": .birth, "dob": .birth,
    "born": .birth,
    "birthdate": .birth, "birthday": .birth, "snils": .snils, "снилс": .snils, "login": .login, "username": .login, "тел": .phone,
    "моб": .phone, "сот": .phone, "phone": .phone, "mobile": .phone, "email": .email, "mail": .email, "емейл": .email, "имейл": .email,
    "эл": .address, "электронный": .address, "электронной": .address, "электронная": .address, "адрес": .address, "адреса": .address,
    "address": .address, "кл": .form, "class": .form, "form": .form, "group": .group, "subject": .subject, "post": .post,
    "position": .post, "hours": .hours, "week": .week, "weekday": .weekday, "lesson": .lesson, "урок": .lesson, "урока": .lesson,
    "уроке": .lesson, "номер": .number, "№": .number, "number": .number, "каб": .room, "ауд": .room, "room": .room, "date": .day,
    "mark": .mark, "kind": .kind, "weight": .weight, "comment": .comment, "section": .section, "topic": .topic, "homework": .homework,
    "дз": .homework, "relation": .relation, "relationship": .relation, "родство": .relation, "родства": .relation, "статус": .status,
    "вес": .weight, "веса": .weight, "день": .weekday, "прибыл": .arrival, "прибыла": .arrival, "зачислен": .arrival,
    "зачислена": .arrival, "выбыл": .departure, "выбыла": .departure, "отчислен": .departure, "коэфф": .weight, "коэф": .weight,
    "класс": .form, "класса": .form, "час": .hours, "часы": .hours, "часов": .hours, "control": .kind,
  ]

  private static let things: [(stem: String, what: HeadingToken.What)] = [
    ("фамили", .surname), ("отчеств", .patronymic), ("рождени", .birth), ("телефон", .phone), ("почт", .email), ("логин", .login),
    ("должност", .post), ("подгрупп", .group), ("групп", .group), ("предмет", .subject), ("дисциплин", .subject), ("нагрузк", .hours),
    ("количеств", .amount), ("четност", .week), ("четн", .week), ("нечетн", .week), ("недел", .week), ("кабинет", .room),
    ("аудитори", .room), ("дат", .day), ("отметк", .mark), ("отмет", .mark), ("оценк", .mark), ("оцен", .mark), ("балл", .mark),
    ("работ", .work),
    ("контрол", .control), ("коэффициент", .weight), ("комментари", .comment), ("примечани", .comment), ("раздел", .section),
    ("тем", .topic), ("задани", .task), ("заняти", .lesson),
  ]

  /// Words that say nothing of who or what.
  private static let fillers: Set<String> = [
    "при наличии", "если есть", "при наличие", "обязательно", "обязательное", "обязательное поле", "дд мм гггг", "дд", "мм", "гггг", "гг",
    "dd",
    "mm", "yyyy", "формат", "в формате", "полностью", "полное", "полные", "полный", "законный", "законного", "законные", "законных",
    "legal", "мобильный", "мобильного", "мобильные", "сотовый", "сотового", "контактный", "контактного", "контактные", "contact",
    "учебный", "учебного", "учебная", "изучаемый", "наименование", "наименования", "название", "названия", "за урок", "за занятие",
    "проведения", "проведения урока", "преподаваемый",
  ]
}

/// What the words about one thing mean together.
package enum HeadingMeaning {
  private typealias What = HeadingToken.What

  /// What a heading must say, what it may say besides, and what it means then; the first that fits counts.
  private static let meanings: [(must: Set<What>, may: Set<What>, field: Field)] = [
    ([.birth], [], .birthDate), ([.snils], [.number], .snils), ([.phone], [.number], .phone), ([.email], [.address], .email),
    ([.login], [], .login), ([.arrival], [], .arrival), ([.departure], [], .departure), ([.relation], [], .relation),
    ([.homework], [], .homework), ([.weekday], [], .weekday), ([.kind], [], .kind), ([.mark], [.lesson], .mark),
    ([.weight], [.mark, .work], .weight), ([.comment], [.mark], .comment), ([.topic], [.lesson, .section], .topic),
    ([.section], [], .section),
    ([.hours], [.amount, .week], .hours), ([.room], [.number], .room), ([.post], [], .post), ([.subject], [], .subject),
    ([.day], [.lesson], .day), ([.lesson], [.number], .number), ([.week], [], .week), ([.group], [], .group), ([.form], [.group], .form),
    ([.surname, .given], [.patronymic], .fullName), ([.surname], [], .surname), ([.given], [], .givenName),
    ([.patronymic], [], .patronymic), ([.name], [], .fullName), ([.work], [], .kind), ([.control], [], .kind), ([.task], [], .homework),
    ([.number], [], .number),
  ]

  package static func of(_ what: Set<HeadingToken.What>) -> Field? {
    meanings.first { $0.must.isSubset(of: what) && what.subtracting($0.must).isSubset(of: $0.may) }?.field
  }
}
