import Basics

/// The words of usage lines in Russian: `FORM` is read as `КЛАСС`.
enum Placeholder {
  private static let russian = [
    "TEXT": "ТЕКСТ", "FILE": "ФАЙЛ", "FOLDER": "КАТАЛОГ", "NAME": "ИМЯ", "ADDRESS": "АДРЕС", "KIND": "ВИД", "ROLE": "РОЛЬ",
    "VALUE": "ЗНАЧЕНИЕ",
    "SCHOOL": "ШКОЛА", "PHONE": "ТЕЛЕФОН", "WORD": "СЛОВО", "WHEN": "КОГДА", "URL": "АДРЕС", "TITLE": "НАЗВАНИЕ", "RULE": "ПРАВИЛО",
    "REPORT": "СВОДКА", "PERSON": "ЧЕЛОВЕК", "MARK": "ОТМЕТКА", "LIST": "СПИСОК", "KEY": "НАСТРОЙКА", "FORMAT": "ФОРМАТ",
    "COMMAND": "КОМАНДА",
    "TOPIC": "ТЕМА", "TERM": "ПЕРИОД", "SUBJECT": "ПРЕДМЕТ", "STUDENT": "УЧЕНИК", "SPAN": "ДНИ", "SNILS": "СНИЛС",
    "SEPARATOR": "РАЗДЕЛИТЕЛЬ", "ROOM": "КАБИНЕТ", "RELATION": "КЕМ", "POST": "ДОЛЖНОСТЬ", "LOGIN": "ЛОГИН", "GROUP": "ГРУППА",
    "FORM": "КЛАСС", "FINGERPRINT": "ОТПЕЧАТОК", "ENCODING": "КОДИРОВКА", "DAY": "ДЕНЬ", "CHAT": "ЧАТ", "CODE": "КОД", "SCALE": "ШКАЛА",
    "YEAR": "ГОД", "SURNAME": "ФАМИЛИЯ", "PATRONYMIC": "ОТЧЕСТВО", "SIGN": "ЗНАК", "WHAT": "ЧТО", "QUIZ": "ТЕСТ", "WHICH": "КАКАЯ",
    "QUESTION": "ВОПРОС", "POINTS": "БАЛЛЫ",
  ]

  /// A placeholder as people of a language read it; words of the command line itself, as `ru|en`, stay.
  static func text(_ placeholder: String, _ language: Language) -> String {
    guard language == .ru else { return placeholder }
    var result = ""
    var word = ""
    for character in placeholder + " " {
      // The name of a variable is one word: MYSCHOOL_ROLE.
      if character.isASCII, character.isUppercase || (character == "_" && !word.isEmpty) {
        word.append(character)
        continue
      }
      result += russian[word] ?? word
      word = ""
      result.append(character)
    }
    return String(result.dropLast())
  }
}
