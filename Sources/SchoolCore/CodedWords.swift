import Tabular

/// The words people read for coded values of tables.
public enum CodedWords {
  public static let change = [
    "added": Label(en: "added", ru: "добавлено"), "changed": Label(en: "changed", ru: "изменено"),
    "removed": Label(en: "removed", ru: "убрано"),
  ]

  public static let roles = [
    "student": Label(en: "student", ru: "ученик"), "parent": Label(en: "parent", ru: "родитель"),
    "teacher": Label(en: "teacher", ru: "учитель"), "methodist": Label(en: "methodist", ru: "методист"),
    "provider": Label(en: "provider", ru: "поставщик"), "admin": Label(en: "administrator", ru: "администратор"),
    "guardian": Label(en: "guardian", ru: "представитель"), "staff": Label(en: "staff", ru: "сотрудник"),
  ]

  public static let weekdays = [
    "1": Label(en: "Mon", ru: "Пн"), "2": Label(en: "Tue", ru: "Вт"), "3": Label(en: "Wed", ru: "Ср"), "4": Label(en: "Thu", ru: "Чт"),
    "5": Label(en: "Fri", ru: "Пт"), "6": Label(en: "Sat", ru: "Сб"), "7": Label(en: "Sun", ru: "Вс"),
  ]

  /// With their codes, which are what is typed.
  static let terms = [
    "q1": Label(en: "q1, quarter 1", ru: "q1, 1-я четверть"), "q2": Label(en: "q2, quarter 2", ru: "q2, 2-я четверть"),
    "q3": Label(en: "q3, quarter 3", ru: "q3, 3-я четверть"), "q4": Label(en: "q4, quarter 4", ru: "q4, 4-я четверть"),
    "t1": Label(en: "t1, trimester 1", ru: "t1, 1-й триместр"), "t2": Label(en: "t2, trimester 2", ru: "t2, 2-й триместр"),
    "t3": Label(en: "t3, trimester 3", ru: "t3, 3-й триместр"),
    "h1": Label(en: "h1, half-year 1", ru: "h1, 1-е полугодие"), "h2": Label(en: "h2, half-year 2", ru: "h2, 2-е полугодие"),
  ]

  static let calendarKinds = [
    "year": Label(en: "year", ru: "учебный год"), "term": Label(en: "term", ru: "период"),
    "day-off": Label(en: "day off", ru: "неучебные дни"),
    "moved": Label(en: "moved day", ru: "перенос"), "bell": Label(en: "bell", ru: "звонок"),
  ]

  static let calendarNotes = [
    "current": Label(en: "the current one", ru: "текущий"), "closed": Label(en: "closed", ru: "закрыт"),
    "as-weekday-1": Label(en: "taught as a Monday", ru: "по расписанию понедельника"),
    "as-weekday-2": Label(en: "taught as a Tuesday", ru: "по расписанию вторника"),
    "as-weekday-3": Label(en: "taught as a Wednesday", ru: "по расписанию среды"),
    "as-weekday-4": Label(en: "taught as a Thursday", ru: "по расписанию четверга"),
    "as-weekday-5": Label(en: "taught as a Friday", ru: "по расписанию пятницы"),
    "as-weekday-6": Label(en: "taught as a Saturday", ru: "по расписанию субботы"),
    "as-weekday-7": Label(en: "taught as a Sunday", ru: "по расписанию воскресенья"),
  ]

  public static let planWays = [
    "keep": Label(en: "as planned", ru: "без изменений"), "shorten": Label(en: "shorten", ru: "сократить"),
    "merge": Label(en: "merge with the topic before", ru: "объединить с предыдущей темой"),
    "later": Label(en: "after the day", ru: "перенести за этот день"), "drop": Label(en: "drop", ru: "на самостоятельное изучение"),
  ]

  static let coverageRemarks = [
    "no-marks": Label(en: "no marks", ru: "нет отметок"), "no-homework": Label(en: "no homework", ru: "нет заданий"),
    "weak": Label(en: "weak results", ru: "слабые результаты"),
  ]

  static let lessonChanges = [
    "changed": Label(en: "changed", ru: "замена"), "cancelled": Label(en: "cancelled", ru: "отмена"),
    "moved": Label(en: "moved", ru: "перенос"),
  ]

  static let absenceCauses = [
    "б": Label(en: "ill", ru: "болезнь"), "у": Label(en: "valid reason", ru: "другая уважительная"),
  ]

  static let attachmentKinds = ["file": Label(en: "file", ru: "файл"), "link": Label(en: "link", ru: "ссылка")]

  static let conflicts = [
    "teacher": Label(en: "teacher", ru: "учитель"), "room": Label(en: "room", ru: "кабинет"), "form": Label(en: "form", ru: "класс"),
  ]

  public static let promotion = [
    "form": Label(en: "moves up", ru: "перевод"), "repeats": Label(en: "repeats the year", ru: "повторное обучение"),
    "leaves": Label(en: "leaves", ru: "выпуск или выбытие"),
  ]

  static let dueKinds = [
    "homework": Label(en: "homework", ru: "домашнее задание"), "debt": Label(en: "debt", ru: "задолженность"),
  ]

  public static let personFields = [
    "name": Label(en: "name", ru: "ФИО"), "login": Label(en: "login", ru: "логин"), "birth_date": Label(en: "born", ru: "дата рождения"),
    "snils": Label(en: "SNILS", ru: "СНИЛС"), "phone": Label(en: "phone", ru: "телефон"), "email": Label(en: "e-mail", ru: "эл. почта"),
    "post": Label(en: "post", ru: "должность"), "form": Label(en: "form", ru: "класс"),
    "form_teacher_of": Label(en: "form teacher of", ru: "классный руководитель"), "guardian": Label(en: "guardian", ru: "представитель"),
    "child": Label(en: "child", ru: "ребёнок"), "course": Label(en: "course", ru: "ведёт"), "studies": Label(en: "studies", ru: "изучает"),
    "exempt": Label(en: "exempt from", ru: "освобождение"), "role": Label(en: "role", ru: "роль"),
  ]

  public static let operationKinds = [
    "change": Label(en: "change", ru: "изменение"), "undo": Label(en: "undo", ru: "отмена"), "redo": Label(en: "redo", ru: "возврат"),
    "init": Label(en: "init", ru: "создание"), "migration": Label(en: "migration", ru: "обновление схемы"),
    "security": Label(en: "security", ru: "безопасность"), "erasure": Label(en: "erasure", ru: "удаление данных"),
  ]

  public static let databaseProperties = [
    "file": Label(en: "file", ru: "файл"), "school": Label(en: "school", ru: "школа"), "year": Label(en: "year", ru: "учебный год"),
    "schema": Label(en: "schema", ru: "версия схемы"), "operations": Label(en: "operations", ru: "число действий"),
    "head": Label(en: "end of the chain", ru: "конец цепочки"), "bytes": Label(en: "bytes", ru: "размер, байт"),
  ]
}
