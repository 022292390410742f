import Arguments
import Basics
import SchoolModel
import Tabular

enum AccountCommands {
  static let noun: Command = Command(
    "account", Text(en: "Accounts of people", ru: "Учётные записи людей"),
    discussion: Text(
      en:
        "An account lets a person sign in. “account” alone shows the settings of one's own. Everybody registers; a parent enters a child under fourteen; the school makes and links accounts.",
      ru:
        "Учётная запись позволяет входить. «account» без слов показывает настройки своей. Регистрируются все; ребёнка до четырнадцати лет заносит родитель; школа заводит и привязывает записи."
    ),
    needs: [.accountRead], examples: [Example("myschool account", Text(en: "the settings page", ru: "страница настроек"))],
    children: {
      [
        AccountRegister.command, AccountConfirm.command, AccountSettings.command, AccountPassword.command, AccountRecover.command,
        AccountChild.noun,
        AccountRole.noun, AccountSecondFactor.noun, AccountSessions.command, AccountConsent.noun, AccountServices.command,
        AccountData.noun, AccountAccessLog.command, AccountCreate.command, AccountLink.command,
      ]
    }, run: AccountSettings.show)
}
