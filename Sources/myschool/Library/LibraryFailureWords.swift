import Basics
import OfficeFiles
import SchoolLibrary
import SchoolModel

/// Why the library refuses something, in words.
extension LibraryFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .noItem(let number):
      return told(
        Text(en: "no item \(number) in the library", ru: "в библиотеке нет материала \(number)"), hint: Text("myschool library search"))
    case .noVersion(let version, let item):
      return told(
        Text(en: "item \(item) has no version \(version)", ru: "у материала \(item) нет версии \(version)"),
        hint: Text("myschool library show \(item)"))
    case .value(_, .notInVocabulary(let word, let known)):
      let list = known.map { code in CodedWords.libraryKindNames[code].map { "\(code) (\($0.ru))" } ?? code }.joined(separator: ", ")
      return told(
        Text(en: "“\(word)” is none of \(known.joined(separator: ", "))", ru: "«\(word)» здесь нет; есть: \(list)"))
    case .value(let field, let problem):
      let name = SchoolTables.columnWords[field] ?? Text(field)
      return told(Text(en: "\(name.en): \(problem.words.en)", ru: "\(name.ru): \(problem.words.ru)"))
    case .textNeeded: return told(Text(en: "say what is wrong with it", ru: "напишите, что не так"))
    case .notOnShelf(let number):
      return told(
        Text(en: "item \(number) is not on the shelf", ru: "материала \(number) на полке нет"), hint: Text("myschool library shelf"))
    case .nothingToSearch:
      return told(
        Text(en: "nothing says what to look for", ru: "напишите, что искать"),
        hint: Text("myschool library search 'уравнение -линейное'"))
    case .wordsOfThePast:
      return told(
        Text(en: "words are looked for in the library of today alone", ru: "по словам ищут только в сегодняшней библиотеке"),
        hint: Text(en: "leave out the words, or --at and --as-of", ru: "уберите слова или --at и --as-of"))
    case .reasonNeeded:
      return told(Text(en: "a reason is needed", ru: "нужна причина"), hint: Text(en: "--reason TEXT", ru: "--reason ТЕКСТ"))
    case .ownItem(let number):
      return told(
        Text(en: "item \(number) is your own", ru: "материал \(number) добавили вы сами"),
        cause: Text(en: "somebody else must verify it", ru: "проверить его должен кто-то другой"))
    case .notYours(let number):
      return told(
        Text(en: "item \(number) was added by somebody else", ru: "материал \(number) добавили не вы"),
        hint: Text(
          en: "tell of a mistake: myschool library complain \(number) TEXT",
          ru: "сообщить об ошибке: myschool library complain \(number) ТЕКСТ"))
    case .notSubmitted(let number, let status):
      let word = CodedWords.libraryStates[status] ?? Text(status)
      return told(
        Text(en: "item \(number) does not wait for it: \(word.en)", ru: "материал \(number) не ждёт проверки: \(word.ru)"),
        hint: Text("myschool library queue"))
    case .ageNeeded(let numbers):
      let list = Text.few(numbers.map(String.init))
      return told(
        Text(en: "without an age mark: \(list)", ru: "нет возрастной метки: \(list)"), hint: Text("--age 6+"))
    case .forAdults(let number):
      return told(
        Text(
          en: "item \(number) is 18+, which a school's library does not keep",
          ru: "у материала \(number) метка 18+, такие в школьной библиотеке не допускаются"))
    case .stillShown(let number):
      return told(
        Text(en: "students see item \(number)", ru: "материал \(number) видят ученики"),
        hint: Text("myschool library withdraw \(number)"))
    case .noFile(let number):
      return told(
        Text(en: "item \(number) has no file", ru: "у материала \(number) нет файла"), hint: Text("myschool library open \(number)"))
    case .fileDamaged(let number, let name):
      return told(
        Text(
          en: "the file of item \(number), \(name), is gone or was altered beside the school",
          ru: "файл материала \(number), \(name), пропал или изменён в обход программы"),
        hint: Text(
          en: "bring it back from a copy: myschool db check names all of them",
          ru: "верните его из копии; все такие назовёт myschool db check"))
    case .noContent(let number):
      return told(Text(en: "item \(number) has neither an address nor a file", ru: "у материала \(number) нет ни адреса, ни файла"))
    case .notVerified(let number):
      return told(
        Text(en: "item \(number) is not verified", ru: "материал \(number) не проверен"),
        hint: Text("myschool library submit \(number)"))
    case .fileTooLarge(let name, let limit):
      return told(Text(en: "\(name): larger than \(limit >> 20) MiB", ru: "\(name): больше \(limit >> 20) МиБ"))
    case .fileEmpty(let name): return told(Text(en: "\(name): the file is empty", ru: "\(name): файл пуст"))
    case .nothingIn(let folder):
      return told(Text(en: "\(folder): no file to take", ru: "\(folder): подходящих файлов нет"))
    case .badFacet(let name, let known):
      return told(
        Text(
          en: "“\(name)” is nothing to count by: \(known.joined(separator: ", "))",
          ru: "по «\(name)» не считают; можно: \(known.joined(separator: ", "))"))
    case .noTopic(let topic):
      return told(
        Text(en: "no topic “\(topic)” in the plan", ru: "в плане нет темы «\(topic)»"),
        hint: Text(en: "myschool plan show FORM SUBJECT", ru: "myschool plan show КЛАСС ПРЕДМЕТ"))
    }
  }
}

extension FeedFailure: Worded {
  var complaint: Complaint {
    switch mistake {
    case .answered(let code, let text):
      return told(
        Text(
          en: "\(file): the repository answered with an error: \(code)\(text.isEmpty ? "" : " (\(text))")",
          ru: "\(file): сервер ответил ошибкой: \(code)\(text.isEmpty ? "" : " (\(text))")"))
    case .notOAI(let root):
      let name = root.hasPrefix("?:") ? String(root.dropFirst(2)) : root
      return told(
        Text(
          en: "\(file):1: not an answer of OAI-PMH, it begins with \(name)",
          ru: "\(file):1: это не ответ OAI-PMH, он начинается с \(name)"),
        cause: root == "?:OAI-PMH"
          ? Text(
            en: "its namespace is another one than http://www.openarchives.org/OAI/2.0/",
            ru: "пространство имён не http://www.openarchives.org/OAI/2.0/") : nil)
    case .noIdentifier(let line):
      return told(Text(en: "\(file):\(line): a record without an identifier", ru: "\(file):\(line): запись без идентификатора"))
    }
  }
}
