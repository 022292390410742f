import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

enum AccountServices {
  static let command: Command = Command(
    "services", Text(en: "List the programs that act with one's account", ru: "Показать программы, которые действуют под вашей записью"),
    discussion: Text(
      en: "Other services sign in with a token of this account: “token create”. Here is which they are and when each was last used.",
      ru: "Другие сервисы входят по ключу этой записи: «token create». Здесь видно, какие и когда каждый использовался."),
    needs: [.accountRead], examples: [Example("myschool account services", Text(en: "what is linked", ru: "что подключено"))],
    sections: [Tree.columns(TokenCommands.columns)]
  ) { _, session in
    let now = try session.clock().now()
    let live = try session.school().identity.tokens(ofAll: false).filter { $0.revokedAt == nil && now < $0.expiresAt }
    return .table(TokenCommands.table(live), note: Text(en: "no services", ru: "сервисов нет"))
  }
}
