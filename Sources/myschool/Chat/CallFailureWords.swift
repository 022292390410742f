import Basics
import SchoolChat
import SchoolModel

/// Why a call cannot be made or joined, in words.
extension CallFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .notSetUp:
      return told(
        Text(en: "calls are not set up here", ru: "видеовстречи здесь не настроены"),
        hint: Text(
          en: "the administrator: myschool chat call setup --kind jitsi --address https://… --secret-from FILE",
          ru: "администратор: myschool chat call setup --kind jitsi --address https://… --secret-from ФАЙЛ"))
    case .noCall(let number):
      return told(
        Text(en: "there is no such call: \(number)", ru: "нет такой видеовстречи: \(number)"), hint: Text("myschool chat call list"))
    case .tooEarly(let number, let from):
      return told(
        Text(en: "call \(number) is not open yet", ru: "видеовстреча \(number) ещё не открыта"),
        hint: Text(en: "from \(from.words.en) on", ru: "откроется \(from.words.ru)"))
    case .over(let number, let at):
      return told(
        Text(en: "call \(number) is over since \(at.words.en)", ru: "видеовстреча \(number) закончилась \(at.words.ru)"),
        hint: Text("myschool chat call list"))
    case .cancelled(let number):
      return told(Text(en: "call \(number) is cancelled", ru: "видеовстреча \(number) отменена"), hint: Text("myschool chat call list"))
    case .notStaff: return told(Text(en: "calls are announced by the staff", ru: "видеовстречи объявляют сотрудники"))
    case .notYours(let number):
      return told(
        Text(en: "call \(number) is for who called to manage", ru: "распоряжаться видеовстречей \(number) может созвавший её"))
    case .badStart(let text):
      return told(
        Text(en: "“\(text)” is no day and time", ru: "«\(text)» — не день и время"),
        hint: Text("--start '29.10 18:00'"))
    case .startsInPast(let text):
      return told(
        Text(en: "“\(text)” is over", ru: "«\(text)» уже прошло"), hint: Text("--start '29.10 18:00'"))
    case .badMinutes:
      return told(Text(en: "a call takes 5 to 1440 minutes", ru: "встреча длится от 5 до 1440 минут"), hint: Text("--minutes 45"))
    case .badAddress(let address):
      return told(
        Text(en: "“\(address)” is no address of such a server", ru: "«\(address)» — не адрес такого сервера"),
        hint: Text(
          en: "https://meet.example.org; for a template https://v.example.org/{room}?name={name}",
          ru: "https://meet.example.org; для template https://v.example.org/{room}?name={name}"))
    case .secretNeeded(let kind):
      return told(Text(en: "\(kind) needs a secret", ru: "для \(kind) нужен секрет"), hint: Text("--secret-from FILE"))
    case .noSecretNeeded: return told(Text(en: "a template has no secret", ru: "у template нет секрета"))
    case .opensItself:
      return told(
        Text(en: "only BigBlueButton has rooms to open", ru: "открывать комнаты нужно только в BigBlueButton"),
        hint: Text("myschool chat call join N"))
    case .notMeetingInfo:
      return told(
        Text(en: "that is no answer to getMeetingInfo", ru: "это не ответ на getMeetingInfo"))
    case .nobodyCame(let number): return told(Text(en: "nobody came to call \(number)", ru: "на видеовстрече \(number) никого не было"))
    }
  }
}
