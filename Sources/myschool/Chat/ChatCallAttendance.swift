import Arguments
import Basics
import SchoolChat
import SchoolJournal
import SchoolModel
import Tabular

extension ChatCall {
  private static let info = Option.text(
    "from", nil, .file, Text(en: "BigBlueButton's answer to getMeetingInfo", ru: "Ответ BigBlueButton на getMeetingInfo"))

  private static let form = Operand.optional(.form, Text(en: "The form to enter it for", ru: "Класс, в журнал которого внести"))
  private static let subject = Operand.optional(.subject, Text(en: "The subject", ru: "Предмет"))
  private static let toJournal = Option.flag(
    "to-journal", Text(en: "Enter зд (taught at a distance) for those who came", ru: "Отметить пришедших в журнале: зд, дистанционно"))

  static let attendance: Command = Command(
    "attendance", Text(en: "Who came to a call", ru: "Кто был на видеовстрече"),
    discussion: Text(
      en:
        "Who took their link, and when; with BigBlueButton's answer to getMeetingInfo, who joined. Jitsi tells nobody. For who called and who moderates the chat. With --to-journal the students of the form who came get the code зд in the lesson of the call's day, or of --date; -n shows it before.",
      ru:
        "Кто и когда взял ссылку; с ответом BigBlueButton на getMeetingInfo — кто присоединился. Jitsi этого не сообщает. Для созвавшего встречу и ведущего чата. С --to-journal пришедшие ученики класса получают отметку «зд» в уроке того дня, когда была встреча, или дня --date; -n покажет заранее."
    ),
    needs: [.chatUse, .journalWrite], writes: true, operands: [ChatCall.call.spec, form.spec, subject.spec],
    options: [info.spec, toJournal.spec, JournalOptions.date.spec],
    examples: [
      Example("myschool chat call attendance 1", Text(en: "who took their link", ru: "кто взял ссылку")),
      Example(
        "myschool chat call attendance 1 7А Алгебра --to-journal --date 16.11.2026",
        Text(en: "into the journal", ru: "в журнал")),
    ],
    sections: [Tree.columns(Chat.callAttendanceColumns)]
  ) { call, session in
    let school = try session.school()
    let number = try ChatCommands.number(call[ChatCall.call])
    let answer = try call[info].map { try session.wholeBytes($0) }
    let found = try school.chat.attendance(of: number, meetingInfo: answer, form: call[toJournal] ? call[form] : nil)
    guard call[toJournal] else { return .table(found.table, note: Text(en: "nobody yet", ru: "пока никто")) }
    guard let form = call[form], let subject = call[subject] else { throw UsageFailure(.operandNeeded("FORM SUBJECT")) }
    guard !found.students.isEmpty else { throw CallFailure.nobodyCame(number) }
    var options = GradeOptions()
    // It is the lesson of the call's day that they came to, whenever it is entered.
    options.day = call[JournalOptions.date] ?? found.day.description
    let pairs = found.students.map { (student: $0, cell: AttendanceCode.remote.rawValue) }
    let performed = try school.journal.grade(form: form, subject: subject, pairs: pairs, options, session.request)
    return .receipt(
      Receipt(
        performed, unchanged: performed.value.count.unchanged, extra: EntryWords.lines(performed.value, changed: performed.operation != nil)
      ))
  }
}
