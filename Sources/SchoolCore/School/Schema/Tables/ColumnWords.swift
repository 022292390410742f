import Basics
import Record
import Tabular

/// What the columns of tables are called, whatever table they stand in.
package enum ColumnWords {
  /// What the fields of entries are called.
  package static let words: [String: Text] = {
    var fields = CodedWords.personFields
    for (name, en, ru) in [
      ("ticket_id", "ticket", "обращение"), ("contact", "address to answer at", "адрес для ответа"), ("subject", "subject", "тема"),
      ("opened_at", "opened", "открыто"), ("account_id", "account", "учётная запись"), ("pair", "of two", "собеседники"),
      ("author", "author", "автор"), ("publisher", "publisher", "издатель"), ("grade_low", "from grade", "с класса"),
      ("grade_high", "to grade", "по класс"), ("address", "address", "адрес"), ("added_at", "added", "добавлено"),
      ("added_by", "added by", "кем добавлено"), ("self_declared", "self-declared", "сведения с его слов"),
      ("claimed_snils", "claimed SNILS", "СНИЛС с его слов"), ("uuid", "identifier", "идентификатор"),
      ("characters", "characters", "знаков"), ("sender_id", "sent by", "отправитель"), ("chat_id", "chat", "чат"),
      ("body", "text", "текст"), ("sent_at", "sent", "отправлено"),
      ("surname", "surname", "фамилия"), ("given_name", "given name", "имя"), ("patronymic", "patronymic", "отчество"),
      ("person_id", "person", "человек"), ("student_id", "student", "ученик"), ("teacher_id", "teacher", "учитель"),
      ("form_id", "form", "класс"), ("subject_id", "subject", "предмет"), ("course_id", "course", "курс"),
      ("lesson_id", "lesson", "урок"), ("weight", "weight", "вес"), ("minutes", "minutes", "минут"), ("topic", "topic", "тема"),
      ("homework", "homework", "задание"), ("homework_minutes", "minutes of homework", "минут на задание"), ("day", "day", "день"),
      ("number", "lesson", "урок №"), ("by_hand", "by hand", "вручную"),
      ("first_day", "from", "с"), ("last_day", "until", "по"), ("reason", "reason", "причина"), ("room", "room", "кабинет"),
      ("weekday", "weekday", "день недели"), ("week", "week", "неделя"), ("weekly_hours", "hours a week", "часов в неделю"),
      ("group_name", "group", "группа"), ("grade", "year of study", "год обучения"), ("letter", "letter", "литера"),
      ("relation", "relation", "кем приходится"), ("section", "section", "раздел"), ("hours", "hours", "часов"),
      ("position", "place", "место"), ("control", "control", "вид контроля"), ("way", "how", "как"),
      ("hours_before", "hours before", "часов было"), ("hours_after", "hours after", "часов стало"), ("term", "term", "период"),
      ("term_id", "term", "период"), ("year_id", "academic year", "учебный год"), ("made_at", "made", "создано"),
      ("made_by", "by", "кем"), ("made", "made", "создано"), ("closed_at", "closed", "закрыто"), ("closed_by", "closed by", "кем закрыто"),
      ("asked_at", "asked", "запрошено"), ("granted_at", "granted", "разрешено"), ("granted_by", "granted by", "кем разрешено"),
      ("until", "until", "до"), ("entry_reason", "reason of entry", "основание зачисления"),
      ("exit_reason", "reason of leaving", "причина выбытия"), ("due_on", "due", "сдать до"), ("shown_from", "shown from", "показать с"),
      ("is_private", "private", "только учителям"), ("retake_of", "retake of", "пересдача"), ("kind", "kind", "вид"),
      ("to_day", "to the day", "на день"), ("to_number", "to the lesson", "на урок №"), ("begins", "begins", "начало"),
      ("ends", "ends", "конец"), ("monday", "week of", "неделя с"), ("signed_at", "signed", "подписано"), ("done_at", "done", "сделано"),
      ("value", "value", "значение"), ("points", "points", "по пятибалльной"), ("score", "in its scale", "в своей шкале"),
      ("scale", "scale", "шкала"), ("field", "field", "поле"),
      ("source", "source", "источник"), ("foreign_id", "foreign key", "внешний номер"), ("local_id", "own key", "свой номер"),
      ("vouched", "vouched for", "подтверждён школой"), ("confirmed_at", "confirmed", "подтверждено"), ("code", "code", "знак"),
      ("utc_offset", "minutes from UTC", "минут от UTC"), ("time_zone", "time zone", "часовой пояс"), ("language", "language", "язык"),
      ("is_control", "controls", "контроль"),
      ("content", "content", "содержание"),
      ("saved_at", "saved", "сохранено"), ("keywords", "keywords", "ключевые слова"), ("license", "licence", "лицензия"),
      ("age", "age mark", "возрастная метка"), ("isbn", "ISBN", "ISBN"), ("file_hash", "file", "файл"),
      ("file_name", "name of the file", "имя файла"), ("file_bytes", "bytes", "байт"), ("status", "state", "состояние"),
      ("version", "version", "версия"), ("shown_id", "version shown", "показываемая версия"), ("submitted_at", "submitted", "подано"),
      ("decided_at", "decided", "решено"), ("decided_by", "decided by", "кто решил"), ("item_id", "item", "материал"),
      ("tags", "tags", "пометки"), ("shared_by", "shared by", "кто поделился"), ("shared_at", "shared", "когда поделился"),
      ("stars", "stars", "баллы"), ("rated_at", "rated", "оценено"), ("comment", "comment", "отзыв"),
      ("settled_at", "settled", "рассмотрено"), ("topic_id", "topic", "тема плана"), ("views", "views", "просмотров"),
      ("downloads", "downloads", "скачиваний"), ("hash", "file", "файл"), ("bytes", "bytes", "байт"), ("title", "title", "название"),
      ("description", "description", "описание"), ("quiz_id", "quiz", "тест"), ("question_id", "question", "вопрос"),
      ("category", "category", "тема вопроса"), ("idnumber", "number elsewhere", "номер в другой системе"), ("stem", "question", "вопрос"),
      ("stem_format", "mark-up", "разметка"), ("feedback", "explanation", "пояснение"),
      ("feedback_format", "mark-up of the explanation", "разметка пояснения"), ("settings", "settings", "настройки"),
      ("replaced_by", "version after it", "следующая версия"), ("format", "mark-up", "разметка"), ("share", "weight", "вес ответа"),
      ("match", "right side", "правая часть"), ("tolerance", "tolerance", "погрешность"), ("place", "place", "место"),
      ("assignment_id", "assigned quiz", "назначенный тест"), ("opens_on", "opens", "открывается"), ("attempts", "attempts", "попыток"),
      ("attempt", "attempt", "попытка"), ("attempt_id", "attempt", "попытка"), ("seconds", "seconds", "секунд"),
      ("is_shuffled", "shuffled", "вперемешку"), ("pick", "questions of it", "вопросов из темы"), ("pick_from", "of the category", "тема"),
      ("reveals", "answers shown", "ответы показать"), ("keeps", "which attempt counts", "какая попытка идёт в зачёт"),
      ("assigned_at", "assigned", "назначено"), ("assigned_by", "assigned by", "кем назначено"), ("seed", "order", "порядок"),
      ("began_at", "begun", "начато"), ("handed_in_at", "handed in", "сдано"), ("reply", "answer", "ответ"), ("worth", "points", "баллы"),
      ("title_key", "title", "название"),
      ("marked_at", "marked", "проверено"), ("marked_by", "marked by", "кем проверено"), ("seen_at", "last seen", "последний раз"),
      ("questions", "questions", "вопросы"), ("message_id", "message", "сообщение"), ("reply_to", "answers", "ответ на"),
      ("edited_at", "edited", "изменено"), ("deleted_at", "deleted", "удалено"), ("deleted_by", "deleted by", "кем удалено"),
      ("pinned_at", "pinned", "закреплено"), ("pinned_by", "pinned by", "кем закреплено"), ("replaced_at", "replaced", "заменено"),
      ("joined_at", "joined", "вошёл"), ("left_at", "left", "вышел"), ("until_at", "until", "до"), ("name", "name", "название"),
      ("reporter_id", "reported by", "кто пожаловался"), ("report_id", "report", "жалоба"), ("state", "state", "состояние"),
      ("starts_at", "begins", "начало"), ("cancelled_at", "cancelled", "отменено"), ("created_at", "made", "создано"),
      ("first_at", "since", "с"), ("last_at", "until", "до"), ("sitting_id", "attempt", "попытка"),
    ] { fields[name] = Text(en: en, ru: ru) }
    for (column, words) in [("kind", CodedWords.libraryKinds), ("status", CodedWords.libraryStates)] {
      for (code, word) in words { fields["\(column)=\(code)"] = word }
    }
    for (column, words) in [
      ("kind", CodedWords.questionKinds), ("kind", CodedWords.chatKinds), ("reveals", CodedWords.quizReveals),
      ("keeps", CodedWords.quizKeeps),
    ] {
      for (code, word) in words { fields["\(column)=\(code)"] = word }
    }
    for age in [0, 6, 12, 16, 18] { fields["age=\(age)"] = Text("\(age)+") }
    return fields
  }()
}
