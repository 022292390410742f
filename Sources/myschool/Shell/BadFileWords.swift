import Basics

/// Why a file cannot be read, in words.
extension BadFile: Worded {
  var complaint: Complaint {
    switch self {
    case .unreadable(let file, let problem, let line): return told(Text("\(file):\(line): \(problem)"))
    case .undecodable(let file, let encoding, let byte, let line):
      return told(
        Text(en: "\(file):\(line): the byte \(byte) is not \(encoding)", ru: "\(file):\(line): байт \(byte) — не \(encoding)"),
        hint: Text(en: "name the encoding: --encoding cp1251", ru: "назовите кодировку: --encoding cp1251"))
    case .quotes(let file, let line, let unclosed):
      return told(
        unclosed
          ? Text(en: "\(file):\(line): a quote is opened here and never closed", ru: "\(file):\(line): кавычка открыта и не закрыта")
          : Text(en: "\(file):\(line): a quote within a field that is not quoted", ru: "\(file):\(line): кавычка внутри поля без кавычек"))
    case .zeroByte(let file, let line):
      return told(Text(en: "\(file):\(line): a zero byte: not a text file", ru: "\(file):\(line): нулевой байт: это не текстовый файл"))
    case .empty(let file): return told(Text(en: "\(file): empty", ru: "\(file): пусто"))
    case .headingsMissing(let file, let missing, let understood):
      return told(
        Text(
          en: "\(file): no heading\(missing.count == 1 ? "" : "s") \(Text.list(missing.map { "“\($0)”" }))",
          ru: "\(file): нет \(missing.count == 1 ? "столбца" : "столбцов") \(Text.list(missing.map { "«\($0)»" }))"),
        hint: understood.isEmpty
          ? Text(
            en: "a line before the headings, or headings of another system: myschool help file-rules",
            ru: "лишняя строка перед заголовками или заголовки другой системы: myschool help file-rules")
          : Text(en: "understood: \(Text.list(understood))", ru: "понятны столбцы: \(Text.list(understood))"))
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
    case .unknownKind(let file, let understood):
      return told(
        Text(en: "\(file): neither students, nor staff, nor teaching load", ru: "\(file): не список учеников, не сотрудники и не нагрузка"),
        hint: understood.isEmpty
          ? Text(
            en: "a line before the headings, or headings of another system: myschool help file-rules",
            ru: "лишняя строка перед заголовками или заголовки другой системы: myschool help file-rules")
          : Text(en: "understood: \(Text.list(understood))", ru: "понятны столбцы: \(Text.list(understood))"))
    case .notFound(let file): return told(Text(en: "\(file): no such file", ru: "\(file): нет такого файла"))
    case .input(let file, let errno): return told(Text(en: "\(file): \(Text.system(errno).en)", ru: "\(file): \(Text.system(errno).ru)"))
    }
  }
}
