import Arguments
import Basics
import SchoolModel
import Tabular

/// Answers the shells: prints what could stand at the cursor, one candidate a line with its meaning after a tab.
/// Whatever is wrong, it prints what it can and nothing on stderr.
struct Completer {
  private let console: Console

  init(_ console: Console) { self.console = console }

  /// - Parameter arguments: `__complete -- CURRENT BEFORE…`.
  func run(_ arguments: [String]) -> Int32 {
    let words = Array(arguments.dropFirst(2))
    guard let current = words.first else { return 0 }
    let answer = Completion(Tree.root).answer(before: Array(words.dropFirst()), current: current)
    var candidates = answer.candidates
    var typed = current
    if !answer.prefix.isEmpty { typed = String(current.dropFirst(answer.prefix.count)) }
    if let kind = answer.kind { candidates += (try? values(kind, answer)) ?? [] }
    let language = console.language
    let key = Folding.key(typed)
    for candidate in candidates
    where typed.isEmpty || candidate.word.hasPrefix(typed) || Folding.key(candidate.word).hasPrefix(key) || candidate.word.hasPrefix(":") {
      let meaning = DisplayText.clean(candidate.meaning[language])
      console.output.append(answer.prefix + DisplayText.clean(candidate.word) + (meaning.isEmpty ? "" : "\t" + meaning) + "\n")
    }
    try? console.output.flush()
    return 0
  }

  private func values(_ kind: ValueKind, _ answer: Completion<Session, Outcome>.Answer) throws -> [Completion<Session, Outcome>.Candidate] {
    typealias Candidate = Completion<Session, Outcome>.Candidate
    switch kind.name {
    case "file": return [Candidate(":files")]
    case "day": return ["today", "yesterday", "mon", "tue", "wed", "thu", "fri", "sat"].map { Candidate($0) }
    case "topic":
      return HelpTopics.all.map { Candidate($0.name, $0.summary) }
        + Tree.root.children().filter { !$0.isHidden }.map { Candidate($0.name, $0.summary) }
    default: break
    }
    var environment = console
    if let database = answer.options["db"] { environment.environment["MYSCHOOL_DB"] = database }
    var call = ["--wait", "0"]
    if let role = answer.options["role"] { call += ["--role", role] }
    guard case .run(_, let parsed) = try Parser(Tree.root, environment: environment.environment).parse(call + ["whoami"]) else { return [] }
    let session = Session(environment, [], parsed)
    defer { session.close() }
    if kind == .term || kind == .span { return terms(session) }
    let school = try session.school()
    switch kind.name {
    case "form": return try school.candidates(.forms).map { Candidate($0.word, Text($0.meaning)) }
    case "subject": return try school.candidates(.subjects(form: answer.operands.first)).map { Candidate($0.word, Text($0.meaning)) }
    case "student": return try school.candidates(.students(form: answer.operands.first)).map { Candidate($0.word, Text($0.meaning)) }
    case "mark": return try school.candidates(.students(form: answer.operands.first)).map { Candidate($0.word + "=", Text($0.meaning)) }
    case "person", "chat": return try school.candidates(.people).map { Candidate($0.word, Text($0.meaning)) }
    case "kind": return try school.candidates(.kinds).map { Candidate($0.word, Text($0.meaning)) }
    case "operation": return try school.record.log(limit: 20).map { Candidate(String($0.header.number), Text($0.header.command ?? "")) }
    default: return []
    }
  }

  /// The terms of the school's year; all there can be where no school is.
  private func terms(_ session: Session) -> [Completion<Session, Outcome>.Candidate] {
    let spans = (try? session.owned().schoolCalendar())?.terms.compactMap(\.code)
    return ((spans ?? TermCode.parts) + [.year, .exam, .final]).map { .init($0.rawValue, Text(en: $0.name.en, ru: $0.name.ru)) }
  }
}
