import Basics
import SchoolModel
import SchoolSheets
import Tabular

/// Marks from a page: the first column names the students, the others are days (`02.09`, or `02.09 №3` for one of several lessons).
package struct GradePage {
  private let entering: Entering
  private let sheet: Sheet
  private let course: CourseState

  package init(_ entering: Entering, _ sheet: Sheet, _ course: CourseState) {
    self.entering = entering
    self.sheet = sheet
    self.course = course
  }

  package func run() throws -> GradeReport {
    let names = NameColumn(sheet)
    try sheet.need([names.field])
    var columns: [Column] = []
    var passedOver: [String] = []
    for (position, heading) in sheet.headings.enumerated() where sheet.positions.values.contains(position) == false && !heading.isEmpty {
      // Averages and the like stand beside the days; a heading without a digit is no day.
      guard heading.contains(where: \.isNumber) else {
        if !Heading.isNote(heading) { passedOver.append(heading) }
        continue
      }
      columns.append(Column(position: position, heading: heading, place: try place(heading)))
    }
    guard !columns.isEmpty else {
      throw BadFile.headingsMissing(
        file: sheet.file, missing: [Heading.name(.mark), Heading.name(.day)], read: sheet.headingsRead)
    }
    var seen: [Int: Int] = [:]
    while try sheet.next() {
      guard let text = names.text(sheet) else { continue }
      if sheet.isSummary(text) { continue }
      guard let id = try sheet.check(names.field, { try entering.places.student(text, course) }) else { continue }
      if let first = seen.updateValue(sheet.line, forKey: id) {
        sheet.mistake(names.field, .samePersonTwice(firstLine: first))
        continue
      }
      for column in columns { try enter(column, id) }
    }
    guard sheet.mistakes.isEmpty else { throw BadInput(sheet.mistakes) }
    var notice = sheet.notice
    notice.unknownHeadings = passedOver
    return entering.report([notice])
  }

  private struct Column {
    package let position: Int
    package let heading: String
    /// `nil` where the heading is wrong, which has been told.
    package let place: LessonPlace?
  }

  private func enter(_ column: Column, _ student: Int) throws {
    let text = sheet.text(at: column.position)
    guard let place = column.place else { return }
    do {
      if text.isEmpty, !entering.options.clears {
        try entering.entry.leaveEmpty(student, place)
        return
      }
      let cell = try text.isEmpty || text == "-" ? .takingAway : entering.vocabulary.pageCell(text, course.scale)
      try entering.entry.enterPageCell(EntryRequest(place: place, student: student, cell: cell, line: sheet.line))
    } catch let problem as Problem {
      sheet.mistakes.append(Mistake(file: sheet.file, line: sheet.line, column: column.heading, problem: problem))
    }
  }

  private func place(_ heading: String) throws -> LessonPlace? {
    let parts = heading.split(whereSeparator: { $0 == "№" || $0 == "#" })
    let number = parts.count > 1 ? Int(Folding.tidy(String(parts[1]))) : nil
    var problem = Problem.notADay(heading)
    if let day = entering.places.days.day(Folding.tidy(String(parts.first ?? ""))) {
      do { return try entering.places.place(course, day, number) } catch { problem = error.problem }
    }
    sheet.mistakes.append(Mistake(file: sheet.file, line: sheet.headingLine, column: heading, problem: problem))
    return nil
  }
}
