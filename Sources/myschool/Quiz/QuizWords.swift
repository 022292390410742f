import Basics
import Questions
import SchoolModel
import SchoolQuizzes
import Tabular

/// What is said of questions.
enum QuizWords {
  static func skipped(_ unknown: UnknownQuestion) -> Text {
    let reason = reason(unknown)
    return Text(en: "left out: \(reason.en)", ru: "пропущен: \(reason.ru)")
  }

  /// A question that is not read, with its place and why.
  static func reason(_ unknown: UnknownQuestion) -> Text {
    let what =
      switch unknown.reason {
      case .adaptive: Text(en: "an adaptive item", ru: "адаптивное задание")
      case .templateVariables: Text(en: "its values are made by template variables", ru: "значения задаются переменными шаблона")
      case .type(let type): Text(en: "the type \(type) is not read", ru: "тип \(type) не читается")
      }
    let name = unknown.name.isEmpty ? "" : " «\(unknown.name)»"
    let english = unknown.name.isEmpty ? "" : " “\(unknown.name)”"
    return Text(en: "\(unknown.place)\(english): \(what.en)", ru: "\(unknown.place)\(name): \(what.ru)")
  }

  static func changed(_ name: String, _ what: QuestionDifference) -> Text {
    let part =
      switch what.part {
      case .kind: Text(en: "type", ru: "тип")
      case .title: Text(en: "title", ru: "название")
      case .text: Text(en: "question", ru: "вопрос")
      case .points: Text(en: "points", ru: "баллы")
      case .answers: Text(en: "answers", ru: "ответы")
      case .feedback: Text(en: "explanation", ru: "пояснение")
      case .category: Text(en: "category", ru: "тема")
      case .settings: Text(en: "settings", ru: "настройки")
      }
    guard what.part != .settings else { return Text(en: "“\(name)”: \(part.en)", ru: "«\(name)»: \(part.ru)") }
    return Text(
      en: "“\(name)”, \(part.en): \(what.before) → \(what.after)", ru: "«\(name)», \(part.ru): \(what.before) → \(what.after)")
  }

  /// What a form cannot hold of a question.
  static func lost(_ question: QuizFailure.QuestionLosses) -> Text {
    let words = question.losses.map(word)
    return Text(
      en: "\(question.number). “\(question.name)”: \(words.map(\.en).joined(separator: ", "))",
      ru: "\(question.number). «\(question.name)»: \(words.map(\.ru).joined(separator: ", "))")
  }

  private static func word(_ loss: QuestionLoss) -> Text {
    switch loss {
    case .kind: Text(en: "this type of question", ru: "такой тип вопроса")
    case .points: Text(en: "its points", ru: "баллы")
    case .feedback: Text(en: "explanations", ru: "пояснения")
    case .weights: Text(en: "weights of answers", ru: "веса ответов")
    case .pictures: Text(en: "pictures", ru: "рисунки")
    case .letterCase: Text(en: "that case matters", ru: "различие больших и малых букв")
    case .allOrNothing: Text(en: "that it is all or nothing", ru: "оценка «всё или ничего»")
    case .options: Text(en: "options such as these", ru: "такие варианты ответа")
    case .lines: Text(en: "options of several lines", ru: "варианты в несколько строк")
    case .title: Text(en: "its title", ru: "название")
    case .markup: Text(en: "mark-up", ru: "разметка текста")
    }
  }
}

extension QuestionMistake {
  /// `FILE:PLACE: what is wrong`.
  func words(_ file: String) -> Text {
    let start = file.isEmpty ? place + ": " : place.isEmpty ? file + ": " : "\(file):\(place): "
    let words = problem.words
    return Text(en: start + words.en, ru: start + words.ru)
  }
}

extension QuestionMistake.Problem {
  var words: Text {
    switch self {
    case .notParted:
      Text(en: "a blank line must part questions", ru: "между вопросами нужна пустая строка")
    case .unclosedAnswers: Text(en: "the answers have no end: }", ru: "ответы не закрыты: нет }")
    case .noAnswers: Text(en: "answers are missing", ru: "не хватает ответов")
    case .noRightAnswer: Text(en: "no right answer", ru: "нет верного ответа")
    case .badWeight(let text): Text(en: "“\(text)” is no weight from -100 to 100", ru: "«\(text)» — не вес от -100 до 100")
    case .weightsNotWhole(let sum):
      Text(en: "the weights of right answers reach \(sum), not 100", ru: "веса верных ответов дают \(sum), а не 100")
    case .onePair:
      Text(en: "a matching needs two pairs at least: =LEFT -> RIGHT", ru: "для соответствия нужны хотя бы две пары: =ЛЕВОЕ -> ПРАВОЕ")
    case .emptyOption: Text(en: "an answer is empty", ru: "пустой вариант ответа")
    case .badNumber(let text): Text(en: "“\(text)” is no number", ru: "«\(text)» — не число")
    case .badPoints(let text): Text(en: "“\(text)” are no points", ru: "«\(text)» — не баллы")
    case .emptyQuestion: Text(en: "a question without a text", ru: "вопрос без текста")
    case .labelOrder(let found, let wanted): Text(en: "the option \(found) where \(wanted) is due", ru: "вариант \(found) вместо \(wanted)")
    case .answerNotOption(let text): Text(en: "the answer “\(text)” is none of the options", ru: "ответа «\(text)» нет среди вариантов")
    case .answerMissing: Text(en: "the answer is missing: ANSWER: A", ru: "нет ответа: ANSWER: А")
    case .optionsMissing: Text(en: "two options at least are needed", ru: "нужны хотя бы два варианта")
    case .keyNamesNothing(let key): Text(en: "the key “\(key)” names no choice", ru: "ключ «\(key)» не соответствует ни одному варианту")
    case .partMissing(let part): Text(en: "\(part) is missing in the package", ru: "в пакете нет \(part)")
    case .climbs(let path): Text(en: "the path leads out of the package: \(path)", ru: "путь ведёт за пределы пакета: \(path)")
    case .noInteraction: Text(en: "an item without a body", ru: "задание без содержания")
    case .badFile(let name): Text(en: "the file “\(name)” is not in base64", ru: "файл «\(name)» записан не в base64")
    case .badGap(let text): Text(en: "a gap that is none: \(text)", ru: "пропуск записан неверно: \(text)")
    case .unknownType(let text): Text(en: "“\(text)” is no type of question", ru: "«\(text)» — не тип вопроса")
    case .twice(let first): Text(en: "the same question as at \(first)", ru: "тот же вопрос, что и в \(first)")
    case .tooLong(let limit): Text(en: "longer than \(limit >> 10) KiB", ru: "длиннее \(limit >> 10) КиБ")
    }
  }
}

extension TypedReply.Problem {
  func words(_ language: Language) -> String {
    let text: Text =
      switch self {
      case .noOption(let typed, let last):
        last < 0
          ? Text(en: "“\(typed)” is none of the options", ru: "«\(typed)» нет среди вариантов")
          : Text(
            en: "“\(typed)” is none of the options \(Letters.name(0, .en))–\(Letters.name(last, .en))",
            ru: "«\(typed)» нет среди вариантов \(Letters.name(0, .ru))–\(Letters.name(last, .ru))")
      case .oneOnly: Text(en: "one answer alone is right here", ru: "здесь выбирают один вариант")
      case .notTruth(let typed): Text(en: "“\(typed)”: say true or false", ru: "«\(typed)»: ответьте «верно» или «неверно»")
      case .notANumber(let typed): Text(en: "“\(typed)” is no number", ru: "«\(typed)» — не число")
      case .notAPair(let typed): Text(en: "“\(typed)”: pairs are typed as 1b 2c", ru: "«\(typed)»: пары набирают так: 1б 2в")
      case .noPlace(let typed): Text(en: "there is no line \(typed)", ru: "строки \(typed) нет")
      case .orderNotWhole(let count):
        Text(en: "all \(count) letters in their order are needed", ru: "нужны все буквы по порядку, их \(count)")
      case .gapCount(let found, let wanted):
        Text(en: "\(wanted) gaps, “;” between their words; \(found) given", ru: "пропусков \(wanted), слова через «;»; дано \(found)")
      case .notAsked: Text(en: "nothing is asked here", ru: "здесь ничего не спрашивают")
      case .tooLong(let limit): Text(en: "longer than \(limit) bytes", ru: "длиннее \(limit) байт")
      case .twice: Text(en: "answered twice", ru: "дано два ответа")
      }
    return text[language]
  }

  var words: Text { Text(en: words(.en), ru: words(.ru)) }
}
