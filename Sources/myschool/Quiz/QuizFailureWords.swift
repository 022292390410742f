import Basics
import Questions
import SchoolModel
import SchoolQuizzes

/// Why a quiz is refused, in words.
extension QuizFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .noQuiz(let typed):
      return told(Text(en: "no quiz “\(typed)”", ru: "нет теста «\(typed)»"), hint: Text("myschool quiz list"))
    case .severalQuizzes(let typed, let candidates):
      return Complaint(
        lines: candidates.map { Text($0) },
        message: Text(en: "several quizzes begin with “\(typed)”", ru: "с «\(typed)» начинается несколько тестов"),
        hint: Text(en: "say its number", ru: "назовите номер"), key: key, exit: exit)
    case .notYours(let number):
      return told(
        Text(en: "quiz \(number) was made by somebody else", ru: "тест \(number) составили не вы"),
        hint: Text(
          en: "a copy of your own: myschool quiz export \(number) -o FILE.gift, then quiz import --title TITLE",
          ru: "своя копия: myschool quiz export \(number) -o ФАЙЛ.gift, затем quiz import --title НАЗВАНИЕ"))
    case .mistakes(let file, let mistakes):
      return lines(
        mistakes.map { $0.words(file) }, mistakes.count,
        Text(en: "nothing was written", ru: "ничего не записано"))
    case .unknown(let file, let unknown):
      let words = unknown.map { question -> Text in
        let reason = QuizWords.reason(question)
        return Text(en: "\(file): \(reason.en)", ru: "\(file): \(reason.ru)")
      }
      return Complaint(
        lines: Array(words.prefix(100)),
        message: Text(
          en: "\(unknown.count) question\(unknown.count == 1 ? "" : "s") of kinds that are not read, nothing was written",
          ru: "\(Counting.plural(unknown.count, "вопрос", "вопроса", "вопросов")) незнакомого вида, ничего не записано"),
        hint: Text(en: "the others alone: --skip-unknown", ru: "взять остальные: --skip-unknown"), key: key, exit: exit)
    case .noQuestions(let file): return told(Text(en: "\(file): no questions in it", ru: "\(file): вопросов в файле нет"))
    case .notQuestions(let file):
      return told(
        Text(en: "\(file): XML, and none of questions", ru: "\(file): это XML, но не вопросы"),
        hint: Text(en: "Moodle XML and QTI are read", ru: "читаются Moodle XML и QTI"))
    case .cannotHold(let form, let questions):
      return unheld(
        form, questions,
        hint: Text(
          en: "--to moodle-xml holds all; --lossy writes the rest", ru: "--to moodle-xml вмещает всё; --lossy запишет остальное"))
    case .cannotEdit(let quiz, let questions):
      return unheld(
        .gift, questions,
        hint: Text(
          en: "change the file of myschool quiz export \(quiz) --to moodle-xml -o quiz.xml, then quiz import it",
          ru: "исправьте файл: myschool quiz export \(quiz) --to moodle-xml -o тест.xml, затем quiz import"))
    case .titleTaken(let title): return told(Text(en: "there is a quiz “\(title)” already", ru: "тест «\(title)» уже есть"))
    case .answered(let number):
      return told(
        Text(en: "quiz \(number) was answered: it stays", ru: "тест \(number) уже проходили, он остаётся"),
        hint: Text("myschool quiz results \(number)"))
    case .notAssigned(let number):
      return told(
        Text(en: "quiz \(number) is given to nobody of yours", ru: "тест \(number) вашим ученикам не назначен"),
        hint: Text(en: "myschool quiz assign \(number) FORM SUBJECT", ru: "myschool quiz assign \(number) КЛАСС ПРЕДМЕТ"))
    case .whichCourse(let number, let courses):
      return told(
        Text(
          en: "quiz \(number) was given to several: \(courses.joined(separator: ", "))",
          ru: "тест \(number) назначен нескольким: \(courses.joined(separator: ", "))"),
        hint: Text(en: "say which: FORM SUBJECT", ru: "назовите: КЛАСС ПРЕДМЕТ"))
    case .nobody: return told(Text(en: "there is nobody to give it to", ru: "назначать некому"))
    case .notOpenYet(let day): return told(Text(en: "it opens on \(day)", ru: "тест откроется \(day.russian)"))
    case .closed(let day): return told(Text(en: "its last day was \(day)", ru: "срок вышел \(day.russian)"))
    case .attemptsUsed(let count):
      return told(
        count == 1
          ? Text(en: "it was handed in already, and there is one attempt", ru: "тест уже сдан, попытка одна")
          : Text(en: "all \(count) attempts were handed in", ru: "все попытки сданы, их \(count)"))
    case .timeIsUp:
      return told(
        Text(en: "the time is up; what was answered is handed in", ru: "время вышло; сдано то, на что вы успели ответить"),
        hint: Text("myschool quiz list"))
    case .goesOnElsewhere:
      return told(
        Text(en: "this attempt is open in another window", ru: "эта попытка открыта в другом окне"),
        hint: Text(en: "go on there, or close it", ru: "продолжите там или закройте его"))
    case .emptyQuiz(let number): return told(Text(en: "quiz \(number) has no questions", ru: "в тесте \(number) нет вопросов"))
    case .notALine(let file, let line, let text):
      return told(
        Text(en: "\(file):\(line): “\(text)” is no answer", ru: "\(file):\(line): «\(text)» — не ответ"),
        hint: Text(en: "a line is NUMBER: ANSWER", ru: "строка — НОМЕР: ОТВЕТ"))
    case .noSuchQuestion(let place, let number, let last):
      let start = place.isEmpty ? "" : place + ": "
      return told(
        Text(en: "\(start)there is no question \(number), the last is \(last)", ru: "\(start)вопроса \(number) нет, последний — \(last)"))
    case .notAnAnswer(let place, let question, let problem):
      let start = place.isEmpty ? "" : place + ": "
      let words = problem.words
      return told(
        Text(en: "\(start)question \(question): \(words.en)", ru: "\(start)вопрос \(question): \(words.ru)"))
    case .essaysWait(let names):
      return told(
        Text(
          en: "answers wait to be read: \(names.joined(separator: ", "))", ru: "ждут проверки ответы: \(names.joined(separator: ", "))"),
        hint: Text(en: "myschool quiz mark QUIZ --next", ru: "myschool quiz mark ТЕСТ --next"))
    case .allWait(let number):
      return told(
        Text(en: "every attempt of quiz \(number) waits to be read", ru: "все работы теста \(number) ждут проверки"),
        hint: Text("myschool quiz mark \(number) --next"))
    case .noAttempts(let number): return told(Text(en: "nobody has handed quiz \(number) in", ru: "тест \(number) ещё никто не сдал"))
    case .noAttempt(let name): return told(Text(en: "\(name) has not handed it in", ru: "\(name): тест не сдан"))
    case .tooManyPoints(let question, let given, let most):
      return told(
        Text(en: "question \(question) is worth \(most), not \(given)", ru: "вопрос \(question) стоит \(most), а не \(given)"))
    case .badPoints(let text): return told(Text(en: "“\(text)” are no points", ru: "«\(text)» — не баллы"))
    case .badScale(let text):
      return told(
        Text(en: "“\(text)” is no scale: 5=90,4=75,3=50", ru: "«\(text)» — не шкала: 5=90,4=75,3=50"))
    case .badPick(let wanted, let there, let category):
      let of = category.isEmpty ? Text("") : Text(en: " of “\(category)”", ru: " темы «\(category)»")
      return told(
        Text(en: "\(wanted) questions\(of.en) are wanted, \(there) are there", ru: "нужно вопросов\(of.ru): \(wanted), есть: \(there)"))
    case .noCourse(let number):
      return told(
        Text(
          en: "quiz \(number) was given to single students, not to a course", ru: "тест \(number) назначен отдельным ученикам, а не курсу"),
        hint: Text(en: "enter the marks: myschool journal grade", ru: "отметки ставит myschool journal grade"))
    case .notShownYet(let day):
      let when = day.map { Text(en: " after \($0)", ru: " после \($0.russian)") } ?? Text(en: " by the teacher", ru: " учителем")
      return told(Text(en: "results are shown\(when.en)", ru: "результаты покажут\(day == nil ? ", когда решит учитель" : when.ru)"))
    case .notOfThePast:
      return told(Text(en: "quizzes are looked at as they are today", ru: "тесты показываются только на сегодня"))
    case .noReplies: return told(Text(en: "there are no answers in it", ru: "ответов в нём нет"))
    case .several(let wrong):
      return lines(wrong.map(\.complaint.message), wrong.count, Text(en: "no attempt was begun", ru: "попытка не начата"))
    case .noEditor:
      return told(
        Text(en: "there is no terminal to edit in", ru: "править не на чем: нет терминала"),
        hint: Text(
          en: "myschool quiz export QUIZ -o FILE.gift, then quiz import", ru: "myschool quiz export ТЕСТ -o ФАЙЛ.gift, затем quiz import"))
    case .notUTF8(let file, let guess):
      return told(
        Text(en: "\(file): not in UTF-8", ru: "\(file): это не UTF-8"),
        hint: Text(en: "it looks like --encoding \(guess)", ru: "похоже на --encoding \(guess)"))
    case .timeWasUp(let answered, let questions, let left):
      let more = left > 0
      return told(
        Text(
          en: "the time is up; handed in with \(answered) answers of \(questions)",
          ru: "время вышло; попытка сдана, ответов \(answered) из \(questions)"),
        hint: more
          ? Text(en: "one more attempt: the same command again", ru: "ещё одна попытка: та же команда снова")
          : Text("myschool quiz list"))
    case .fileLost(let hash): return told(Text(en: "the file \(hash) is gone", ru: "файл \(hash) пропал"), hint: Text("myschool db check"))
    }
  }

  private func lines(_ lines: [Text], _ count: Int, _ end: Text) -> Complaint {
    let shown = Array(lines.prefix(100))
    let more = count - shown.count
    let rest = more > 0 ? [Text(en: "… and \(more) more", ru: "… и ещё \(more)")] : []
    return Complaint(
      lines: shown + rest,
      message: Text(
        en: "\(count) mistake\(count == 1 ? "" : "s"), \(end.en)", ru: "\(Counting.plural(count, "ошибка", "ошибки", "ошибок")), \(end.ru)"),
      key: key, exit: exit)
  }

  private func unheld(_ form: QuestionForm, _ questions: [QuestionLosses], hint: Text) -> Complaint {
    Complaint(
      lines: questions.prefix(100).map(QuizWords.lost),
      message: Text(
        en: "\(form.rawValue) cannot hold \(questions.count) question\(questions.count == 1 ? "" : "s")",
        ru: "в \(form.rawValue) не помещается \(Counting.plural(questions.count, "вопрос", "вопроса", "вопросов"))"),
      hint: hint, key: key, exit: exit)
  }
}
