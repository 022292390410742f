import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

/// The pages of `help` that belong to no command.
struct HelpTopics {
  let name: String
  let summary: Text
  let text: @Sendable (Language) -> String

  private init(_ name: String, _ summary: Text, _ text: @escaping @Sendable (Language) -> String) {
    self.name = name
    self.summary = summary
    self.text = text
  }

  private init(_ name: String, _ summary: Text, _ body: Text) { self.init(name, summary) { body[$0] } }

  static let exitCodes: [(Int32, Text)] = ExitCode.allCases.map { ($0.rawValue, meaning($0)) }

  private static func meaning(_ code: ExitCode) -> Text {
    switch code {
    case .done: Text(en: "done; also: there was nothing to do", ru: "сделано; в том числе когда делать нечего")
    case .no:
      Text(
        en: "the answer is no: damage found, undo refused, no such setting",
        ru: "ответ «нет»: найдено повреждение, отмена невозможна, настройка не задана")
    case .usage: Text(en: "the command line was not understood", ru: "команда не понята")
    case .signIn:
      Text(en: "a sign-in is needed, or has expired, or a role must be chosen", ru: "нужен вход, сеанс истёк или не выбрана роль")
    case .badData:
      Text(
        en: "bad input data; every bad line is named, nothing was written", ru: "ошибки в данных; названы все строки, ничего не записано")
    case .notFound: Text(en: "an input file or a named thing was not found", ru: "файл или названная вещь не найдены")
    case .defect: Text(en: "a defect of the program", ru: "ошибка самой программы")
    case .inputOutput: Text(en: "reading or writing failed: disk full, read-only", ru: "сбой чтения или записи: диск полон, только чтение")
    case .busy: Text(en: "somebody else is writing; trying again may help", ru: "школу меняет другой; можно повторить позже")
    case .notPermitted: Text(en: "not permitted to this role", ru: "этой роли не разрешено")
    case .unusable: Text(en: "the file or the configuration cannot be used", ru: "файл или настройки непригодны")
    }
  }

  static let environment: [(String, Text)] = [
    ("MYSCHOOL_DB", Text(en: "the school's file", ru: "файл школы")),
    (
      "MYSCHOOL_LANG",
      Text(en: "the language, ru or en, before LC_ALL, LC_MESSAGES and LANG", ru: "язык, ru или en; раньше LC_ALL, LC_MESSAGES и LANG")
    ),
    ("MYSCHOOL_ROLE", Text(en: "the role to act in", ru: "роль, в которой действовать")),
    (
      "MYSCHOOL_TOKEN",
      Text(en: "a token to act with, before any session (token create)", ru: "ключ, по которому действовать; важнее сеанса (token create)")
    ), ("MYSCHOOL_REMOTE", Text(en: "the school's server, before the setting remote", ru: "сервер школы; раньше настройки remote")),
    ("MYSCHOOL_NO_INPUT", Text(en: "when set, nothing is asked", ru: "если задано, вопросов не будет")),
    ("MYSCHOOL_PAGER", Text(en: "the program that shows long output, before PAGER", ru: "программа для длинного вывода; раньше PAGER")),
    (
      "MYSCHOOL_NOW",
      Text(
        en: "a moment to act at, for tests; the record says so for ever",
        ru: "момент, в который действовать, для проверок; запись хранит это навсегда")
    ),
    ("NO_COLOR", Text(en: "when set, no bold type", ru: "если задано, без выделения")),
    ("COLUMNS", Text(en: "the width of the terminal", ru: "ширина терминала")),
  ]

  static let files: [(String, Text)] = [
    (
      "$XDG_DATA_HOME/myschool/school.db",
      Text(en: "the school, unless said otherwise (~/.local/share)", ru: "школа, если не сказано иное (~/.local/share)")
    ),
    (
      "school.db.key",
      Text(
        en: "the key of the secret of calls, in no backup", ru: "ключ к секрету видеовстреч, в резервные копии не входит")
    ),
    (
      "school.db.files/",
      Text(
        en:
          "beside the school: files of the library. The sqlite3 shell reads and dumps the school; it knows no index of the library and cannot write to its items",
        ru:
          "рядом со школой: файлы библиотеки. Оболочка sqlite3 читает и выгружает школу, но указателя библиотеки не знает и материалы менять не может"
      )
    ),
    ("$XDG_CONFIG_HOME/myschool/config", Text(en: "the settings (~/.config)", ru: "настройки (~/.config)")),
    (
      "$XDG_STATE_HOME/myschool/sessions",
      Text(en: "sign-ins, a file a school (~/.local/state)", ru: "сеансы, файл на школу (~/.local/state)")
    ),
  ]

  private static func rows(_ rows: [(String, Text)], _ language: Language) -> String {
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    return rows.map { "  \($0.0.padding(width))\($0.1[language])\n" }.joined()
  }

  static let all: [HelpTopics] = [
    HelpTopics("exit-codes", Text(en: "what the program ends with", ru: "чем кончается программа")) { language in
      Text(en: "Exit codes\n\n", ru: "Коды возврата\n\n")[language] + rows(exitCodes.map { (String($0.0), $0.1) }, language)
        + Text(
          en: "\nA signal ends the program as the signal itself: 130 interrupted, 141 reader of the pipe gone.\n",
          ru: "\nСигнал завершает программу самим сигналом: 130 — прервано, 141 — читающий закрыл канал.\n")[language]
    },
    HelpTopics("environment", Text(en: "variables of the environment", ru: "переменные окружения")) { language in
      Text(en: "Environment\n\n", ru: "Окружение\n\n")[language] + rows(environment, language)
    },
    HelpTopics("files", Text(en: "where things lie", ru: "где что лежит")) { language in
      Text(en: "Files\n\n", ru: "Файлы\n\n")[language] + rows(files, language)
    },
    HelpTopics("file-rules", Text(en: "what a sender's files need", ru: "что нужно файлам отправителя"), JournalTopics.fileRules),
    HelpTopics(
      "formats", Text(en: "forms of output", ru: "виды вывода"),
      Text(
        en: """
          Forms of output

            table     aligned columns, the default on a terminal and in a pipe alike
            csv       RFC 4180, UTF-8, commas, LF; --excel for spreadsheet programs
            tsv       tabs; \\t, \\n and \\\\ within a cell
            json      an array of objects
            ndjson    an object a line
            markdown  a table for a page of text
            html      a page for a browser or a printer
            xlsx      a workbook: days are days, numbers are numbers; into a file or a pipe
            ics, svg  a calendar of lessons; the chart of a report

          csv, tsv, json and ndjson are a promise: the same bytes in every language, locale and terminal.
          Names of columns are English and do not change; new ones come at the end. Days are YYYY-MM-DD,
          decimals have a point. --columns chooses, --sort orders, --where filters.

          """,
        ru: """
          Виды вывода

            table     выровненные столбцы; так и на терминале, и в канале
            csv       RFC 4180, UTF-8, запятые, LF; для табличных программ — --excel
            tsv       табуляции; внутри ячейки \\t, \\n и \\\\
            json      массив объектов
            ndjson    по объекту в строке
            markdown  таблица для текста
            html      страница для браузера и печати
            xlsx      книга Excel: дни — дни, числа — числа; в файл или канал
            ics, svg  календарь уроков; диаграмма сводки

          csv, tsv, json и ndjson — обещание: те же байты при любом языке, локали и терминале.
          Имена столбцов английские и не меняются; новые встают в конец. Дни — ГГГГ-ММ-ДД, дробь с точкой.
          --columns выбирает столбцы, --sort упорядочивает, --where отбирает.

          """)),
    HelpTopics(
      "documents", Text(en: "office files: tables, texts, slides", ru: "офисные файлы: таблицы, тексты, слайды"), DocumentTopics.documents),
    HelpTopics(
      "quizzes", Text(en: "banks of questions and what each form holds", ru: "банки вопросов и что вмещает каждый вид файла"),
      QuizTopics.quizzes),
    HelpTopics(
      "dates", Text(en: "how days are written", ru: "как пишутся дни"),
      Text(
        en: """
          Days and spans

            2026-09-02  02.09.2026  02.09.26    a day
            02.09                               a day of the current academic year
            today  yesterday  tomorrow          today, yesterday, tomorrow
            mon … sun                           the last such day
            october  month  last-month          a month of the academic year, this one, the last one
            07.09..11.09                        a span, both ends included; either may be left out
            q1 … q4, t1 … t3, h1, h2, year      a quarter, a trimester, a half-year, the year

          """,
        ru: """
          Дни и промежутки

            2026-09-02  02.09.2026  02.09.26    день
            02.09                               день текущего учебного года
            сегодня  вчера  завтра              сегодня, вчера, завтра
            пн … вс                             последний такой день
            октябрь  месяц  прошлый-месяц       месяц учебного года, этот, прошлый
            07.09..11.09                        промежуток, оба конца входят; любой можно опустить
            1ч … 4ч, 1т … 3т, 1п, 2п, год       четверть, триместр, полугодие, год (и q1, t1, h1, year)

          """)),
    HelpTopics(
      "marks", Text(en: "scales and codes of the journal", ru: "шкалы и знаки журнала"),
      Text(
        en: """
          Marks

            5 4 3 2 1        the five-point scale
            4 5, 4/5         two marks of one lesson
            зач, незач, осв  passed, not passed, exempt: not in averages
            .                a debt: a mark still to come
            н б у п          absent: cause unknown, ill, valid reason, no valid reason
            оп, оп10         late, by ten minutes
            зд               present at a distance
            н/4              absent, made up later

          A work is one kind of work in one lesson; a student has one entry for it. The same entry again
          changes nothing, another value needs --replace. A code of attendance beside a mark is written
          together with it, or taken with --replace.

          A school, a subject or a form may have another scale: a hundred points, letters, passed or
          failed, or its own (journal scale, journal rule scale). Averages are then of that scale's
          numbers; the mark of a term is of five, or passed and failed. Averages go by the weight of each
          work, or by the parts of categories: journal rule shares.

          """,
        ru: """
          Отметки

            5 4 3 2 1        пятибалльная шкала
            4 5, 4/5         две отметки за один урок
            зач, незач, осв  зачёт, незачёт, освобождение: в среднее не входят
            .                точка: отметка ещё будет
            н б у п          пропуск: причина неизвестна, болезнь, уважительная, неуважительная
            оп, оп10         опоздание, на десять минут
            зд               занимался дистанционно
            н/4              отсутствовал, сдал позже

          Работа — один вид работы на одном уроке; у ученика за неё одна запись. Та же запись ещё раз ничего
          не меняет, для другой нужен --replace. Знак посещаемости рядом с отметкой пишется вместе с ней
          или принимается с --replace.

          У школы, предмета или класса может быть другая шкала: сто баллов, буквы, зачёт или своя
          (journal scale, journal rule scale). Средняя тогда считается по числам этой шкалы; отметка за
          период — пятибалльная или «зач»/«незач». В средней работают веса работ или доли категорий:
          journal rule shares.

          """)),
    HelpTopics("week-text", Text(en: "a week of lessons as plain text", ru: "неделя уроков простым текстом"), JournalTopics.weekText),
    HelpTopics("permissions", Text(en: "who may do what", ru: "кому что можно")) { language in PermissionPage.text(language) },
    HelpTopics(
      "cron", Text(en: "unattended work", ru: "работа без присмотра"),
      Text(
        en: """
          Unattended work

          With -q a run that went well prints nothing, and cron sends no mail. A run that did not prints what
          to do on stderr and ends with one of the codes of “myschool help exit-codes”.

            15 6 * * *  myschool -q db check
            30 6 * * 1  myschool stats run /srv/reports/monday.conf
            5 * * * *   myschool -q family digest
            * * * * *   myschool -q outbox deliver

          The set monday.conf; one run of it at a time, a mail only when there is something new:

            [form-term]
            report = form-term --term q1
            to = site/{name}.html
            [at-risk]
            report = at-risk --term q1
            mail = komarova.l
            format = csv

          The same as a timer of systemd, myschool-monday.timer beside myschool-monday.service:

            [Timer]
            OnCalendar=Mon 06:30
            [Service]
            Type=oneshot
            ExecStart=/usr/local/bin/myschool stats run /srv/reports/monday.conf

          A report under a token needs no session: MYSCHOOL_TOKEN=… (token create reports --scope stats:read).
          Nothing is asked without a terminal. Another writer is waited for (--wait 30s), then the code is 75.

          """,
        ru: """
          Работа без присмотра

          С -q удачный запуск не печатает ничего, и cron не шлёт писем. Неудачный пишет на stderr, что делать,
          и кончается кодом из «myschool help exit-codes».

            15 6 * * *  myschool -q db check
            30 6 * * 1  myschool stats run /srv/reports/monday.conf
            5 * * * *   myschool -q family digest
            * * * * *   myschool -q outbox deliver

          Набор monday.conf; одновременно работает один запуск, письмо уходит, только если есть новое:

            [итоги]
            report = form-term --term q1
            to = site/{name}.html
            [риск]
            report = at-risk --term q1
            mail = komarova.l
            format = csv

          То же таймером systemd — myschool-monday.timer и рядом myschool-monday.service:

            [Timer]
            OnCalendar=Mon 06:30
            [Service]
            Type=oneshot
            ExecStart=/usr/local/bin/myschool stats run /srv/reports/monday.conf

          Сводке по ключу сеанс не нужен: MYSCHOOL_TOKEN=… (token create сводки --scope stats:read).
          Без терминала вопросов не бывает. Другого пишущего программа ждёт (--wait 30s), потом код 75.

          """)),
    HelpTopics(
      "reports", Text(en: "the reports: columns, rules, sources", ru: "сводки: столбцы, правила, источники"), ReportTopics.reports),
    HelpTopics("views", Text(en: "the views of stats query", ru: "представления для stats query"), ReportTopics.views),
    HelpTopics("privacy", Text(en: "personal data and consent", ru: "персональные данные и согласие")) { language in
      (language == .ru ? ConsentText.russian : ConsentText.english) + "\n\n" + PeopleTopics.privacy[language]
    }, HelpTopics("remote", Text(en: "a school on another machine, by SSH", ru: "школа на другой машине, по SSH"), PeopleTopics.remote),
  ]
}

extension String {
  /// The text with blanks after it, up to a width.
  func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
