import Basics
import SchoolJournal
import Tabular

/// What is typed on a lesson's page, key by key. It knows no terminal: keys go in, a state comes out.
struct FillEditor {
  enum Mode: Equatable {
    /// A draft of an earlier time is there: go on with it, or not.
    case offer
    case cells
    /// A value that ends with Enter.
    case value(String)
    case search(String)
    case topic, homework
    case help
    /// The changes, before they are written, from one of them on.
    case review(from: Int)
  }
  enum Outcome: Equatable {
    case goesOn, write, keep
    case ended(signal: Int32)
  }

  let page: LessonPage
  private(set) var cells: [String]
  private(set) var topic: String
  private(set) var homework: String
  private(set) var cursor = 0
  private(set) var mode = Mode.cells
  /// The next sign joins what stands: one came back to this student.
  private(set) var joins = false
  private(set) var message: Text?
  private var draft: LessonDraft?

  init(_ page: LessonPage, _ draft: LessonDraft?) {
    self.page = page
    cells = page.students.map(\.stands)
    topic = page.topic ?? ""
    homework = page.homework ?? ""
    self.draft = draft
    if draft != nil { mode = .offer }
  }

  // MARK: what was changed

  func isChanged(_ index: Int) -> Bool { cells[index] != page.students[index].stands }

  var changes: LessonDraft {
    var changes = LessonDraft()
    for (index, student) in page.students.enumerated() where isChanged(index) { changes.cells[student.id] = cells[index] }
    if topic != page.topic ?? "" { changes.topic = topic }
    if homework != page.homework ?? "" { changes.homework = homework }
    // What was offered and not answered is still a draft.
    return mode == .offer ? draft ?? changes : changes
  }

  /// Marks, topic and homework that are not as they stand.
  var changeCount: Int {
    let changes = changes
    return changes.cells.count + (changes.topic == nil ? 0 : 1) + (changes.homework == nil ? 0 : 1)
  }

  // MARK: keys

  mutating func take(_ key: Key) -> Outcome {
    if case .ended(let signal) = key { return .ended(signal: signal) }
    if key == .redraw { return .goesOn }
    message = nil
    switch mode {
    case .offer: offer(key)
    case .cells: return inCells(key)
    case .value(let text): inValue(key, text)
    case .search(let text): return inSearch(key, text)
    case .topic, .homework: inText(key)
    case .help: mode = .cells
    case .review(let first): return inReview(key, first)
    }
    return .goesOn
  }

  private mutating func offer(_ key: Key) {
    if key == .enter, let draft {
      for (index, student) in page.students.enumerated() { if let cell = draft.cells[student.id] { cells[index] = cell } }
      topic = draft.topic ?? topic
      homework = draft.homework ?? homework
    }
    if key == .enter || key == .backspace { (mode, draft) = (.cells, nil) }
  }

  private mutating func inCells(_ key: Key) -> Outcome {
    switch key {
    case .enter, .right: next()
    case .left:
      go(to: cursor - 1)
      joins = true
    case .up: go(to: cursor - 1)
    case .down: go(to: cursor + 1)
    case .home: go(to: 0)
    case .end: go(to: cells.count - 1)
    case .pageUp: go(to: cursor - 10)
    case .pageDown: go(to: cursor + 10)
    case .backspace: if cells.indices.contains(cursor) { cells[cursor] = "" }
    case .tab: mode = .topic
    case .escape:
      if changes.isEmpty { return .keep }
      mode = .review(from: 0)
    case .character(let character): type(character)
    case .redraw, .ended: break
    }
    return .goesOn
  }

  private mutating func type(_ character: Character) {
    switch character {
    case "/": mode = .search("")
    case "=": mode = .value("")
    case "?": mode = .help
    default:
      guard page.isFivePoint else {
        message = Text(en: "a value of this scale begins with = and ends with Enter", ru: "отметка этой шкалы: =, значение, Enter")
        return
      }
      guard let sign = Self.sign(character) else {
        message = Text(en: "“\(character)” is no mark; ? lists the keys", ru: "«\(character)» — не отметка; ? — клавиши")
        return
      }
      put(sign)
    }
  }

  /// The sign that one key is on a five-point scale: figures and the dot as typed, codes of absence by their key.
  private static func sign(_ character: Character) -> String? {
    if "2345.".contains(character) { return String(character) }
    let letter = KeyboardLayout.letter(character)
    return "нбуп".contains(letter) ? String(letter) : nil
  }

  /// Puts a sign in the place of what stands, or beside it where one came back, and passes on.
  private mutating func put(_ sign: String) {
    guard cells.indices.contains(cursor) else { return }
    let text = joins && !cells[cursor].isEmpty ? joined(cells[cursor], sign) : sign
    do {
      cells[cursor] = try page.cell(text)
      next()
    } catch {
      message = error.words
    }
  }

  /// An absence goes before the marks, another mark after them.
  private func joined(_ cell: String, _ sign: String) -> String { sign.first?.isLetter ?? false ? sign + "/" + cell : cell + " " + sign }

  private mutating func next() {
    joins = false
    if cursor + 1 < cells.count {
      cursor += 1
    } else if !changes.isEmpty {
      mode = .review(from: 0)
    } else {
      message = Text(en: "the last one; Esc leaves", ru: "это последний; Esc — выйти")
    }
  }

  private mutating func go(to index: Int) {
    joins = false
    cursor = max(0, min(cells.count - 1, index))
  }

  private mutating func inValue(_ key: Key, _ text: String) {
    switch key {
    case .enter:
      mode = .cells
      put(text)
      if message != nil { mode = .value(text) }
    case .escape: mode = .cells
    case .backspace: mode = text.isEmpty ? .cells : .value(String(text.dropLast()))
    case .character(let character): mode = .value(text + String(character))
    default: break
    }
  }

  private mutating func inSearch(_ key: Key, _ text: String) -> Outcome {
    switch key {
    case .character(let character):
      guard let letter = Self.letterOfName(character) else {
        // A mark ends the search and goes to the one who was found, never to who merely stood there before.
        guard find(text) else { return .goesOn }
        mode = .cells
        return inCells(key)
      }
      mode = .search(text + String(letter))
      _ = find(text + String(letter))
    case .backspace:
      mode = text.isEmpty ? .cells : .search(String(text.dropLast()))
      _ = find(String(text.dropLast()))
    case .escape: mode = .cells
    case .enter: if find(text) { mode = .cells }
    default:
      mode = .cells
      return inCells(key)
    }
    return .goesOn
  }

  /// Goes to the first student of a surname that begins so; says where there is none.
  private mutating func find(_ beginning: String) -> Bool {
    if beginning.isEmpty { return true }
    let wanted = Folding.key(beginning)
    if let found = page.students.firstIndex(where: { Folding.key($0.surname).hasPrefix(wanted) }) {
      go(to: found)
      return true
    }
    message = Text(en: "nobody: \(beginning)", ru: "нет такой фамилии: \(beginning)")
    return false
  }

  private static func letterOfName(_ character: Character) -> Character? {
    if character == "-" || character == " " { return character }
    let letter = KeyboardLayout.letter(character)
    return letter.isLetter ? letter : nil
  }

  private mutating func inText(_ key: Key) {
    let isTopic = mode == .topic
    switch key {
    case .tab, .enter, .down: mode = isTopic ? .homework : .cells
    case .escape, .up: mode = .cells
    case .backspace: if isTopic { topic = String(topic.dropLast()) } else { homework = String(homework.dropLast()) }
    case .character(let character): if isTopic { topic.append(character) } else { homework.append(character) }
    default: break
    }
  }

  private mutating func inReview(_ key: Key, _ first: Int) -> Outcome {
    switch key {
    case .enter: return .write
    case .escape: return .keep
    case .left:
      mode = .cells
      joins = true
    case .down: mode = .review(from: min(first + 1, changeCount - 1))
    case .pageDown: mode = .review(from: min(first + 5, changeCount - 1))
    case .up where first > 0: mode = .review(from: first - 1)
    case .pageUp where first > 0: mode = .review(from: max(0, first - 5))
    case .up, .backspace, .tab, .right, .home, .end, .pageUp: mode = .cells
    case .character(let character):
      mode = .cells
      if character == "/" || character == "?" { type(character) }
    case .redraw, .ended: break
    }
    return .goesOn
  }
}
