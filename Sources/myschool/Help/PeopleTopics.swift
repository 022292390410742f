import Arguments
import Basics

/// Help on people's data, and on coming from other machines.
enum PeopleTopics {
  static let privacy = Text(
    en: """
      What the school holds, and how it goes

        account data export      all that is held about one: JSON, HTML for paper
        account access-log       who of the staff looked at it
        account consent show     the text above, what was given and withdrawn; give, withdraw
        roster erase PERSON      the administrator destroys a person's data and gets the act

        Erased: name, birth date, SNILS, login, phone, e-mail, account, consents, sessions, tokens, messages, tickets,
        letters; the person is struck out of earlier operations, command lines and other people's texts.
        Kept without the name, because the law makes a school keep it: marks, absences, enrolments, lessons given.
        Backups made before keep everything: destroy them, too.
        Passwords are kept as yescrypt hashes, tokens and codes as SHA-256; the key of a second factor is sealed by
        the password. A code that waits in the outbox can be read by the administrator until it is sent or used.

        Of messages the record has who, when, where and how many characters; the words lie outside it. Words that were
        deleted, replaced or undone are struck out by outbox deliver after 30 days (rule chat.keep-deleted), reported
        ones 30 days after the report was closed. The administrator reads only chats they are in, and what is reported.
        The guardians of a student under 14 may read what adults write to them (rule chat.guardians-read).
        The secret of the calls lies sealed in the school, its key in school.db.key beside it, in no backup: a copy of
        the school alone tells nothing. Whoever owns the account of these files can read both, and every message.

      """,
    ru: """
      Что хранит школа и как это уходит

        account data export      всё, что о вас хранится: JSON, HTML для бумаги
        account access-log       кто из сотрудников это смотрел
        account consent show     текст выше, что дано и отозвано; give, withdraw
        roster erase ЧЕЛОВЕК     администратор уничтожает данные человека и получает акт

        Уходят: имя, дата рождения, СНИЛС, логин, телефон, почта, учётная запись, согласия, сеансы, ключи, сообщения,
        обращения, письма; человек вычёркивается из прежних действий, командных строк и чужих текстов.
        Остаются без имени, потому что школа обязана хранить: отметки, пропуски, зачисления, проведённые уроки.
        Прежние резервные копии хранят всё: уничтожьте и их.
        Пароли хранятся в виде yescrypt, ключи и коды — отпечатками SHA-256; ключ второго фактора запечатан паролем.
        Код, ждущий отправки, администратор видит, пока письмо не ушло или код не использован.

        О сообщениях в записи действий есть, кто, когда, куда и сколько знаков написал; сами слова лежат вне её.
        Удалённые, заменённые и отменённые тексты outbox deliver стирает через 30 дней (правило chat.keep-deleted),
        приложенные к жалобе — через 30 дней после её закрытия. Администратор читает только чаты, в которых состоит,
        и то, на что пожаловались. Личную переписку взрослых с учеником до 14 лет могут читать его представители (правило
        chat.guardians-read). Секрет видеовстреч хранится в школе зашифрованным, ключ — рядом, в school.db.key, и ни в
        одной резервной копии: сама по себе копия школы ничего не выдаёт. Владелец учётной записи, которой принадлежат
        эти файлы, может прочитать и то и другое, и все сообщения.

      """)

  static let remote = Text(
    en: """
      A school on another machine

        The school's file belongs to one system user of a server. Each person's key is let in as one account:

          myschool gate key add kazakova.t kazakova.pub

        On a laptop every command then goes there, with its files, streams and exit code:

          myschool config set remote school@server
          myschool journal grade marks.csv

        Without myschool, from Linux or from Windows' own ssh (PowerShell, cmd):

          ssh-keygen -t ed25519                                  the key; the .pub file goes to the administrator
          ssh school@server diary                                this week
          ssh -t school@server account password                  with questions
          ssh school@server journal grade - < marks.csv   a file on the stream
                                                                 (PowerShell: cmd /c "ssh … < marks.csv")
          ssh school@server "journal list --form 7А --format csv" > list.csv

        Words are split as POSIX says; there is no shell: $, ;, |, * and the like are refused unless quoted.
        No file of the server is read or written, and what is about the server itself (db, init, gate, config) is closed.

      """,
    ru: """
      Школа на другой машине

        Файл школы принадлежит одному системному пользователю сервера. Ключ каждого человека впускают под его записью:

          myschool gate key add kazakova.t kazakova.pub

        Тогда каждая команда на ноутбуке идёт туда вместе с файлами, потоками и кодом возврата:

          myschool config set remote school@server
          myschool journal grade marks.csv

        Без myschool, с Linux или штатным ssh в Windows (PowerShell, cmd):

          ssh-keygen -t ed25519                                  ключ; файл .pub передать администратору
          ssh school@server diary                                эта неделя
          ssh -t school@server account password                  с вопросами
          ssh school@server journal grade - < marks.csv   файл по потоку
                                                                 (в PowerShell: cmd /c "ssh … < marks.csv")
          ssh school@server "journal list --form 7А --format csv" > list.csv

        Слова делятся по правилам POSIX; оболочки нет: $, ;, |, * и подобное без кавычек не принимается.
        Файлы сервера не читаются и не пишутся; всё, что касается самого сервера (db, init, gate, config), закрыто.

      """)
}
