import Arguments
import Basics
import SchoolInbox
import SchoolModel
import Tabular

extension FamilyCommands {
  static let digest: Command = Command(
    "digest", Text(en: "Put the digests that are due into the outbox", ru: "Подготовить подборки новостей к отправке"),
    discussion: Text(
      en:
        "For the owner of the file, from cron, before outbox deliver. Each adult with a confirmed address gets one letter with what is new since the last: parents weekly, others when they ask for it (account settings --digest daily|weekly|off, --news mark=mail). When it is due the rule family.digest-at says; in the hours of the rule chat.quiet nothing is made. A second run writes nothing.",
      ru:
        "Для владельца файла, из cron, перед outbox deliver. Каждый взрослый с подтверждённым адресом получает одно письмо с тем, что появилось после прошлого: родители раз в неделю, остальные — если попросят (account settings --digest daily|weekly|off, --news mark=mail). Время задаёт правило family.digest-at; в часы из правила chat.quiet ничего не готовится. Повторный запуск ничего не добавит."
    ),
    options: [Everywhere.dryRun.spec],
    examples: [Example("myschool -q family digest", Text(en: "from cron, every hour", ru: "из cron, каждый час"))],
    local: true
  ) { call, session in
    let run = try session.owned().inbox.digest(dryRun: call[Everywhere.dryRun])
    let line =
      run.isQuiet
      ? Text(en: "quiet hours: nothing goes out now", ru: "тихие часы: сейчас ничего не отправляется")
      : run.letters == 0
        ? Text(en: "nothing new for anybody", ru: "ни для кого ничего нового")
        : call[Everywhere.dryRun]
          ? Text(en: "letters that would be made: \(run.letters)", ru: "будет подготовлено писем: \(run.letters)")
          : Text(en: "letters made: \(run.letters)", ru: "подготовлено писем: \(run.letters)")
    return .receipt(Receipt(lines: [line]))
  }
}
