import Basics
import SchoolChat

/// Why a message cannot be sent or read, in words.
extension ChatFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .toOneself: return told(Text(en: "that is yourself", ru: "это вы сами"))
    case .emptyMessage: return told(Text(en: "the message is empty", ru: "сообщение пустое"))
    case .tooLong(let limit):
      return told(Text(en: "the message is longer than \(limit) characters", ru: "сообщение длиннее \(limit) знаков"))
    case .noChat(let name):
      return told(Text(en: "there is no such chat: “\(name)”", ru: "нет такого чата: «\(name)»"), hint: Text("myschool chat list"))
    case .outOfReach(let name):
      return told(
        Text(en: "“\(name)”: nobody like that among those you may write to", ru: "«\(name)»: нет такого среди тех, кому вы можете писать"),
        hint: Text("myschool chat list"))
    }
  }
}
