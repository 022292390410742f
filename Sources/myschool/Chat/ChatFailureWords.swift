import Basics
import SchoolChat
import SchoolModel

/// Why a message cannot be sent or read, in words.
extension ChatFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .toOneself: return told(Text(en: "that is yourself", ru: "это вы сами"))
    case .emptyMessage: return told(Text(en: "the message is empty", ru: "сообщение пустое"))
    case .notText:
      return told(
        Text(en: "the message is not text in UTF-8", ru: "сообщение — не текст в UTF-8"),
        hint: Text(en: "a file goes with --attach FILE", ru: "файл прикладывают так: --attach ФАЙЛ"))
    case .tooLong(let limit):
      return told(
        Text(en: "the message is longer than \(limit) characters", ru: "сообщение длиннее \(limit) знаков"),
        hint: Text(en: "send it as a file: --attach FILE", ru: "отправьте файлом: --attach ФАЙЛ"))
    case .noChat(let name):
      return told(Text(en: "there is no such chat: “\(name)”", ru: "нет такого чата: «\(name)»"), hint: Text("myschool chat list"))
    case .noMessage(let number):
      return told(Text(en: "there is no such message: \(number)", ru: "нет такого сообщения: \(number)"), hint: Text("myschool chat list"))
    case .outOfReach(let name):
      return told(
        Text(en: "“\(name)”: nobody like that among those you may write to", ru: "«\(name)»: нет такого среди тех, кому вы можете писать"),
        hint: Text("myschool chat list"))
    case .readOnly(let name):
      return told(Text(en: "“\(name)” is only to be read", ru: "«\(name)» можно только читать"), hint: Text("myschool chat list"))
    case .silenced(let until):
      return told(Text(en: "you may not write here until \(until.words.en)", ru: "до \(until.words.ru) писать сюда нельзя"))
    case .notOwnMessage(let number):
      return told(
        Text(en: "message \(number) is not yours", ru: "сообщение \(number) не ваше"),
        hint: Text(
          en: "who moderates the chat: myschool chat members CHAT", ru: "ведущий чата: myschool chat members ЧАТ"))
    case .notModerator(let chat):
      return told(
        Text(en: "that is for who moderates “\(chat)”", ru: "это может только ведущий чата «\(chat)»"),
        hint: Text("myschool chat members '\(chat)'"))
    case .tooLateToEdit(let number, let minutes):
      return told(
        Text(
          en: "message \(number) can be changed for \(minutes / 60) hours only",
          ru: "сообщение \(number) можно было изменить только в течение \(Counting.plural(minutes / 60, "часа", "часов", "часов"))"),
        hint: Text("myschool chat delete \(number)"))
    case .deletedAlready(let number):
      return told(Text(en: "message \(number) is deleted", ru: "сообщение \(number) удалено"))
    case .reasonNeeded:
      return told(
        Text(en: "another's message is deleted for a reason", ru: "чужое сообщение удаляют с указанием причины"),
        hint: Text("--reason TEXT"))
    case .titleTaken(let title):
      return told(Text(en: "you have a group “\(title)” already", ru: "группа «\(title)» у вас уже есть"), hint: Text("myschool chat list"))
    case .badTitle(let title):
      return told(
        Text(en: "“\(title)” cannot be the name of a group", ru: "группу нельзя назвать «\(title)»"),
        hint: Text(
          en: "one line of up to 100 characters, no number and no form", ru: "одна строка до 100 знаков, не число и не название класса"))
    case .notAGroup(let name):
      return told(
        Text(en: "“\(name)” is no group", ru: "«\(name)» — не группа"),
        hint: Text(en: "chats of forms follow the roster", ru: "состав чатов класса берётся из списков школы"))
    case .notAMember(let name, let chat):
      return told(
        Text(en: "“\(name)” is nobody of “\(chat)”", ru: "в чате «\(chat)» нет такого участника: «\(name)»"),
        hint: Text("myschool chat members '\(chat)'"))
    case .titleOfPerson(let title):
      return told(
        Text(en: "“\(title)” is a person; call the group otherwise", ru: "«\(title)» — это человек; назовите группу иначе"))
    case .noMessagesYet(let chat):
      return told(
        Text(
          en: "nothing was written in “\(chat)” yet; mute it after the first message",
          ru: "в чате «\(chat)» ещё ничего не писали; уведомления отключают после первого сообщения"))
    case .lastLeader(let chat):
      return told(
        Text(
          en: "nobody of the staff would be left in “\(chat)”",
          ru: "в группе «\(chat)» не останется никого из сотрудников"),
        hint: Text(
          en: "add somebody of the staff first: myschool chat members '\(chat)' --add LOGIN",
          ru: "сначала добавьте сотрудника: myschool chat members '\(chat)' --add ЛОГИН"))
    case .reportedAlready(let message, let report):
      return told(
        Text(
          en: "you reported message \(message) already: report \(report) waits",
          ru: "на сообщение \(message) вы уже пожаловались: жалоба \(report) ждёт рассмотрения"))
    case .noLastMessage(let chat):
      return told(Text(en: "you have written nothing in “\(chat)”", ru: "в чате «\(chat)» вы ещё ничего не писали"))
    case .noReport(let number):
      return told(Text(en: "there is no report \(number)", ru: "нет жалобы \(number)"), hint: Text("myschool chat report list --all"))
    case .attachmentTooLarge(let name, let limit):
      return told(
        Text(en: "\(name) has more than \(limit >> 20) MiB", ru: "файл больше \(limit >> 20) МиБ: \(name)"))
    case .tooManyAttachments(let limit):
      return told(
        Text(
          en: "a message has at most \(limit) attachments",
          ru: "у сообщения не больше \(Counting.plural(limit, "вложения", "вложений", "вложений"))"))
    case .tooManyMembers(let limit):
      return told(
        Text(
          en: "a group has at most \(limit) members",
          ru: "в группе не больше \(Counting.plural(limit, "участника", "участников", "участников"))"))
    case .noAttachment(let message, let number):
      return told(
        Text(en: "message \(message) has no attachment \(number)", ru: "у сообщения \(message) нет вложения \(number)"))
    }
  }
}
