import Arguments
import Basics
import SchoolModel
import SchoolSupport
import Tabular

extension SupportCommands {
  static let ask: Command = Command(
    "ask", Text(en: "Open a ticket", ru: "Создать обращение"), needs: [.supportUse], writes: true, operands: [text.spec],
    options: [subject.spec, contact.spec],
    examples: [
      Example("myschool support ask 'не приходит код подтверждения'", Text(en: "signed in", ru: "после входа")),
      Example("myschool support ask --contact olga@example.org 'не могу войти'", Text(en: "without a sign-in", ru: "без входа")),
    ]
  ) { call, session in
    let school = try session.schoolForAnybody()
    let performed = try school.support.askSupport(
      try text(call[text], session), subject: call[subject], contact: call[contact], session.request)
    let number = performed.value
    var lines = [Text(en: "ticket \(number)", ru: "обращение \(number)")]
    if school.actor == nil {
      lines.append(Text(en: "the answer comes to \(call[contact] ?? "")", ru: "ответ придёт: \(call[contact] ?? "")"))
    } else {
      lines.append(Text(en: "to follow it: myschool support show \(number)", ru: "следить: myschool support show \(number)"))
    }
    return .receipt(Receipt(performed, extra: lines, canBeUndone: school.actor != nil))
  }
}
