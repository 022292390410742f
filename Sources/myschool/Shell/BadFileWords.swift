import Basics

/// Why a file cannot be read, in words.
extension BadFile: Worded {
  var complaint: Complaint {
    switch self {
    case .unreadable(let file, let problem, let line): return told(Text("\(file):\(line): \(problem)"))
    case .undecodable(let file, let encoding, let byte, let offset, let line):
      let hex = "0x" + String(byte, radix: 16, uppercase: true)
      return told(
        Text(
          en: "\(file):\(line): byte \(offset), \(hex), is not \(encoding)",
          ru: "\(file):\(line): байт № \(offset) (\(hex)) — не \(encoding)"),
        hint: encoding == "UTF-8"
          ? Text(
            en: "the rest is UTF-8: mend that place, or name another encoding: --encoding cp1251",
            ru: "остальное — UTF-8: исправьте это место или назовите другую кодировку: --encoding cp1251")
          : Text(en: "name the encoding: --encoding utf8", ru: "назовите кодировку: --encoding utf8"))
    case .notText(let file, let kind): return notText(file, kind)
    case .quotes(let file, let line, let unclosed):
      return told(
        unclosed
          ? Text(en: "\(file):\(line): a quote is opened here and never closed", ru: "\(file):\(line): кавычка открыта и не закрыта")
          : Text(en: "\(file):\(line): a quote within a field that is not quoted", ru: "\(file):\(line): кавычка внутри поля без кавычек"))
    case .zeroByte(let file, let line):
      return told(Text(en: "\(file):\(line): a zero byte: not a text file", ru: "\(file):\(line): нулевой байт: это не текстовый файл"))
    case .empty(let file): return told(Text(en: "\(file): empty", ru: "\(file): пусто"))
    case .headingsMissing(let file, let missing, let read):
      return told(
        Text(
          en: "\(file): no heading\(missing.count == 1 ? "" : "s") \(Text.list(missing.map { "“\($0)”" }))",
          ru: "\(file): нет \(missing.count == 1 ? "столбца" : "столбцов") \(Text.list(missing.map { "«\($0)»" }))"),
        cause: Self.told(read), hint: Self.hint(read))
    case .headingTwice(let file, let heading):
      return told(
        Text(en: "\(file): the heading “\(heading)” says the same as another", ru: "\(file): столбец «\(heading)» повторяет другой"))
    case .ruleForNothing(let file, let heading, let headings):
      return told(
        Text(
          en: "\(file): the rules name the heading “\(heading)”, which it does not have",
          ru: "\(file): в правилах назван столбец «\(heading)», в файле его нет"),
        hint: Text(
          en: "it has: \(Text.list(headings)); lines before the headings: skip = N",
          ru: "есть: \(Text.list(headings)); лишние строки перед заголовками: skip = N"))
    case .givenTwice(let file, let other):
      return told(Text(en: "\(file) holds the same as \(other)", ru: "\(file) — то же, что \(other)"))
    case .unknownKind(let file, let read):
      return told(
        Text(en: "\(file): neither students, nor staff, nor teaching load", ru: "\(file): не список учеников, не сотрудники и не нагрузка"),
        cause: Self.told(read), hint: Self.hint(read))
    case .studentsOrStaff(let file):
      return told(
        Text(
          en: "\(file): names, and nothing that says whether they are students or staff",
          ru: "\(file): есть имена, но неясно, ученики это или сотрудники"),
        hint: Text(
          en:
            "students of one form: myschool roster import --form 7А \(ShellWords.joined([file])); staff have a column “Должность”, students “Класс”",
          ru:
            "ученики одного класса: myschool roster import --form 7А \(ShellWords.joined([file])); у сотрудников нужен столбец «Должность», у учеников «Класс»"
        ))
    case .noSet(let folder):
      return told(
        Text(en: "\(folder): no set of OneRoster files in this folder", ru: "\(folder): в этой папке нет набора OneRoster"),
        cause: Text(
          en: "looked for: users.csv, orgs.csv, classes.csv, enrollments.csv, academicSessions.csv …",
          ru: "нужны: users.csv, orgs.csv, classes.csv, enrollments.csv, academicSessions.csv …"),
        hint: Text(
          en: "lists of one's own are named one by one: myschool roster import students.csv staff.csv",
          ru: "свои списки называют по одному: myschool roster import students.csv staff.csv"))
    case .tooLarge(let file, let limit):
      let most = limit >> 20
      return told(Text(en: "\(file): more than \(most) MiB", ru: "\(file): больше \(most) МиБ"))
    case .notFound(let file): return told(Text(en: "\(file): no such file", ru: "\(file): нет такого файла"))
    case .input(let file, let errno): return told(Text(en: "\(file): \(Text.system(errno).en)", ru: "\(file): \(Text.system(errno).ru)"))
    }
  }

  /// What was understood of the headings, what was not, and as which encoding they were read.
  private static func told(_ read: HeadingsRead) -> Text? {
    var en: [String] = []
    var ru: [String] = []
    if !read.understood.isEmpty {
      en.append("understood: \(Text.list(read.understood))")
      ru.append("понятны столбцы: \(Text.list(read.understood))")
    }
    if !read.others.isEmpty {
      en.append("not understood: \(Text.few(read.others))")
      ru.append("непонятны: \(Text.few(read.others))")
    }
    if !read.tables.isEmpty {
      en.append("tables of the file: \(read.tables.joined(separator: "; "))")
      ru.append("таблицы файла: \(read.tables.joined(separator: "; "))")
    } else if !read.encoding.isEmpty {
      en.append("read as \(read.encoding)")
      ru.append("кодировка \(read.encoding)")
    }
    return en.isEmpty ? nil : Text(en: en.joined(separator: "; "), ru: ru.joined(separator: "; "))
  }

  private static func hint(_ read: HeadingsRead) -> Text {
    read.understood.isEmpty
      ? Text(
        en: "a line before the headings, or headings of another system: myschool help file-rules",
        ru: "лишняя строка перед заголовками или заголовки другой системы: myschool help file-rules")
      : Text(
        en: "rename the heading, or say what it means in a file of rules: myschool help file-rules",
        ru: "переименуйте столбец или объясните его в файле правил: myschool help file-rules")
  }

  private func notText(_ file: String, _ kind: String) -> Complaint {
    let workbook = Text(
      en: "save it as CSV (UTF-8) in the program it is from", ru: "сохраните её в табличной программе как CSV (UTF-8)")
    let (what, hint): (Text, Text) =
      switch kind {
      case "workbook": (Text(en: "a workbook of Excel (xlsx)", ru: "книга Excel (xlsx)"), workbook)
      case "openWorkbook": (Text(en: "a workbook of LibreOffice (ods)", ru: "книга LibreOffice (ods)"), workbook)
      case "oldOffice": (Text(en: "a workbook or document of old Office (xls, doc)", ru: "файл прежнего Office (xls, doc)"), workbook)
      case "document":
        (
          Text(en: "a text document", ru: "текстовый документ"),
          Text(
            en: "copy its table into a table program and save it as CSV", ru: "перенесите таблицу в табличную программу и сохраните как CSV"
          )
        )
      case "zip": (Text(en: "a zip archive", ru: "архив zip"), Text(en: "unpack it: unzip \(file)", ru: "распакуйте его: unzip \(file)"))
      case "gzip":
        (Text(en: "a gzip archive", ru: "архив gzip"), Text(en: "unpack it: gunzip \(file)", ru: "распакуйте его: gunzip \(file)"))
      case "pdf":
        (Text(en: "a PDF", ru: "файл PDF"), Text(en: "ask for the table itself, as CSV", ru: "попросите саму таблицу, в виде CSV"))
      case "picture":
        (Text(en: "a picture", ru: "рисунок"), Text(en: "ask for the table itself, as CSV", ru: "попросите саму таблицу, в виде CSV"))
      default:
        (
          Text(en: "a web page", ru: "веб-страница"),
          Text(en: "open it in a table program and save it as CSV", ru: "откройте её в табличной программе и сохраните как CSV")
        )
      }
    return told(Text(en: "\(file) is \(what.en), not rows of text", ru: "\(file) — \(what.ru), а не текстовая таблица"), hint: hint)
  }
}
