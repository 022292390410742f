import Basics
import Record

extension RowReference {
  package static let person = RowReference(
    "person", named: "SELECT surname || ' ' || given_name || coalesce(' ' || patronymic, '') FROM person WHERE id = ?")
  package static let account = RowReference(
    "account",
    named:
      "SELECT p.surname || ' ' || p.given_name || coalesce(' ' || p.patronymic, '') FROM account a JOIN person p ON p.id = a.person_id WHERE a.id = ?"
  )
  package static let year = RowReference("academic_year", named: "SELECT title FROM academic_year WHERE id = ?")
  package static let term = RowReference("term", named: "SELECT code FROM term WHERE id = ?")
  package static let form = RowReference("form", named: "SELECT name FROM form WHERE id = ?")
  package static let subject = RowReference("subject", named: "SELECT name FROM subject WHERE id = ?")
  package static let libraryItem = RowReference("library_item", named: "SELECT '№' || id || ' ' || title FROM library_item WHERE id = ?")
  package static let quiz = RowReference("quiz", named: "SELECT '№' || id || ' ' || title FROM quiz WHERE id = ?")
  package static let question = RowReference(
    "quiz_question", named: "SELECT CASE title WHEN '' THEN substr(stem, 1, 60) ELSE title END FROM quiz_question WHERE id = ?")
  package static let quizAssignment = RowReference(
    "quiz_assignment",
    named: "SELECT '№' || q.id || ' ' || q.title FROM quiz_assignment a JOIN quiz q ON q.id = a.quiz_id WHERE a.id = ?")
  package static let kind = RowReference("work_kind", named: "SELECT name FROM work_kind WHERE id = ?")
  package static let sign = RowReference("mark_value", named: "SELECT code FROM mark_value WHERE id = ?")
  package static let course = RowReference(
    "course",
    named: """
      SELECT f.name || ' ' || s.name || CASE c.group_name WHEN '' THEN '' ELSE ' ' || c.group_name END
      FROM course c JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE c.id = ?
      """)
  package static let lesson = RowReference(
    "lesson",
    named: """
      SELECT f.name || ' ' || s.name || ' ' || l.day || ' №' || l.number FROM lesson l JOIN course c ON c.id = l.course_id
      JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE l.id = ?
      """)
  /// A mark is known by its lesson.
  package static let mark = RowReference(
    "mark", named: "SELECT l.day || ' №' || l.number FROM mark m JOIN lesson l ON l.id = m.lesson_id WHERE m.id = ?")
}

extension SchoolColumn {
  /// A column that refers to a person.
  package static func person(_ name: String, _ part: Part) -> SchoolColumn { SchoolColumn(name, .number, reference: .person, person: part) }
  /// A column that refers to an account, whose rows are about the account's bearer.
  package static func account(_ name: String = "account_id") -> SchoolColumn {
    SchoolColumn(name, .number, reference: .account, person: .subject)
  }
}

/// What receipts count, in the order they name it.
extension Counted {
  package static let mark = Counted("mark", "mark", ru: ("отметка", "отметки", "отметок"))
  package static let absence = Counted("absence", "absence", ru: ("пропуск", "пропуска", "пропусков"))
  package static let lesson = Counted("lesson", "lesson", ru: ("урок", "урока", "уроков"))
  package static let person = Counted("person", "person", "people", ru: ("человек", "человека", "человек"))
  package static let account = Counted("account", "account", ru: ("учётная запись", "учётные записи", "учётных записей"))
  package static let role = Counted("role", "role", ru: ("роль", "роли", "ролей"))
  package static let form = Counted("form", "form", ru: ("класс", "класса", "классов"))
  package static let enrolment = Counted("enrolment", "enrolment", ru: ("зачисление", "зачисления", "зачислений"))
  package static let course = Counted("course", "course", ru: ("курс", "курса", "курсов"))
  package static let timetable = Counted("timetable", "timetable lesson", ru: ("урок расписания", "урока расписания", "уроков расписания"))
  package static let term = Counted("term", "term", ru: ("период", "периода", "периодов"))
  package static let libraryItem = Counted("library-item", "library item", ru: ("материал", "материала", "материалов"))
  package static let shelf = Counted(
    "shelf", "item on a shelf", "items on shelves", ru: ("материал на полке", "материала на полках", "материалов на полках"))
  package static let rating = Counted("rating", "rating", ru: ("оценка материала", "оценки материалов", "оценок материалов"))
  package static let complaint = Counted("complaint", "complaint", ru: ("жалоба", "жалобы", "жалоб"))
  package static let chat = Counted("chat", "chat", ru: ("чат", "чата", "чатов"))
  package static let message = Counted("message", "message", ru: ("сообщение", "сообщения", "сообщений"))
  package static let call = Counted("call", "call", ru: ("видеовстреча", "видеовстречи", "видеовстреч"))
  package static let setting = Counted("setting", "setting", ru: ("настройка", "настройки", "настроек"))
  package static let termMark = Counted("term-mark", "term mark", ru: ("отметка за период", "отметки за период", "отметок за период"))
  package static let termClosing = Counted("term-closing", "closed term", ru: ("закрытый период", "закрытых периода", "закрытых периодов"))
  package static let journalException = Counted("journal-exception", "request", ru: ("запрос", "запроса", "запросов"))
  package static let exemption = Counted("exemption", "exemption", ru: ("освобождение", "освобождения", "освобождений"))
  package static let topic = Counted("topic", "topic", ru: ("тема", "темы", "тем"))
  package static let bell = Counted("bell", "bell", ru: ("звонок", "звонка", "звонков"))
  package static let calendarDay = Counted("calendar-day", "calendar day", ru: ("день календаря", "дня календаря", "дней календаря"))
  package static let substitution = Counted("substitution", "change of lessons", "changes of lessons", ru: ("замена", "замены", "замен"))
  package static let announcedWork = Counted(
    "announced-work", "announced work", ru: ("объявленная работа", "объявленные работы", "объявленных работ"))
  package static let homeworkDone = Counted(
    "homework-done", "tick", ru: ("выполненное задание", "выполненных задания", "выполненных заданий"))
  package static let signature = Counted("signature", "signature", ru: ("подпись", "подписи", "подписей"))
  package static let absenceNotice = Counted(
    "absence-notice", "notice of absence", "notices of absence",
    ru: ("уведомление об отсутствии", "уведомления об отсутствии", "уведомлений об отсутствии"))
  package static let membership = Counted("membership", "group member", ru: ("запись в группу", "записи в группы", "записей в группы"))
  package static let attachment = Counted("attachment", "attachment", ru: ("вложение", "вложения", "вложений"))
  package static let identifier = Counted("identifier", "address", "addresses", ru: ("адрес", "адреса", "адресов"))
  package static let preference = Counted("preference", "setting", ru: ("настройка", "настройки", "настроек"))
  package static let supportTicket = Counted("support-ticket", "ticket", ru: ("обращение", "обращения", "обращений"))
  package static let supportMessage = Counted("support-message", "message", ru: ("сообщение", "сообщения", "сообщений"))

  package static let quiz = Counted("quiz", "quiz", "quizzes", ru: ("тест", "теста", "тестов"))
  package static let question = Counted("question", "question", ru: ("вопрос", "вопроса", "вопросов"))
  package static let quizAssignment = Counted(
    "quiz-assignment", "assigned quiz", "assigned quizzes", ru: ("назначенный тест", "назначенных теста", "назначенных тестов"))
  package static let attempt = Counted("attempt", "attempt", ru: ("попытка", "попытки", "попыток"))
  package static let response = Counted("response", "answer", ru: ("ответ", "ответа", "ответов"))

  /// The order in which receipts name them.
  package static let order: [Counted] = [
    .mark, .absence, .lesson, .person, .account, .role, .form, .enrolment, .course, .timetable, .term, .libraryItem, .chat, .message, .call,
    .setting, .termMark, .termClosing, .journalException, .exemption, .topic, .bell, .calendarDay, .substitution, .announcedWork,
    .homeworkDone, .signature, .absenceNotice, .membership, .attachment, .identifier, .preference, .supportTicket, .supportMessage,
    .shelf, .rating, .complaint, .quiz, .question, .quizAssignment, .attempt, .response,
  ]
}
