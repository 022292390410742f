import Basics
import Record
import Tabular

/// Every table of the school but those of the record itself.
public enum SchoolTables {
  /// Children before parents: the other way round, applying the undo of a cascade stops half-way.
  package static let recorded: [SchoolTable] = [
    .quizResponse, .quizAttempt, .quizAssignee, .quizAssignment, .quizFile, .quizAnswer, .quizQuestion, .quiz,
    .handChangedField, .externalID, .absenceNotice, .signature, .attachment, .homeworkDone, .announcedWork, .substitution, .movedDay,
    .specialBell, .bell,
    .planTopicItem, .planCorrection, .planTopic, .exemption, .journalException, .termClosing, .termMark, .setting, .supportMessage,
    .supportTicket,
    .preference, .chatReportText, .chatReport, .call, .messageFile, .messageVersion, .message, .chatSilence, .chatMember, .chat,
    .libraryComplaint, .libraryRating,
    .libraryShare, .libraryShelf, .libraryVersion, .libraryItem, .attendance, .mark, .lesson, .timetableEntry, .courseMember,
    .courseTeacher,
    .course, .subject, .guardian, .enrolment, .formLeading, .form, .staff, .roleGrant, .identifier, .account, .person, .markValue,
    .workKind, .dayOff,
    .term, .year, .school,
  ]

  /// What is not recorded, children before parents.
  package static let unrecorded: [SchoolTable] = [
    .confirmation, .addressClaim, .recoveryCode, .secondFactor, .serviceToken, .consent, .session, .password, .invitation, .personalAccess,
    .reportSent, .commentReading, .lessonDraft, .quizDraft, .quizSitting, .chatReading, .chatMute, .messageText, .callRoom, .callServer,
    .callLink, .newsPlace, .libraryUse, .libraryWord, .libraryFile, .outbox,
    .securityKey, .attempt,
    .lessonSum,
  ]

  public static let all = unrecorded + recorded
  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  public static func named(_ name: String) -> SchoolTable? { byName[name] }

  /// What the columns of tables are called.
  public static var columnWords: [String: Text] { ColumnWords.words }
  /// What a row of each recorded table is called.
  public static let rowWords = Dictionary(uniqueKeysWithValues: recorded.map { ($0.name, $0.word) })

  /// What receipts count, in the order they name it.
  public static func counted(_ name: String) -> Counted? { Counted.order.first { $0.name == name } }
}
