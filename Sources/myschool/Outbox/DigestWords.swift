import Basics
import SchoolModel
import SchoolOutbox

/// A digest in words.
struct DigestWords {
  private let digest: Digest
  private let language: Language

  init(_ digest: Digest, _ language: Language) { (self.digest, self.language) = (digest, language) }

  private func say(_ en: String, _ ru: String) -> String { language == .ru ? ru : en }

  var subject: String {
    let students = digest.lines.map(\.student).filter { !$0.isEmpty }
    let names = students.enumerated().filter { !students[..<$0.offset].contains($0.element) }.map(\.element)
    return names.isEmpty ? say("News of the school", "Новости школы") : say("News: ", "Новости: ") + names.joined(separator: ", ")
  }

  /// Blocks of lines, each under a heading.
  private var blocks: [(heading: String, lines: [String])] {
    var blocks: [(heading: String, lines: [String])] = []
    for line in digest.lines {
      let heading = line.student.isEmpty ? say("To you", "Вам") : line.student
      let text = words(line)
      if blocks.last?.heading == heading { blocks[blocks.count - 1].lines.append(text) } else { blocks.append((heading, [text])) }
    }
    return blocks
  }

  private static let order = ["mark", "term-mark", "absence", "homework", "work"]

  private func words(_ line: Digest.Line) -> String {
    let day = Day(iso: line.day).map { language == .ru ? String($0.russian.prefix(5)) : $0.description } ?? ""
    let place = [day, line.subject].filter { !$0.isEmpty }.joined(separator: " ")
    let detail = line.detail.isEmpty ? "" : " (\(line.detail))"
    let changed = line.before.isEmpty ? "" : say(", was \(line.before)", ", было \(line.before)")
    switch line.kind {
    case "mark":
      return line.isGone
        ? say("\(place): mark \(line.text) taken away", "\(place): отметка \(line.text) убрана")
        : "\(place): \(line.text)\(changed)\(detail)"
    case "term-mark":
      let term = TermCode(rawValue: line.detail)?.name[language] ?? line.detail
      return "\(line.subject), \(term): \(line.text)\(changed)"
    case "absence":
      let code = absence(line.text)
      return line.isGone ? say("\(place): absence taken away", "\(place): пропуск снят") : "\(place): \(code)"
    case "homework":
      return line.isGone
        ? say("\(place): homework taken away", "\(place): задание снято")
        : say("\(place): homework: \(line.text)", "\(place): задано: \(line.text)")
    case "work":
      return line.isGone ? say("\(place): no \(line.text)", "\(place): отменена работа «\(line.text)»") : "\(place): \(line.text)\(detail)"
    case "older":
      let count = Int(line.text) ?? 0
      return say("older entries: \(count)", "записей за более ранние дни: \(count)")
    case "message":
      return say("\(line.subject): \(line.text) from \(line.detail)", "сообщения от \(line.detail): \(line.text)")
    case "call":
      return line.isGone
        ? say("\(place): call cancelled", "\(place): видеовстреча отменена")
        : say("\(place), call at \(line.detail): \(line.text)", "\(place), видеовстреча в \(line.detail): \(line.text)")
    default: return line.text
    }
  }

  private func absence(_ code: String) -> String {
    let sign = String(code.prefix { $0.isLetter })
    let minutes = String(code.dropFirst(sign.count))
    let word = AttendanceCode(rawValue: sign).flatMap { CodedWords.attendance[$0.rawValue]?[language] } ?? code
    return minutes.isEmpty ? word : "\(word), \(minutes) \(say("min", "мин"))"
  }

  private var farewell: String {
    say(
      "All of it: myschool inbox. No more such letters: myschool account settings --digest off",
      "Всё целиком: myschool inbox. Не получать таких писем: myschool account settings --digest off")
  }

  var text: String {
    blocks.map { ([$0.heading] + $0.lines.map { "  " + $0 }).joined(separator: "\n") }.joined(separator: "\n\n") + "\n\n\(farewell)\n"
  }

  var html: String {
    let body = blocks.map { block in
      "<h2>\(PrintPage.escaped(block.heading))</h2>\n<ul>\n" + block.lines.map { "<li>\(PrintPage.escaped($0))</li>\n" }.joined()
        + "</ul>\n"
    }.joined()
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(PrintPage.escaped(subject))</title></head><body>
      \(body)<p>\(PrintPage.escaped(farewell))</p>
      </body></html>

      """
  }
}
