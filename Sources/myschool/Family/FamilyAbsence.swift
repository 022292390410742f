import Arguments
import Basics
import SchoolFamily
import SchoolModel
import Tabular

extension FamilyCommands {
  private static let span = Operand.optional(
    .span, Text(en: "The days: 24.11, 24.11..28.11, today", ru: "Дни: 24.11, 24.11..28.11, сегодня"))

  private static let code = Option.text(
    "code", nil, ValueKind(.code, placeholder: "б|у"),
    Text(en: "б ill, у another valid reason; б by default", ru: "б — болезнь, у — другая уважительная причина; по умолчанию б"))

  private static let reason = Option.text("reason", nil, .text, Text(en: "In words", ru: "Причина словами"))

  private static let withdraw = Option.flag(
    "withdraw", Text(en: "Take the notice of these days back", ru: "Отозвать уведомление за эти дни"))

  static let absence: Command = Command(
    "absence", Text(en: "Tell the school of an absence", ru: "Уведомить школу об отсутствии"),
    discussion: Text(
      en:
        "Absences of those days whose cause was unknown get this reason, those entered later too. Without days it lists the notices. One that is taken back leaves the absences that have their reason from it as they are.",
      ru:
        "Пропуски за эти дни без указанной причины получают эту, в том числе внесённые позже. Без дней показывает уведомления. Отозванное уведомление не меняет пропусков, уже получивших от него причину."
    ),
    needs: [.familyWrite, .diaryRead], writes: true, operands: [span.spec],
    options: [DiaryCommands.child.spec, code.spec, reason.spec, withdraw.spec],
    examples: [
      Example("myschool family absence 24.11..28.11 --code б --reason 'ОРВИ'", Text(en: "ill for a week", ru: "болеет неделю")),
      Example("myschool family absence", Text(en: "what the school was told", ru: "о чём сообщили школе")),
    ],
    sections: [Tree.columns(Family.noticeColumns)]
  ) { call, session in
    guard let span = call[span] else {
      guard !call[withdraw], !call.has(code), !call.has(reason) else { throw UsageFailure(.operandNeeded("SPAN")) }
      return .table(
        try session.school().family.absenceNotices(child: call[DiaryCommands.child]), note: Text(en: "no notices", ru: "уведомлений нет"))
    }
    if call[withdraw] {
      let performed = try session.school().family.withdrawAbsenceNotice(child: call[DiaryCommands.child], span: span, session.request)
      return .receipt(Receipt(performed, extra: [told(performed.value)]))
    }
    let performed = try session.school().family.giveAbsenceNotice(
      child: call[DiaryCommands.child], span: span, code: call[code] ?? "б", reason: call[reason], session.request)
    return .receipt(Receipt(performed, extra: [told(performed.value)]))
  }

  private static func told(_ notices: NoticesOfAbsence) -> Text {
    func days(_ first: String, _ last: String) -> String { first == last ? first : "\(first)–\(last)" }
    let en = notices.days.map { days($0.first.description, $0.last.description) }.joined(separator: ", ")
    let ru = notices.days.map { days($0.first.russian, $0.last.russian) }.joined(separator: ", ")
    return Text(en: "\(notices.student), \(en)", ru: "\(notices.student), \(ru)")
  }
}
