import Basics
import SQLite

/// What a letter to a person tells; it is worded where it is listed or sent.
public enum Letter: Sendable, Equatable {
  /// A code that confirms an address.
  case code(String)
  /// Somebody asked for an account with an address that has one.
  case alreadyRegistered
  /// Somebody signed in from a place not seen before.
  case newSignIn(place: String, at: Instant)
  /// An answer in a ticket.
  case answer(ticket: Int, text: String)
  /// A one-time code to register with, and the last day it is good.
  case invitation(code: String, until: String)
  /// A code that lets a new password be set.
  case recovery(String)
  /// A report, as text, and as a file where one is wished.
  case report(title: String, text: String, file: Attachment?)

  /// What became of an item of the library, to who added it.
  case library(LibraryNews, item: Int, title: String, words: String)

  /// What happened to one's children, and to oneself.
  case digest(Digest)

  /// A quiz was given out; the last day to hand it in.
  case quiz(number: Int, title: String, due: String?)

  public enum LibraryNews: String, Sendable { case returned, withdrawn, complaint }

  /// A file that goes with a letter.
  public struct Attachment: Sendable, Equatable {
    public let name: String
    public let content: String
    public init(name: String, content: String) {
      self.name = name
      self.content = content
    }
  }

  /// The word it is kept under.
  package var kind: String {
    switch self {
    case .code: "code"
    case .alreadyRegistered: "registered"
    case .newSignIn: "sign-in"
    case .answer: "answer"
    case .invitation: "invitation"
    case .recovery: "recovery"
    case .report: "report"
    case .library: "library"
    case .quiz: "quiz"
    case .digest: "digest"
    }
  }

  private var fields: [(name: String, value: any Bindable)] {
    switch self {
    case .code(let code): [("code", code)]
    case .alreadyRegistered: []
    case .newSignIn(let place, let at): [("place", place), ("at", at.milliseconds)]
    case .answer(let ticket, let text): [("ticket", ticket), ("text", text)]
    case .invitation(let code, let until): [("code", code), ("until", until)]
    case .recovery(let code): [("code", code)]
    case .library(let news, let item, let title, let words):
      [("news", news.rawValue), ("item", item), ("title", title), ("words", words)]
    case .quiz(let number, let title, let due): [("number", number), ("title", title)] + (due.map { [("due", $0)] } ?? [])
    case .digest(let digest): [("lines", digest.stored)]
    case .report(let title, let text, let file):
      [("title", title), ("text", text)] + (file.map { [("name", $0.name), ("content", $0.content)] } ?? [])
    }
  }

  /// What it tells, as JSON.
  package func data(_ database: Database) throws -> String {
    let object = fields.map { "'\($0.name)', ?" }.joined(separator: ", ")
    var data = ""
    try database.forEach("SELECT json_object(\(object))", fields.map(\.value)) { data = try $0.get(0) }
    return data
  }

  /// - Returns: `nil` for a kind that a newer program wrote.
  package init?(kind: String, data: String, _ database: Database) throws {
    func value<T: ColumnValue>(_ name: String, _ type: T.Type) throws -> T? {
      try database.value("SELECT json_extract(?, '$.\(name)')", data, as: T?.self) ?? nil
    }
    switch kind {
    case "code":
      guard let code = try value("code", String.self) else { return nil }
      self = .code(code)
    case "registered": self = .alreadyRegistered
    case "sign-in":
      guard let place = try value("place", String.self), let at = try value("at", Int.self) else { return nil }
      self = .newSignIn(place: place, at: Instant(milliseconds: at))
    case "answer":
      guard let ticket = try value("ticket", Int.self), let text = try value("text", String.self) else { return nil }
      self = .answer(ticket: ticket, text: text)
    case "invitation":
      guard let code = try value("code", String.self), let until = try value("until", String.self) else { return nil }
      self = .invitation(code: code, until: until)
    case "recovery":
      guard let code = try value("code", String.self) else { return nil }
      self = .recovery(code)
    case "report":
      guard let title = try value("title", String.self), let text = try value("text", String.self) else { return nil }
      let name = try value("name", String.self)
      self = .report(
        title: title, text: text, file: try name.map { Attachment(name: $0, content: try value("content", String.self) ?? "") })
    case "digest":
      guard let lines = try value("lines", String.self) else { return nil }
      self = .digest(Digest(stored: lines))
    case "quiz":
      guard let number = try value("number", Int.self), let title = try value("title", String.self) else { return nil }
      self = .quiz(number: number, title: title, due: try value("due", String.self))
    case "library":
      guard let news = try value("news", String.self).flatMap(LibraryNews.init(rawValue:)), let item = try value("item", Int.self),
        let title = try value("title", String.self), let words = try value("words", String.self)
      else { return nil }
      self = .library(news, item: item, title: title, words: words)
    default: return nil
    }
  }
}
