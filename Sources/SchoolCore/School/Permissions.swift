import Basics
import Record

/// What a person is to the school; one person may have several roles.
public enum Role: String, Sendable, CaseIterable, Comparable {
  case student, parent, teacher, methodist, provider, admin

  public static func < (a: Role, b: Role) -> Bool { a.position < b.position }
  private var position: Int { Role.allCases.firstIndex(of: self) ?? 0 }
}

/// What can be done, as the permission table knows it.
public enum Action: String, Sendable, CaseIterable {
  case rosterRead = "roster-read"
  case rosterWrite = "roster-write"
  case timetableRead = "timetable-read"
  case timetableWrite = "timetable-write"
  case calendarWrite = "calendar-write"
  case planRead = "plan-read"
  case planWrite = "plan-write"
  case journalRead = "journal-read"
  case journalWrite = "journal-write"
  /// Absences alone, which a form teacher enters for all lessons of the form.
  case attendanceWrite = "attendance-write"
  /// All subjects of a student on one sheet.
  case certificateRead = "certificate-read"
  /// Closing terms, granting exceptions, the rules of marking.
  case termClose = "term-close"
  case diaryRead = "diary-read"
  /// Signatures, notices of absence.
  case familyWrite = "family-write"
  case diaryWrite = "diary-write"
  case statsRead = "stats-read"
  case libraryRead = "library-read"
  case libraryWrite = "library-write"
  /// Shelves, ratings, complaints.
  case libraryUse = "library-use"
  /// Handing in what one added, to be verified.
  case librarySubmit = "library-submit"
  case libraryVerify = "library-verify"
  /// Banks of questions, giving quizzes out, marking.
  case quizWrite = "quiz-write"
  case quizTake = "quiz-take"
  /// Quizzes, and what came of them.
  case quizRead = "quiz-read"
  case chatUse = "chat-use"
  /// Reports of messages, and which chats there are.
  case chatReportRead = "chat-report-read"
  /// Where calls are held.
  case callSetup = "call-setup"
  /// What happened, to oneself or one's children.
  case inboxRead = "inbox-read"
  /// Seeing one's own account, children, tokens, sessions.
  case accountRead = "account-read"
  /// Changing them.
  case accountOwn = "account-own"
  case accountManage = "account-manage"
  case accountRegister = "account-register"
  case passwordOwn = "password-own"
  /// What one signs in with beside the password: addresses, the second factor. No token may change it.
  case proofOwn = "proof-own"
  case consentOwn = "consent-own"
  case supportUse = "support-use"
  case supportManage = "support-manage"
  case outboxRead = "outbox-read"
  case personErase = "person-erase"
  case logRead = "log-read"
  case undo
}

/// Whose things an action reaches.
public enum Scope: String, Sendable, CaseIterable {
  /// One's own.
  case own
  /// One's own child's.
  case child
  /// The courses one teaches.
  case course
  /// The form one is form teacher of.
  case form
  /// Everybody's.
  case school
}

/// The one table of who may do what. What it does not name is refused.
public enum Permissions {
  public static func scopes(_ role: Role, _ action: Action) -> Set<Scope> { table[action]?[role] ?? [] }

  /// Whether every role may do it.
  public static func isForEverybody(_ action: Action) -> Bool {
    withoutRole.contains(action) || signedOut.contains(action) || Role.allCases.allSatisfy { !scopes($0, action).isEmpty }
  }

  /// What may be done without a sign-in.
  package static let signedOut: Set<Action> = [.accountRegister, .supportUse]
  /// What a signed-in person may do without a role, or before one is chosen.
  package static let withoutRole: Set<Action> = [
    .accountRead, .accountOwn, .accountRegister, .passwordOwn, .proofOwn, .consentOwn, .supportUse, .logRead, .undo,
  ]
  /// What an account without a confirmed address may do.
  package static let unconfirmed: Set<Action> = withoutRole

  private static let everyoneOwn: [Role: Set<Scope>] = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, [.own]) })
  private static let everyoneSchool: [Role: Set<Scope>] = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, [.school]) })

  private static let table: [Action: [Role: Set<Scope>]] = [
    .rosterRead: [.teacher: [.course, .form], .methodist: [.school], .admin: [.school]],
    .rosterWrite: [.admin: [.school]],
    .timetableRead: [
      .student: [.own], .parent: [.child], .teacher: [.school], .methodist: [.school], .admin: [.school],
    ],
    .timetableWrite: [.admin: [.school]],
    .calendarWrite: [.admin: [.school]],
    .planRead: [.teacher: [.course, .form], .methodist: [.school], .admin: [.school]],
    .planWrite: [.teacher: [.course], .admin: [.school]],
    .journalRead: [.teacher: [.course, .form], .admin: [.school]],
    .journalWrite: [.teacher: [.course], .admin: [.school]],
    .attendanceWrite: [.teacher: [.course, .form], .admin: [.school]],
    .certificateRead: [.teacher: [.form], .admin: [.school]],
    .termClose: [.admin: [.school]],
    .diaryRead: [.student: [.own], .parent: [.child], .teacher: [.form], .admin: [.school]],
    .familyWrite: [.parent: [.child]],
    .diaryWrite: [.student: [.own]],
    .statsRead: [.teacher: [.course, .form], .methodist: [.school], .admin: [.school]],
    .libraryRead: everyoneSchool,
    .libraryWrite: [.teacher: [.school], .methodist: [.school], .provider: [.school], .admin: [.school]],
    .libraryUse: everyoneOwn,
    .librarySubmit: [.teacher: [.own], .provider: [.own]],
    .libraryVerify: [.methodist: [.school], .admin: [.school]],
    .quizWrite: [.teacher: [.course], .methodist: [.school], .admin: [.school]],
    .quizTake: [.student: [.own]],
    .quizRead: [.student: [.own], .parent: [.child], .teacher: [.course], .methodist: [.school], .admin: [.school]],
    .chatUse: everyoneOwn,
    .chatReportRead: [.admin: [.school]],
    .callSetup: [.admin: [.school]],
    .inboxRead: everyoneOwn,
    .accountRead: everyoneOwn,
    .accountOwn: everyoneOwn,
    .accountManage: [.admin: [.school]],
    .accountRegister: everyoneOwn,
    .passwordOwn: everyoneOwn,
    .proofOwn: everyoneOwn,
    .consentOwn: everyoneOwn,
    .supportUse: everyoneOwn,
    .supportManage: [.admin: [.school]],
    .outboxRead: [.admin: [.school]],
    .personErase: [.admin: [.school]],
    .logRead: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.school]],
    .undo: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.school]],
  ]
}

extension Action {
  /// The noun of the command line, and whether it changes something: what the scopes of a token are made of.
  /// `nil` for what no token may do.
  public var tokenScope: (noun: String, writes: Bool)? {
    switch self {
    case .rosterRead: ("roster", false)
    case .rosterWrite: ("roster", true)
    case .timetableRead: ("timetable", false)
    case .timetableWrite, .calendarWrite: ("timetable", true)
    case .planRead: ("plan", false)
    case .planWrite: ("plan", true)
    case .journalRead, .certificateRead: ("journal", false)
    case .journalWrite, .attendanceWrite, .termClose: ("journal", true)
    case .diaryRead: ("diary", false)
    case .familyWrite: ("family", true)
    case .diaryWrite: ("diary", true)
    case .statsRead: ("stats", false)
    case .libraryRead: ("library", false)
    case .libraryWrite, .libraryUse, .librarySubmit, .libraryVerify: ("library", true)
    case .quizRead: ("quiz", false)
    case .quizWrite, .quizTake: ("quiz", true)
    case .chatUse: ("chat", true)
    case .inboxRead: ("inbox", false)
    case .accountRead: ("account", false)
    case .accountOwn: ("account", true)
    case .supportUse, .supportManage: ("support", true)
    case .outboxRead: ("outbox", false)
    case .logRead: ("record", false)
    case .undo: ("record", true)
    case .chatReportRead, .callSetup, .accountManage, .accountRegister, .passwordOwn, .proofOwn, .consentOwn, .personErase: nil
    }
  }

  /// Whether it changes something.
  public var writes: Bool { tokenScope?.writes ?? true }

  /// The nouns that scopes can name.
  public static var tokenNouns: [String] { Array(Set(allCases.compactMap { $0.tokenScope?.noun })).sorted() }
}
