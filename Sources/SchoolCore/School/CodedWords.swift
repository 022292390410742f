import Basics
import Record
import Tabular

/// The words people read for coded values of tables.
public enum CodedWords {
  public static let change = [
    "added": Text(en: "added", ru: "добавлено"), "changed": Text(en: "changed", ru: "изменено"),
    "removed": Text(en: "removed", ru: "убрано"),
  ]

  public static let quizStates = [
    "marked": Text(en: "marked", ru: "проверено"), "waiting": Text(en: "waiting to be read", ru: "ждёт проверки"),
    "begun": Text(en: "begun", ru: "начато"), "none": Text(en: "not handed in", ru: "не сдано"),
    "ahead": Text(en: "not open yet", ru: "ещё не открыт"), "open": Text(en: "open", ru: "открыт"),
    "over": Text(en: "over", ru: "закончен"),
    "done": Text(en: "handed in", ru: "сдано"), "missed": Text(en: "missed", ru: "пропущен"),
  ]

  package static let quizReveals = [
    "at-once": Text(en: "at once", ru: "сразу"), "after-due": Text(en: "after the last day", ru: "после срока"),
    "never": Text(en: "never", ru: "никогда"),
  ]
  package static let quizKeeps = [
    "best": Text(en: "the best", ru: "лучшая"), "last": Text(en: "the last", ru: "последняя"), "first": Text(en: "the first", ru: "первая"),
  ]

  public static let chatKinds = [
    "form": Text(en: "form", ru: "класс"), "guardians": Text(en: "parents", ru: "родители"),
    "teachers": Text(en: "teachers", ru: "учителя"), "staff": Text(en: "staff", ru: "сотрудники"),
    "group": Text(en: "group", ru: "группа"), "direct": Text(en: "of two", ru: "личный"),
  ]
  public static let chatRoles = [
    "moderator": Text(en: "moderator", ru: "ведущий"), "member": Text(en: "member", ru: "участник"),
  ]
  public static let messageNews = [
    "message": Text(en: "message", ru: "сообщение"), "edit": Text(en: "edited", ru: "изменено"),
    "delete": Text(en: "deleted", ru: "удалено"),
  ]
  public static let reportedStates = [
    "former": Text(en: "former words", ru: "прежний текст"), "deleted": Text(en: "deleted", ru: "удалено"),
  ]
  public static let callStates = [
    "ahead": Text(en: "ahead", ru: "впереди"), "open": Text(en: "open", ru: "идёт"), "over": Text(en: "over", ru: "прошла"),
    "cancelled": Text(en: "cancelled", ru: "отменена"),
  ]
  public static let newsKinds = [
    "mark": Text(en: "mark", ru: "отметка"), "absence": Text(en: "absence", ru: "пропуск"),
    "homework": Text(en: "homework", ru: "задание"), "work": Text(en: "work", ru: "работа"),
    "term-mark": Text(en: "term mark", ru: "за период"), "message": Text(en: "message", ru: "сообщение"),
    "call": Text(en: "call", ru: "видеовстреча"),
  ]
  public static let messageStates = [
    "deleted": Text(en: "message deleted", ru: "сообщение удалено"), "gone": Text(en: "text removed", ru: "текст удалён"),
  ]

  public static let libraryFacets = [
    "subject": Text(en: "subject", ru: "предмет"), "grade": Text(en: "year of study", ru: "класс"),
    "kind": Text(en: "kind", ru: "вид"), "provider": Text(en: "added by", ru: "кто добавил"),
    "publisher": Text(en: "publisher", ru: "издатель"), "topic": Text(en: "topic", ru: "тема"),
    "language": Text(en: "language", ru: "язык"), "status": Text(en: "state", ru: "состояние"),
    "age": Text(en: "age", ru: "возраст"), "license": Text(en: "licence", ru: "лицензия"),
    "author": Text(en: "author", ru: "автор"), "tag": Text(en: "tag", ru: "метка"),
  ]

  public static let truth = ["true": Text(en: "true", ru: "верно"), "false": Text(en: "false", ru: "неверно")]

  public static let questionKinds = [
    "single": Text(en: "one answer", ru: "один ответ"), "multiple": Text(en: "several answers", ru: "несколько ответов"),
    "truefalse": Text(en: "true or false", ru: "верно или неверно"), "short": Text(en: "short answer", ru: "краткий ответ"),
    "numeric": Text(en: "number", ru: "число"), "matching": Text(en: "matching", ru: "соответствие"),
    "ordering": Text(en: "order", ru: "порядок"), "gaps": Text(en: "gaps", ru: "пропуски"),
    "essay": Text(en: "essay", ru: "развёрнутый ответ"), "text": Text(en: "text", ru: "текст"),
  ]

  public static let roles = [
    "student": Text(en: "student", ru: "ученик"), "parent": Text(en: "parent", ru: "родитель"),
    "teacher": Text(en: "teacher", ru: "учитель"), "methodist": Text(en: "methodist", ru: "методист"),
    "provider": Text(en: "provider", ru: "поставщик"), "admin": Text(en: "administrator", ru: "администратор"),
    "guardian": Text(en: "guardian", ru: "представитель"), "staff": Text(en: "staff", ru: "сотрудник"),
  ]

  public static let weekdays = [
    "1": Text(en: "Mon", ru: "Пн"), "2": Text(en: "Tue", ru: "Вт"), "3": Text(en: "Wed", ru: "Ср"), "4": Text(en: "Thu", ru: "Чт"),
    "5": Text(en: "Fri", ru: "Пт"), "6": Text(en: "Sat", ru: "Сб"), "7": Text(en: "Sun", ru: "Вс"),
  ]

  public static let weeks = ["1": Text(en: "odd", ru: "нечётные"), "2": Text(en: "even", ru: "чётные")]

  /// With their codes, which are what is typed.
  package static let terms = Dictionary(
    uniqueKeysWithValues: TermCode.parts.map {
      ($0.rawValue, Text(en: "\($0.rawValue), \($0.name.en)", ru: "\($0.rawValue), \($0.name.ru)"))
    })

  package static let calendarKinds = [
    "year": Text(en: "year", ru: "учебный год"), "term": Text(en: "term", ru: "период"),
    "day-off": Text(en: "day off", ru: "неучебные дни"),
    "moved": Text(en: "moved day", ru: "перенос"), "bell": Text(en: "bell", ru: "звонок"),
    "time-zone": Text(en: "time zone", ru: "часовой пояс"), "language": Text(en: "language", ru: "язык"),
  ].merging((1...12).map { ("bell-\($0)", Text(en: "bell of grade \($0)", ru: "звонок \($0)-х классов")) }) { $1 }

  public static let calendarNotes = [
    "current": Text(en: "the current one", ru: "текущий"), "closed": Text(en: "closed", ru: "закрыт"),
    "as-weekday-1": Text(en: "taught as a Monday", ru: "по расписанию понедельника"),
    "as-weekday-2": Text(en: "taught as a Tuesday", ru: "по расписанию вторника"),
    "as-weekday-3": Text(en: "taught as a Wednesday", ru: "по расписанию среды"),
    "as-weekday-4": Text(en: "taught as a Thursday", ru: "по расписанию четверга"),
    "as-weekday-5": Text(en: "taught as a Friday", ru: "по расписанию пятницы"),
    "as-weekday-6": Text(en: "taught as a Saturday", ru: "по расписанию субботы"),
    "as-weekday-7": Text(en: "taught as a Sunday", ru: "по расписанию воскресенья"),
  ]

  public static let planWays = [
    "keep": Text(en: "as planned", ru: "без изменений"), "shorten": Text(en: "shorten", ru: "сократить"),
    "merge": Text(en: "merge with the topic before", ru: "объединить с предыдущей темой"),
    "later": Text(en: "after the day", ru: "перенести за этот день"), "drop": Text(en: "drop", ru: "на самостоятельное изучение"),
  ]

  package static let coverageRemarks = [
    "no-marks": Text(en: "no marks", ru: "нет отметок"), "no-homework": Text(en: "no homework", ru: "нет заданий"),
    "weak": Text(en: "weak results", ru: "слабые результаты"),
  ]

  package static let lessonChanges = [
    LessonChangeKind.changed.rawValue: Text(en: "changed", ru: "замена"),
    LessonChangeKind.cancelled.rawValue: Text(en: "cancelled", ru: "отмена"),
    LessonChangeKind.moved.rawValue: Text(en: "moved", ru: "перенос"),
    DayLesson.Change.movedHere.rawValue: Text(en: "moved here", ru: "перенесён сюда"),
  ]

  /// The codes of attendance in full.
  public static let attendance = [
    AttendanceCode.unknown.rawValue: Text(en: "absent", ru: "отсутствие"), AttendanceCode.ill.rawValue: Text(en: "ill", ru: "болезнь"),
    AttendanceCode.valid.rawValue: Text(en: "absent for a reason", ru: "отсутствие по уважительной причине"),
    AttendanceCode.truant.rawValue: Text(en: "absent without a reason", ru: "пропуск без уважительной причины"),
    AttendanceCode.late.rawValue: Text(en: "late", ru: "опоздание"),
    AttendanceCode.remote.rawValue: Text(en: "at a distance", ru: "дистанционно"),
  ]

  package static let absenceCauses = [
    AttendanceCode.ill.rawValue: Text(en: "ill", ru: "болезнь"),
    AttendanceCode.valid.rawValue: Text(en: "valid reason", ru: "другая уважительная"),
  ]

  package static let attachmentKinds = ["file": Text(en: "file", ru: "файл"), "link": Text(en: "link", ru: "ссылка")]

  package static let conflicts = [
    "teacher": Text(en: "teacher", ru: "учитель"), "room": Text(en: "room", ru: "кабинет"), "form": Text(en: "form", ru: "класс"),
  ]

  public static let promotion = [
    "form": Text(en: "moves up", ru: "перевод"), "repeats": Text(en: "repeats the year", ru: "повторное обучение"),
    "leaves": Text(en: "leaves", ru: "выпуск или выбытие"),
  ]

  package static let dueKinds = [
    "homework": Text(en: "homework", ru: "домашнее задание"), "debt": Text(en: "debt", ru: "задолженность"),
    "quiz": Text(en: "quiz", ru: "тест"),
  ]

  public static let personFields = [
    "name": Text(en: "name", ru: "ФИО"), "login": Text(en: "login", ru: "логин"), "birth_date": Text(en: "born", ru: "дата рождения"),
    "snils": Text(en: "SNILS", ru: "СНИЛС"), "phone": Text(en: "phone", ru: "телефон"), "email": Text(en: "e-mail", ru: "эл. почта"),
    "post": Text(en: "post", ru: "должность"), "form": Text(en: "form", ru: "класс"),
    "form_teacher_of": Text(en: "form teacher of", ru: "классный руководитель"), "guardian": Text(en: "guardian", ru: "представитель"),
    "child": Text(en: "child", ru: "ребёнок"), "course": Text(en: "course", ru: "ведёт"), "studies": Text(en: "studies", ru: "изучает"),
    "exempt": Text(en: "exempt from", ru: "освобождение"), "role": Text(en: "role", ru: "роль"),
  ]

  public static let operationKinds = [
    "change": Text(en: "change", ru: "изменение"), "undo": Text(en: "undo", ru: "отмена"), "redo": Text(en: "redo", ru: "возврат"),
    "init": Text(en: "init", ru: "создание"), "migration": Text(en: "migration", ru: "обновление схемы"),
    "security": Text(en: "security", ru: "безопасность"), "erasure": Text(en: "erasure", ru: "удаление данных"),
  ]

  public static let databaseProperties = [
    "file": Text(en: "file", ru: "файл"), "school": Text(en: "school", ru: "школа"), "year": Text(en: "year", ru: "учебный год"),
    "schema": Text(en: "schema", ru: "версия схемы"), "operations": Text(en: "operations", ru: "число действий"),
    "head": Text(en: "end of the chain", ru: "конец цепочки"), "bytes": Text(en: "bytes", ru: "размер, байт"),
    "person": Text(en: "people", ru: "людей"), "form": Text(en: "forms", ru: "классов"), "course": Text(en: "courses", ru: "курсов"),
    "lesson": Text(en: "lessons", ru: "уроков"), "mark": Text(en: "marks", ru: "отметок"),
    "attendance": Text(en: "absences", ru: "пропусков"),
  ]

  /// Beside the word, the code that is typed.
  package static let scales = [
    "five": Text(en: "five", ru: "пятибалльная (five)"), "hundred": Text(en: "hundred", ru: "стобалльная (hundred)"),
    "letters": Text(en: "letters", ru: "буквы (letters)"), "pass": Text(en: "pass", ru: "зачёт (pass)"),
  ]

  /// Beside the word, the code that is typed.
  public static let journalRules = [
    "scale": Text(en: "scale", ru: "шкала (scale)"), "thresholds": Text(en: "thresholds", ru: "пороги 3, 4 и 5 (thresholds)"),
    "shares": Text(en: "shares", ru: "доли видов работ (shares)"), "fewest": Text(en: "fewest", ru: "наименьшее число отметок (fewest)"),
    "tolerance": Text(en: "tolerance", ru: "отступление от средней (tolerance)"),
    "half-year-grades": Text(en: "half-year-grades", ru: "по полугодиям (half-year-grades)"),
    "unmarked-grades": Text(en: "unmarked-grades", ru: "без отметок (unmarked-grades)"),
    "late-days": Text(en: "late-days", ru: "дней на ввод (late-days)"), "late-from": Text(en: "late-from", ru: "отсчёт дней (late-from)"),
    "retake": Text(en: "retake", ru: "пересдача (retake)"), "future": Text(en: "future", ru: "будущие дни (future)"),
    "reason": Text(en: "reason", ru: "причина правки (reason)"),
    "stats.risk.falling": Text(en: "stats.risk.falling", ru: "риск: снижение на (stats.risk.falling)"),
    "stats.risk.days": Text(en: "stats.risk.days", ru: "риск: последних дней (stats.risk.days)"),
    "stats.risk.absent": Text(en: "stats.risk.absent", ru: "риск: пропущено, % (stats.risk.absent)"),
    "stats.risk.unexcused": Text(en: "stats.risk.unexcused", ru: "риск: уроков без причины (stats.risk.unexcused)"),
    "stats.workload.days": Text(en: "stats.workload.days", ru: "дней в неделе для нормы (stats.workload.days)"),
  ]

  public static let ruleValues = [
    "none": Text(en: "none", ru: "нет (none)"), "refuse": Text(en: "refuse", ru: "не принимать (refuse)"),
    "allow": Text(en: "allow", ru: "принимать (allow)"), "replace": Text(en: "replace", ru: "заменяет (replace)"),
    "average": Text(en: "average", ru: "усредняется (average)"), "lesson": Text(en: "lesson", ru: "от урока (lesson)"),
    "homework": Text(en: "homework", ru: "от задания (homework)"), "required": Text(en: "required", ru: "обязательна (required)"),
  ].merging(scales) { $1 }

  package static let libraryKinds = [
    "textbook": Text(en: "textbook", ru: "учебник"), "lesson": Text(en: "lesson", ru: "урок"), "video": Text(en: "video", ru: "видео"),
    "book": Text(en: "book", ru: "книга"), "exercise": Text(en: "exercise", ru: "упражнение"), "test": Text(en: "test", ru: "тест"),
    "article": Text(en: "article", ru: "статья"), "presentation": Text(en: "presentation", ru: "презентация"),
    "audio": Text(en: "audio", ru: "аудио"), "link": Text(en: "link", ru: "ссылка"), "other": Text(en: "other", ru: "другое"),
  ]

  /// The kinds with their names.
  public static var libraryKindNames: [String: Text] { libraryKinds }

  package static let libraryStates = [
    "draft": Text(en: "draft", ru: "черновик"), "submitted": Text(en: "submitted", ru: "на проверке"),
    "verified": Text(en: "verified", ru: "проверен"), "returned": Text(en: "returned", ru: "возвращён"),
    "withdrawn": Text(en: "withdrawn", ru: "снят"),
  ]

  package static let recommendReasons = [
    "low-marks": Text(en: "low marks", ru: "низкие отметки"), "absent": Text(en: "missed, no mark", ru: "пропуск, отметки нет"),
  ]
}
