import Arguments
import Basics
import SchoolModel
import SchoolSupport
import Tabular

extension SupportCommands {
  private static let answerText = Operand.some(
    .text, Text(en: "The answer; - is standard input", ru: "Ответ; - — стандартный ввод"))

  static let answer: Command = Command(
    "answer", Text(en: "Add to a ticket", ru: "Ответить в обращении"),
    discussion: Text(
      en: "An answer of the school goes to the confirmed address of who asked, too.",
      ru: "Ответ школы уходит и на подтверждённый адрес спросившего."
    ), needs: [.supportUse], writes: true, operands: [number.spec, answerText.spec],
    examples: [Example("myschool support answer 1 'код отправлен ещё раз'", Text(en: "to who asked", ru: "тому, кто спросил"))]
  ) { call, session in
    let performed = try session.school().support.answerSupport(
      try required(call[number]), try text(call[answerText], session), session.request)
    return .receipt(Receipt(performed))
  }
}
