import Testing

@testable import SchoolCore

@Suite("The permission table")
struct PermissionTests {
  /// Written out by hand, cell by cell: a change of the table must be a change here.
  private static let expected: [Action: [Role: Set<Scope>]] = [
    .rosterRead: [.teacher: [.course, .form], .methodist: [.school], .admin: [.school]],
    .rosterWrite: [.admin: [.school]],
    .timetableRead: [.student: [.own], .parent: [.child], .teacher: [.school], .methodist: [.school], .admin: [.school]],
    .timetableWrite: [.admin: [.school]],
    .journalRead: [.teacher: [.course, .form], .admin: [.school]],
    .journalWrite: [.teacher: [.course], .admin: [.school]],
    .diaryRead: [.student: [.own], .parent: [.child], .teacher: [.form], .admin: [.school]],
    .statsRead: [.teacher: [.course, .form], .methodist: [.school], .admin: [.school]],
    .libraryRead: [
      .student: [.school], .parent: [.school], .teacher: [.school], .methodist: [.school], .provider: [.school], .admin: [.school],
    ],
    .libraryWrite: [.teacher: [.school], .methodist: [.school], .provider: [.school], .admin: [.school]],
    .chatUse: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.own]],
    .accountOwn: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.own]],
    .accountManage: [.admin: [.school]],
    .logRead: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.school]],
    .undo: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.school]],
  ]

  @Test("every role and action is as written down", arguments: Role.allCases)
  func cells(role: Role) throws {
    let school = try School(creating: ":memory:", clock: .fixed(Instant(milliseconds: 1_790_000_000_000)))
    for action in Action.allCases {
      let scopes = Self.expected[action]?[role] ?? []
      #expect(Permissions.scopes(role, action) == scopes, "\(role) \(action)")
      // The doors read the same table.
      school.actor = Actor(personID: 1, accountID: nil, name: "", roles: [role], role: role)
      if scopes.isEmpty {
        #expect(throws: AccessFailure.notThisRole(role, action, others: [])) { try school.authorize(action) }
      } else {
        #expect(try school.authorize(action).scopes == scopes)
      }
    }
  }

  @Test("nobody signed in may do nothing, and several roles without a choice neither")
  func closed() throws {
    let school = try School(creating: ":memory:", clock: .fixed(Instant(milliseconds: 0)))
    for action in Action.allCases {
      school.actor = nil
      #expect(throws: AccessFailure.notSignedIn) { try school.authorize(action) }
      school.actor = Actor(personID: 1, accountID: nil, name: "", roles: [.parent, .teacher], role: nil)
      #expect(throws: AccessFailure.roleNeeded([.parent, .teacher])) { try school.authorize(action) }
    }
  }
}
