import Foundation
import Testing

@testable import myschool

@Suite("Editing lessons in an editor")
struct JournalEditTests {
  /// An editor that does to the file what a script of sed says.
  private func edit(_ stage: Stage, _ script: String, _ more: [String] = []) throws -> Stage.Result {
    let editor = stage.folder.appendingPathComponent("editor.sh")
    try "#!/bin/sh\nsed -i '\(script)' \"$1\"\n".write(to: editor, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: editor.path)
    return try stage.run(
      ["journal", "edit", "7А", "алг", "--span", "07.09..09.09", "--yes"] + more,
      variables: ["EDITOR": editor.path, "TMPDIR": stage.folder.path])
  }

  private func list(_ stage: Stage) throws -> [Substring] {
    try stage.type("myschool journal list --form 7А --subject Алгебра --span 07.09..09.09 --format csv --columns date,student,mark,kind")
      .output.split(whereSeparator: \.isNewline).dropFirst().map { $0 }
  }

  private func school() throws -> Stage {
    let stage = try Stage()
    try stage.makeSchool()
    try stage.type("myschool journal grade 7А алг Титова=5 Чернов=н Егоров=4 --date 07.09")
    try stage.type("myschool journal grade 7А алг Титова=4 --date 07.09 -k Тест")
    try stage.type("myschool journal homework 7А алг '№ 5' --date 07.09")
    return stage
  }

  @Test("what is taken out is taken away, what is added is added, and all names are there to be added to")
  func takesAwayAndAdds() throws {
    let stage = try school()
    // A shortened line, a line without its absence, a line taken out, homework taken out, and a mark beside a bare name.
    let result = try edit(stage, "s/^Титова.*/Титова 5/;s/^Чернов н/Чернов/;/^Егоров/d;/^дз/d;s/^Цой$/Цой 5к/")
    #expect(result.code == 0, "\(result)")
    // The bare names stand in both lessons of the days, and both take marks.
    let expected = ["07", "09"].flatMap { ["\($0),Титова Алина Петровна,5,Работа на уроке", "\($0),Цой Илья,5,Контрольная работа"] }
    let found = try list(stage).sorted().map(String.init)
    #expect(found == expected.map { "2026-09-" + $0 })
    #expect(try !list(stage).contains { $0.contains("Егоров") || $0.contains("Чернов") || $0.contains("Тест") })
    #expect(try stage.type("myschool journal homework 7А алг --date 07.09 --format csv").output.contains("№ 5") == false)
    #expect(try stage.type("myschool undo").code == 0)
    #expect(try list(stage).count == 4)
  }

  @Test("a lesson whose own line is taken out is left alone, and so is what somebody entered meanwhile")
  func leavesAlone() throws {
    let stage = try school()
    #expect(try edit(stage, "/^07.09/,/^$/d").output.contains("ничего не изменено"))
    #expect(try list(stage).count == 4)
  }

  @Test("a mistake is named by the line of the file that was saved, and the text is kept")
  func lineNumbers() throws {
    let stage = try school()
    let result = try edit(stage, "s/^Цой$/Цой 7/")
    #expect(result.code == 65)
    let path = try #require(result.errors.firstMatch(of: #/(\S+week.txt):(\d+): /#))
    let lines = try String(contentsOfFile: String(path.output.1), encoding: .utf8).components(separatedBy: "\n")
    let number = try #require(Int(path.output.2))
    #expect(lines[number - 1] == "Цой 7")
  }
}
