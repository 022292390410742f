import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

enum AccountSecondFactor {
  static let noun: Command = Command(
    "second-factor", Text(en: "A code of an app besides the password", ru: "Код приложения вдобавок к паролю"),
    discussion: Text(
      en:
        "A time-based code (RFC 6238) of any authenticator app, asked for at each sign-in. The key is kept sealed by the password; recovery codes stand in for a lost phone, each once.",
      ru:
        "Код по времени (RFC 6238) из любого приложения-аутентификатора, спрашивается при каждом входе. Ключ хранится запечатанным паролем; коды восстановления заменяют утерянный телефон, каждый один раз."
    ),
    needs: [.accountRead], examples: [Example("myschool account second-factor", Text(en: "on or off", ru: "включён или нет"))],
    children: { [enable, confirm, disable] }
  ) { _, session in
    let words: [Identity.SecondFactorState: Text] = [
      .off: Text(
        en: "off; to turn it on: myschool account second-factor enable", ru: "выключен; включить: myschool account second-factor enable"),
      .waiting: Text(
        en: "waits for a code: myschool account second-factor confirm", ru: "ждёт кода: myschool account second-factor confirm"),
      .on: Text(en: "on", ru: "включён"),
    ]
    return .text((words[try session.school().identity.secondFactorState()] ?? Text(""))[session.language] + "\n")
  }

  static let on = Text(en: "the second factor is on", ru: "второй фактор включён")
}
