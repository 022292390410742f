import Arguments
import Basics
import SchoolJournal
import SchoolModel
import SchoolSheets
import Tabular

enum JournalGrade {
  private static let form = Operand.optional(
    .formOrFile,
    Text(
      en: "The form: 7А; or a file of rows, FILE#N for a table of a document, - is standard input",
      ru: "Класс: 7А; или файл строк, таблица документа — ФАЙЛ#N, - — стандартный ввод"))
  private static let subject = Operand.optional(.subject, Text(en: "The subject, or its beginning", ru: "Предмет или его начало"))
  private static let pairs = Operand.any(
    .marksOrFile,
    Text(
      en: "Student and mark: 'Иванова А. П.=5', 'ivanova.a5=н/4'; or the file of a page",
      ru: "Ученик и отметка: 'Иванова А. П.=5', 'ivanova.a5=н/4'; или файл страницы"))
  private static let kind = Option.text("kind", "k", .workKind, Text(en: "The kind of work", ru: "Вид работы"))
  private static let weight = Option.text("weight", "w", .number, Text(en: "The weight, 1 to 100", ru: "Вес, от 1 до 100"))
  private static let comment = Option.text("comment", "c", Text(en: "A comment to the marks", ru: "Комментарий к отметкам"))
  private static let clear = Option.flag(
    "clear", Text(en: "Empty cells of a page take away what stands", ru: "Пустые клетки страницы убирают то, что стоит"))
  private static let extra = Option.flag(
    "extra-lesson", Text(en: "Add a lesson the timetable does not have", ru: "Добавить урок не по расписанию"))

  private static let due = Option.text(
    "due", nil, .day, Text(en: "Until when a debt (.) is to be made good", ru: "До какого дня сдать долг («.»)"))
  private static let shownFrom = Option.text(
    "show-from", nil, .day, Text(en: "From when students and parents see the marks", ru: "С какого дня отметки видны ученикам и родителям"))
  private static let isPrivate = Option.flag(
    "private",
    Text(
      en: "The comment is for teachers alone, but for the export of one's own data",
      ru: "Комментарий только для учителей и для выгрузки своих данных"))
  private static let transferred = Option.flag(
    "transferred",
    Text(
      en: "Marks brought from another school: of days before the student came",
      ru: "Отметки, привезённые из другой школы: за дни до прихода ученика"))
  private static let retakes = Option.text(
    "retake", nil, .day, Text(en: "The day of the mark that is taken again", ru: "День отметки, которую пересдают"))

  static let command: Command = Command(
    "grade", Text(en: "Enter marks", ru: "Выставить отметки"),
    discussion: Text(
      en:
        "Marks of one lesson are typed as PERSON=MARK. From a file they come as rows with the headings Класс, Предмет, Дата, Ученик, Отметка (and Номер урока, Вид работы, Вес, Комментарий where there are). After a form and a subject the file may be a list of the class with a column of marks, the day said by --date, or a page with students down and days across. All mistakes are told, and then nothing is written. The same mark again changes nothing; another one needs --replace, and PERSON= with --replace takes one away.",
      ru:
        "Отметки одного урока набираются как УЧЕНИК=ОТМЕТКА. Из файла они берутся строками со столбцами «Класс», «Предмет», «Дата», «Ученик», «Отметка» (и «Номер урока», «Вид работы», «Вес», «Комментарий», если есть). После класса и предмета файл может быть списком класса со столбцом отметок (день называет --date) или страницей: ученики вниз, дни поперёк. Называются все ошибки, и тогда ничего не записывается. Та же отметка ещё раз ничего не меняет; для другой нужен --replace, а УЧЕНИК= с --replace убирает отметку."
    ),
    needs: [.journalWrite], writes: true, operands: [form.spec, subject.spec, pairs.spec],
    options: [
      FileOptions.from.spec, JournalOptions.date.spec, JournalOptions.lesson.spec, kind.spec, weight.spec, comment.spec, isPrivate.spec,
      due.spec,
      shownFrom.spec, retakes.spec, transferred.spec, JournalOptions.replace.spec, clear.spec, extra.spec,
      FileOptions.encoding.spec, FileOptions.separator.spec,
    ],
    examples: [
      Example(
        "myschool journal grade 7А алг 'Титова=4' 'Чернов=н' --date 07.09",
        Text(en: "two students of one lesson", ru: "двум ученикам на одном уроке")),
      Example("myschool journal grade 7А алг Титова=. --date 07.09 --due 21.09", Text(en: "a debt with its day", ru: "долг и срок")),
      Example("myschool journal grade 7А алг Титова=4 --date 14.09 --retake 07.09", Text(en: "a retake", ru: "пересдача")),
      Example(
        "myschool journal grade 7А алг Титова= --date 07.09 --replace", Text(en: "take a mark away", ru: "убрать отметку")),
      Example("myschool journal grade marks.csv --dry-run", Text(en: "what a file would change", ru: "что изменит файл")),
      Example(
        "myschool journal grade 7А Алгебра page-7a-algebra.csv", Text(en: "a page of the paper journal", ru: "страница журнала")),
    ],
    sections: [Tree.columns(PreviewTable.columns)]
  ) { call, session in
    let school = try session.school()
    var options = GradeOptions()
    options.day = call[JournalOptions.date]
    options.lesson = call[JournalOptions.lesson]
    options.kind = call[kind]
    options.weight = call[weight]
    options.comment = call[comment]
    options.replace = call[JournalOptions.replace] || call[clear]
    options.clears = call[clear]
    options.extraLesson = call[extra]
    options.due = call[due]
    options.shownFrom = call[shownFrom]
    options.isPrivate = call[isPrivate]
    options.retakes = call[retakes]
    options.transferred = call[transferred]
    let performed: Performed<GradeReport>
    switch try what(call) {
    case .rows(let name):
      performed = try school.journal.grade(from: try source(name, call, session), options, session.request)
    case .page(let name, let form, let subject):
      performed = try school.journal.grade(form: form, subject: subject, file: try source(name, call, session), options, session.request)
    case .pairs(let pairs, let form, let subject):
      performed = try school.journal.grade(form: form, subject: subject, pairs: pairs, options, session.request)
    }
    session.tell(performed.value.notices)
    let isChanged = performed.operation != nil || performed.isTrial
    return .receipt(
      Receipt(performed, unchanged: performed.value.count.unchanged, extra: EntryWords.lines(performed.value, changed: isChanged)))
  }

  /// Where the marks are.
  private enum What {
    case rows(String)
    case page(String, form: String, subject: String)
    case pairs([(student: String, cell: String)], form: String, subject: String)
  }

  private static func what(_ call: Call) throws -> What {
    var words = [call[form], call[subject]].compactMap { $0 } + call[pairs]
    // A subject may have a slash in its name, and a pair comes first where both fit: Титова=4/5.
    var file = [0, 2].first { $0 < words.count && ValueKind.looksLikeFile(words[$0]) && !words[$0].contains("=") }
    if let name = call[FileOptions.from] {
      file = words.count
      words.append(name)
    }
    if let file, file + 1 < words.count { throw UsageFailure(.extraOperand(words[file + 1])) }
    if let file, file > 2 { throw UsageFailure(.extraOperand(words[2])) }
    if file == 0 { return .rows(words[0]) }
    guard !words.isEmpty else { throw UsageFailure(.operandNeeded("FORM")) }
    guard words.count > 1, words.count > 2 || !ValueKind.looksLikeFile(words[1]) else { throw UsageFailure(.operandNeeded("SUBJECT")) }
    guard words.count > 2 else { throw UsageFailure(.operandNeeded(words[1].contains("=") ? "SUBJECT" : "PERSON=MARK")) }
    if file == 2 { return .page(words[2], form: words[0], subject: words[1]) }
    return .pairs(try words.dropFirst(2).map(pair), form: words[0], subject: words[1])
  }

  private static func source(_ name: String, _ call: Call, _ session: Session) throws -> Source {
    try session.sheet(name, encoding: call[FileOptions.encoding], separator: call[FileOptions.separator])
  }

  private static func pair(_ text: String) throws -> (student: String, cell: String) {
    let (student, cell) = try TypedPair.parts(text, example: "myschool journal grade 7А алг 'Иванова А. П.=5'")
    return (student, cell)
  }
}
