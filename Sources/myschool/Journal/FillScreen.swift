import Basics
import SchoolJournal
import SchoolModel
import Tabular

/// A lesson's page as lines of a screen. What is changed has a sign beside it, bold type is never the only one.
struct FillScreen {
  private let editor: FillEditor
  private let language: Language
  private let columns: Int
  private let rows: Int
  private var page: LessonPage { editor.page }

  init(_ editor: FillEditor, _ size: (columns: Int, rows: Int), _ language: Language) {
    self.editor = editor
    self.language = language
    (columns, rows) = (max(20, size.columns), max(6, size.rows))
  }

  func lines() -> [String] {
    let body: [String] =
      switch editor.mode {
      case .help: help
      case .review(let first): review(from: first)
      default: students
      }
    let filled = body.prefix(rows - 3) + Array(repeating: "", count: max(0, rows - 3 - body.count))
    return [bold(cut(title))] + filled + [cut(status), cut(hint)]
  }

  // MARK: parts

  private var title: String {
    let day = Text(en: page.day.description, ru: page.day.russian)
    let weekday = CodedWords.weekdays[String(page.day.weekday)] ?? Text("")
    let lesson = Text(en: "lesson \(page.number)", ru: "урок \(page.number)")
    let kind = page.weight == 1 ? page.kind : page.kind + Text(en: ", weight \(page.weight)", ru: ", вес \(page.weight)")[language]
    return "\(page.course), \(weekday[language]) \(day[language]), \(lesson[language]) · \(kind)"
  }

  /// The students around the cursor, with as many of the last lessons as there is room for.
  private var students: [String] {
    let height = rows - 4
    let nameWidth = min(28, max(12, columns - 16))
    let recent = max(0, min(page.recentDays.count, (columns - nameWidth - 14) / 6))
    let days = page.recentDays.suffix(recent).map { "\(padded($0.parts.day, 2)).\(padded($0.parts.month, 2))" }
    let heading =
      "  " + DisplayText.fitted(Text(en: "Student", ru: "Ученик")[language], to: nameWidth) + days.map { " " + $0 }.joined() + "  "
      + Text(en: "Mark", ru: "Отметка")[language]
    let first = max(0, min(editor.cursor - height / 2, editor.cells.count - height))
    let shown = editor.cells.indices.dropFirst(first).prefix(height)
    return [cut(heading)]
      + shown.map { index in
        let student = page.students[index]
        let isHere = index == editor.cursor && editor.mode != .topic && editor.mode != .homework
        let past = student.recent.suffix(recent).map { " " + DisplayText.fitted($0, to: 5) }.joined()
        var cell = editor.cells[index]
        if isHere, case .value(let text) = editor.mode { cell = "=" + text + "_" }
        if isHere, editor.joins { cell += " +" }
        let line =
          (isHere ? "> " : "  ") + DisplayText.fitted(student.name, to: nameWidth) + past + " " + (editor.isChanged(index) ? "*" : " ")
          + cell
        return isHere ? bold(cut(line)) : cut(line)
      }
  }

  private func review(from first: Int) -> [String] {
    var lines: [String] = []
    func line(_ what: String, _ before: String, _ after: String) {
      lines.append("  \(what): \(before.isEmpty ? "—" : before) → \(after.isEmpty ? "—" : after)")
    }
    for (index, student) in page.students.enumerated() where editor.isChanged(index) {
      line(student.name, student.stands, editor.cells[index])
    }
    let changes = editor.changes
    if let topic = changes.topic { line(Text(en: "topic", ru: "тема")[language], page.topic ?? "", topic) }
    if let homework = changes.homework { line(Text(en: "homework", ru: "задание")[language], page.homework ?? "", homework) }
    lines = [Text(en: "Changes:", ru: "Изменения:")[language]] + lines.dropFirst(first)
    // Of more than there is room for the rest is counted.
    let room = rows - 4
    if lines.count > room {
      let more = lines.count - room + 1
      lines = lines.prefix(room - 1) + [Text(en: "  … and \(more) more", ru: "  … и ещё \(more)")[language]]
    }
    return lines.map(cut)
  }

  private var help: [String] {
    let keys: [(String, Text)] = [
      ("2 3 4 5 .", Text(en: "a mark, a debt; and on to the next", ru: "отметка, долг — и к следующему")),
      ("н б у п", Text(en: "absent, ill, valid, truant; in either layout", ru: "пропуск; в любой раскладке")),
      ("←", Text(en: "back, to add a second sign", ru: "назад — добавить второй знак")),
      ("=", Text(en: "a longer value, ends with Enter: =оп10", ru: "длинное значение до Enter: =оп10")),
      ("Enter", Text(en: "pass on", ru: "дальше без отметки")),
      ("/", Text(en: "find a surname", ru: "найти по фамилии")),
      ("Backspace", Text(en: "take away", ru: "убрать")),
      ("Tab", Text(en: "topic, homework, and back", ru: "тема, задание и обратно")),
      ("Esc", Text(en: "the changes; then Enter writes, Esc keeps a draft", ru: "изменения; затем Enter — записать, Esc — черновик")),
    ]
    return keys.map { cut(DisplayText.fitted($0.0, to: 11) + $0.1[language]) }
  }

  private var status: String {
    if let message = editor.message { return "! " + message[language] }
    switch editor.mode {
    case .offer: return Text(en: "there is a draft of this lesson", ru: "есть черновик этого урока")[language]
    case .search(let text): return "/" + text + "_"
    case .topic: return tail(Text(en: "Topic: ", ru: "Тема: ")[language], editor.topic)
    case .homework: return tail(Text(en: "Homework: ", ru: "Задание: ")[language], editor.homework)
    case .review: return ""
    default:
      let count = editor.changeCount
      return count == 0 ? "" : Text(en: "changed: \(count)", ru: "изменено: \(count)")[language]
    }
  }

  /// What is typed last is always seen.
  private func tail(_ label: String, _ text: String) -> String {
    let room = max(4, columns - DisplayText.width(label) - 2)
    var shown = Substring(text)
    while DisplayText.width(String(shown)) > room { shown = shown.dropFirst() }
    return label + shown + "_"
  }

  private var hint: String {
    switch editor.mode {
    case .offer: Text(en: "Enter goes on with it · Backspace drops it", ru: "Enter — продолжить · Backspace — отбросить")[language]
    case .review:
      Text(en: "Enter writes · Esc keeps a draft · ↓ more · ↑ goes back", ru: "Enter — записать · Esc — в черновик · ↓ дальше · ↑ назад")[
        language]
    case .value: Text(en: "Enter puts it · Esc leaves it", ru: "Enter — поставить · Esc — отмена")[language]
    case .search: Text(en: "letters, then a mark or Enter", ru: "буквы, затем отметка или Enter")[language]
    case .topic, .homework: Text(en: "Tab goes on · Esc goes back", ru: "Tab — дальше · Esc — к отметкам")[language]
    case .help: Text(en: "any key goes back", ru: "любая клавиша — назад")[language]
    case .cells:
      Text(en: "Esc done · / find · = longer · Tab topic · ? keys", ru: "Esc — готово · / найти · = длинное · Tab тема · ? клавиши")[
        language]
    }
  }

  private func cut(_ text: String) -> String { DisplayText.fitted(text, to: columns).trimmedEnd }
  private func bold(_ text: String) -> String { "\u{1b}[1m" + text }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
