import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

enum ChatCommands {
  static let noun: Command = Command(
    "chat", Text(en: "Messages between people of the school", ru: "Переписка"),
    discussion: Text(
      en:
        "Each form has three chats that follow the roster: 5А (students and the form teacher), 5А-родители, 5А-учителя; the staff have сотрудники. Groups are made by the staff; a chat of two comes with the first message. A message that nobody has read is taken back with undo; one that was read is deleted with chat delete. Who may write to whom: help permissions.",
      ru:
        "У каждого класса три чата, состав которых берётся из списков школы: 5А (ученики и классный руководитель), 5А-родители, 5А-учителя; у сотрудников есть чат «сотрудники». Группы создают сотрудники; личный чат появляется с первым сообщением. Непрочитанное сообщение можно отменить (undo), прочитанное — удалить (chat delete). Кому можно писать: help permissions."
    ),
    children: {
      [
        list, send, read, reply, edit, delete, create, members, leave, search, receipts, pin, silence, mute, attachment, export, watch,
        ChatReport.noun, ChatCall.noun,
      ]
    })

  static let chat = Operand.one(
    ValueKind(.chat), Text(en: "The chat: its number, its name, or the other one's name", ru: "Чат: номер, название или имя собеседника"))
  static let message = Operand.one(
    ValueKind(.number), Text(en: "The number of the message", ru: "Номер сообщения"))
  static let off = Option.flag("off", Text(en: "Take it back", ru: "Снять"))
  static let last = Option<Int?>.value(
    "last", nil, .number, expected: Text(en: "a number", ru: "число"), Text(en: "Only the last so many", ru: "Только столько последних")
  ) { Int($0).flatMap { $0 > 0 ? $0 : nil } }
  static let reason = Option.text(
    "reason", nil, ValueKind(.text, isSecret: true), Text(en: "Why", ru: "Почему"))

  /// The number of a message, as it is typed: `5`, `№5`, `#5`.
  static func number(_ text: String) throws -> Int {
    guard let number = Int(text.drop { "№#".contains($0) }), number > 0 else {
      throw UsageFailure(.badValue(option: "N", value: text, expected: Text(en: "the number of a message", ru: "номер сообщения")))
    }
    return number
  }
}

/// Where the words of a message come from: the command line, standard input, or the editor.
enum MessageInput {
  /// What people write to one another is theirs: the record keeps no word of it.
  static let text = Operand.optional(
    ValueKind(.message, placeholder: "TEXT", isSecret: true),
    Text(en: "The message; without it, or for -, standard input is read", ru: "Сообщение; без него или при - читается стандартный ввод"))
  static let editor = Option.flag("edit", "e", Text(en: "Write it in your editor", ru: "Написать в своём редакторе"))
  static let attach = Option.texts(
    "attach", nil, .file, Text(en: "A file to go with it, up to 10 MiB; may be repeated", ru: "Приложить файл, до 10 МиБ; можно повторить"))

  /// Takes the words and the files of a message, hands them to `send`, and lets go of what was not sent.
  static func send(
    _ call: Call, _ session: Session, draft: String = "", _ send: @escaping (MessageDraft) throws -> Answer
  ) throws -> Answer {
    let chat = try session.school().chat
    let files = call[attach]
    func take(_ typed: String) throws -> Answer {
      var message = try MessageDraft(typed)
      for name in files {
        let source = try session.source(name)
        try chat.attach(session.shownName(name), to: &message) {
          do { return try source.input.piece() } catch let failed as ByteInput.Failed {
            throw BadFile.input(file: name, errno: failed.errno)
          }
        }
      }
      let isTrial = call[Everywhere.dryRun]
      do {
        if !isTrial { try chat.settle(message) }
        let answer = try send(message)
        if isTrial { chat.discard(message) }
        return answer
      } catch {
        chat.discard(message)
        throw error
      }
    }
    if call[editor] {
      guard session.console.gate == nil, EditorDraft.isPossible(session) else {
        throw ShellFailure.noTerminalToEdit(
          instead: Text(
            en: "the text after the name, or - and the text on standard input",
            ru: "текст после имени или «-» и текст со стандартного ввода"))
      }
      return try EditorDraft.edit(
        draft, named: "message.txt", session, mistake: { ($0 as? ChatFailure)?.complaint },
        { text, _ in text == draft ? EditorDraft.unchanged : try take(text) })
    }
    if let given = call[text], given != "-" { return try take(given) }
    return try take(try typed(session))
  }

  private static func typed(_ session: Session) throws -> String {
    guard let bytes = try ByteInput(descriptor: session.console.input).readAll(limit: 1 << 20) else {
      throw ChatFailure.tooLong(limit: MessageDraft.limit)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw ChatFailure.notText }
    return text
  }
}
