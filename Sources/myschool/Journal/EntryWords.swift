import Basics
import SchoolJournal

/// What entering marks did, beyond how many.
enum EntryWords {
  /// More marks than these are told by their number alone.
  private static let mostNamed = 5

  /// Where marks given by hand went, and for whom: a day and a name may be said in a word or a part.
  private static func lines(_ place: EnteredPlace) -> [Text] {
    var lines: [Text] = []
    if place.given.count <= mostNamed {
      let names = place.given.map { "\($0.student) \($0.cell.isEmpty ? "—" : $0.cell)" }.joined(separator: ", ")
      lines.append(
        Text(
          en: "\(place.course), \(place.day), lesson \(place.number): \(names)",
          ru: "\(place.course), \(place.day.russian), урок \(place.number): \(names)"))
    }
    for given in place.given.prefix(mostNamed) {
      guard let beside = given.beside else { continue }
      lines.append(Text(en: "beside it: \(given.student) \(beside)", ru: "рядом уже стоит: \(given.student) \(beside)"))
    }
    return lines
  }

  static func lines(_ report: GradeReport, changed: Bool) -> [Text] {
    (changed ? report.place.map(lines) ?? [] : []) + lines(report.count)
  }

  static func lines(_ count: EntryCount) -> [Text] {
    var lines: [Text] = []
    if !count.works.isEmpty {
      let works = count.works.sorted { ($0.key.kind, $0.key.weight) < ($1.key.kind, $1.key.weight) }.map { work, number in
        Text(
          en: "\(work.kind), weight \(work.weight)\(number > 1 ? " (\(number))" : "")",
          ru: "\(work.kind), вес \(work.weight)\(number > 1 ? " (\(number))" : "")")
      }
      // A file may have any number of kinds.
      if works.count <= 2 { lines.append(Text(en: works.map(\.en).joined(separator: "; "), ru: works.map(\.ru).joined(separator: "; "))) }
    }
    if count.leftEmpty > 0 {
      lines.append(
        Text(
          en: "empty in the file, marked in the journal: \(count.leftEmpty); left as it stands, to take it away: --clear",
          ru: "в файле пусто, а в журнале стоит: \(count.leftEmpty); оставлено как есть, убрать — --clear"))
    }
    return lines
  }
}

/// What is wrong with pairs of the command line, each with its pupil.
extension BadPairs: Worded {
  var complaint: Complaint {
    if pairs.count == 1 { return told(words(pairs[0]), hint: pairs[0].problem.hint) }
    return Complaint(
      lines: pairs.map(words),
      message: Text(
        en: "\(pairs.count) mistakes, nothing was written",
        ru: "\(Counting.plural(pairs.count, "ошибка", "ошибки", "ошибок")), ничего не записано"),
      hint: Set(pairs.map { $0.problem.hint?.ru }).count == 1 ? pairs[0].problem.hint : nil, key: key, exit: exit)
  }

  private func words(_ pair: Pair) -> Text {
    Text(en: "\(pair.typed): \(pair.problem.words.en)", ru: "\(pair.typed): \(pair.problem.words.ru)")
  }
}
