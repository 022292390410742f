import Arguments
import Testing

@testable import myschool

@Suite("Completion")
struct CompletionTests {
  /// The words offered at the end of a line whose last word is half typed.
  private func offered(_ stage: Stage, _ line: String) throws -> [String] {
    var words = Stage.words(line + (line.hasSuffix(" ") ? "''" : ""))
    let current = words.removeLast()
    let result = try stage.run(["__complete", "--", current] + words)
    #expect(result.code == 0 && result.errors.isEmpty, "\(line): \(result.errors)")
    return result.output.split(separator: "\n").map { String($0.split(separator: "\t", omittingEmptySubsequences: false)[0]) }
  }

  @Test("knows every kind of value that a declaration names")
  func kinds() {
    func kinds(_ command: myschool.Command) -> [ValueKind] {
      command.options.compactMap(\.kind) + command.operands.map(\.kind) + command.children().flatMap(kinds)
    }
    for kind in kinds(Tree.root) { #expect(TypedValue(rawValue: kind.name) != nil, "\(kind.name)") }
  }

  @Test("offers what fits, from the words before it")
  func words() throws {
    let stage = try Stage()
    try stage.makeSchool()
    let lines: [(line: String, offers: [String], not: [String])] = [
      ("journal gr", ["grade"], ["show"]),
      ("journal grade --wei", ["--weight"], ["--kind"]),
      ("journal show 7", ["7А"], ["8А"]),
      ("journal show 7А Ал", ["Алгебра"], ["Геометрия"]),
      ("journal history 7А Алгебра ", ["titova.a"], []),
      ("journal history 7А Алгебра tit", ["titova.a"], ["zhukov.a"]),
      // Teachers know surnames, and Russian letters are typed for nothing else.
      ("journal history 7А Алгебра Тит", ["Титова"], ["titova.a"]),
      ("journal grade 7А Алгебра Тит", ["Титова="], []),
      ("roster show Кома", ["Комарова Любовь Алексеевна"], ["komarova.l"]),
      ("journal grade 7А Алгебра --kind Контр", ["Контрольная работа"], ["Тест"]),
      ("journal form 7А --term q", ["q1", "q4"], ["year"]),
      ("stats report quality --by fo", ["form"], ["subject"]),
      ("stats report quality --by form,su", ["form,subject"], ["subject"]),
      ("stats report quality --columns form,mar", ["form,marks"], []),
      ("stats report quality --sort -mar", ["-marks"], ["marks"]),
      ("journal list --where fo", ["form="], []),
      ("journal list --form=7", ["--form=7А"], []),
      ("token create --scope journal:read,stats:", ["journal:read,stats:read"], []),
      ("journal list --encoding", [], ["--encoding"]),
      ("roster import --encoding win", ["Windows-1251"], []),
      ("help ma", ["marks"], ["exit-codes"]),
      ("roster import ", [":files"], []),
    ]
    for (line, offers, not) in lines {
      let found = try offered(stage, line)
      for word in offers { #expect(found.contains(word), "\(line): wanted \(word), offered \(found.prefix(8))") }
      for word in not { #expect(!found.contains(word), "\(line): offered \(word)") }
    }
  }

  @Test("a parent is offered nobody else's children")
  func reach() throws {
    let stage = try Stage()
    try stage.makeSchool()
    stage.act(as: "nobody")
    #expect(try offered(stage, "journal history 7А Алгебра ").isEmpty)
    #expect(try offered(stage, "roster show Ти").isEmpty)
  }
}
