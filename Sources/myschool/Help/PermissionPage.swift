import Basics
import SchoolModel
import Tabular

/// The permission table, printed from the table itself.
enum PermissionPage {
  static func text(_ language: Language) -> String {
    let roles = Role.allCases.map { $0.word[language] }
    let rows = Action.allCases.map { action in
      [action.name[language]]
        + Role.allCases.map { role -> String in
          let scopes = Permissions.scopes(role, action)
          return scopes.isEmpty ? "—" : Scope.allCases.filter(scopes.contains).map { $0.word[language] }.joined(separator: ", ")
        }
    }
    let title = Text(en: "Who may do what, and whose things an action reaches", ru: "Кому что можно и до чего дотягивается действие")
    let letters = Text(
      en: "Who may write to whom (chat send); the roles of the other one across",
      ru: "Кто кому может писать (chat send); по столбцам — роли собеседника")
    let relations = Role.allCases.map { from in
      [from.word[language]] + Role.allCases.map { Permissions.relation(from: from, to: $0)?.word[language] ?? "—" }
    }
    return "\(title[language])\n\n\(grid([[""] + roles] + rows))\n\(letters[language])\n\n\(grid([[""] + roles] + relations))"
  }

  /// Columns side by side, two blanks between them.
  private static func grid(_ rows: [[String]]) -> String {
    let widths = (rows.first ?? []).indices.map { column in rows.map { DisplayText.width($0[column]) }.max() ?? 0 }
    return rows.map { row in
      var line = "  " + zip(row, widths).map { DisplayText.fitted($0, to: $1) }.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}

extension Scope {
  var word: Text {
    switch self {
    case .own: Text(en: "own", ru: "своё")
    case .child: Text(en: "own child", ru: "свой ребёнок")
    case .course: Text(en: "own courses", ru: "свои курсы")
    case .form: Text(en: "own form", ru: "свой класс")
    case .school: Text(en: "school", ru: "школа")
    }
  }
}

extension Relation {
  var word: Text {
    switch self {
    case .anybody: Text(en: "any", ru: "любой")
    case .classmate: Text(en: "classmate", ru: "одноклассник")
    case .family: Text(en: "family", ru: "семья")
    case .formGuardian: Text(en: "of the form", ru: "того же класса")
    case .teacher: Text(en: "own", ru: "свой")
    case .student: Text(en: "own students", ru: "свои ученики")
    case .studentGuardian: Text(en: "of own students", ru: "своих учеников")
    }
  }
}

extension Action {
  /// What is done, in a few words.
  var name: Text {
    switch self {
    case .rosterRead: Text(en: "see the roster", ru: "видеть списки школы")
    case .rosterWrite: Text(en: "change the roster", ru: "менять списки школы")
    case .timetableRead: Text(en: "see the timetable", ru: "видеть расписание")
    case .timetableWrite: Text(en: "change the timetable", ru: "менять расписание")
    case .calendarWrite: Text(en: "change the calendar", ru: "менять календарь")
    case .planRead: Text(en: "see plans", ru: "видеть планирование")
    case .planWrite: Text(en: "change plans", ru: "менять планирование")
    case .journalRead: Text(en: "see the journal", ru: "видеть журнал")
    case .journalWrite: Text(en: "write in the journal", ru: "вести журнал")
    case .attendanceWrite: Text(en: "enter absences", ru: "отмечать отсутствующих")
    case .certificateRead: Text(en: "see report cards of a form", ru: "видеть табели класса")
    case .termClose: Text(en: "close terms, set rules", ru: "закрывать периоды, задавать правила")
    case .diaryRead: Text(en: "see the diary", ru: "видеть дневник")
    case .familyWrite: Text(en: "sign, tell of absences", ru: "подписывать, сообщать об отсутствии")
    case .diaryWrite: Text(en: "tick homework", ru: "отмечать сделанное")
    case .statsRead: Text(en: "see reports", ru: "видеть сводки")
    case .libraryRead: Text(en: "use the library", ru: "пользоваться библиотекой")
    case .libraryWrite: Text(en: "add to the library", ru: "пополнять библиотеку")
    case .libraryUse: Text(en: "keep a shelf, rate, complain", ru: "вести полку, оценивать, жаловаться")
    case .librarySubmit: Text(en: "hand in for verification", ru: "подавать на проверку")
    case .libraryVerify: Text(en: "verify the library", ru: "проверять материалы")
    case .quizWrite: Text(en: "make and mark quizzes", ru: "составлять и проверять тесты")
    case .quizTake: Text(en: "take quizzes", ru: "проходить тесты")
    case .quizRead: Text(en: "see quizzes and results", ru: "видеть тесты и результаты")
    case .chatUse: Text(en: "write messages", ru: "переписываться")
    case .chatReportRead: Text(en: "see reports of messages", ru: "рассматривать жалобы на сообщения")
    case .callSetup: Text(en: "set up calls", ru: "настраивать видеовстречи")
    case .inboxRead: Text(en: "see the own news", ru: "видеть свои новости")
    case .accountRead: Text(en: "see the own account", ru: "видеть свою учётную запись")
    case .accountOwn: Text(en: "change its settings", ru: "менять её настройки")
    case .accountManage: Text(en: "manage accounts", ru: "вести учётные записи")
    case .accountRegister: Text(en: "register", ru: "регистрироваться")
    case .passwordOwn: Text(en: "change the password", ru: "менять свой пароль")
    case .proofOwn: Text(en: "change addresses, second factor", ru: "менять адреса и второй фактор")
    case .consentOwn: Text(en: "give and withdraw consent", ru: "давать и отзывать согласие")
    case .supportUse: Text(en: "ask for help", ru: "обращаться в поддержку")
    case .supportManage: Text(en: "answer tickets", ru: "отвечать на обращения")
    case .outboxRead: Text(en: "see outgoing mail", ru: "видеть исходящие письма")
    case .personErase: Text(en: "erase personal data", ru: "уничтожать персональные данные")
    case .logRead: Text(en: "see the record", ru: "видеть журнал действий")
    case .undo: Text(en: "undo", ru: "отменять действия")
    }
  }
}
