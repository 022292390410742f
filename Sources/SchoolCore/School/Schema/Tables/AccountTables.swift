import Basics
import Record
import Tabular

/// People, and how they prove who they are.
extension SchoolTable {
  package static let person = SchoolTable(
    "person", Text(en: "person", ru: "человек"), counted: .person, about: [.of("surname"), .of("given_name"), .of("patronymic")],
    columns: [
      SchoolColumn("id", .key, person: .subject), .textAboutSubject("surname"), .textAboutSubject("given_name"),
      .textAboutSubject("patronymic"), .textAboutSubject("birth_date"), .textAboutSubject("snils"), .textAboutSubject("login"),
      .textAboutSubject("phone"), .textAboutSubject("email"), .textAboutSubject("name_key"), .number("self_declared"),
      .textAboutSubject("claimed_snils"),
    ])
  package static let account = SchoolTable(
    "account", Text(en: "account", ru: "учётная запись"), many: Text(en: "account", ru: "учётная запись"), counted: .account,
    about: [.of("person_id")],
    columns: [
      .key, .person("person_id", .subject), .instant("created_at"), .number("vouched"), .person("made_by", .author),
    ], erasure: .removed, merging: .once)
  package static let identifier = SchoolTable(
    "identifier", Text(en: "address", ru: "адрес для входа"), many: Text(en: "addresses", ru: "адреса для входа"),
    about: [.of("account_id")],
    columns: [.key, .account(), .code("kind"), .textAboutSubject("value"), .instant("confirmed_at")], erasure: .removed)
  package static let roleGrant = SchoolTable(
    "role_grant", Text(en: "role", ru: "роль"), many: Text(en: "roles", ru: "роли"), counted: .role, about: [.of("person_id")],
    columns: [.key, .person("person_id", .subject), .code("role")], erasure: .removed)
  package static let preference = SchoolTable(
    "preference", Text(en: "setting", ru: "настройка"), many: Text(en: "settings", ru: "настройки"), counted: .preference,
    columns: [.key, .account(), .text("name"), .text("value")], erasure: .removed)

  // Proofs of who one is: logged without their content.
  package static let password = SchoolTable(
    "password", Text(en: "password", ru: "пароль"), keeping: .security, many: Text(en: "password", ru: "пароль"), about: [],
    columns: [.account(), .secret("hash"), .number("must_change"), .instant("changed_at")], erasure: .removed)
  package static let session = SchoolTable(
    "session", Text(en: "sign-in", ru: "вход"), keeping: .security, many: Text(en: "sign-ins", ru: "входы"), about: [.of("place")],
    columns: [
      .key, .account(), .secret("token_hash"), .code("role"), .instant("created_at"), .instant("used_at"), .instant("ended_at"),
      .code("standing"), .secret("machine"), .text("place"),
    ], erasure: .removed)
  package static let consent = SchoolTable(
    "consent", Text(en: "consent", ru: "согласие"), keeping: .security, many: Text(en: "consents", ru: "согласия"), about: [],
    columns: [
      .key, .account(), .number("version"), .bytes("text_digest"), .instant("given_at"), .instant("withdrawn_at"),
      .person("given_by", .author),
    ], erasure: .removed)
  package static let securityKey = SchoolTable(
    "security_key", Text(en: "key of the school", ru: "ключ школы"), keeping: .security, about: [], columns: [.key, .secret("bytes")])
  package static let attempt = SchoolTable(
    "attempt", Text(en: "failed try", ru: "неудачная попытка"), keeping: .security, about: [],
    columns: [.secret("subject"), .number("failures"), .instant("last_at")])
  package static let confirmation = SchoolTable(
    "confirmation", Text(en: "code of confirmation", ru: "код подтверждения"), keeping: .security,
    many: Text(en: "codes of confirmation", ru: "коды подтверждения"), about: [],
    columns: [
      .key,
      SchoolColumn(
        "identifier_id", .number, person: .subject,
        condition: .through(
          "identifier_id IN (SELECT i.id FROM main.identifier i JOIN main.account a ON a.id = i.account_id WHERE a.person_id = ?1)")
      ),
      .secret("code_hash"), .instant("made_at"), .instant("used_at"),
    ], erasure: .removed)
  /// What an account calls its address while another account has it: nobody is told that another one has.
  package static let addressClaim = SchoolTable(
    "address_claim", Text(en: "claimed address", ru: "заявленный адрес"), keeping: .security,
    many: Text(en: "claimed addresses", ru: "заявленные адреса"), about: [],
    columns: [.key, .account(), .code("kind"), .textAboutSubject("value"), .instant("made_at")], erasure: .removed)
  package static let invitation = SchoolTable(
    "invitation", Text(en: "invitation", ru: "приглашение"), keeping: .security, many: Text(en: "invitations", ru: "приглашения"),
    about: [.of("person_id")],
    columns: [
      .key, .person("person_id", .subject), .secret("code_hash"), .instant("made_at"), .person("made_by", .author), .instant("used_at"),
    ], erasure: .removed)
  package static let secondFactor = SchoolTable(
    "second_factor", Text(en: "second factor", ru: "второй фактор"), keeping: .security,
    many: Text(en: "second factor", ru: "второй фактор"), about: [],
    columns: [
      .account(), .secret("salt"), .secret("sealed"), .instant("made_at"), .instant("confirmed_at"), .number("last_step"),
    ], erasure: .removed)
  package static let recoveryCode = SchoolTable(
    "recovery_code", Text(en: "recovery code", ru: "резервный код"), keeping: .security,
    many: Text(en: "recovery codes", ru: "резервные коды"), about: [],
    columns: [.key, .account(), .secret("code_hash"), .instant("used_at")], erasure: .removed)
  package static let serviceToken = SchoolTable(
    "service_token", Text(en: "token", ru: "ключ"), keeping: .security, many: Text(en: "tokens", ru: "ключи"),
    columns: [
      .key, .account(), .text("name"), .secret("token_hash"), .code("role"), .code("scopes"), .instant("made_at"),
      .instant("expires_at"), .instant("used_at"), .instant("revoked_at"),
    ], erasure: .removed)
  /// Which report of a run file was mailed to whom already, by the digest of what it told.
  package static let reportSent = SchoolTable(
    "report_sent", Text(en: "mailed report", ru: "отправленная сводка"), keeping: .note, about: [],
    columns: [.key, .text("block"), .text("address"), .bytes("digest"), .instant("sent_at")])
  package static let personalAccess = SchoolTable(
    "personal_access", Text(en: "note of who looked", ru: "запись о просмотре"), keeping: .note,
    many: Text(en: "notes of who looked", ru: "записи о просмотрах"), about: [.of("person_id")],
    columns: [
      .key, .person("actor_id", .author), .person("person_id", .subject), .code("role"), .text("what"), .day("day"),
      .instant("last_at"), .number("times"),
    ], erasure: .removed)
}
