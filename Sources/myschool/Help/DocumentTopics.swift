import Basics
import SchoolModel

/// What is said of office files.
enum DocumentTopics {
  static let documents = Text(
    en: """
      Office files

      Any table of any document is a source of rows: where a command takes a CSV file it takes docx, xlsx,
      pptx, odt, ods, odp, html and Markdown as well. What a file is, its bytes say, not its name.

        plan.docx#2        the second table, counted from 1
        marks.xlsx#Оценки  the sheet of that name
        marks.xlsx         the only table whose headings are understood
        -                  standard input; a document is known there, too

      Rows are counted as the program that made the file shows them, and mistakes are told as
      FILE#TABLE:ROW:COLUMN. A merged cell holds for all the rows it covers. Up to ten rows of titles may
      stand above the headings. A cell with an error, or a formula without a stored value, is a mistake.

      Lists become workbooks: --format xlsx, or -o list.xlsx. A lesson in Markdown becomes slides or a text:

        myschool document build lesson.md -o lesson.pptx

      The name of the file says the form: also .odp, .docx, .odt, .html. A slide begins at the highest heading
      that content follows; headings above it are slides of their own, --- begins one without a title, a title
      in the head makes the first. Notes of the speaker stand between ::: notes and :::. What does not fit goes
      on to «Title (2)», a table with its headings. Pictures are PNG, JPEG or GIF beside the lesson.

      What a form cannot say, document text --format markdown cannot give back:

        docx, odt   notes of the speaker, breaks between slides
        pptx        quotes, which are slanted words there
        pptx, odp   headings below the level of slides, which are strong words there
        all         how the columns of a table lie (but html), the language, where a picture came from

      Refused with the reason: files with a password, of the Office of before 2007, PDF, archives that are
      damaged or made to fill memory, XML that declares a document type. Macros are never run.

      """,
    ru: """
      Офисные файлы

      Источником строк может быть любая таблица любого документа: где команда берёт CSV, подойдут и docx, xlsx,
      pptx, odt, ods, odp, html, Markdown. Вид файла определяется по содержимому, а не по имени.

        plan.docx#2        вторая таблица, счёт с 1
        marks.xlsx#Оценки  лист с этим именем
        marks.xlsx         единственная таблица с понятными заголовками
        -                  стандартный ввод; документ узнаётся и там

      Строки считаются так, как их показывает программа, создавшая файл; ошибки называются как
      ФАЙЛ#ТАБЛИЦА:СТРОКА:СТОЛБЕЦ. Объединённая ячейка относится ко всем своим строкам. Над заголовками может
      стоять до десяти строк с названием. Ячейка с ошибкой и формула без сохранённого значения — ошибка.

      Список становится книгой: --format xlsx или -o list.xlsx. Урок в Markdown — слайдами или текстом:

        myschool document build lesson.md -o lesson.pptx

      Вид документа говорит имя файла: ещё .odp, .docx, .odt, .html. Слайд начинается с самого старшего
      заголовка, за которым идёт текст; заголовки выше него — отдельные слайды, --- начинает слайд без
      названия, title в начале файла делает первый. Заметки докладчика стоят между ::: notes и :::. Что не
      поместилось, переходит на слайд «Название (2)», таблица — вместе с заголовками. Рисунки — PNG, JPEG или
      GIF рядом с уроком.

      Чего вид файла не передаёт, того не вернёт и document text --format markdown:

        docx, odt   заметки докладчика, границы слайдов
        pptx        цитаты: там это курсив
        pptx, odp   заголовки младше слайда: там это полужирный текст
        все         выравнивание столбцов (кроме html), язык, откуда взят рисунок

      Не принимаются, с объяснением: файлы с паролем и старого формата (до 2007 года), PDF, повреждённые архивы и
      архивы-бомбы, XML с объявлением DTD. Макросы не выполняются никогда.

      """)
}
