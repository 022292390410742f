/// The languages the program speaks.
public enum Language: String, Sendable, CaseIterable { case en, ru }

/// A text in both languages, side by side where it is used.
public struct Text: Sendable, Equatable {
  public let en: String
  public let ru: String

  public init(en: String, ru: String) {
    self.en = en
    self.ru = ru
  }

  /// A text that is the same in both.
  public init(_ same: String) { self.init(en: same, ru: same) }

  public subscript(language: Language) -> String { language == .ru ? ru : en }

  public static func + (a: Text, b: Text) -> Text { Text(en: a.en + b.en, ru: a.ru + b.ru) }
}
