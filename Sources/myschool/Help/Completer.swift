import Arguments
import Basics
import SchoolExchange
import SchoolLibrary
import SchoolModel
import SchoolQuizzes
import SchoolStatistics
import Tabular

/// Answers the shells: prints what could stand at the cursor, one candidate a line with its meaning after a tab.
/// Whatever is wrong, it prints what it can and nothing on stderr.
struct Completer {
  private let console: Console
  private typealias Completion = Arguments.Completion<Session, Answer>
  private typealias Candidate = Completion.Candidate

  init(_ console: Console) { self.console = console }

  /// - Parameter arguments: `__complete -- CURRENT BEFORE…`.
  func run(_ arguments: [String]) -> Int32 {
    let words = Array(arguments.dropFirst(2))
    guard let current = words.first else { return 0 }
    var answer = Completion(Tree.root).answer(before: Array(words.dropFirst()), current: current)
    let value = answer.kind.flatMap { TypedValue(rawValue: $0.name) }
    var typed = String(current.dropFirst(answer.prefix.count))
    if let value, Self.isList(value), let comma = typed.lastIndex(of: ",") {
      answer.prefix += typed[...comma]
      typed = String(typed[typed.index(after: comma)...])
    }
    if value == .sorting, typed.hasPrefix("-") {
      answer.prefix += "-"
      typed.removeFirst()
    }
    let candidates = answer.candidates + (value.flatMap { try? values($0, typed, answer) } ?? [])
    print(candidates, typed, answer.prefix)
    return 0
  }

  private func print(_ candidates: [Candidate], _ typed: String, _ prefix: String) {
    let key = Folding.key(typed)
    for candidate in candidates
    where typed.isEmpty || candidate.word.hasPrefix(typed) || Folding.key(candidate.word).hasPrefix(key) || candidate.word.hasPrefix(":") {
      let meaning = DisplayText.clean(candidate.meaning[console.language])
      console.output.append(prefix + DisplayText.clean(candidate.word) + (meaning.isEmpty ? "" : "\t" + meaning) + "\n")
    }
    try? console.output.flush()
  }

  /// Values that are typed one after the other, with commas.
  private static func isList(_ value: TypedValue) -> Bool { [.columns, .sorting, .keys, .scopes, .events, .facets].contains(value) }

  private func values(_ value: TypedValue, _ typed: String, _ answer: Completion.Answer) throws -> [Candidate] {
    func words(_ kind: School.CandidateKind) throws -> [Candidate] {
      try asking(answer) { try $0.school().candidates(kind).map { Candidate($0.word, Text($0.meaning)) } }
    }
    let form = answer.operands.first
    switch value {
    case .file, .attachment: return [Candidate(":files")]
    case .day: return ["today", "yesterday", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat"].map { Candidate($0) }
    case .topic:
      return HelpTopics.all.map { Candidate($0.name, $0.summary) }
        + Tree.root.children().filter { !$0.isHidden }.map { Candidate($0.name, $0.summary) }
    case .encoding: return TextEncoding.allCases.map { Candidate($0.rawValue) }
    case .separator: return ["comma", "semicolon", "tab"].map { Candidate($0) }
    case .code: return answer.kind?.isSecret == true ? [] : AttendanceCode.tellable.map { Candidate($0.rawValue) }
    case .relation: return ["мать", "отец", "опекун"].map { Candidate($0) }
    case .columns, .sorting: return columns(answer)
    case .condition: return columns(answer).map { Candidate($0.word + "=", $0.meaning) }
    case .keys: return ReportKey.allCases.map { Candidate($0.rawValue) }
    case .facets: return Library.facetNames.map { Candidate($0) }
    case .scopes: return TokenScopes.all.map { Candidate($0) }
    case .events: return SchoolModel.Notification.allCases.map { Candidate($0.rawValue) }
    case .term, .span: return try asking(answer, terms)
    case .form: return try words(.forms)
    case .subject: return try words(.subjects(form: form))
    case .group: return try words(.groups(form: form))
    case .kind: return try words(.kinds)
    case .scale: return try words(.scales)
    case .sign: return try words(.signs)
    case .room: return try words(.rooms)
    case .post: return try words(.posts)
    case .year: return try words(.years)
    case .student: return try asking(answer) { people(try $0.school().studentCandidates(form: form), typed) }
    case .mark:
      return try asking(answer) { people(try $0.school().studentCandidates(form: form), typed) }
        .map { Candidate($0.word + "=", $0.meaning) }
    case .person, .chat, .login, .address:
      return try asking(answer) { session in
        let school = try session.school()
        let students = value == .chat ? [] : (try? school.studentCandidates(form: nil)) ?? []
        return people(try school.staffCandidates() + students, typed)
      }
    case .operation:
      return try asking(answer) {
        try $0.school().record.log(limit: 20).map { Candidate(String($0.header.number), Text($0.header.command ?? "")) }
      }
    case .itemKind: return Library.kinds.map { Candidate($0, CodedWords.libraryKindNames[$0] ?? Text("")) }
    case .ageMark: return ["0+", "6+", "12+", "16+"].map { Candidate($0) }
    case .publisher: return try asking(answer) { try $0.school().library.values(of: "publisher").map { Candidate($0) } }
    case .tag: return try asking(answer) { try $0.school().library.values(of: "tag").map { Candidate($0) } }
    case .word: return try asking(answer) { try $0.school().library.wordsBeginning(typed).map { Candidate($0) } }
    case .item: return try asking(answer) { try $0.school().library.titles().map { Candidate(String($0.number), Text($0.title)) } }
    case .quiz: return try asking(answer) { try $0.school().quizzes.titles().map { Candidate(String($0.number), Text($0.title)) } }
    // What only who types knows, or what has its choices in the declaration.
    case .text, .number, .choice, .title, .grades, .name, .snils, .phone, .message, .school, .token, .fingerprint, .offset,
      .duration,
      .bands, .value:
      return []
    }
  }

  /// People by login, or by name as soon as Russian is typed: teachers know the surname.
  private func people(_ people: [PersonName], _ typed: String) -> [Candidate] {
    let isName = typed.unicodeScalars.contains { !$0.isASCII }
    let surnames = Dictionary(grouping: people) { Folding.key($0.surname) }
    return people.map { person in
      guard isName || person.login == nil else { return Candidate(person.login ?? "", Text(person.full)) }
      let isAlone = surnames[Folding.key(person.surname)]?.count == 1
      return Candidate(isAlone ? person.surname : person.full, Text(isAlone ? person.full : person.login ?? ""))
    }
  }

  private func columns(_ answer: Completion.Answer) -> [Candidate] {
    var seen: Set<String> = []
    return answer.command.sections.filter(\.areColumns).flatMap(\.rows).filter { seen.insert($0.term).inserted }
      .map { Candidate($0.term, $0.meaning) }
  }

  /// Asks the school that the half-typed line means, in the role it means, without waiting for anybody.
  private func asking(_ answer: Completion.Answer, _ question: (Session) throws -> [Candidate]) throws -> [Candidate] {
    var environment = console
    if let database = answer.options["db"] { environment.environment["MYSCHOOL_DB"] = database }
    var line = ["--wait", "0"]
    if let role = answer.options["role"] { line += ["--role", role] }
    guard case .run(_, let call) = try Parser(Tree.root, environment: environment.environment).parse(line + ["whoami"]) else { return [] }
    let session = Session(environment, [], call)
    defer { session.close() }
    return try question(session)
  }

  /// The terms of the school's year; all there can be where no school is.
  private func terms(_ session: Session) -> [Candidate] {
    let spans = (try? session.owned().schoolCalendar())?.terms.compactMap(\.code)
    return ((spans ?? TermCode.parts) + [.year, .exam, .final]).map { Candidate($0.rawValue, Text(en: $0.name.en, ru: $0.name.ru)) }
  }
}
