import Basics
import OfficeFiles

/// The forms of files that questions come in.
public enum QuestionForm: String, Sendable, CaseIterable {
  case gift, aiken
  case moodleXML = "moodle-xml"
  case qti, table

  /// The form of a text, by what it has in it.
  public static func ofText(_ text: String) -> QuestionForm {
    let lines = text.split(whereSeparator: \.isNewline)
    let isAnswered = lines.contains { $0.uppercased().hasPrefix("ANSWER:") || $0.uppercased().hasPrefix("ОТВЕТ:") }
    return isAnswered && !lines.contains { $0.contains("{") && !$0.hasPrefix("//") } ? .aiken : .gift
  }
}

/// Questions of files of XML and packages, whatever is in them.
public enum QuestionFileReader {
  /// What a file of XML is, by its first element; `nil` for none of ours.
  public static func form(ofRoot name: String) -> QuestionForm? {
    switch name {
    case "quiz": .moodleXML
    case "questestinterop", "assessmentItem", "assessmentTest", "assessmentSection": .qti
    default: nil
    }
  }

  /// The name of the first element; `nil` where no element begins within what is given.
  public static func rootName(_ head: [UInt8]) -> String? {
    var rest = head[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "<")), open + 1 < rest.endIndex {
      rest = rest[(open + 1)...]
      guard let first = rest.first, first != UInt8(ascii: "?"), first != UInt8(ascii: "!") else { continue }
      let name = rest.prefix { $0 > 32 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
      let text = String(decoding: name, as: UTF8.self)
      return text.split(separator: ":").last.map(String.init)
    }
    return nil
  }

  /// The questions of a file of XML.
  /// - Returns: `nil` for XML that is none of questions.
  public static func bank(xml part: String, _ bytes: FileBytes) throws -> QuestionBank? {
    let form = rootName(bytes.slice(0, min(bytes.count, 1 << 16))).flatMap(form(ofRoot:))
    var position = 0
    func next() -> [UInt8] {
      defer { position += 1 << 16 }
      return bytes.slice(position, 1 << 16)
    }
    switch form {
    case .moodleXML: return try MoodleReader.bank(part, from: next)
    case .qti:
      var root: MarkupElement?
      try MarkupTree.read(part, passesType: true, from: next) { root = $0 }
      return try root.map(QTIReader.bank)
    default:
      // What is no XML at all is told by line.
      try MarkupTree.read(part, from: next) { _ in }
      return nil
    }
  }
}
