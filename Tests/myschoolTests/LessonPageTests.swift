import Foundation
import Glibc
import Testing

@testable import SchoolJournal
@testable import myschool

/// `journal fill` in a terminal, by the keys a teacher presses.
@Suite("The lesson's page", .serialized)
struct LessonPageTests {
  private let escape = "\u{1b}"
  private let left = "\u{1b}[D"
  private let enter = "\r"
  private let tab = "\t"
  private let backspace = "\u{7f}"

  private func fill(_ installed: Installed, _ more: [String] = [], rows: UInt16 = 24, columns: UInt16 = 80) throws -> PseudoTerminal {
    try PseudoTerminal(
      installed, ["journal", "fill", "5А", "мат", "--date", "07.09", "--no-pager"] + more, rows: rows, columns: columns)
  }

  private func lines(_ installed: Installed, _ more: String = "") throws -> [Substring] {
    try installed.stage.type("myschool journal list --form 5А --subject Математика --span 07.09 --format csv \(more)").output
      .split(whereSeparator: \.isNewline)
  }

  @Test("a class of 25 is marked, corrected, left, offered again, written and undone; an aim of 45 keys for 25 marks is kept")
  func wholeClass() throws {
    let installed = try Installed(now: "2026-11-23T09:05+03:00")
    let page = try fill(installed)
    try page.wait(for: "Esc — готово")
    // Twenty-five marks: one key each, two students with a second one, one who was late, and the end.
    let marks = "5434н5.325434б5432543у5п4"
    #expect(marks.count == 25)
    let keys = marks.map(String.init) + [escape]
    page.type(keys.joined())
    try page.wait(for: "Изменения:")
    // Left: kept as a draft.
    page.type(escape)
    #expect(try page.end() == 1)
    try page.wait(for: "оставлено черновиком")
    #expect(page.isAsBefore)
    #expect(try lines(installed).count == 1)
    // Offered again, and corrected: the first gets a second mark, the last one is taken away.
    let again = try fill(installed)
    try again.wait(for: "есть черновик")
    again.type(enter)
    try again.wait(for: "изменено: 25")
    again.type("\u{1b}[C" + left + "4" + "\u{1b}[F" + backspace + "=оп10" + enter + enter)
    #expect(try again.end() == 0)
    try again.wait(for: "добавлено: 20 отметок, 5 пропусков")
    #expect(again.isAsBefore)
    let list = try lines(installed, "--columns mark")
    #expect(list.filter { $0 == "5 4" }.count == 1 && list.contains("оп10"))
    // What was written is no draft any more.
    let third = try fill(installed)
    try third.wait(for: "Esc — готово")
    third.type(escape)
    #expect(try third.end() == 0)
    #expect(try installed.stage.type("myschool undo").code == 0)
    #expect(try lines(installed).count == 1)
    let total = marks.count + [escape, enter].count
    print("journal fill: 25 marks in \(total) keys after the command")
    #expect(total <= 45)
  }

  @Test("one mark takes at most 8 keys, in either layout; a change of what stands is marked; -n writes nothing")
  func oneMark() throws {
    let installed = try Installed(now: "2026-11-23T09:05+03:00")
    // «Зай» on the keys of a Latin layout, and «н» on its key.
    for keys in ["/pfq" + enter + "y", "/зай" + enter + "н"] {
      let page = try fill(installed)
      try page.wait(for: "Esc — готово")
      page.type(keys + escape + enter)
      try page.wait(for: "Зайцева В. С.: — → н")
      #expect(try page.end() == 0)
      print("journal fill: one mark in \(keys.count + 2) keys after the command")
      #expect(keys.count + 2 <= 8)
      #expect(try installed.stage.type("myschool undo").code == 0)
    }
    #expect(try installed.stage.type("myschool redo").code == 0)
    let change = try fill(installed, ["-n"])
    try change.wait(for: "Esc — готово")
    change.type("/зай")
    try change.wait(for: "/зай_")
    change.type("5")
    try change.wait(for: "*5")
    // Nobody of that surname: the mark goes to nobody.
    change.type("/щукин5")
    try change.wait(for: "нет такой фамилии: щукин")
    change.type(escape + escape + enter)
    #expect(try change.end() == 0)
    try change.wait(for: "проверка: ничего не записано")
    #expect(try lines(installed, "--columns mark").contains("н"))
    #expect(try !lines(installed, "--columns mark").contains("5"))
  }

  @Test("topic and homework are typed on the page; keys are listed; a window of 40 by 12 is enough")
  func notes() throws {
    let installed = try Installed(now: "2026-11-23T09:05+03:00")
    let page = try fill(installed, ["-k", "контр"], rows: 12, columns: 40)
    try page.wait(for: "5А Математика")
    page.type("?")
    try page.wait(for: "Backspace")
    page.type("x" + tab + "Дроби" + tab + "№ 5" + tab + "5" + escape)
    try page.wait(for: "тема: — → Дроби")
    try page.wait(for: "задание: — → № 5")
    page.type(enter)
    #expect(try page.end() == 0)
    try page.wait(for: "Контрольная работа, вес 3")
    let note = try installed.stage.type("myschool journal homework 5А мат --date 07.09 --format csv").output
    #expect(note.contains("Дроби,№ 5"))
  }

  @Test("changes that do not fit a small window are counted, and seen by going down")
  func manyChanges() throws {
    let installed = try Installed(now: "2026-11-23T09:05+03:00")
    let page = try fill(installed, rows: 12, columns: 40)
    try page.wait(for: "5А Математика")
    page.type("5555555555" + tab + "Дроби" + tab + "№ 5" + tab)
    try page.wait(for: "изменено: 12")
    page.type(escape)
    try page.wait(for: "… и ещё 6")
    page.type("\u{1b}[B\u{1b}[B\u{1b}[B\u{1b}[B\u{1b}[B\u{1b}[B")
    try page.wait(for: "задание: — → № 5")
    page.type("\u{1b}[A" + escape)
    #expect(try page.end() == 1)
  }

  @Test("interrupted, stopped and brought back, or with the terminal gone, nothing is lost and nothing is left broken")
  func trouble() throws {
    let installed = try Installed(now: "2026-11-23T09:05+03:00")
    for signal in [SIGINT, SIGTERM] {
      let page = try fill(installed)
      try page.wait(for: signal == SIGINT ? "Esc — готово" : "есть черновик")
      page.type(signal == SIGINT ? "54" : enter)
      try page.wait(for: "изменено: 2")
      page.signal(signal)
      #expect(try page.end() == 128 + signal)
      #expect(page.isAsBefore)
      try page.wait(for: "оставлено черновиком")
    }
    let stopped = try fill(installed)
    try stopped.wait(for: "есть черновик")
    stopped.type(enter + "\u{1a}")
    #expect(try stopped.isStopped())
    #expect(stopped.isAsBefore)
    stopped.signal(SIGCONT)
    try stopped.wait(for: "изменено: 2")
    stopped.signal(SIGTSTP)
    #expect(try stopped.isStopped())
    stopped.signal(SIGCONT)
    try stopped.wait(for: "изменено: 2")
    stopped.type("3")
    try stopped.wait(for: "изменено: 2")
    stopped.hangUp()
    #expect(try stopped.end() == 128 + SIGHUP)
    let after = try fill(installed)
    try after.wait(for: "есть черновик")
    after.type(backspace + escape)
    #expect(try after.end() == 0)
    #expect(try lines(installed).count == 1)
    #expect(try installed.stage.type("myschool db check").code == 0)
  }

  @Test("without a terminal it refuses and says what to type")
  func pipe() throws {
    let result = try Stage().run(["journal", "fill", "5А", "мат"])
    #expect(result.code == 2 && result.errors.contains("myschool journal enter"), "\(result)")
  }
}
