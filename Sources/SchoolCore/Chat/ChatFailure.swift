import Basics
import SchoolModel

/// Why a message cannot be sent or read.
///
/// Whom one writes to is refused in one way, whether there is such a person, chat or group or not; and so is what one reads.
public enum ChatFailure: Failure, Equatable {
  case toOneself
  case emptyMessage
  case notText
  case tooLong(limit: Int)
  case noChat(String)
  /// A message there is not, or that is not one's own to see.
  case noMessage(String)
  /// Somebody there is not, or whom one may not write to: nobody is told which.
  case outOfReach(String)
  /// One reads a chat in which one cannot write any more.
  case readOnly(String)
  case silenced(until: LocalTime)
  case notOwnMessage(Int)
  case notModerator(String)
  case tooLateToEdit(Int, minutes: Int)
  case deletedAlready(Int)
  case reasonNeeded
  case titleTaken(String)
  case badTitle(String)
  case titleOfPerson(String)
  /// Others would stay in a group in which nobody of the staff is left.
  case lastLeader(String)
  case reportedAlready(message: Int, report: Int)
  case notAGroup(String)
  case notAMember(String, chat: String)
  case noLastMessage(String)
  /// A chat there is nothing to mute in before the first message.
  case noMessagesYet(String)
  case noReport(Int)
  case attachmentTooLarge(name: String, limit: Int)
  case tooManyAttachments(limit: Int)
  case tooManyMembers(limit: Int)
  case noAttachment(message: Int, number: Int)

  public var exit: ExitCode {
    switch self {
    case .noChat, .noMessage, .noReport, .noAttachment, .noLastMessage: .notFound
    case .notOwnMessage, .notModerator: .notPermitted
    case .reportedAlready: .done
    default: .badData
    }
  }

  public var key: String {
    switch self {
    case .toOneself: "chat.self"
    case .emptyMessage: "chat.empty"
    case .notText: "chat.encoding"
    case .tooLong: "chat.long"
    case .noChat: "chat.unknown"
    case .noMessage: "chat.message"
    case .outOfReach: "chat.reach"
    case .readOnly: "chat.read-only"
    case .silenced: "chat.silenced"
    case .notOwnMessage: "chat.others"
    case .notModerator: "chat.moderator"
    case .tooLateToEdit: "chat.late"
    case .deletedAlready: "chat.deleted"
    case .reasonNeeded: "chat.reason"
    case .titleTaken, .titleOfPerson: "chat.title-taken"
    case .lastLeader: "chat.last-leader"
    case .noMessagesYet: "chat.unused"
    case .reportedAlready: "chat.reported"
    case .badTitle: "chat.title"
    case .notAGroup: "chat.no-group"
    case .notAMember: "chat.no-member"
    case .noLastMessage: "chat.no-last"
    case .noReport: "chat.report"
    case .attachmentTooLarge: "chat.attachment-large"
    case .tooManyAttachments: "chat.attachments-many"
    case .tooManyMembers: "chat.members-many"
    case .noAttachment: "chat.attachment"
    }
  }
}
