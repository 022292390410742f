import Basics
import Record
import SchoolModel
import SchoolOutbox

/// A message in the form of RFC 5322 and MIME, for a program like sendmail.
struct Mail {
  let text: String

  init(_ message: OutboxMessage, _ subject: String, _ body: String, from sender: String, school: String) {
    // A line end in a header would begin another one.
    func header(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }
    text =
      """
      From: \(header(sender))
      To: \(header(message.address))
      Subject: \(Self.encodedWords(header(subject)))
      Date: \(Self.date(message.madeAt))
      Message-ID: <\(message.number).\(message.madeAt.milliseconds)@\(school).myschool>
      MIME-Version: 1.0
      Auto-Submitted: auto-generated
      \(message.digest == nil ? "" : "List-Unsubscribe: <mailto:\(header(sender))?subject=unsubscribe>\n")\(Self.content(body, message))

      """
  }

  /// The text, or the text and a file (RFC 2046, 5.1).
  private static func content(_ body: String, _ message: OutboxMessage) -> String {
    let file = message.attachment
    func part(_ headers: String, _ text: String) -> String {
      "\(headers)\nContent-Transfer-Encoding: base64\n\n\(lines(Base64.encode(Array(text.utf8))))"
    }
    let plain = part("Content-Type: text/plain; charset=utf-8", body)
    // Base64 has no blank in it: the mark between parts cannot be met within one.
    let mark = "-- parts of myschool --"
    if let digest = message.digest {
      let page = part("Content-Type: text/html; charset=utf-8", digest.html)
      return "Content-Type: multipart/alternative; boundary=\"\(mark)\"\n\n--\(mark)\n\(plain)\n--\(mark)\n\(page)\n--\(mark)--"
    }
    guard let file else { return plain }
    let type = file.name.hasSuffix(".html") ? "text/html" : "text/csv"
    let name = "filename*=utf-8''\(PrintPage.address(file.name))"
    let attached = part("Content-Type: \(type); charset=utf-8\nContent-Disposition: attachment; \(name)", file.content)
    return "Content-Type: multipart/mixed; boundary=\"\(mark)\"\n\n--\(mark)\n\(plain)\n--\(mark)\n\(attached)\n--\(mark)--"
  }

  /// Base64 in lines of 76 characters.
  private static func lines(_ text: String) -> String {
    let characters = Array(text)
    return stride(from: 0, to: characters.count, by: 76).map { String(characters[$0..<min($0 + 76, characters.count)]) }
      .joined(separator: "\n")
  }

  /// RFC 2047: words of at most 75 characters, no letter cut in two.
  private static func encodedWords(_ text: String) -> String {
    if text.utf8.allSatisfy({ (32..<127).contains($0) }) { return text }
    var words: [String] = []
    var piece = ""
    for character in text {
      if piece.utf8.count + character.utf8.count > 42 {
        words.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    if !piece.isEmpty { words.append(piece) }
    return words.map { "=?utf-8?B?\(Base64.encode(Array($0.utf8)))?=" }.joined(separator: "\n ")
  }

  private static func date(_ instant: Instant) -> String {
    let day = instant.day(offset: 0)
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let minute = instant.minuteOfDay(offset: 0)
    let time = "\(padded(minute / 60, 2)):\(padded(minute % 60, 2)):\(padded(instant.milliseconds / 1000 % 60, 2))"
    return "\(weekdays[day.weekday - 1]), \(day.parts.day) \(months[day.parts.month - 1]) \(day.parts.year) \(time) +0000"
  }
}
