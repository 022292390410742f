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
  static let terms = Dictionary(
    uniqueKeysWithValues: TermCode.parts.map {
      ($0.rawValue, Label(en: "\($0.rawValue), \($0.name.en)", ru: "\($0.rawValue), \($0.name.ru)"))
    })

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
    LessonChangeKind.changed.rawValue: Label(en: "changed", ru: "замена"),
    LessonChangeKind.cancelled.rawValue: Label(en: "cancelled", ru: "отмена"),
    LessonChangeKind.moved.rawValue: Label(en: "moved", ru: "перенос"),
  ]

  static let absenceCauses = [
    AttendanceCode.ill.rawValue: Label(en: "ill", ru: "болезнь"),
    AttendanceCode.valid.rawValue: Label(en: "valid reason", ru: "другая уважительная"),
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
