import Basics

/// What is said of quizzes.
enum QuizTopics {
  static let quizzes = Text(
    en: """
      Quizzes

      A bank of questions is a quiz; its questions have categories («Алгебра/Степени»). What it takes from
      a file it gives back unchanged, or says what a form cannot hold:

                            GIFT    Aiken   Moodle XML   QTI 2.1, 2.2   table
        one answer          yes     yes     yes          yes            in
        several answers     yes     —       yes          yes            in
        true or false       yes     —       yes          yes            in
        short answer        yes     —       yes          yes            in
        number              yes     —       yes          yes            in
        matching            yes     —       yes          yes            in
        order               —       —       yes          yes            in
        gaps                —       —       yes          yes            —
        essay, text         yes     —       yes          yes            in
        points but 1        —       —       yes          yes            in
        explanations        yes     —       yes          yes            in
        pictures            —       —       yes          yes            —
        tags                yes     —       yes          —              —

      QTI 1.2 (Canvas, Common Cartridge) is read. Refused by name, or left out with --skip-unknown: adaptive
      items, template variables, hot spots, positions, sliders, media, drawings, uploads, calculated questions.

      GIFT in a line each:

        ::Куб::Чему равно 2^3? {=8 ~6 ~9}            one answer; ::title:: may be left out
        Простые: {~%50%2 ~%50%3 ~%-50%4}            several, weights in per cent
        Ноль — натуральное число. {FALSE}           T, TRUE, F, FALSE
        Столица {=Москва =%50%Масква}               short answers; * is any text
        Число пи {#3.14:0.005}                      a number and how far it may be off; {#1..5}
        Соедините {=2^2 -> 4 =3^2 -> 9}             pairs
        Объясните {}                                an essay
        $CATEGORY: Алгебра/Степени                  of all questions after it

      A blank line parts questions, // begins a comment, \\ before ~ = # { } : makes them letters.
      A table has the headings Вопрос, Ответ; А…Е or «Вариант 1»…; Баллы, Тип, Пояснение, Тема.

      How it is marked: of several answers the sum of the weights, from 0 to 1; of pairs and of an order the
      share in its place; gaps by their weights; words without case, ё as е; numbers in decimals. An essay
      waits until it is read. Without --shuffle options stand as in the file, right sides of pairs and items
      to be ordered by alphabet.

      """,
    ru: """
      Тесты

      Банк вопросов — это тест; у вопросов есть темы («Алгебра/Степени»). Что взято из файла, выгружается
      без изменений, а чего вид файла не вмещает, о том будет сказано:

                            GIFT    Aiken   Moodle XML   QTI 2.1, 2.2   таблица
        один ответ          да      да      да           да             загрузка
        несколько ответов   да      —       да           да             загрузка
        верно или неверно   да      —       да           да             загрузка
        краткий ответ       да      —       да           да             загрузка
        число               да      —       да           да             загрузка
        соответствие        да      —       да           да             загрузка
        порядок             —       —       да           да             загрузка
        пропуски            —       —       да           да             —
        развёрнутый, текст  да      —       да           да             загрузка
        баллы, кроме 1      —       —       да           да             загрузка
        пояснения           да      —       да           да             загрузка
        рисунки             —       —       да           да             —
        метки               да      —       да           —              —

      QTI 1.2 (Canvas, Common Cartridge) читается. По имени отклоняются или с --skip-unknown пропускаются:
      адаптивные задания, переменные шаблона, выбор места на рисунке, ползунки, медиа, рисование, загрузка
      файлов, вычисляемые вопросы.

      GIFT, по строке на вид:

        ::Куб::Чему равно 2^3? {=8 ~6 ~9}            один ответ; ::название:: можно опустить
        Простые: {~%50%2 ~%50%3 ~%-50%4}            несколько, веса в процентах
        Ноль — натуральное число. {FALSE}           T, TRUE, F, FALSE
        Столица {=Москва =%50%Масква}               краткие ответы; * — любой текст
        Число пи {#3.14:0.005}                      число и погрешность; {#1..5}
        Соедините {=2^2 -> 4 =3^2 -> 9}             пары
        Объясните {}                                развёрнутый ответ
        $CATEGORY: Алгебра/Степени                  тема всех следующих вопросов

      Пустая строка разделяет вопросы, // начинает комментарий, \\ перед ~ = # { } : делает их буквами.
      В таблице столбцы «Вопрос», «Ответ»; «А»…«Е» или «Вариант 1»…; «Баллы», «Тип», «Пояснение», «Тема».

      Как оценивается: несколько ответов — сумма весов от 0 до 1; пары и порядок — доля стоящих на месте;
      пропуски — по весам; слова без различия больших и малых букв, ё как е; числа — в десятичной записи.
      Развёрнутый ответ ждёт проверки. Без --shuffle варианты стоят как в файле, правые части пар и то, что
      нужно упорядочить, — по алфавиту.

      """)
}
