import Arguments
import Basics
import SchoolModel
import Tabular

extension RecordCommands {
  static let redo: Command = Command(
    "redo", Text(en: "Put an undone operation in force again", ru: "Вернуть отменённое действие"), needs: [.undo], writes: true,
    operands: [range.spec],
    examples: [Example("myschool redo", Text(en: "what you undid last", ru: "то, что отменено последним"))]
  ) { call, session in try replay(call, session, undo: false) }
}
