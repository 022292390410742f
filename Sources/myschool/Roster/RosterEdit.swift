import Arguments
import SchoolCore
import Tabular

/// The verbs that change the roster by hand.
enum RosterEdit {
  private static let person = Operand.one(
    0, .person, Text(en: "Full name, login, SNILS, phone or e-mail", ru: "Полное имя, логин, СНИЛС, телефон или почта"))
  private static let post = Option.text("post", nil, ValueKind("post"), Text(en: "The post, for staff", ru: "Должность, для сотрудника"))
  private static let form = Option.text("form", nil, .form, Text(en: "The form, for a student", ru: "Класс, для ученика"))
  private static let day = Option.text(
    "date", nil, .day,
    Text(en: "From or until this day; today by default", ru: "С какого дня зачислен или по какой день учился; по умолчанию сегодня"))
  private static let reason = Option.text(
    "reason", nil, ValueKind("text"), Text(en: "The reason and the order: 'приказ № 12'", ru: "Причина и приказ: 'приказ № 12'"))
  private static let fields: [OptionSpec] = [
    PersonOptions.surname.spec, PersonOptions.givenName.spec, PersonOptions.patronymic.spec, PersonOptions.birthDate.spec,
    PersonOptions.snils.spec, PersonOptions.login.spec, PersonOptions.phone.spec, PersonOptions.email.spec, post.spec,
  ]

  private static func edit(_ call: Call) -> PersonEdit {
    var edit = PersonEdit()
    edit.surname = call[PersonOptions.surname]
    edit.givenName = call[PersonOptions.givenName]
    edit.patronymic = call[PersonOptions.patronymic]
    edit.birthDate = call[PersonOptions.birthDate]
    edit.snils = call[PersonOptions.snils]
    edit.login = call[PersonOptions.login]
    edit.phone = call[PersonOptions.phone]
    edit.email = call[PersonOptions.email]
    edit.post = call[post]
    return edit
  }

  private static func receipt(_ performed: Performed<String>, _ call: Call) -> Outcome {
    .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun], extra: [Text(performed.value)]))
  }

  static let add: Command = Command(
    "add", Text(en: "Enter a student or a member of staff", ru: "Внести ученика или сотрудника"),
    discussion: Text(
      en: "With --form a student, arriving on --date; with --post a member of staff.",
      ru: "С --form — ученика, прибывшего в день --date; с --post — сотрудника."),
    options: fields + [form.spec, day.spec, reason.spec] + Everywhere.writing,
    examples: [
      Example(
        "myschool roster add --surname Сомов --given-name Пётр --birth-date 12.03.2013 --form 7А --reason 'приказ № 40'",
        Text(en: "a student who arrived", ru: "прибывший ученик"))
    ]
  ) { call, session in
    receipt(try session.school().addPerson(edit(call), form: call[form], from: call[day], reason: call[reason], session.request), call)
  }

  static let change: Command = Command(
    "edit", Text(en: "Change what the roster holds of a person", ru: "Изменить данные человека в списках"),
    discussion: Text(en: "An empty value takes a field away.", ru: "Пустое значение убирает прежнее."), operands: [person.spec],
    options: fields + Everywhere.writing,
    examples: [Example("myschool roster edit titova.a --phone '+7 900 000-11-22'", Text(en: "another phone", ru: "другой телефон"))]
  ) { call, session in
    receipt(try session.school().editPerson(call[person], edit(call), session.request), call)
  }

  private static let target = Operand.one(1, .form, Text(en: "The form to move to", ru: "В какой класс"))

  static let move: Command = Command(
    "move", Text(en: "Move a student to another form", ru: "Перевести ученика в другой класс"),
    discussion: Text(
      en: "From --date on; the marks of the same subjects go along into the term's average.",
      ru: "С дня --date; отметки по тем же предметам идут в среднюю за период."), operands: [person.spec, target.spec],
    options: [day.spec, reason.spec] + Everywhere.writing,
    examples: [
      Example("myschool roster move titova.a 7Б --date 23.11 --reason 'приказ № 41'", Text(en: "within the year", ru: "среди года"))
    ]
  ) { call, session in
    receipt(
      try session.school().moveStudent(call[person], to: call[target], from: call[day], reason: call[reason], session.request), call)
  }

  private static let altogether = Option.flag(
    "altogether", Text(en: "Out of the roster, if there are no entries of theirs", ru: "Совсем из списков, если записей о человеке нет"))

  static let remove: Command = Command(
    "remove", Text(en: "End a student's enrolment", ru: "Отчислить ученика"),
    discussion: Text(
      en: "The marks stay; who left before a term ends is not counted in it.",
      ru: "Отметки остаются; кто выбыл до конца периода, в сводки за него не входит."),
    operands: [person.spec], options: [day.spec, reason.spec, altogether.spec] + Everywhere.writing,
    examples: [
      Example("myschool roster remove titova.a --date 23.11 --reason 'переезд, приказ № 42'", Text(en: "who left", ru: "ученик выбыл"))
    ]
  ) { call, session in
    receipt(
      try session.school().removePerson(call[person], on: call[day], reason: call[reason], fromRoster: call[altogether], session.request),
      call)
  }

  private static let force = Option.flag(
    "force", Text(en: "Although names, birth dates or SNILS differ", ru: "Даже если имя, дата рождения или СНИЛС разные"))
  private static let leaving = Operand.one(
    0, .person, Text(en: "The record that goes", ru: "Какая запись исчезнет"))
  private static let into = Operand.one(1, .person, Text(en: "The record that stays", ru: "Какая запись остаётся"))

  static let merge: Command = Command(
    "merge", Text(en: "Make one record of two of the same person", ru: "Объединить две записи одного человека"),
    discussion: Text(
      en:
        "All that referred to either refers to the one that stays, which takes over what it lacks. Where both have an account or different marks for one work, nothing is done.",
      ru:
        "Всё, что относилось к обеим, переходит к оставшейся; чего ей не хватает, она берёт из другой. Если у обеих есть учётные записи или разные отметки за одну работу, ничего не делается."
    ), operands: [leaving.spec, into.spec], options: [force.spec] + Everywhere.writing,
    examples: [
      Example(
        "myschool roster merge petrov.i2 petrov.i", Text(en: "petrov.i2 goes, petrov.i stays", ru: "petrov.i2 исчезнет, petrov.i останется")
      )
    ]
  ) { call, session in
    receipt(try session.school().mergePeople(call[leaving], into: call[into], force: call[force], session.request), call)
  }
}

enum RosterGroup {
  private static let form = Operand.one(0, .form, Text(en: "The form", ru: "Класс"))
  private static let subject = Operand.one(1, .subject, Text(en: "The subject", ru: "Предмет"))
  private static let group = Operand.one(2, ValueKind("group"), Text(en: "The group's name: 1, 2, нем.", ru: "Название группы: 1, 2, нем."))
  private static let students = Operand.any(3, .student, Text(en: "The students of the group", ru: "Ученики группы"))
  private static let teacher = Option.text("teacher", nil, .person, Text(en: "Who teaches the group", ru: "Кто ведёт группу"))

  static let command: Command = Command(
    "group", Text(en: "Split a form into groups for a subject", ru: "Разделить класс на группы по предмету"),
    discussion: Text(
      en: "Each group is a course of its own. A student put into one group leaves the others of the subject.",
      ru: "Каждая группа — отдельный курс. Внесённый в одну группу выходит из других групп предмета."),
    operands: [form.spec, subject.spec, group.spec, students.spec], options: [teacher.spec] + Everywhere.writing,
    examples: [
      Example(
        "myschool roster group 7А Иностранный 1 titova.a 'Чернов' --teacher kazakova.t", Text(en: "the first group", ru: "первая группа"))
    ]
  ) { call, session in
    let performed = try session.school().setGroup(
      form: call[form], subject: call[subject], group: call[group], teacher: call[teacher], students: call[students], session.request)
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun]))
  }
}

enum RosterExempt {
  private static let student = Operand.one(2, .student, Text(en: "The student", ru: "Ученик"))
  private static let from = Option.text(
    "from-day", nil, .day, Text(en: "From this day; today by default", ru: "С этого дня; по умолчанию с сегодняшнего"))
  private static let until = Option.text(
    "until", nil, .day, Text(en: "Until this day; open by default", ru: "По этот день; по умолчанию бессрочно"))
  private static let reason = Option.text("reason", nil, ValueKind("text"), Text(en: "The ground", ru: "Основание"))

  static let command: Command = Command(
    "exempt", Text(en: "Exempt a student from a subject", ru: "Освободить ученика от предмета"),
    discussion: Text(
      en: "«осв» is proposed for the term then, and reports leave the student out.",
      ru: "За период тогда предлагается «осв», и в сводки ученик не входит."),
    operands: [JournalOptions.form.spec, JournalOptions.subject.spec, student.spec],
    options: [from.spec, until.spec, reason.spec] + Everywhere.writing,
    examples: [
      Example(
        "myschool roster exempt 7А Физкультура titova.a --reason 'справка'", Text(en: "for the rest of the year", ru: "до конца года"))
    ]
  ) { call, session in
    let performed = try session.school().exempt(
      call[student], form: call[JournalOptions.form], subject: call[JournalOptions.subject], from: call[from], until: call[until],
      reason: call[reason], session.request)
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun], extra: [Text(performed.value)]))
  }
}

enum RosterPromote {
  private static let repeating = Option.texts(
    "repeat", nil, .student,
    Text(en: "Who stays in the year of study; may be repeated", ru: "Кто остаётся на повторное обучение; можно повторять"))
  private static let leaving = Option.texts(
    "leave", nil, .student, Text(en: "Who does not go on; may be repeated", ru: "Кто не переходит дальше; можно повторять"))
  private static let last = Option<Int>.value(
    "last-grade", nil, .number, default: 11, expected: Text(en: "a number from 1 to 12", ru: "число от 1 до 12"),
    Text(en: "The last year of study; 11 by default", ru: "Последний год обучения; по умолчанию 11")
  ) { Int($0).flatMap { (1...12).contains($0) ? $0 : nil } }
  private static let columns = [
    Column("kind", en: "What", ru: "Что", labels: CodedWords.promotion), Column("from", en: "From", ru: "Откуда"),
    Column("to", en: "To", ru: "Куда"),
    Column("students", .integer, en: "Students", ru: "Учеников"),
  ]

  static let command: Command = Command(
    "promote", Text(en: "Move the forms up into the next year", ru: "Перевести классы в следующий год"),
    discussion: Text(
      en: "Needs the next year: calendar open. Courses and their teachers come along; the old year stays as it is. See it with -n first.",
      ru: "Нужен следующий год: calendar open. Курсы с учителями переходят тоже; старый год не меняется. Сначала посмотрите с -n."),
    options: [repeating.spec, leaving.spec, last.spec] + Everywhere.writing,
    examples: [Example("myschool roster promote --repeat titova.a -n", Text(en: "what would happen", ru: "что произойдёт"))],
    sections: [Tree.columns(columns)]
  ) { call, session in
    let performed = try session.school().promote(
      repeating: call[repeating], leaving: call[leaving], lastGrade: call[last], session.request)
    let result = performed.value
    if let operation = performed.operation {
      session.say(
        Text(
          en: "operation \(operation); undo: myschool undo \(operation)", ru: "действие \(operation); отменить: myschool undo \(operation)")
      )
    } else {
      session.say(Text(en: "dry run: nothing was written", ru: "пробный прогон: ничего не записано"))
    }
    var rows: [[Cell]] = result.forms.map { [.text("form"), .text($0.from), .text($0.to), .integer($0.students)] }
    rows += result.repeaters.map { [.text("repeats"), .text($0), .empty, .empty] }
    rows += result.leavers.map { [.text("leaves"), .text($0), .empty, .empty] }
    return .table(Table(columns, rows: rows))
  }
}
