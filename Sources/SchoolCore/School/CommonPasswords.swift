import Basics
import Record

/// The passwords that are tried first, on both keyboards (NIST SP 800-63B: compare with a list of common ones).
package enum CommonPasswords {
  /// Whether a password, or what is left of it without digits and signs around, is one everybody tries.
  package static func contain(_ key: String) -> Bool {
    let readings = [key, KeyboardLayout.latin(key), unmasked(key), unmasked(trimmed(key)), KeyboardLayout.russian(key)]
    return readings.contains { reading in
      let core = trimmed(reading)
      return words.contains(reading) || words.contains(core) || isRun(reading) || isRepeated(reading)
        || (core.isEmpty && isRun(reading.filter(\.isNumber)))
    }
  }

  /// Without the digits and signs before and after, which add nothing: `qwerty123!`.
  private static func trimmed(_ text: String) -> String {
    let middle = text.drop { !$0.isLetter }
    return String(middle.reversed().drop { !$0.isLetter }.reversed())
  }

  /// `p@ssw0rd` is `password`.
  private static func unmasked(_ text: String) -> String {
    let masks: [Character: Character] = ["@": "a", "4": "a", "0": "o", "1": "i", "3": "e", "$": "s", "5": "s", "7": "t"]
    return String(text.map { masks[$0] ?? $0 })
  }

  /// A walk along a row of keys or of the digits, forwards or backwards.
  private static func isRun(_ text: String) -> Bool {
    guard text.count >= 4 else { return false }
    return rows.contains { $0.contains(text) || $0.contains(String(text.reversed())) }
  }

  /// One short piece again and again: `котикотикоти`.
  private static func isRepeated(_ text: String) -> Bool {
    let letters = Array(text)
    return (1...4).contains { size in
      letters.count >= size * 3 && letters.indices.allSatisfy { letters[$0] == letters[$0 % size] }
    }
  }

  private static let rows = [
    "123456789012345678901234567890", "qwertyuiopasdfghjklzxcvbnm", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./",
    "йцукенгшщзхъфывапролджэячсмитьбю",
    "1qaz2wsx3edc4rfv5tgb6yhn", "qazwsxedcrfvtgbyhnujm", "йфяцычувскамепинртгоь", "abcdefghijklmnopqrstuvwxyz",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "абвгдежзийклмнопрстуфхцчшщъыьэюя",
  ]

  private static let words: Set<String> = Set(
    """
    password passwort passw0rd pass passwd qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm administrator admin root user guest test tester
    letmein welcome iloveyou dragon monkey football baseball basketball hockey school myschool teacher student director pupil parent
    master superman batman sunshine princess shadow michael jordan hunter killer trustno soccer charlie andrew ashley jessica computer
    internet samsung nokia google yandex mailru vkontakte spartak zenit dinamo lokomotiv cska marina natasha nastya sergey andrey alexey
    dmitry maxim vladimir alexander ekaterina tatiana svetlana victoria anastasia angelina kristina ludmila galina nikita danil artem
    changeme secret default access login hello freedom whatever starwars pokemon minecraft roblox ninja mustang ferrari mercedes
    пароль парол йцукен йцукенгшщз фывапр фывапролдж ячсмить привет приветпривет любовь люблю солнышко солнце администратор админ
    учитель учительница ученик школа мояшкола моя школа моя-школа родитель директор завуч завучшколы классныйруководитель россия москва
    спартак зенит динамо локомотив наташа настя марина сергей андрей алексей дмитрий максим владимир александр екатерина татьяна светлана
    виктория анастасия ангелина кристина людмила галина никита данил артем артём максимка мамочка папочка семья котенок котёнок собака
    зайчик зайка медведь дракон привет мир приветмир секрет тайна дневник журнал электронныйжурнал компьютер интернет самсунг яндекс
    пушкин лермонтов толстой достоевский якутянинг одноклассники вконтакте футбол хоккей лето весна осень зима январь февраль сентябрь
    """.split(whereSeparator: \.isWhitespace).map(String.init) + ["моя школа", "привет мир"])
}

/// The keys of the two keyboard layouts, one for the other (facts.md, section 11).
package enum KeyboardLayout {
  private static let pairs = Array(
    zip(
      "`qwertyuiop[]asdfghjkl;'zxcvbnm,.", "ёйцукенгшщзхъфывапролджэячсмитьбю"))
  private static let toRussian = Dictionary(uniqueKeysWithValues: pairs)
  private static let toLatin = Dictionary(uniqueKeysWithValues: pairs.map { ($1, $0) })

  /// What the same keys give on a Latin keyboard.
  package static func latin(_ text: String) -> String { String(text.map { toLatin[$0] ?? $0 }) }
  package static func russian(_ text: String) -> String { String(text.map { toRussian[$0] ?? $0 }) }
}
