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
  case journalRead = "journal-read"
  case journalWrite = "journal-write"
  case diaryRead = "diary-read"
  case statsRead = "stats-read"
  case libraryRead = "library-read"
  case libraryWrite = "library-write"
  case chatUse = "chat-use"
  case accountOwn = "account-own"
  case accountManage = "account-manage"
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

  private static let everyoneOwn: [Role: Set<Scope>] = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, [.own]) })
  private static let everyoneSchool: [Role: Set<Scope>] = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, [.school]) })

  private static let table: [Action: [Role: Set<Scope>]] = [
    .rosterRead: [.teacher: [.course, .form], .methodist: [.school], .admin: [.school]],
    .rosterWrite: [.admin: [.school]],
    .timetableRead: [
      .student: [.own], .parent: [.child], .teacher: [.school], .methodist: [.school], .admin: [.school],
    ],
    .timetableWrite: [.admin: [.school]],
    .journalRead: [.teacher: [.course, .form], .admin: [.school]],
    .journalWrite: [.teacher: [.course], .admin: [.school]],
    .diaryRead: [.student: [.own], .parent: [.child], .teacher: [.form], .admin: [.school]],
    .statsRead: [.teacher: [.course, .form], .methodist: [.school], .admin: [.school]],
    .libraryRead: everyoneSchool,
    .libraryWrite: [.teacher: [.school], .methodist: [.school], .provider: [.school], .admin: [.school]],
    .chatUse: everyoneOwn,
    .accountOwn: everyoneOwn,
    .accountManage: [.admin: [.school]],
    .logRead: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.school]],
    .undo: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.school]],
  ]
}

/// Who acts, and in which role.
public struct Actor: Sendable, Equatable {
  public var personID: Int
  public var accountID: Int?
  public var name: String
  public var roles: [Role]
  /// The role chosen; `nil` when there are several and none was.
  public var role: Role?

  public init(personID: Int, accountID: Int?, name: String, roles: [Role], role: Role?) {
    self.personID = personID
    self.accountID = accountID
    self.name = name
    self.roles = roles
    self.role = role
  }
}

/// Why somebody may not act.
public enum AccessFailure: Failure, Equatable {
  case notSignedIn
  case sessionExpired
  case roleNeeded([Role])
  case notThisRole(Role, Action, others: [Role])
  /// The role may do this, but not to this course, student or form.
  case notYours(Action, what: String)

  public var exit: ExitCode {
    switch self {
    case .notSignedIn, .sessionExpired, .roleNeeded: .signIn
    case .notThisRole, .notYours: .notPermitted
    }
  }

  public var key: String {
    switch self {
    case .notSignedIn: "session.none"
    case .sessionExpired: "session.expired"
    case .roleNeeded: "role.needed"
    case .notThisRole: "role.notPermitted"
    case .notYours: "scope.notPermitted"
    }
  }
}
