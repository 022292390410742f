import Arguments
import SchoolCore
import Tabular

enum RecordCommands {
  private static let columns = [
    Column("operation", .integer, en: "No.", ru: "№"), Column("at", .instant, en: "At", ru: "Когда"), Column("person", en: "By", ru: "Кто"),
    Column("command", en: "Command", ru: "Команда"), Column("added", .integer, en: "Added", ru: "Доб."),
    Column("changed", .integer, en: "Changed", ru: "Изм."), Column("removed", .integer, en: "Removed", ru: "Убр."),
    Column("undoes", .integer, en: "Undoes", ru: "Отменяет"), Column("undone_by", .integer, en: "Undone by", ru: "Отменено"),
    Column("note", en: "Note", ru: "Пояснение"), Column("kind", en: "Kind", ru: "Вид", labels: CodedWords.operationKinds),
    Column("redoes", .integer, en: "Redoes", ru: "Возвращает"),
    Column("clock_set", .boolean, en: "Clock set", ru: "Часы заданы"),
  ]

  private static func row(_ operation: LoggedOperation) -> [Cell] {
    let header = operation.header
    return [
      .integer(header.number), .instant(header.at.iso), Cell(operation.person), Cell(header.command), .integer(header.tally.added),
      .integer(header.tally.changed), .integer(header.tally.removed), Cell(header.undoes), Cell(operation.undoneBy), Cell(header.note),
      .text(header.kind.rawValue), Cell(header.redoes), .boolean(header.clockSet),
    ]
  }

  private static let last = Option<Int?>.value(
    "last", nil, .number, expected: Text(en: "a number", ru: "число"), Text(en: "Only the latest so many", ru: "Только столько последних")
  ) { Int($0).flatMap { $0 > 0 ? $0 : nil } }

  static let log: Command = Command(
    "log", Text(en: "Show who changed what", ru: "Показать, кто что менял"),
    discussion: Text(
      en: "The latest operation first; the administrator sees everybody's, others their own.",
      ru: "Последнее действие сверху; администратор видит все, остальные — свои."),
    options: [last.spec],
    examples: [Example("myschool log --last 10", Text(en: "the latest ten", ru: "последние десять"))], sections: [Tree.columns(columns)],
    children: { [show] }
  ) { call, session in
    let rows = try session.school().log(limit: call[last])
    // On paper and on a terminal the rarely needed columns would crowd out the others.
    let shown =
      session.call[Everywhere.format].isMachine || session.call.has(Everywhere.columns) || !session.call[Everywhere.sort].isNilOrEmpty
        || !session.call[Everywhere.conditions].isEmpty ? columns.count : 10
    return .table(
      Table(Array(columns.prefix(shown)), rows: rows.map { Array(row($0).prefix(shown)) }),
      note: Text(en: "no operations", ru: "действий нет"))
  }

  private static let number = Operand.one(0, .operation, Text(en: "The number of the operation", ru: "Номер действия"))

  static let show: Command = Command(
    "show", Text(en: "Show one operation with every value before and after", ru: "Показать одно действие: что было и что стало"),
    operands: [number.spec],
    examples: [Example("myschool log show 7", Text(en: "what operation 7 changed", ru: "что изменило действие 7"))],
    sections: [Tree.columns(PreviewTable.columns)]
  ) { call, session in
    guard let number = Int(call[number]) else {
      throw UsageFailure(.badValue(option: "N", value: call[number], expected: Text(en: "a number", ru: "число")))
    }
    let (operation, changes) = try session.school().logged(number)
    if !session.call[Everywhere.format].isMachine {
      let header = operation.header
      session.say(Text("\(header.number)  \(header.at.iso)  \(operation.person ?? "")  \(header.command ?? "")"))
    }
    return .table(
      PreviewTable.table(changes), note: Text(en: "no changes are kept of it", ru: "изменений в нём не хранится"))
  }

  private static let range = Operand.optional(
    0, ValueKind("operation", placeholder: "N|N..M"),
    Text(en: "An operation or a range, both ends included", ru: "Действие или диапазон, оба конца входят"))

  static let undo: Command = Command(
    "undo", Text(en: "Take an operation back", ru: "Отменить действие"),
    discussion: Text(
      en:
        "Without a number: your latest operation that still stands; again, the one before it. An undo is refused when somebody changed the same things since. Passwords and sign-ins are passed over.",
      ru:
        "Без номера — ваше последнее действие, которое ещё в силе; ещё раз — предыдущее. Если то же самое с тех пор кто-то изменил, отмены не будет. Пароли и входы пропускаются."
    ),
    operands: [range.spec], options: Everywhere.writing,
    examples: [
      Example("myschool undo", Text(en: "your latest operation", ru: "ваше последнее действие")),
      Example("myschool undo 7..9", Text(en: "three operations", ru: "три действия")),
    ]
  ) { call, session in try replay(call, session, undo: true) }

  static let redo: Command = Command(
    "redo", Text(en: "Put an undone operation in force again", ru: "Вернуть отменённое действие"), operands: [range.spec],
    options: Everywhere.writing,
    examples: [Example("myschool redo", Text(en: "what you undid last", ru: "то, что отменено последним"))]
  ) { call, session in try replay(call, session, undo: false) }

  private static func replay(_ call: Call, _ session: Session, undo: Bool) throws -> Outcome {
    let numbers = try call[range].map(parse)
    let school = try session.school()
    let (done, passedOver) = undo ? try school.undo(numbers, session.request) : try school.redo(numbers, session.request)
    for number in passedOver {
      session.say(Text(en: "passed over: operation \(number)", ru: "пропущено: действие \(number)"))
    }
    var receipt = Receipt(lines: [])
    receipt.operation = done.last?.operation
    for item in done {
      let about = item.target.command.map { " (\($0))" } ?? ""
      let title =
        undo
        ? Text(en: "undone: operation \(item.target.number)\(about)", ru: "отменено действие \(item.target.number)\(about)")
        : Text(en: "in force again: operation \(item.target.number)\(about)", ru: "возвращено действие \(item.target.number)\(about)")
      receipt.lines.append(title)
      receipt.lines += Counting.lines(item.tally, unchanged: 0)
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
