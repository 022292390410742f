import Arguments
import Basics
import SchoolExchange
import SchoolIdentity
import SchoolInbox
import SchoolModel
import SchoolSheets
import Tabular

enum AccountSettings {
  private static let email = Option.text(
    "email", nil, ValueKind(.address),
    Text(en: "A new e-mail address; a code is sent to it", ru: "Новый адрес электронной почты; на него придёт код"))
  private static let phone = Option.text(
    "phone", nil, ValueKind(.phone), Text(en: "A new phone number; a code is sent to it", ru: "Новый телефон; на него придёт код"))
  private static let language = Option.text(
    "language", nil, .choice(["ru", "en"], placeholder: "ru|en"),
    Text(en: "The language of messages", ru: "Язык сообщений"))
  private static let timeZone = Option.text(
    "time-zone", nil, ValueKind(.offset, placeholder: "+03:00"),
    Text(en: "Offset from UTC in which times are shown", ru: "Смещение от UTC, в котором показывается время"))
  private static let notify = Option.text(
    "notify", nil, ValueKind(.events, placeholder: "A,B"),
    Text(
      en: "What to write to you about: words with commas, or none",
      ru: "О чём вам писать: слова через запятую или none"))

  private static let digest = Option<DigestRhythm?>.value(
    "digest", nil, .choice(DigestRhythm.allCases.map(\.rawValue), placeholder: "WHEN"),
    expected: Text(DigestRhythm.allCases.map(\.rawValue).joined(separator: ", ")),
    Text(en: "How often a digest of the news comes by mail", ru: "Как часто присылать подборку новостей")
  ) { DigestRhythm(rawValue: $0) }
  private static let news = Option.text(
    "news", nil, ValueKind(.value, placeholder: "KIND=WAY"),
    Text(
      en: "What becomes of one kind of news: off, digest, or mail for a letter of its own: mark=mail,homework=off",
      ru: "Что делать с одним видом новостей: off, digest или mail — отдельным письмом: mark=mail,homework=off"))
  private static let chatGuardians = Option<Bool?>.value(
    "chat-guardians", nil, .choice(["on", "off"], placeholder: "on|off"), expected: Text("on, off"),
    Text(en: "Whether other parents of the form may write to you", ru: "Могут ли вам писать другие родители класса")
  ) { $0 == "on" }

  static let columns = [
    Column("setting", en: "Setting", ru: "Настройка"), Column.value,
    Column("state", en: "State", ru: "Состояние"),
  ]

  static let command: Command = Command(
    "settings", Text(en: "Show and change the settings of one's account", ru: "Показать и изменить настройки учётной записи"),
    discussion: Text(
      en:
        "Without options shows everything: addresses, roles, language, second factor, sessions, tokens, consent. A new address takes the place of the old one once it is confirmed by the code that was sent to it: account confirm.",
      ru:
        "Без ключей показывает всё: адреса, роли, язык, второй фактор, сеансы, ключи программ, согласие. Новый адрес сменит прежний, когда подтверждён кодом, который на него пришёл: account confirm."
    ),
    needs: [.accountRead, .accountOwn, .proofOwn], writes: true,
    options: [email.spec, phone.spec, language.spec, timeZone.spec, notify.spec, digest.spec, news.spec, chatGuardians.spec],
    examples: [
      Example("myschool account settings", Text(en: "the page", ru: "страница настроек")),
      Example("myschool account settings --email olga@example.org", Text(en: "another address", ru: "другой адрес")),
      Example("myschool account settings --language ru --notify sign-in", Text(en: "language and mail", ru: "язык и письма")),
    ], sections: [Tree.columns(columns)]
  ) { call, session in
    var change = AccountChange()
    change.email = call[email]
    change.phone = call[phone]
    change.language = call[language]
    change.utcOffset = try call[timeZone].map { text in
      guard let minutes = offset(text) else { throw ShellFailure.badTimeZone(text) }
      return minutes
    }
    change.notify = try call[notify].map { text in
      if text == "none" { return [] }
      return try text.split(separator: ",").map { word in
        guard let event = Notification(rawValue: String(word)) else {
          throw UsageFailure(
            .badValue(
              option: "--notify", value: String(word),
              expected: Text((Notification.allCases.map(\.rawValue) + ["none"]).joined(separator: ", "))))
        }
        return event
      }
    }
    change.digest = call[digest]
    change.hearsGuardians = call[chatGuardians]
    change.news = try call[news].map { text in
      var named: Set<String> = []
      return try text.split(separator: ",").map { pair in
        let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, NewsKind(rawValue: parts[0]) != nil, NewsKind.Way(rawValue: parts[1]) != nil else {
          throw UsageFailure(
            .badValue(
              option: "--news", value: String(pair),
              expected: Text(
                "\(NewsKind.allCases.map(\.rawValue).joined(separator: "|"))=\(NewsKind.Way.allCases.map(\.rawValue).joined(separator: "|"))"
              )))
        }
        guard named.insert(parts[0]).inserted else { throw UsageFailure(.repeated("--news \(parts[0])")) }
        return (kind: parts[0], way: parts[1])
      }
    }
    guard !change.isEmpty else { return try show(call, session) }
    let performed = try session.school().identity.changeAccount(change, session.request)
    let sent = performed.value.map { AccountConfirm.sentTo($0, wouldBe: performed.isTrial) }
    return .receipt(Receipt(performed, extra: sent, canBeUndone: sent.isEmpty))
  }

  /// Minutes of `+03:00`, `+3`, `UTC+7`.
  static func offset(_ text: String) -> Int? {
    let plain = text.uppercased().replacing("UTC", with: "").replacing("−", with: "-")
    guard let sign = plain.first, sign == "+" || sign == "-" else { return nil }
    let parts = plain.dropFirst().split(separator: ":").map { Int($0) }
    guard (1...2).contains(parts.count), let hours = parts[0], hours <= 14 else { return nil }
    guard let minutes = parts.count > 1 ? parts[1] : 0, minutes < 60 else { return nil }
    return (hours * 60 + minutes) * (sign == "-" ? -1 : 1)
  }

  static let show: @Sendable (Call, Session) throws -> Answer = { _, session in
    .table(table(try session.school().identity.accountPage(), session))
  }

  private static let titles: [String: Text] = [
    "name": Text(en: "name", ru: "имя"), "login": Text(en: "login", ru: "логин"), "snils": Text(en: "SNILS", ru: "СНИЛС"),
    "email": Text(en: "e-mail", ru: "почта"), "phone": Text(en: "phone", ru: "телефон"), "roles": Text(en: "roles", ru: "роли"),
    "role": Text(en: "role", ru: "роль"), "children": Text(en: "children", ru: "дети"), "language": Text(en: "language", ru: "язык"),
    "time-zone": Text(en: "time zone", ru: "часовой пояс"), "notify": Text(en: "letters about", ru: "письма о"),
    "second-factor": Text(en: "second factor", ru: "второй фактор"), "sessions": Text(en: "sessions", ru: "сеансы"),
    "tokens": Text(en: "tokens", ru: "ключи программ"), "consent": Text(en: "consent", ru: "согласие"),
    "digest": Text(en: "digest of the news", ru: "подборка новостей"), "news": Text(en: "kinds of news", ru: "виды новостей"),
    "chat-guardians": Text(en: "letters of other parents", ru: "сообщения других родителей"),
  ]
  private static let words: [String: Text] = [
    "confirmed": Text(en: "confirmed", ru: "подтверждено"), "unconfirmed": Text(en: "not confirmed", ru: "не подтверждено"),
    "off": Text(en: "off", ru: "выключен"), "on": Text(en: "on", ru: "включён"), "waiting": Text(en: "waits for a code", ru: "ждёт кода"),
    "none": Text(en: "none", ru: "нет"), "sign-in": Text(en: "sign-ins", ru: "входах"), "support": Text(en: "tickets", ru: "обращениях"),
    "library": Text(en: "the library", ru: "библиотеке"),
    "quiz": Text(en: "quizzes", ru: "тестах"),
    "unchosen": Text(en: "not chosen: account role use ROLE", ru: "не выбрана: account role use РОЛЬ"),
    "not-sent": Text(en: "not sent", ru: "не приходит"), "allowed": Text(en: "allowed", ru: "разрешены"),
    "refused": Text(en: "refused", ru: "запрещены"),
    "daily": Text(en: "daily", ru: "ежедневно"), "weekly": Text(en: "weekly", ru: "раз в неделю"),
    "given": Text(en: "given", ru: "дано"), "ru": Text(en: "Russian", ru: "русский"), "en": Text(en: "English", ru: "английский"),
  ]

  /// In machine forms the words are the same in every language.
  static func table(_ page: AccountPage, _ session: Session) -> Table {
    let isMachine = session.format.isMachine
    let language = session.language
    func said(_ word: String) -> String {
      isMachine ? word : (words[word] ?? Role(rawValue: word).map(\.word) ?? Text(word))[language]
    }
    func list(_ items: [String]) -> String { items.isEmpty ? said("none") : items.map(said).joined(separator: isMachine ? " " : ", ") }
    let sign = page.utcOffset < 0 ? "-" : "+"
    let zone = "UTC\(sign)\(padded(abs(page.utcOffset) / 60, 2)):\(padded(abs(page.utcOffset) % 60, 2))"
    let rhythm = page.digest?.rawValue ?? (page.children > 0 ? DigestRhythm.weekly.rawValue : DigestRhythm.off.rawValue)
    let consent = page.consent.map {
      isMachine ? $0.iso : language == .ru ? $0.russian(offset: page.utcOffset) : $0.local(offset: page.utcOffset)
    }
    var rows: [(String, String?, String?)] = [("name", page.name, nil), ("login", page.login, nil), ("snils", page.snils, nil)]
    rows += page.identifiers.map { ($0.kind, $0.value, said($0.isConfirmed ? "confirmed" : "unconfirmed")) }
    rows += [
      ("roles", list(page.roles.map(\.rawValue)), nil),
      ("role", page.role.map { said($0.rawValue) }, page.role == nil && page.roles.count > 1 ? said("unchosen") : nil),
      ("children", String(page.children), nil), ("language", page.language.map(said), nil), ("time-zone", zone, nil),
      ("notify", list(page.notify.map(\.rawValue)), nil), ("second-factor", said(page.secondFactor.rawValue), nil),
      ("sessions", String(page.sessions), nil), ("tokens", String(page.tokens), nil),
      ("digest", said(isMachine || rhythm != "off" ? rhythm : "not-sent"), nil), ("news", page.news, nil),
      ("chat-guardians", said(page.hearsGuardians ? (isMachine ? "on" : "allowed") : isMachine ? "off" : "refused"), nil),
      ("consent", consent, said(consent == nil ? "none" : "given")),
    ]
    return Table(columns, rows: rows.map { [.text(isMachine ? $0.0 : (titles[$0.0] ?? Text($0.0))[language]), Cell($0.1), Cell($0.2)] })
  }
}
