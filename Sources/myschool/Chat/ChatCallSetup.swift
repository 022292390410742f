import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCall {
  private static let kind = Option<CallServer.Kind?>.value(
    "kind", nil, .choice(CallServer.Kind.allCases.map(\.rawValue), placeholder: "KIND"), required: true,
    expected: Text(CallServer.Kind.allCases.map(\.rawValue).joined(separator: ", ")), Text(en: "Which kind of server", ru: "Вид сервера")
  ) { CallServer.Kind(rawValue: $0) }
  private static let address = Option.text(
    "address", nil, ValueKind(.text, placeholder: "URL"), required: true,
    Text(
      en: "https://…; for a template with {room} and {name} in it", ru: "https://…; для вида template — с {room} и {name}"))
  private static let issuer = Option.text(
    "issuer", nil, ValueKind(.text, placeholder: "NAME"), Text(en: "The application's id at Jitsi", ru: "Имя приложения у Jitsi"))
  private static let secretFrom = Option.text(
    "secret-from", nil, .file, Text(en: "A file with the secret shared with the server", ru: "Файл с общим секретом сервера"))

  static let setup: Command = Command(
    "setup", Text(en: "Say where calls are held", ru: "Задать сервер видеовстреч"),
    discussion: Text(
      en:
        "The secret is read from a file, kept sealed under the key school.db.key beside the school, in no backup, and never shown: after a restore on another machine it is set up again. No token may do this.",
      ru:
        "Секрет читается из файла, хранится зашифрованным под ключом school.db.key рядом со школой, не попадает в резервные копии и нигде не показывается: после восстановления на другой машине его задают снова. По ключу программы это недоступно."
    ),
    needs: [.callSetup], writes: true, options: [kind.spec, address.spec, issuer.spec, secretFrom.spec],
    examples: [
      Example(
        "myschool chat call setup --kind jitsi --address https://meet.example.org --issuer myschool --secret-from jitsi.secret",
        Text(en: "a Jitsi with tokens", ru: "Jitsi с именными ссылками")),
      Example(
        "myschool chat call setup --kind template --address 'https://v.example.org/{room}?name={name}'",
        Text(en: "any other server", ru: "любой другой сервер")),
    ]
  ) { call, session in
    guard let kind = call[kind], let address = call[address] else { return .nothing }
    let secret = try call[secretFrom].map { try session.wholeBytes($0, limit: 4096) }
    let performed = try session.school().chat.setUpCalls(
      kind, address: address, issuer: call[issuer], secret: secret, session.request)
    if kind.needsSecret, performed.value < Chat.safeSecret {
      session.say(
        Text(
          en: "warning: the secret has only \(performed.value) bytes; \(Chat.safeSecret) random ones are safe",
          ru: "внимание: в секрете всего \(Counting.plural(performed.value, "байт", "байта", "байт")); надёжны \(Chat.safeSecret) случайных"
        ))
    }
    return .receipt(
      Receipt(
        performed, extra: [Text(en: "calls are held at \(address)", ru: "видеовстречи проходят на \(address)")], canBeUndone: false))
  }
}
