import Arguments
import Basics
import SchoolModel
import Tabular

extension RecordCommands {
  static let undo: Command = Command(
    "undo", Text(en: "Take an operation back", ru: "Отменить действие"),
    discussion: Text(
      en:
        "Without a number: your latest operation that still stands; again, the one before it. An undo is refused when somebody changed the same things since. Passwords, sign-ins and keys are not undone; when one of them came last, name the operation.",
      ru:
        "Без номера — ваше последнее действие, которое ещё в силе; ещё раз — предыдущее. Если то же самое с тех пор кто-то изменил, отмены не будет. Пароли, входы и ключи не отменяются; если последним было такое действие, назовите номер."
    ),
    needs: [.undo], writes: true, operands: [range.spec],
    examples: [
      Example("myschool undo", Text(en: "your latest operation", ru: "ваше последнее действие")),
      Example("myschool undo 7..9", Text(en: "three operations", ru: "три действия")),
    ]
  ) { call, session in try replay(call, session, undo: true) }

  static let range = Operand.optional(
    ValueKind(.operation, placeholder: "N|N..M"),
    Text(en: "An operation or a range, both ends included", ru: "Действие или диапазон, оба конца входят"))

  static func replay(_ call: Call, _ session: Session, undo: Bool) throws -> Answer {
    let numbers = try call[range].map(parse)
    let school = try session.school()
    let (done, passedOver) = undo ? try school.record.undo(numbers, session.request) : try school.record.redo(numbers, session.request)
    for number in passedOver {
      session.say(Text(en: "passed over: operation \(number)", ru: "пропущено: действие \(number)"))
    }
    var receipt = Receipt(lines: [])
    receipt.operation = done.last?.operation
    for item in done {
      let about = item.target.command.map { " (\($0))" } ?? ""
      let title =
        call[Everywhere.dryRun]
        ? Text(
          en: "would be \(undo ? "undone" : "in force again"): operation \(item.target.number)\(about)",
          ru: "будет \(undo ? "отменено" : "возвращено") действие \(item.target.number)\(about)")
        : undo
          ? Text(en: "undone: operation \(item.target.number)\(about)", ru: "отменено действие \(item.target.number)\(about)")
          : Text(en: "in force again: operation \(item.target.number)\(about)", ru: "возвращено действие \(item.target.number)\(about)")
      receipt.lines.append(title)
      receipt.lines += Counting.lines(item.tally, unchanged: 0, wouldBe: call[Everywhere.dryRun])
      receipt.tally.add(item.tally)
    }
    if call[Everywhere.dryRun] {
      receipt.preview = done.flatMap(\.preview)
    } else if let last = done.last {
      receipt.lines.append(
        undo
          ? Text(en: "to take it back: myschool redo", ru: "вернуть: myschool redo")
          : Text(en: "undo: myschool undo \(last.target.number)", ru: "отменить: myschool undo \(last.target.number)"))
    }
    return .receipt(receipt)
  }

  private static func parse(_ text: String) throws -> ClosedRange<Int> {
    let parts = text.split(separator: ".", omittingEmptySubsequences: true).compactMap { Int($0) }
    let isRange = text.contains("..")
    guard parts.count == (isRange ? 2 : 1), let first = parts.first, let last = parts.last, first <= last, first > 0 else {
      throw UsageFailure(.badValue(option: "N|N..M", value: text, expected: Text(en: "7 or 7..9", ru: "7 или 7..9")))
    }
    return first...last
  }
}

extension Optional where Wrapped == String {
  var isNilOrEmpty: Bool { self?.isEmpty ?? true }
}
