import Basics

/// What a list is called where it stands by itself: the heading of a page, the name of a sheet.
enum ListTitle {
  /// - Parameter words: of the command, without `myschool`.
  /// - Returns: `nil` where what the command does is a name of its list as well.
  static func of(_ words: [String]) -> Text? { titles[words.joined(separator: " ")] }

  static let titles: [String: Text] = [
    "account access-log": Text(en: "Who looked at the data", ru: "Кто смотрел данные"),
    "account sessions": Text(en: "Sign-ins", ru: "Сеансы"),
    "calendar show": Text(en: "Calendar of the year", ru: "Календарь учебного года"),
    "chat list": Text(en: "Chats", ru: "Чаты"),
    "chat members": Text(en: "Members of the chat", ru: "Участники чата"),
    "chat receipts": Text(en: "Who has read it", ru: "Кто прочитал"),
    "chat report list": Text(en: "Reports of messages", ru: "Жалобы на сообщения"),
    "chat report show": Text(en: "Reported messages", ru: "Сообщения при жалобе"),
    "chat read": Text(en: "Chat", ru: "Чат"),
    "db info": Text(en: "The file of the school", ru: "Файл школы"),
    "diary homework": Text(en: "Homework", ru: "Домашние задания"),
    "diary need": Text(en: "Marks that are missing", ru: "Каких отметок не хватает"),
    "diary show": Text(en: "Diary", ru: "Дневник"),
    "document tables": Text(en: "Tables", ru: "Таблицы"),
    "family absence": Text(en: "Notices of absence", ru: "Уведомления об отсутствии"),
    "journal absent": Text(en: "Absences", ru: "Пропуски"),
    "journal certificate": Text(en: "Report cards", ru: "Табели успеваемости"),
    "journal comments": Text(en: "Comments to marks", ru: "Комментарии к отметкам"),
    "journal debts": Text(en: "Works not handed in", ru: "Долги"),
    "journal form": Text(en: "Sheet of the form", ru: "Сводная ведомость класса"),
    "journal history": Text(en: "History of marks", ru: "История отметок"),
    "journal kind": Text(en: "Kinds of work", ru: "Виды работ"),
    "journal list": Text(en: "Marks and absences", ru: "Отметки и пропуски"),
    "journal rule": Text(en: "Rules of marking", ru: "Правила выставления отметок"),
    "journal scale": Text(en: "Scales of marks", ru: "Шкалы отметок"),
    "journal show": Text(en: "Page of the journal", ru: "Страница журнала"),
    "journal term": Text(en: "Marks of the term", ru: "Отметки за период"),
    "library search": Text(en: "Library", ru: "Библиотека"),
    "log": Text(en: "Operations", ru: "Журнал действий"),
    "log show": Text(en: "Operation", ru: "Действие"),
    "outbox list": Text(en: "Messages", ru: "Сообщения"),
    "plan coverage": Text(en: "Topics without marks", ru: "Темы без отметок и заданий"),
    "plan progress": Text(en: "Plans and lessons", ru: "Планы и уроки"),
    "plan show": Text(en: "Plan of the course", ru: "План курса"),
    "roster list": Text(en: "Roster", ru: "Списки"),
    "roster show": Text(en: "Person", ru: "Данные человека"),
    "stats list": Text(en: "Reports", ru: "Сводки"),
    "support list": Text(en: "Tickets", ru: "Обращения"),
    "support show": Text(en: "Ticket", ru: "Обращение"),
    "timetable check": Text(en: "Conflicts", ru: "Накладки"),
    "timetable export": Text(en: "Lessons", ru: "Уроки"),
    "timetable show": Text(en: "Timetable", ru: "Расписание"),
    "token list": Text(en: "Tokens", ru: "Ключи"),
  ]
}
