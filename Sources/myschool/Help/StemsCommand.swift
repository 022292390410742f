import Arguments
import Basics
import RussianText
import SchoolModel

/// The stems of words, a line each: so that other programs' stemmers can be held against ours.
enum StemsCommand {
  static let command: Command = Command(
    "__stems", Text(en: "Print the stems of words", ru: "Напечатать основы слов"), hidden: true, local: true
  ) { _, session in
    let breaker = WordBreaker()
    let words = try session.wholeText("-").split(separator: "\n")
    return .text(words.map { breaker.stem(String($0)).stem + "\n" }.joined())
  }
}
