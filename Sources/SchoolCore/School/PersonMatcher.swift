import Basics
import Record

/// Finds people of a group by what is written for them: a login, a full name, `Петров И. С.`, `Петров И.`, a surname.
package struct PersonMatcher {
  package let people: [PersonName]
  /// The name of the group, for messages: `7А`.
  package let among: String
  private var bySurname: [String: [Int]] = [:]
  private var byLogin: [String: Int] = [:]
  private let names: [(given: String, patronymic: String, surnameWords: Int)]

  package init(_ people: [PersonName], among: String) {
    self.people = people
    self.among = among
    names = people.map {
      (Folding.key($0.givenName), Folding.key($0.patronymic ?? ""), Folding.key($0.surname).split(separator: " ").count)
    }
    for (index, person) in people.enumerated() {
      bySurname[Folding.key(person.surname), default: []].append(index)
      if let login = person.login { byLogin[login] = index }
    }
  }

  /// All who fit.
  package func matches(_ text: String) -> [PersonName] {
    let key = Folding.key(text)
    if let index = byLogin[key] { return [people[index]] }
    if let number = Self.number(text) { return people.filter { $0.id == number } }
    // A birth date after the name picks one of namesakes.
    if let blank = key.lastIndex(of: " "), let birth = Self.birthDate(key[key.index(after: blank)...]) {
      return matches(named: String(key[..<blank])).filter { $0.birthDate == birth }
    }
    return matches(named: key)
  }

  /// The number of a person as lists of candidates show it: `№144`.
  package static func number(_ text: String) -> Int? {
    guard let sign = text.first, sign == "№" || sign == "#" else { return nil }
    return Int(Folding.tidy(String(text.dropFirst())))
  }

  private static func birthDate(_ word: Substring) -> Day? {
    if let day = Day(iso: word) { return day }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2], year > 1900 else { return nil }
    return Day(year: year, month: month, day: day)
  }

  private func matches(named key: String) -> [PersonName] {
    let words = Self.words(key)
    var found: [Int] = []
    // A surname may have several words; the longest one that somebody bears counts.
    for count in stride(from: words.count, through: 1, by: -1) {
      guard let bearers = bySurname[words[..<count].joined(separator: " ")] else { continue }
      let rest = Array(words[count...])
      found = bearers.filter { Self.fits(rest, names[$0].given, names[$0].patronymic) }
      if !found.isEmpty { break }
    }
    return found.map { people[$0] }
  }

  /// The one who fits.
  package func match(_ text: String) throws(Problem) -> PersonName {
    let found = matches(text)
    if found.count == 1 { return found[0] }
    if found.isEmpty { throw .noSuchPerson(text, among: among, near: near(text)) }
    throw .severalPersons(text, among: among, candidates: Self.candidates(found))
  }

  /// People as a choice is offered: full namesakes with what tells them apart.
  package static func candidates(_ people: [PersonName]) -> [String] {
    let names = Dictionary(grouping: people, by: \.full)
    return people.map { names[$0.full]?.count ?? 0 > 1 ? $0.toldApart : $0.told }
  }

  /// `иванова а.п.` becomes `иванова`, `а.`, `п.`.
  package static func words(_ key: String) -> [String] {
    key.split(separator: " ").flatMap { word -> [String] in
      guard word.contains(".") else { return [String(word)] }
      let pieces = word.split(separator: ".", omittingEmptySubsequences: true).map(String.init)
      return pieces.enumerated().map { index, piece in index < pieces.count - 1 || word.hasSuffix(".") ? piece + "." : piece }
    }
  }

  private static func fits(_ rest: [String], _ given: String, _ patronymic: String) -> Bool {
    func fits(_ word: String, _ name: String) -> Bool {
      if word.hasSuffix(".") { return name.hasPrefix(word.dropLast()) }
      return word == name || (word.count == 1 && name.hasPrefix(word))
    }
    switch rest.count {
    case 0: return true
    case 1: return fits(rest[0], given)
    case 2: return fits(rest[0], given) && (patronymic.isEmpty ? false : fits(rest[1], patronymic))
    default: return false
    }
  }

  /// The nearest name in spelling, to suggest; one typed in the other keyboard layout is the nearest of all.
  package func near(_ text: String) -> String? {
    let meant = matches(KeyboardLayout.russian(Folding.key(text)))
    if meant.count == 1 { return meant[0].full }
    let key = Folding.key(text)
    let surname = Self.words(key).first ?? key
    var best: (distance: Int, name: String)?
    for person in people {
      let distance = min(
        EditDistance.between(key, Folding.key(person.full)),
        EditDistance.between(surname, Folding.key(person.surname)) + (key == surname ? 0 : 1))
      if distance <= 2, distance < best?.distance ?? .max { best = (distance, person.full) }
    }
    return best?.name
  }
}

/// Counts the letters that differ between two words.
package enum EditDistance {
  package static func between(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
    if abs(a.count - b.count) > 3 { return 100 }
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let above = row[j + 1]
        row[j + 1] = min(diagonal + (a[i] == b[j] ? 0 : 1), above + 1, row[j] + 1)
        diagonal = above
      }
    }
    return row[b.count]
  }
}
