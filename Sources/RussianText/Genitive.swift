import Basics

/// The genitive of Russian names: whose mother, from whom (Розенталь, Справочник по правописанию, § 149).
package enum Genitive {
  /// Whether the bearer is a woman, by the patronymic, else by the ending of the name.
  package static func isFemale(patronymic: String, given: String) -> Bool {
    let patronymic = patronymic.lowercased()
    if patronymic.hasSuffix("вна") || patronymic.hasSuffix("чна") || patronymic.hasSuffix("кызы") { return true }
    if !patronymic.isEmpty { return false }
    return (given.hasSuffix("а") || given.hasSuffix("я")) && !malesInA.contains(given)
  }

  private static let malesInA: Set<String> = ["Никита", "Илья", "Фома", "Лука", "Кузьма", "Савва", "Данила", "Добрыня"]
  private static let irregular = ["Лев": "Льва", "Пётр": "Петра", "Павел": "Павла", "Любовь": "Любови"]

  /// `Валерии` of `Валерия`.
  package static func given(_ name: String, isFemale: Bool) -> String {
    if let known = irregular[name] { return known }
    guard let last = name.last, name.count > 1 else { return name }
    let stem = String(name.dropLast())
    switch last {
    case "а": return stem + afterStem(stem)
    case "я": return stem + "и"
    case "ь": return stem + (isFemale ? "и" : "я")
    case "й": return isFemale ? name : stem + "я"
    default: return isFemale || !isConsonant(last) ? name : name + "а"
    }
  }

  /// `Чернова` of `Чернов`.
  package static func surname(_ surname: String, isFemale: Bool) -> String {
    // Each half of a double surname by itself.
    if surname.contains("-") {
      return surname.split(separator: "-").map { self.surname(String($0), isFemale: isFemale) }.joined(separator: "-")
    }
    guard let last = surname.last, surname.count > 2 else { return surname }
    let lower = surname.lowercased()
    let stem = String(surname.dropLast())
    if isFemale {
      if ["ова", "ева", "ёва", "ина", "ына"].contains(where: lower.hasSuffix) { return stem + "ой" }
      if lower.hasSuffix("ая") { return surname.dropLast(2) + (isHushing(stem.dropLast().last) ? "ей" : "ой") }
      if lower.hasSuffix("яя") { return surname.dropLast(2) + "ей" }
    } else {
      if lower.hasSuffix("ский") || lower.hasSuffix("цкий") || lower.hasSuffix("ый") || lower.hasSuffix("ой") {
        return surname.dropLast(2) + "ого"
      }
      if lower.hasSuffix("ых") || lower.hasSuffix("их") { return surname }
      if lower.hasSuffix("ец"), surname.count > 4 { return surname.dropLast(2) + "ца" }
      if last == "й" || last == "ь" { return stem + "я" }
      if isConsonant(last) { return surname + "а" }
    }
    switch last {
    case "а" where stem.last.map(isConsonant) ?? false: return stem + afterStem(stem)
    case "я": return stem + "и"
    default: return surname
    }
  }

  private static func afterStem(_ stem: String) -> String {
    guard let last = stem.last else { return "ы" }
    return "гкхжшщч".contains(last.lowercased()) ? "и" : "ы"
  }

  private static func isHushing(_ letter: Character?) -> Bool { letter.map { "жшщч".contains($0.lowercased()) } ?? false }
  private static func isConsonant(_ letter: Character) -> Bool { "бвгджзклмнпрстфхцчшщ".contains(letter.lowercased()) }
}
