import Arguments
import Basics
import SchoolModel
import SchoolRoster
import SchoolSetup
import SchoolSheets
import Tabular

enum RosterErase {
  private static let person = Operand.one(
    .person, Text(en: "Full name, login, SNILS, phone or e-mail", ru: "Полное имя, логин, СНИЛС, телефон или почта"))
  private static let reason = Option.text(
    "reason", nil, .text,
    Text(en: "The ground, for the act: consent withdrawn, goal reached", ru: "Основание для акта: согласие отозвано, цель достигнута"))
  private static let yes = Option.flag("yes", "y", Text(en: "Do not ask", ru: "Не переспрашивать"))

  static let command: Command = Command(
    "erase", Text(en: "Erase a person's data, and write the act of destruction", ru: "Уничтожить данные человека и составить акт"),
    discussion: Text(
      en:
        "Name, birth date, SNILS, login, phone, e-mail, account, consents, messages, tickets and letters go. Marks, absences, enrolments and lessons given, which the law makes a school keep, stay without the name. What named the person is struck out of earlier operations and command lines; the chain of operations still verifies (db check). Other people's texts get a dash where the person was named. The act with an extract of the record is printed; nothing of it can be undone, and backups made before keep the data: destroy them, too.",
      ru:
        "Уходят имя, дата рождения, СНИЛС, логин, телефон, почта, учётная запись, согласия, сообщения, обращения и письма. Отметки, пропуски, зачисления и проведённые уроки, которые школа обязана хранить по закону, остаются без имени. Всё, что называло человека, вычёркивается из прежних действий и командных строк; цепочка действий по-прежнему сходится (db check). В чужих текстах на месте имени ставится прочерк. Печатается акт с выпиской из журнала действий. Отменить нельзя; прежние резервные копии хранят данные — уничтожьте и их."
    ),
    needs: [.personErase], operands: [person.spec], options: [reason.spec, yes.spec],
    examples: [
      Example(
        "myschool roster erase 'Петров Илья' --reason 'согласие отозвано' -y -o act.txt",
        Text(en: "with the act in a file", ru: "с актом в файле"))
    ]
  ) { call, session in
    let school = try session.school()
    let name = call[person]
    guard
      try session.confirm(
        Text(en: "Erase all data of “\(name)”? It cannot be undone.", ru: "Уничтожить все данные: «\(name)»? Отменить будет нельзя."),
        assumed: call[yes])
    else { return .nothing }
    let act = try school.roster.erase(name, reason: call[reason], session.request)
    session.say(
      Text(
        en:
          "operation \(act.operation); backups made before keep the data: destroy them, too; a key let in over SSH: myschool gate key list",
        ru:
          "действие \(act.operation); прежние резервные копии хранят данные: уничтожьте и их; ключ для входа по SSH: myschool gate key list"
      ))
    return .text(text(act, session.language, offset: school.utcOffset))
  }

  private static func text(_ act: ErasureAct, _ language: Language, offset: Int) -> String {
    func rows(_ items: [(table: String, rows: Int)]) -> String {
      items.map { table, rows in
        let words = SchoolTables.named(table)?.words.map { Text(en: $0.en, ru: $0.ru) } ?? Text(table)
        return "  \(words[language]): \(rows)\n"
      }.joined()
    }
    let none = Text(en: "  nothing\n", ru: "  ничего\n")[language]
    let (removed, kept) = (rows(act.removed), rows(act.kept))
    return Text(
      en: """
        Act of destruction of personal data

        School:      \(act.school)
        Person:      \(act.person)
        When:        \(act.at.local(offset: offset))
        Ground:      \(act.reason ?? "—")
        Done by:     \(act.by)
        How:         removed and written over in the database and its record, by myschool

        Removed (rows):
        \(removed.isEmpty ? none : removed)
        Name, birth date, SNILS, login, phone and e-mail removed from the roster.
        Texts in which the person was named, blanked: \(act.blanked)

        Kept without the name, as the law requires (rows):
        \(kept.isEmpty ? none : kept)
        Extract of the record of operations
        Operation \(act.operation): parts struck out \(act.struckParts), command lines struck out \(act.struckCommands)
        End of the chain: \(act.head)

        Signature: ____________________

        """,
      ru: """
        Акт об уничтожении персональных данных

        Школа:       \(act.school)
        Субъект:     \(act.person)
        Когда:       \(act.at.russian(offset: offset))
        Основание:   \(act.reason ?? "—")
        Исполнитель: \(act.by)
        Способ:      удаление с перезаписью в базе и её записи действий средствами myschool

        Удалено (строк):
        \(removed.isEmpty ? none : removed)
        Имя, дата рождения, СНИЛС, логин, телефон и почта удалены из списков школы.
        Тексты, где назван субъект, с прочерком вместо имени: \(act.blanked)

        Сохранено без имени по требованию закона (строк):
        \(kept.isEmpty ? none : kept)
        Выписка из журнала действий
        Действие \(act.operation): вычеркнуто частей \(act.struckParts), командных строк \(act.struckCommands)
        Конец цепочки: \(act.head)

        Подпись: ____________________

        """)[language]
  }
}
