import Basics

/// One thing to be entered for one student in one lesson.
package struct EntryRequest {
  /// What one command says of all it enters.
  package struct Common {
    package var kind: Int?
    package var weight: Int?
    package var comment: String?
    package var due: Day?
    package var shownFrom: Day?
    package var isPrivate: Bool?
    /// The day of the marks that are taken again.
    package var retakeDay: Day?
  }

  package var place: LessonPlace
  package var student: Int
  package var cell: CellValue
  package var kind: Int?
  package var weight: Int?
  package var comment: String?
  /// The line of the file, for messages about the same entry given twice.
  package var line: Int
  package var due: Day?
  package var shownFrom: Day?
  package var isPrivate: Bool?
  package var retakeOf: RetakenMark?
  /// What was typed for one student is all that is to stand in the lesson; a row of a list says only its own work.
  package var isWhole = false

  package init(place: LessonPlace, student: Int, cell: CellValue, _ common: Common = Common(), line: Int) {
    self.place = place
    self.student = student
    self.cell = cell
    self.line = line
    (kind, weight, comment) = (common.kind, common.weight, common.comment)
    (due, shownFrom, isPrivate) = (common.due, common.shownFrom, common.isPrivate)
  }
}

/// A mark that is taken again: the retake is of the same work.
package struct RetakenMark {
  package let mark: Int
  package let kind: Int
  package let weight: Int
}

/// What came of the entries.
public struct EntryCount: Sendable, Equatable {
  /// One kind of work with one weight.
  public struct Work: Sendable, Hashable {
    public let kind: String
    public let weight: Int
  }
  public var marksAdded = 0
  public var marksChanged = 0
  public var marksRemoved = 0
  public var attendanceAdded = 0
  public var attendanceChanged = 0
  public var attendanceRemoved = 0
  public var unchanged = 0
  /// Cells that are empty in a page where something stands in the journal.
  public var leftEmpty = 0
  /// How many marks were added of each kind of work that is not the usual one, or of a weight that is not its own.
  public var works: [Work: Int] = [:]
}
