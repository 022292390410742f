import Basics

extension RowReference {
  static let person = RowReference(
    "person", named: "SELECT surname || ' ' || given_name || coalesce(' ' || patronymic, '') FROM person WHERE id = ?")
  static let account = RowReference(
    "account",
    named:
      "SELECT p.surname || ' ' || p.given_name || coalesce(' ' || p.patronymic, '') FROM account a JOIN person p ON p.id = a.person_id WHERE a.id = ?"
  )
  static let year = RowReference("academic_year", named: "SELECT title FROM academic_year WHERE id = ?")
  static let term = RowReference("term", named: "SELECT code FROM term WHERE id = ?")
  static let form = RowReference("form", named: "SELECT name FROM form WHERE id = ?")
  static let subject = RowReference("subject", named: "SELECT name FROM subject WHERE id = ?")
  static let kind = RowReference("work_kind", named: "SELECT name FROM work_kind WHERE id = ?")
  static let sign = RowReference("mark_value", named: "SELECT code FROM mark_value WHERE id = ?")
  static let course = RowReference(
    "course",
    named: """
      SELECT f.name || ' ' || s.name || CASE c.group_name WHEN '' THEN '' ELSE ' ' || c.group_name END
      FROM course c JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE c.id = ?
      """)
  static let lesson = RowReference(
    "lesson",
    named: """
      SELECT f.name || ' ' || s.name || ' ' || l.day || ' №' || l.number FROM lesson l JOIN course c ON c.id = l.course_id
      JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE l.id = ?
      """)
  /// A mark is known by its lesson.
  static let mark = RowReference(
    "mark", named: "SELECT l.day || ' №' || l.number FROM mark m JOIN lesson l ON l.id = m.lesson_id WHERE m.id = ?")
}

extension SchoolColumn {
  /// A column that refers to a person.
  static func person(_ name: String, _ part: Part) -> SchoolColumn { SchoolColumn(name, .number, reference: .person, person: part) }
  /// A column that refers to an account, whose rows are about the account's bearer.
  static func account(_ name: String = "account_id") -> SchoolColumn { SchoolColumn(name, .number, reference: .account, person: .subject) }
}

/// What receipts count, in the order they name it.
extension Counted {
  static let mark = Counted("mark", "mark", ru: ("отметка", "отметки", "отметок"))
  static let absence = Counted("absence", "absence", ru: ("пропуск", "пропуска", "пропусков"))
  static let lesson = Counted("lesson", "lesson", ru: ("урок", "урока", "уроков"))
  static let person = Counted("person", "person", "people", ru: ("человек", "человека", "человек"))
  static let account = Counted("account", "account", ru: ("учётная запись", "учётные записи", "учётных записей"))
  static let role = Counted("role", "role", ru: ("роль", "роли", "ролей"))
  static let form = Counted("form", "form", ru: ("класс", "класса", "классов"))
  static let enrolment = Counted("enrolment", "enrolment", ru: ("зачисление", "зачисления", "зачислений"))
  static let course = Counted("course", "course", ru: ("курс", "курса", "курсов"))
  static let timetable = Counted("timetable", "timetable lesson", ru: ("урок расписания", "урока расписания", "уроков расписания"))
  static let term = Counted("term", "term", ru: ("период", "периода", "периодов"))
  static let libraryItem = Counted("library-item", "library item", ru: ("материал", "материала", "материалов"))
  static let chat = Counted("chat", "chat", ru: ("чат", "чата", "чатов"))
  static let message = Counted("message", "message", ru: ("сообщение", "сообщения", "сообщений"))
  static let setting = Counted("setting", "setting", ru: ("настройка", "настройки", "настроек"))
  static let termMark = Counted("term-mark", "term mark", ru: ("отметка за период", "отметки за период", "отметок за период"))
  static let termClosing = Counted("term-closing", "closed term", ru: ("закрытый период", "закрытых периода", "закрытых периодов"))
  static let journalException = Counted("journal-exception", "request", ru: ("запрос", "запроса", "запросов"))
  static let exemption = Counted("exemption", "exemption", ru: ("освобождение", "освобождения", "освобождений"))
  static let topic = Counted("topic", "topic", ru: ("тема", "темы", "тем"))
  static let bell = Counted("bell", "bell", ru: ("звонок", "звонка", "звонков"))
  static let calendarDay = Counted("calendar-day", "calendar day", ru: ("день календаря", "дня календаря", "дней календаря"))
  static let substitution = Counted("substitution", "change of lessons", "changes of lessons", ru: ("замена", "замены", "замен"))
  static let announcedWork = Counted(
    "announced-work", "announced work", ru: ("объявленная работа", "объявленные работы", "объявленных работ"))
  static let homeworkDone = Counted(
    "homework-done", "tick", ru: ("выполненное задание", "выполненных задания", "выполненных заданий"))
  static let signature = Counted("signature", "signature", ru: ("подпись", "подписи", "подписей"))
  static let absenceNotice = Counted(
    "absence-notice", "notice of absence", "notices of absence",
    ru: ("уведомление об отсутствии", "уведомления об отсутствии", "уведомлений об отсутствии"))
  static let membership = Counted("membership", "group member", ru: ("запись в группу", "записи в группы", "записей в группы"))
  static let attachment = Counted("attachment", "attachment", ru: ("вложение", "вложения", "вложений"))
  static let identifier = Counted("identifier", "address", "addresses", ru: ("адрес", "адреса", "адресов"))
  static let preference = Counted("preference", "setting", ru: ("настройка", "настройки", "настроек"))
  static let supportTicket = Counted("support-ticket", "ticket", ru: ("обращение", "обращения", "обращений"))
  static let supportMessage = Counted("support-message", "message", ru: ("сообщение", "сообщения", "сообщений"))

  /// The order in which receipts name them.
  static let order: [Counted] = [
    .mark, .absence, .lesson, .person, .account, .role, .form, .enrolment, .course, .timetable, .term, .libraryItem, .chat, .message,
    .setting, .termMark, .termClosing, .journalException, .exemption, .topic, .bell, .calendarDay, .substitution, .announcedWork,
    .homeworkDone, .signature, .absenceNotice, .membership, .attachment, .identifier, .preference, .supportTicket, .supportMessage,
  ]
}
