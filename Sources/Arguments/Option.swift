import Basics

/// What kind of value a word stands for: shown in usage lines, and asked for by completion.
public struct ValueKind: Sendable, Equatable {
  /// `form`, `day`, `file`: the name completion asks candidates by.
  public let name: String
  /// The placeholder in a usage line: `FORM`.
  public let placeholder: String
  /// The only values there are, where they are few.
  public let choices: [String]
  /// Struck out wherever the command line is kept.
  public let isSecret: Bool
  /// A word of this kind may be a file instead.
  public let mayBeFile: Bool

  /// The placeholder as people of a language read it.
  public func placeholder(_ language: Language) -> String { Placeholder.text(placeholder, language) }

  public init(named name: String, placeholder: String? = nil, choices: [String] = [], isSecret: Bool = false, mayBeFile: Bool = false) {
    self.isSecret = isSecret
    self.mayBeFile = mayBeFile
    self.name = name
    self.placeholder = placeholder ?? name.uppercased()
    self.choices = choices
  }

  /// Whether a word that could be something else names a file: standard input, a path, or the ending of a known form.
  /// Another file is named by its path: `./NAME`.
  public static func looksLikeFile(_ word: String) -> Bool {
    if word == "-" || word.contains("/") || word.contains("#") { return true }
    guard let dot = word.lastIndex(of: "."), dot > word.startIndex else { return false }
    return fileEndings.contains(word[word.index(after: dot)...].lowercased())
  }

  private static let fileEndings: Set<String> = [
    "csv", "tsv", "txt", "xlsx", "ods", "docx", "odt", "html", "md", "json", "xml", "zip", "gift",
  ]

  public static let text = ValueKind(named: "text")
  public static let number = ValueKind(named: "number", placeholder: "N")
  public static let file = ValueKind(named: "file")
  public static func choice(_ choices: [String], placeholder: String = "WORD") -> ValueKind {
    ValueKind(named: "choice", placeholder: placeholder, choices: choices)
  }
}

/// An option as the parser, the help, the manual and completion see it.
public struct OptionSpec: Sendable {
  public let name: String
  /// Older spellings: understood, and shown nowhere.
  public fileprivate(set) var synonyms: [String] = []
  public let short: Character?
  /// `nil` for a switch.
  public let kind: ValueKind?
  public let help: Text
  public let environment: String?
  public let isRepeatable: Bool
  public let isRequired: Bool
  public let isHidden: Bool
  /// Options of one group exclude one another.
  public let exclusive: String?
  /// What a value must look like; `nil` from `accepts` is refused with these words.
  let expected: Text?
  let accepts: @Sendable (String) -> Bool
}

/// A typed key: `call[weight]` is an `Int`.
public struct Option<Value: Sendable>: Sendable {
  public private(set) var spec: OptionSpec
  let decode: @Sendable ([String]) -> Value

  /// The same option, understood under older names as well.
  public func also(_ synonyms: String...) -> Option {
    var option = self
    option.spec.synonyms = synonyms
    return option
  }
}

extension Option where Value == Bool {
  /// A switch without a letter.
  public static func flag(_ name: String, _ help: Text) -> Option<Bool> { flag(name, nil, help) }

  /// A switch.
  public static func flag(
    _ name: String, _ short: Character?, hidden: Bool = false, exclusive: String? = nil, _ help: Text
  ) -> Option<Bool> {
    Option(
      spec: OptionSpec(
        name: name, short: short, kind: nil, help: help, environment: nil, isRepeatable: false, isRequired: false,
        isHidden: hidden, exclusive: exclusive, expected: nil, accepts: { _ in true }),
      decode: { !$0.isEmpty })
  }
}

extension Option {
  /// An option with a value, `nil` when it is not given.
  /// - Parameter parse: makes the value; `nil` refuses the word with the text of `expected`.
  public static func value<T: Sendable>(
    _ name: String, _ short: Character?, _ kind: ValueKind, environment: String? = nil, hidden: Bool = false,
    exclusive: String? = nil, required: Bool = false, expected: Text? = nil, _ help: Text,
    parse: @escaping @Sendable (String) -> T?
  ) -> Option<T?> where Value == T? {
    Option<T?>(
      spec: OptionSpec(
        name: name, short: short, kind: kind, help: help, environment: environment, isRepeatable: false, isRequired: required,
        isHidden: hidden, exclusive: exclusive, expected: expected, accepts: { parse($0) != nil }),
      decode: { $0.last.flatMap(parse) })
  }

  /// An option with a value and a default.
  public static func value(
    _ name: String, _ short: Character?, _ kind: ValueKind, default standard: Value, environment: String? = nil,
    expected: Text? = nil, _ help: Text, parse: @escaping @Sendable (String) -> Value?
  ) -> Option<Value> {
    Option<Value>(
      spec: OptionSpec(
        name: name, short: short, kind: kind, help: help, environment: environment, isRepeatable: false, isRequired: false,
        isHidden: false, exclusive: nil, expected: expected, accepts: { parse($0) != nil }),
      decode: { $0.last.flatMap(parse) ?? standard })
  }
}

extension Option where Value == String? {
  /// An option whose value is any text.
  public static func text(_ name: String, _ short: Character?, _ help: Text) -> Option<String?> { text(name, short, .text, help) }

  /// An option whose value is any text of a kind; `nil` when it is not given.
  public static func text(
    _ name: String, _ short: Character?, _ kind: ValueKind, environment: String? = nil, required: Bool = false,
    exclusive: String? = nil, _ help: Text
  ) -> Option<String?> {
    let expected = kind.choices.isEmpty ? nil : Text(kind.choices.joined(separator: ", "))
    return .value(name, short, kind, environment: environment, exclusive: exclusive, required: required, expected: expected, help) {
      kind.choices.isEmpty || kind.choices.contains($0) ? $0 : nil
    }
  }
}

extension Option where Value == [String] {
  /// An option that may be given several times; the values add up.
  public static func texts(_ name: String, _ short: Character?, _ kind: ValueKind, _ help: Text) -> Option<[String]> {
    Option(
      spec: OptionSpec(
        name: name, short: short, kind: kind, help: help, environment: nil, isRepeatable: true, isRequired: false, isHidden: false,
        exclusive: nil, expected: nil, accepts: { _ in true }),
      decode: { $0 })
  }
}

/// An operand as the parser, the help, the manual and completion see it.
public struct OperandSpec: Sendable {
  public enum Arity: Sendable { case one, optional, any, some }
  public let kind: ValueKind
  public let arity: Arity
  public let help: Text
  /// A command's operands are found by it, and take their places from its list.
  let identity = Identity()

  final class Identity: Sendable {}

  /// `FORM`, `[FORM]`, `[FILE ...]`, `FILE ...`.
  public func usage(_ language: Language) -> String {
    let name = kind.placeholder(language)
    return switch arity {
    case .one: name
    case .optional: "[\(name)]"
    case .any: "[\(name) ...]"
    case .some: "\(name) ..."
    }
  }
}

/// A typed key to operands.
public struct Operand<Value: Sendable>: Sendable {
  public let spec: OperandSpec
  let decode: @Sendable ([String]) -> Value
}

extension Operand where Value == String {
  public static func one(_ kind: ValueKind, _ help: Text) -> Operand<String> {
    Operand(spec: OperandSpec(kind: kind, arity: .one, help: help), decode: { $0.first ?? "" })
  }
}

extension Operand where Value == String? {
  public static func optional(_ kind: ValueKind, _ help: Text) -> Operand<String?> {
    Operand(spec: OperandSpec(kind: kind, arity: .optional, help: help), decode: { $0.first })
  }
}

extension Operand where Value == [String] {
  public static func any(_ kind: ValueKind, _ help: Text) -> Operand<[String]> {
    Operand(spec: OperandSpec(kind: kind, arity: .any, help: help), decode: { $0 })
  }
  public static func some(_ kind: ValueKind, _ help: Text) -> Operand<[String]> {
    Operand(spec: OperandSpec(kind: kind, arity: .some, help: help), decode: { $0 })
  }
}

extension Operand {
  /// One word, turned into something else.
  public static func converted<T: Sendable>(
    _ kind: ValueKind, _ help: Text, _ convert: @escaping @Sendable (String) -> T?
  ) -> Operand<T?> where Value == T? {
    Operand<T?>(spec: OperandSpec(kind: kind, arity: .one, help: help), decode: { $0.first.flatMap(convert) })
  }
}
