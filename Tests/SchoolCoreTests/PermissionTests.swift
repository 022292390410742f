import Basics
import Testing

@testable import SchoolModel
@testable import SchoolSheets

@Suite("The permission table")
struct PermissionTests {
  /// Written out by hand, cell by cell: a change of the table must be a change here.
  private static let expected: [Action: [Role: Set<Scope>]] = [
    .rosterRead: [.teacher: [.course, .form], .methodist: [.school], .admin: [.school]],
    .rosterWrite: [.admin: [.school]],
    .timetableRead: [.student: [.own], .parent: [.child], .teacher: [.school], .methodist: [.school], .admin: [.school]],
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
    .libraryRead: [
      .student: [.school], .parent: [.school], .teacher: [.school], .methodist: [.school], .provider: [.school], .admin: [.school],
    ],
    .libraryWrite: [.teacher: [.school], .methodist: [.school], .provider: [.school], .admin: [.school]],
    .libraryUse: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.own]],
    .librarySubmit: [.teacher: [.own], .provider: [.own]],
    .libraryVerify: [.methodist: [.school], .admin: [.school]],
    .quizWrite: [.teacher: [.course], .methodist: [.school], .admin: [.school]],
    .quizTake: [.student: [.own]],
    .quizRead: [.student: [.own], .parent: [.child], .teacher: [.course], .methodist: [.school], .admin: [.school]],
    .chatUse: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.own]],
    .inboxRead: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.own]],
    .chatReportRead: [.admin: [.school]],
    .callSetup: [.admin: [.school]],
    .accountOwn: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.own]],
    .accountRead: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.own]],
    .accountManage: [.admin: [.school]],
    .accountRegister: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.own]],
    .passwordOwn: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.own]],
    .proofOwn: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.own]],
    .consentOwn: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.own]],
    .supportUse: [.student: [.own], .parent: [.own], .teacher: [.own], .methodist: [.own], .provider: [.own], .admin: [.own]],
    .supportManage: [.admin: [.school]],
    .outboxRead: [.admin: [.school]],
    .personErase: [.admin: [.school]],
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

  @Test("without a sign-in one may register and ask for help; without a role, see to one's own account")
  func closed() throws {
    let school = try School(creating: ":memory:", clock: .fixed(Instant(milliseconds: 0)))
    for action in Action.allCases {
      school.actor = nil
      if [.accountRegister, .supportUse].contains(action) {
        #expect(try school.authorize(action).actor == .nobody)
      } else {
        #expect(throws: AccessFailure.notSignedIn) { try school.authorize(action) }
      }
      school.actor = Actor(personID: 1, accountID: nil, name: "", roles: [.parent, .teacher], role: nil)
      if [.accountRead, .accountOwn, .accountRegister, .passwordOwn, .proofOwn, .consentOwn, .supportUse, .logRead, .undo].contains(action)
      {
        #expect(try school.authorize(action).scopes == [.own])
      } else {
        #expect(throws: AccessFailure.roleNeeded([.parent, .teacher])) { try school.authorize(action) }
      }
    }
  }

  @Test("a sign-in of lower standing opens what it says and nothing else")
  func standings() throws {
    let school = try School(creating: ":memory:", clock: .fixed(Instant(milliseconds: 0)))
    let open: [Standing: Set<Action>] = [
      .unconfirmed: [.accountRead, .accountOwn, .accountRegister, .passwordOwn, .proofOwn, .consentOwn, .supportUse, .logRead, .undo],
      .passwordTemporary: [.passwordOwn],
      .consentMissing: [.consentOwn],
    ]
    let refusals: [Standing: AccessFailure] = [
      .unconfirmed: .unconfirmed(.none), .passwordTemporary: .passwordTemporary, .consentMissing: .consentMissing,
    ]
    for (standing, actions) in open {
      for action in Action.allCases {
        var actor = Actor(personID: 1, accountID: 1, name: "", roles: [.admin], role: .admin)
        actor.standing = standing
        school.actor = actor
        if actions.contains(action) {
          #expect(throws: Never.self) { try school.authorize(action) }
        } else {
          #expect(throws: refusals[standing]!) { try school.authorize(action) }  // one for each standing above
        }
      }
    }
  }

  @Test("a token does what its scopes name, reading within writing, and never manages accounts")
  func tokens() throws {
    let school = try School(creating: ":memory:", clock: .fixed(Instant(milliseconds: 0)))
    func allowed(_ scopes: [String]) -> Set<Action> {
      var actor = Actor(personID: 1, accountID: 1, name: "", roles: [.admin], role: .admin)
      actor.token = TokenScopes(id: 1, scopes: scopes)
      school.actor = actor
      return Set(Action.allCases.filter { (try? school.authorize($0)) != nil })
    }
    #expect(allowed(["journal:read"]) == [.journalRead, .certificateRead])
    #expect(
      allowed(["journal:write", "stats:read"]) == [.journalRead, .certificateRead, .journalWrite, .attendanceWrite, .termClose, .statsRead])
    let never: Set<Action> = [
      .accountManage, .accountRegister, .passwordOwn, .proofOwn, .consentOwn, .personErase, .familyWrite, .diaryWrite, .librarySubmit,
      .quizTake, .chatReportRead, .callSetup,
    ]
    #expect(allowed(["all:write"]) == Set(Action.allCases).subtracting(never))
    #expect(allowed(["all:read"]).allSatisfy { $0.tokenScope?.writes == false })
    #expect(TokenScopes.parse("journal:read,all:write") == ["journal:read", "all:write"])
    for wrong in ["", "journal", "journal:", "journal:all", "journals:read", "journal:read;stats:read"] {
      #expect(TokenScopes.parse(wrong) == nil, "\(wrong)")
    }
  }
}
