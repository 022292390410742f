import Basics
import Record

/// Why something cannot be undone or looked at, in words.
extension RecordFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .noSuchOperation(let number):
      return told(Text(en: "no operation \(number)", ru: "нет действия \(number)"), hint: Text("myschool log"))
    case .nothingToUndo: return told(Text(en: "nothing of yours to undo", ru: "отменять нечего"), hint: Text("myschool log"))
    case .nothingToRedo: return told(Text(en: "nothing to redo", ru: "возвращать нечего"), hint: Text("myschool log"))
    case .notUndoable(let number, let kind):
      let reason: Text =
        kind == "security"
        ? Text(en: "passwords and sign-ins are not undone", ru: "пароли и входы не отменяются")
        : Text(en: "it made the school", ru: "оно создало школу")
      return told(Text(en: "operation \(number) cannot be undone: \(reason.en)", ru: "действие \(number) отменить нельзя: \(reason.ru)"))
    case .alreadyUndone(let number, let by):
      return told(
        Text(en: "operation \(number) is already undone by \(by)", ru: "действие \(number) уже отменено действием \(by)"),
        hint: Text("myschool redo \(number)"))
    case .notUndone(let number): return told(Text(en: "operation \(number) is in force", ru: "действие \(number) в силе"))
    case .handedIn(let number):
      return told(
        Text(en: "operation \(number) handed a quiz in, which stands", ru: "действие \(number) — сдача теста, её не отменяют"),
        hint: Text(en: "ask the teacher for one more attempt", ru: "попросите учителя дать ещё одну попытку"))
    case .othersOperation(let number):
      return told(
        Text(en: "operation \(number) is somebody else's", ru: "действие \(number) — не ваше"),
        hint: Text(en: "ask the administrator", ru: "обратитесь к администратору"))
    case .struckOut(let number, let by):
      return told(
        Text(
          en: "operation \(number) cannot come back: operation \(by) struck personal data out of it",
          ru: "действие \(number) не вернуть: действием \(by) из него вычеркнуты личные данные"))
    case .latestNotUndoable(let number, let command, let before):
      let about = command.map { " (\($0))" } ?? ""
      return told(
        Text(
          en: "your latest operation, \(number)\(about), is not undone: passwords, sign-ins, keys and erasures stay",
          ru: "ваше последнее действие, \(number)\(about), не отменяется: пароли, входы, ключи и уничтожение данных остаются"),
        hint: Text(en: "the one before it: myschool undo \(before)", ru: "предыдущее: myschool undo \(before)"))
    case .messageRead(let number, let message, let callNumber, let before):
      let way = callNumber.map { "myschool chat call cancel \($0)" } ?? "myschool chat delete \(message)"
      return told(
        Text(
          en: "operation \(number) is not undone: message \(message) has been read",
          ru: "действие \(number) не отменить: сообщение \(message) уже прочитали"),
        hint: before.map {
          Text(
            en: "take it away: \(way); the operation before it: myschool undo \($0)",
            ru: "убрать его: \(way); отменить предыдущее действие: myschool undo \($0)")
        } ?? Text(en: "take it away: \(way)", ru: "убрать его: \(way)"))
    case .othersTalk(let number):
      return told(
        Text(
          en: "operation \(number) is in a chat: only who did it takes it back",
          ru: "действие \(number) — из переписки: отменить его может только автор"),
        hint: Text(
          en: "a moderator deletes messages: myschool chat delete N --reason TEXT",
          ru: "ведущий чата удаляет сообщения: myschool chat delete N --reason ТЕКСТ"))
    case .laterMessage(let number):
      return told(
        Text(
          en: "operation \(number) does not come back: messages were written after it",
          ru: "действие \(number) не вернуть: после него уже писали сообщения"),
        hint: Text(en: "send it anew: myschool chat send PERSON TEXT", ru: "отправьте заново: myschool chat send ЧЕЛОВЕК ТЕКСТ"))
    case .notYet(let day):
      return told(
        Text(en: "\(day) has not come yet", ru: "\(Problem.date(day)) ещё не наступило"),
        hint: Text(en: "the past alone is looked at: --as-of 2026-09-30", ru: "смотреть можно только в прошлое: --as-of 2026-09-30"))
    case .nothingThen(let day):
      return told(Text(en: "there was no school on \(day)", ru: "школы в этот день ещё не было: \(day)"), hint: Text("myschool log"))
    case .pastIsFixed:
      return told(
        Text(en: "the past is only looked at", ru: "прошлое можно только смотреть"),
        hint: Text(en: "leave out --as-of and --at", ru: "уберите --as-of и --at"))
    case .migrationBetween(let number, let migration):
      return told(
        Text(
          en: "the file's form has changed since operation \(number) (operation \(migration))",
          ru: "после действия \(number) изменилось устройство файла (действие \(migration))"))
    case .conflict(let number, let later, _):
      guard let later else {
        return told(
          Text(
            en: "operation \(number) cannot be undone: what it made has changed since",
            ru: "действие \(number) не отменить: сделанное им с тех пор изменилось"))
      }
      return told(
        Text(
          en: "operation \(number) cannot be undone: operation \(later) changed the same since",
          ru: "действие \(number) не отменить: то же самое позже изменило действие \(later)"),
        hint: Text(
          en: "see it: myschool log show \(later); undo it first: myschool undo \(later)",
          ru: "посмотреть: myschool log show \(later); сначала отменить его: myschool undo \(later)"))
    case .damagedPart(let operation, let part):
      return told(
        Text(en: "operation \(operation), part \(part): damaged", ru: "действие \(operation), часть \(part): повреждено"),
        hint: Text("myschool db check"))
    }
  }
}
