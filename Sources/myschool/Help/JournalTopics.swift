import Arguments
import Basics

/// Pages of help on the files of the journal.
enum JournalTopics {
  static let fileRules = Text(
    en: """
      Rules of files

        # export of the old system
        skip = 2
        days = MDY
        column.Class name = Класс
        column.Grade = Отметка
        encoding = windows-1251
        separator = semicolon

      What the files of one sender need is kept beside each as FILE.rules, a line for each rule; it is
      read with roster import, timetable import, plan import and journal grade. All it may say:

        skip = N               lines before the headings, 0 to 1000
        days = DMY             the order of days in figures: DMY, MDY or YMD
        column.HEADING = WORD  what a heading of the file means, by a heading that is known: Класс, ФИО,
                               Дата рождения, Отметка … ; HEADING as it stands in the file
        encoding = NAME        utf-8, utf-16, windows-1251, cp866 or koi8-r
        separator = NAME       comma, semicolon or tab

      Options of the command line come first. A rule that is none, or names a heading the file does not
      have, is told and nothing is written. Lines that begin with # say nothing.

      journal import has rules of its own for a gradebook, with skip, encoding and separator the same:

        student = Name         the heading of the names, when there are no First name and Last name
        bands = 85,70,50       from how many per cent a 5, a 4 and a 3 is given
        max.Lab 01 = 20        how many points a column gives at most, when the file does not say
        work.Lab 01 = 07.09 №2 Лабораторная работа
                               the day a column stands for, and where wanted the lesson and the kind

      """,
    ru: """
      Правила чтения файлов

        # выгрузка прежней системы
        skip = 2
        days = MDY
        column.Class name = Класс
        column.Grade = Отметка
        encoding = windows-1251
        separator = semicolon

      То, что нужно файлам одного отправителя, лежит рядом с каждым под именем ФАЙЛ.rules, по строке на
      правило; их читают roster import, timetable import, plan import и journal grade. Вот все правила:

        skip = N                   сколько строк перед заголовками пропустить, от 0 до 1000
        days = DMY                 порядок числа, месяца и года в датах: DMY, MDY или YMD
        column.ЗАГОЛОВОК = СЛОВО   что значит столбец: слово — известный заголовок: Класс, ФИО,
                                   Дата рождения, Отметка … ; ЗАГОЛОВОК — как он стоит в файле
        encoding = ИМЯ             utf-8, utf-16, windows-1251, cp866 или koi8-r
        separator = ИМЯ            comma (запятая), semicolon (точка с запятой) или tab (табуляция)

      Ключи команды важнее правил. Если строка не похожа на правило или в файле нет названного столбца,
      об этом говорится и ничего не записывается. Строки, которые начинаются с #, — пояснения.

      У journal import для выгрузок других систем есть свои правила; skip, encoding и separator — те же:

        student = ФИО              заголовок столбца с именами, если нет столбцов «Имя» и «Фамилия»
        bands = 85,70,50           с какого процента ставится 5, 4 и 3
        max.Lab 01 = 20            наибольший балл столбца, если его нет в файле
        work.Lab 01 = 07.09 №2 Лабораторная работа
                                   какой день значит столбец, а если нужно — номер урока и вид работы

      """)

  static let weekText = Text(
    en: """
      A week as plain text

        == 7А Алгебра
        07.09 №2 Order of operations
        дз: No. 31, 33
        Петров 5 4к
        Иванова А. П. н
        Цой оп10 3с*2 (to be written again)

      == begins a course, a form and a subject; a group follows in brackets. A line that begins with a day
      is a lesson: №2 is its number, needed only when there are several that day, the rest is the topic.
      дз: (or hw:) is its homework. Other lines are students: the surname, with initials where two bear it,
      or the login; then what they have.

        5  4/5  зач  осв          marks; 4/5 are two in one cell
        4к                        the kind of work by its letters; without any it is Работа на уроке
        3с*2                      a weight that is not the usual one of the kind
        (text)                    a comment to the mark before it; \\) is a bracket, \\n the end of a line
        н  б  у  п  оп10          absences and lateness, as in the journal

      The letters are the shortest beginning of the kind's name that no earlier kind has:
      myschool journal kind lists them. # begins a remark. A line that is not there changes nothing.

        myschool journal show --week-text -o week.txt
        myschool journal enter week.txt -n
        myschool journal enter week.txt

      """,
    ru: """
      Неделя простым текстом

        == 7А Алгебра
        07.09 №2 Порядок действий
        дз: № 31, 33
        Петров 5 4к
        Иванова А. П. н
        Цой оп10 3с*2 (переписать)

      == начинает курс: класс и предмет, группа в скобках. Строка, которая начинается с даты, — урок:
      №2 — его номер, он нужен, только если в этот день уроков несколько; дальше тема. дз: (или hw:) —
      задание на дом. Остальные строки — ученики: фамилия, с инициалами, если таких двое, или логин;
      дальше — отметки и пропуски.

        5  4/5  зач  осв          отметки; 4/5 — две в одной клетке
        4к                        вид работы буквами; без букв это «Работа на уроке»
        3с*2                      вес не тот, что обычно у этого вида
        (текст)                   комментарий к отметке перед ним; \\) — скобка, \\n — конец строки
        н  б  у  п  оп10          пропуски и опоздания, как в журнале

      Буквы — самое короткое начало названия вида работы, с которого не начинаются виды выше в
      списке; их показывает myschool journal kind. # начинает примечание. Чего в тексте нет, то не меняется.

        myschool journal show --week-text -o week.txt
        myschool journal enter week.txt -n
        myschool journal enter week.txt

      """)
}
