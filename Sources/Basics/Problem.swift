/// One thing wrong with a file, where it stands.
public struct Mistake: Sendable, Equatable {
  public let file: String
  public let line: Int
  /// The heading of the column as the file writes it.
  public let column: String?
  public let problem: Problem
  /// In how many rows of the file the same is wrong.
  public let rows: Int

  public init(file: String, line: Int, column: String?, problem: Problem, rows: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
    self.problem = problem
    self.rows = rows
  }
}

/// What can be wrong with a value.
public enum Problem: Error, Sendable, Equatable {
  case missing
  /// No mark of the scale; the one that was probably meant.
  case notAMark(String, near: String?)
  case notAWeight(String)
  case notADay(String)
  /// A cell of a spreadsheet holds an error: `#N/A`.
  case cellError(String)
  /// A formula, and its value was not stored with it.
  case noStoredValue
  case notANumber(String)
  case notAWeekday(String)
  case notAWeek(String)
  case notSNILS(String)
  case notAPhone(String)
  /// A table program has kept only the first digits of a long number.
  case roundedNumber(String)
  /// Points of a work without a known maximum cannot be turned into marks.
  case maximumUnknown(String)
  /// Bands are of the five-point scale; the course has another.
  case bandsOfAnotherScale(String)
  /// The header has no such column, or has it twice.
  case noSuchHeading, headingTwice
  /// Columns that are not there and are taken as empty.
  case headingsTakenAsEmpty([String])
  /// What a row refers to is in the set, to be deleted.
  case deletedInSet(String, file: String)
  /// A guardian of nobody in the set.
  case relativeOfNobody(String)
  case notAnEmail(String)
  /// No years of study: `7`, `5-7`.
  case notGrades(String)
  /// None of the age marks 0+, 6+, 12+, 16+, 18+.
  case notAnAge(String)
  case notAnISBN(String)
  /// Not the address of a page.
  case notAnAddress(String)
  case notALogin(String)
  case notAForm(String)
  case notAName(String)
  case notARelation(String)
  case birthDateImpossible(String)
  case noSuchForm(String, known: [String])
  /// A form that is there, and has nothing taught in it.
  case noCourses(form: String)
  case noSuchSubject(String, form: String, known: [String])
  case ambiguousSubject(String, candidates: [String])
  case noSuchPerson(String, among: String, near: String?)
  case severalPersons(String, among: String, candidates: [String])
  case noSuchKind(String, known: [String])
  case ambiguousKind(String, candidates: [String])
  case outsideYear(String, first: String, last: String)
  case noLessons(day: String, why: String?)
  case noLesson(day: String, nearest: [String])
  case noLessonNumber(Int, day: String, known: [Int])
  case severalLessons(day: String, numbers: [Int])
  case severalWorks(kinds: [String])
  /// Another mark of the work that is taken again stands in the lesson of the retake.
  case retakeBeside(day: String)
  /// A debt is to be made good before the lesson it was made in.
  case dueBeforeLesson(day: String)
  /// What was given is no code of absence or lateness.
  case notAnAbsence(String)
  /// Who is in no form of the course on the day of the lesson has nothing to be entered then.
  /// - Parameters:
  ///   - until: the last day the student had been there before.
  ///   - from: the day the student comes, where that is later.
  case notInCourse(String, course: String, day: String, until: String?, from: String?)
  case tooManyFields(found: Int, headings: Int)
  case tooFewFields(found: Int, headings: Int)
  case givenTwice(firstLine: Int, before: String, now: String)
  /// One student in two of the pairs of a command line.
  case namedTwice(String, first: String, second: String)
  /// Another value stands already; `--replace` would take it.
  case different(stands: String, given: String)
  /// What is to be taken away; `--replace` would do it.
  case standsToTakeAway(String)
  /// A mark that is taken again goes after its retake.
  case hasRetake(day: String)
  case lessonCalledOff(day: String)
  /// A day that is still to come.
  case ahead(day: String)
  case attendanceBesideMark(code: String, mark: String)
  /// An absence of the day meets a mark in one of its lessons.
  case absenceBesideMark(code: String, mark: String, subject: String, number: Int)
  case markBesideAttendance(code: String, mark: String)
  case samePersonTwice(firstLine: Int)
  case snilsOfAnother(String)
  case loginOfAnother(String, person: String)
  case termClosed(TermCode)
  /// A substitute enters what belongs to the lessons they give.
  case notSubstituteDay(String)
  /// The window for entering is over.
  case tooLate(days: Int, limit: Int)
  /// A word that the format has no such of.
  case notInVocabulary(String, known: [String])
  /// A reference that points at nothing.
  case notInSet(String, file: String)
  case idTwice(String, firstLine: Int)
  case headingOrder(first: String)
  case saidAbsent
  case saidPresent(String)
  /// The set says of a person what a class says otherwise.
  case roleOtherwise(String)
  case noFormFor(String)
  case notARule(String)
  /// A line of a week's text that stands before any course or lesson.
  case lessonFirst
  case nothingToRetake(String)
  /// A mark is taken again once; after that, its retake.
  case retakenAlready(day: String, on: String)
  /// A row of another course than the one asked for.
  case otherCourse(String, asked: String)
  case idOfAnother(String)
  case twoHomerooms(String, String, String)
  case emptySet
  case notASign(String)
  /// The identifier names one student, the name another.
  case nameOtherwise(String, person: String)
  case notStaff(String)
  case alreadyThere(String)
  /// Columns of a gradebook that name no day.
  case worksUnnamed([String])
  /// A line of a file of rows' rules.
  case notASheetRule(String)
  /// Not a sign of the course's own scale.
  case notOfScale(String, near: String?, known: [String])
  /// Points of another scale, and nothing says what marks they are.
  case pointsNeedBands(String, most: Double)
}

/// Input that was refused as a whole. Nothing was written.
public struct BadInput: Failure {
  public let mistakes: [Mistake]
  public var exit: ExitCode { .badData }
  public var key: String { "data.mistakes" }

  public init(_ mistakes: [Mistake]) { self.mistakes = mistakes }
}

/// A value of the command line that does not fit.
public struct BadValue: Failure, Equatable {
  public let problem: Problem
  public var exit: ExitCode { .badData }
  public var key: String { "data.value" }

  public init(_ problem: Problem) { self.problem = problem }
}

/// A file that cannot be taken as what it should be.
/// How the headings of a file were read.
public struct HeadingsRead: Sendable, Equatable {
  public var understood: [String]
  public var others: [String]
  public var encoding: String
  /// The tables of the document, a line each.
  public var tables: [String]

  public init(understood: [String] = [], others: [String] = [], encoding: String = "", tables: [String] = []) {
    self.tables = tables
    self.understood = understood
    self.others = others.filter { !$0.isEmpty }
    self.encoding = encoding
  }
}

public enum BadFile: Failure, Equatable {
  case unreadable(file: String, problem: String, line: Int)
  case undecodable(file: String, encoding: String, byte: UInt8, offset: Int, line: Int)
  /// An archive, a workbook, a page: what it is, as its kind is called.
  case notText(file: String, kind: String)
  case quotes(file: String, line: Int, unclosed: Bool)
  case zeroByte(file: String, line: Int)
  case empty(file: String)
  case headingsMissing(file: String, missing: [String], read: HeadingsRead)
  case headingTwice(file: String, heading: String)
  /// The rules of the file name a heading it does not have.
  case ruleForNothing(file: String, heading: String, headings: [String])
  case givenTwice(file: String, other: String)
  case unknownKind(file: String, read: HeadingsRead)
  /// A list of names that says neither form nor post.
  case studentsOrStaff(file: String)
  /// A folder in which there is no file of a set.
  case noSet(folder: String)
  case notFound(file: String)
  /// More bytes than such a file may have.
  case tooLarge(file: String, limit: Int)
  case input(file: String, errno: Int32)

  public var exit: ExitCode {
    switch self {
    case .notFound: .notFound
    case .input: .inputOutput
    default: .badData
    }
  }
  public var key: String {
    switch self {
    case .notFound: "file.none"
    case .input: "io.failed"
    case .headingsMissing, .headingTwice, .ruleForNothing, .unknownKind, .studentsOrStaff: "file.headings"
    case .notText: "file.binary"
    default: "file.unreadable"
    }
  }
}
