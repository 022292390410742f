import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension TokenCommands {
  static let list: Command = Command(
    "list", Text(en: "List the tokens", ru: "Показать ключи"), needs: [.accountRead, .accountManage], options: [all.spec],
    examples: [Example("myschool token list", Text(en: "one's own", ru: "свои"))], sections: [Tree.columns(columns)]
  ) { call, session in
    .table(table(try session.school().identity.tokens(ofAll: call[all])), note: Text(en: "no tokens", ru: "ключей нет"))
  }
}
