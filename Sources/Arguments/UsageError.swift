import Basics

/// A command line that was not understood. Exit 2.
public enum UsageError: Error, Equatable {
  case unknownCommand(String, under: [String], suggestion: String?)
  case commandNeeded(under: [String])
  case unknownOption(String, suggestion: String?)
  case valueNeeded(String)
  case valueNotTaken(String)
  case badValue(option: String, value: String, expected: Text?)
  case repeated(String)
  case exclusive(String, String)
  case optionNeeded(String)
  case operandNeeded(String)
  case extraOperand(String)
  case notUTF8(position: Int)

  /// What happened, without a full stop.
  public var message: Text {
    switch self {
    case .unknownCommand(let word, let path, let suggestion):
      let name = (path + [word]).joined(separator: " ")
      return Text(en: "no command “\(name)”", ru: "нет команды «\(name)»")
        + Self.perhaps((suggestion.map { (path + [$0]).joined(separator: " ") }))
    case .commandNeeded(let path):
      let name = path.joined(separator: " ")
      return Text(en: "“\(name)” needs a command after it", ru: "после «\(name)» нужна команда")
    case .unknownOption(let name, let suggestion):
      return Text(en: "no option “\(name)”", ru: "нет ключа «\(name)»") + Self.perhaps(suggestion)
    case .valueNeeded(let name): return Text(en: "“\(name)” needs a value", ru: "ключу «\(name)» нужно значение")
    case .valueNotTaken(let name): return Text(en: "“\(name)” takes no value", ru: "ключ «\(name)» значения не берёт")
    case .badValue(let option, let value, let expected):
      let tail = expected.map { Text(en: ": expected \($0.en)", ru: ": ожидается \($0.ru)") } ?? Text("")
      let isOperand = !option.hasPrefix("-") && option == option.uppercased()
      let russian = isOperand ? "«\(value)» — не \(Placeholder.text(option, .ru))" : "«\(value)» не подходит ключу «\(option)»"
      return Text(en: "“\(value)” does not fit “\(option)”", ru: russian) + tail
    case .repeated(let name): return Text(en: "“\(name)” is given twice", ru: "ключ «\(name)» указан дважды")
    case .exclusive(let a, let b):
      return Text(
        en: "“\(a)” and “\(b)” exclude each other", ru: "«\(Placeholder.text(a, .ru))» и «\(Placeholder.text(b, .ru))» вместе не бывают")
    case .optionNeeded(let name): return Text(en: "“\(name)” is missing", ru: "не хватает ключа «\(name)»")
    case .operandNeeded(let name): return Text(en: "\(name) is missing", ru: "не хватает: \(Placeholder.text(name, .ru))")
    case .extraOperand(let word): return Text(en: "“\(word)” is one word too many", ru: "«\(word)» — лишнее слово")
    case .notUTF8(let position):
      return Text(en: "argument \(position) is not valid UTF-8", ru: "аргумент \(position) записан не в UTF-8")
    }
  }

  private static func perhaps(_ suggestion: String?) -> Text {
    suggestion.map { Text(en: "; did you mean “\($0)”?", ru: "; возможно, «\($0)»?") } ?? Text("")
  }
}

/// Finds the nearest of known words.
public enum Suggestion {
  /// The nearest candidate within a third of the word's length, and at least one edit; keys typed in the
  /// Russian layout (`ащкь` for `form`) are read as the Latin letters on them first.
  public static func nearest(to word: String, among candidates: [String]) -> String? {
    let typed = word.lowercased()
    let readings = [typed, String(typed.map { latinKey[$0] ?? $0 })]
    let limit = max(1, min(3, typed.count / 3))
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let distance = readings.map { self.distance($0, candidate.lowercased()) }.min() ?? .max
      if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.candidate
  }

  /// Edits between two words; two neighbours swapped are one edit (Damerau).
  static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var rows = [Array(0...b.count)]
    for i in 1...max(1, a.count) where i <= a.count {
      var row = [i]
      for j in 0..<b.count {
        var cost = min(rows[i - 1][j] + (a[i - 1] == b[j] ? 0 : 1), rows[i - 1][j + 1] + 1, row[j] + 1)
        if i > 1, j > 0, a[i - 1] == b[j - 1], a[i - 2] == b[j] { cost = min(cost, rows[i - 2][j - 1] + 1) }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }

  private static let latinKey: [Character: Character] = Dictionary(
    uniqueKeysWithValues: zip("ёйцукенгшщзхъфывапролджэячсмитьбю", "`qwertyuiop[]asdfghjkl;'zxcvbnm,."))
}
