import Arguments
import Basics
import Glibc
import SchoolExchange
import SchoolModel
import SchoolSheets
import Tabular

extension GateCommands {
  static let list: Command = Command(
    "list", Text(en: "List the keys", ru: "Показать ключи"), options: [file.spec],
    examples: [Example("myschool gate key list", Text(en: "who can come in", ru: "кто может войти"))], sections: [Tree.columns(columns)]
  ) { call, session in
    let school = try? session.owned()
    let rows = try keys(call, session).entries().map { entry -> [Cell] in
      // Of another school's account only the number is known here.
      let isHere = entry.database == session.databasePath
      let name = isHere ? (try? school?.identity.accountOfGate(entry.account).name) ?? nil : nil
      return [
        .text(name ?? entry.account), .text(entry.key.type), .text(entry.key.fingerprint),
        Cell(entry.key.comment.isEmpty ? nil : entry.key.comment),
        .text(entry.database),
      ]
    }
    return .table(Table(columns, rows: rows), note: Text(en: "no keys", ru: "ключей нет"))
  }
}
