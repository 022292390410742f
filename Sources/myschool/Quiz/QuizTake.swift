import Arguments
import Basics
import Questions
import SchoolModel
import SchoolQuizzes
import Tabular

/// `quiz take`: a page per question in the terminal, plain questions in a pipe, or all answers from a file.
enum QuizTake {
  private static let from = Option.text(
    "from", nil, .file,
    Text(en: "The answers, one NUMBER: ANSWER a line; - is standard input", ru: "Ответы, в строке НОМЕР: ОТВЕТ; - — стандартный ввод"))

  static let command: Command = Command(
    "take", Text(en: "Take a quiz", ru: "Пройти тест"),
    discussion: Text(
      en:
        "In a terminal there is a page for each question: letters and arrows choose, Enter goes on, Tab shows all answers and hands in. Each answer is kept before the next question comes: after Ctrl-C, a lost connection or a power cut quiz take goes on where it stopped, the clock running on. Answers are typed as letters of the options (in either alphabet) or an option's whole text; «верно» or «неверно»; pairs as 1б 2в; an order as б а в; gaps with “;” between. When the time is up, what was answered counts as handed in. With --from an attempt begins only if every line is an answer.",
      ru:
        "В терминале каждому вопросу — своя страница: буквы и стрелки выбирают, Enter идёт дальше, Tab показывает все ответы и сдаёт. Каждый ответ сохраняется раньше, чем появится следующий вопрос: после Ctrl-C, обрыва связи или сбоя quiz take продолжит с того же места, время идёт. Отвечают буквами вариантов (любой раскладкой) или полным текстом варианта; «верно» или «неверно»; пары — 1б 2в; порядок — б а в; пропуски — через «;». Когда время выходит, сданным считается то, на что ответили. С --from попытка начинается, только если каждая строка — ответ."
    ),
    needs: [.quizTake], writes: true, operands: [QuizCommands.quiz.spec], options: [from.spec],
    examples: [
      Example("myschool quiz take 6", Text(en: "in the terminal", ru: "в терминале")),
      Example("myschool quiz take 6 --from answers.txt", Text(en: "all answers at once", ru: "все ответы сразу")),
    ]
  ) { call, session in
    let quizzes = try session.school().quizzes
    var sitting = try quizzes.prepare(call[QuizCommands.quiz])
    if let name = call[from] {
      let text = try session.source(name).text()
      try AnswerLines.read(text, session.shownName(name), into: &sitting)
      guard sitting.answered > 0 else { throw QuizFailure.noReplies }
    }
    // What it would be worth is not told: a trial would be an attempt that costs nothing.
    guard !call[Everywhere.dryRun] else { return .receipt(Receipt(lines: [wouldBe(sitting)])) }
    if call[from] != nil { return .receipt(receipt(try quizzes.handIn(sitting, session.request))) }
    sitting = try quizzes.begin(sitting)
    let lock = try quizzes.hold(sitting)
    return try withExtendedLifetime(lock) {
      if session.console.inputIsTerminal, session.console.outputIsTerminal, let terminal = TerminalPage() {
        defer { terminal.close() }
        return try inTerminal(sitting, terminal, quizzes, session)
      }
      return try inPipe(sitting, quizzes, session)
    }
  }

  private static func wouldBe(_ sitting: Sitting) -> Text {
    Text(
      en: "would be handed in: “\(sitting.title)”, answered \(sitting.answered) of \(sitting.questions); nothing was written",
      ru: "будет сдан тест «\(sitting.title)», отвечено \(sitting.answered) из \(sitting.questions); ничего не записано")
  }

  // MARK: in a terminal

  private static func inTerminal(_ sitting: Sitting, _ terminal: TerminalPage, _ quizzes: Quizzes, _ session: Session) throws -> Answer {
    var page = QuizPage(sitting, session.language)
    while true {
      let left = try quizzes.secondsLeft(page.sitting)
      if left == 0 {
        terminal.close()
        // Hands it in, and says so.
        _ = try quizzes.prepare(String(sitting.quiz))
        throw QuizFailure.timeIsUp
      }
      terminal.draw(QuizScreen(page, terminal.size, secondsLeft: left, session.language).lines())
      switch page.take(terminal.key()) {
      case .goesOn: break
      case .save(let index, let reply):
        var changed = page.sitting
        do { try quizzes.save(reply, at: index, of: &changed) } catch {
          terminal.close()
          throw error
        }
        page.saved(changed)
      case .handIn:
        terminal.close()
        return .receipt(receipt(try quizzes.handIn(page.sitting, session.request)))
      case .leave:
        terminal.close()
        session.say(goesOn(page.sitting))
        return .verdict("", .no)
      case .ended(let signal):
        terminal.close()
        session.say(goesOn(page.sitting))
        return .exit(128 + signal)
      }
    }
  }

  private static func goesOn(_ sitting: Sitting) -> Text {
    Text(
      en: "not handed in, answered \(sitting.answered) of \(sitting.questions); to go on: myschool quiz take \(sitting.quiz)",
      ru: "не сдано, отвечено \(sitting.answered) из \(sitting.questions); продолжить: myschool quiz take \(sitting.quiz)")
  }

  // MARK: in a pipe

  private static func inPipe(_ sitting: Sitting, _ quizzes: Quizzes, _ session: Session) throws -> Answer {
    var sitting = sitting
    let output = session.console.output
    for (index, item) in sitting.items.enumerated() where item.number == nil || item.reply.isEmpty {
      let asked = QuizQuestion(item: item, language: session.language)
      let number = item.number.map { "\($0). " } ?? ""
      output.append(number + asked.lines(width: 78).joined(separator: "\n").trimmedEnd + "\n")
      guard item.number != nil else {
        output.append("\n")
        continue
      }
      while true {
        output.append("[\(asked.hint[session.language])] ")
        try output.flush()
        guard let line = session.readLine(limit: TypedReply.longest) else {
          output.append("\n")
          try output.flush()
          session.say(goesOn(sitting))
          return .verdict("", .no)
        }
        do {
          let reply = try TypedReply.read(line, item.question, item.arrangement)
          try quizzes.save(reply, at: index, of: &sitting)
          break
        } catch let problem as TypedReply.Problem { session.say(problem.words) }
      }
      output.append("\n")
    }
    try output.flush()
    return .receipt(receipt(try quizzes.handIn(sitting, session.request)))
  }

  private static func receipt(_ performed: Performed<HandedIn>) -> Receipt {
    let handed = performed.value
    var lines = [
      Text(
        en: "handed in: “\(handed.title)”, answered \(handed.answered) of \(handed.questions)",
        ru: "сдан тест «\(handed.title)», отвечено \(handed.answered) из \(handed.questions)")
    ]
    if let points = handed.points, let most = handed.most {
      lines.append(
        Text(
          en: "\(points.decimal(2)) of \(most.decimal(2))",
          ru: "\(points.decimal(2).replacing(".", with: ",")) из \(most.decimal(2).replacing(".", with: ","))"))
    }
    if handed.waiting > 0 {
      lines.append(
        Text(
          en: "\(handed.waiting) \(handed.waiting == 1 ? "answer waits" : "answers wait") to be read",
          ru: "\(Counting.plural(handed.waiting, "ответ ждёт", "ответа ждут", "ответов ждут")) проверки"))
    }
    if handed.attemptsLeft > 0 {
      lines.append(Text(en: "attempts left: \(handed.attemptsLeft)", ru: "осталось попыток: \(handed.attemptsLeft)"))
    }
    var receipt = Receipt(performed, event: lines)
    receipt.canBeUndone = false
    return receipt
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.hasSuffix("\n") || text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}

/// Answers of a file, a line each: `3: нет`.
enum AnswerLines {
  /// - Throws: `QuizFailure` with all lines that are no answers.
  static func read(_ text: String, _ file: String, into sitting: inout Sitting) throws {
    var places: [Int: Int] = [:]
    for (index, item) in sitting.items.enumerated() { if let number = item.number { places[number] = index } }
    var last: Int?
    var given: Set<Int> = []
    var wrong: [QuizFailure] = []
    for (offset, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = String(raw)
      let place = "\(file):\(offset + 1)"
      if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") { continue }
      guard let colon = line.firstIndex(of: ":"), let number = Int(Folding.tidy(String(line[..<colon]))) else {
        // An essay goes on in lines that begin with a blank.
        if let last, line.first?.isWhitespace ?? false, case .text(let before) = sitting.items[last].reply,
          sitting.items[last].question.kind == .essay
        {
          sitting.items[last].reply = .text(before + "\n" + Folding.tidy(line))
        } else {
          wrong.append(.notALine(file: file, line: offset + 1, DisplayText.cut(line, to: 40)))
        }
        continue
      }
      guard let index = places[number] else {
        wrong.append(.noSuchQuestion(place: place, number, last: sitting.questions))
        continue
      }
      guard given.insert(number).inserted else {
        wrong.append(.notAnAnswer(place: place, question: number, .twice))
        continue
      }
      let item = sitting.items[index]
      do {
        sitting.items[index].reply = try TypedReply.read(String(line[line.index(after: colon)...]), item.question, item.arrangement)
      } catch { wrong.append(.notAnAnswer(place: place, question: number, error)) }
      last = index
    }
    guard let first = wrong.first else { return }
    throw wrong.count == 1 ? first : QuizFailure.several(wrong)
  }
}
