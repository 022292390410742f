import Arguments
import Basics
import Foundation
import SchoolModel
import Tabular

@testable import myschool

/// A place of its own for one test: a folder, homes of several people, and a clock that goes one second a command.
final class Stage {
  let folder: URL
  private var user = "admin"
  private var language = "ru"
  private var tick = 0
  /// The last one-time codes that were printed, by the words that stand for them in later lines.
  private var codes: [String: String] = [:]
  /// What `MYSCHOOL_TOKEN` holds.
  var token: String?
  private var start: Instant

  init(now: String = "2026-11-23T09:00:00+03:00") throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("myschool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    start = Instant(iso: now)!  // written in the test
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  func copyFixture(_ name: String) throws {
    let source = Self.tests.appendingPathComponent("Fixtures/\(name)")
    for file in try FileManager.default.contentsOfDirectory(atPath: source.path) {
      let target = folder.appendingPathComponent(file)
      if !FileManager.default.fileExists(atPath: target.path) {
        try FileManager.default.copyItem(at: source.appendingPathComponent(file), to: target)
      }
    }
  }

  func write(_ text: String, to name: String) throws {
    let place = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: place)
  }
  func read(_ name: String) throws -> String { String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self) }

  func act(as user: String) { self.user = user }
  func speak(_ language: String) { self.language = language }

  struct Result {
    var output: String
    var errors: String
    var code: Int32
  }

  /// Runs one command in this process.
  /// - Parameter variables: further variables of the environment.
  func run(_ arguments: [String], input: String? = nil, variables: [String: String] = [:]) throws -> Result {
    tick += 1
    var output: [UInt8] = []
    var errors: [UInt8] = []
    let descriptor = open(input.map { folder.appendingPathComponent($0).path } ?? "/dev/null", O_RDONLY)
    defer { close(descriptor) }
    let seconds = tick
    let moment = start
    let home = folder.appendingPathComponent("homes/\(user)").path
    var environment = [
      "HOME": home, "MYSCHOOL_DB": folder.appendingPathComponent("school.db").path, "MYSCHOOL_LANG": language, "COLUMNS": "100",
    ]
    environment["MYSCHOOL_TOKEN"] = token
    environment.merge(variables) { $1 }
    let console = Console(
      environment: environment,
      directory: folder.path, input: descriptor, output: ByteOutput { output += $0 }, errors: ByteOutput { errors += $0 },
      inputIsTerminal: false, outputIsTerminal: false, errorsAreTerminal: false, width: 100,
      clock: Clock(isSet: false) { moment + seconds })
    let code = Program(console).run(arguments)
    let result = Result(output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self), code: code)
    for (name, pattern) in Self.codePatterns {
      if let range = result.output.range(of: pattern, options: .regularExpression) { codes[name] = String(result.output[range]) }
    }
    return result
  }

  /// What is different at each run: `CODE` of a message, `INVITATION` of the school.
  static let codePatterns = [("CODE", "\\b[0-9]{8}\\b"), ("INVITATION", "\\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\\b")]

  /// The clock goes on from here.
  func setClock(_ moment: Instant) { (start, tick) = (moment, 0) }

  @discardableResult
  func type(_ line: String) throws -> Result {
    var words = Self.words(line).map { codes[$0] ?? $0 }
    if words.first == "myschool" { words.removeFirst() }
    var input: String?
    var target: String?
    while words.count >= 2, ["<", ">"].contains(words[words.count - 2]) {
      if words[words.count - 2] == "<" { input = words.last } else { target = words.last }
      words.removeLast(2)
    }
    var result = try run(words, input: input)
    if let target {
      try write(result.output, to: target)
      result.output = ""
    }
    return result
  }

  /// Words as a shell splits them: blanks, single and double quotes.
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let done = word { words.append(done) }
    return words
  }

  /// The administrator of the school of the fixtures, signed in, with roster and timetable.
  func makeSchool() throws {
    try copyFixture("school-1")
    try write("Слон-ест-7-груш-в-полдень\n", to: "secret")
    for line in [
      "myschool init --name Школа --year 2026/27 --admin-login komarova.l --password-stdin < secret",
      "myschool login komarova.l --password-stdin --accept-consent < secret",
      "myschool roster import students.csv staff.csv load.csv", "myschool timetable import timetable.csv",
    ] {
      let result = try type(line)
      guard result.code == 0 else { throw Trouble(text: "\(line): \(result.errors)") }
    }
  }

  struct Trouble: Error { let text: String }
}

/// A story a user could type, with what is answered.
///
/// Lines of a transcript: `#` a sentence for the reader, `$ ` a command, `@ as NAME` another person, `@ lang en`,
/// `@ school` the school of the fixtures ready made, `@ fixtures [FOLDER]`, `@ file NAME` with the lines up to `@ end`,
/// `@ token NAME` acts by the token in a file until `@ token -`. What follows a
/// command is its output, then its messages after a rule, then the exit code when it is not 0.
struct Transcript {
  static let folder = Stage.tests.appendingPathComponent("Transcripts")

  static var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".transcript") }.sorted()
  }

  /// Plays a transcript and writes down what really came.
  static func play(_ text: String) throws -> String {
    let stage = try Stage()
    var walk = OperationWalk(stage.folder)
    var out: [String] = []
    var lines = text.components(separatedBy: "\n")[...]
    while let line = lines.popFirst() {
      if line.hasPrefix("$ ") {
        out.append(line)
        out += try answer(stage, String(line.dropFirst(2)))
        try walk.step(line)
        while let next = lines.first, !next.hasPrefix("$ "), !next.hasPrefix("# "), !next.hasPrefix("@ ") { lines.removeFirst() }
        if lines.first != nil { out.append("") }
      } else {
        out.append(line)
        try direct(stage, line, &lines, &out)
      }
    }
    return out.joined(separator: "\n").trimmingCharacters(in: .newlines) + "\n"
  }

  private static func answer(_ stage: Stage, _ line: String) throws -> [String] {
    let result = try stage.type(line)
    func masked(_ text: String) -> [String] {
      var plain = text.replacingOccurrences(of: stage.folder.path, with: "<folder>")
        .replacingOccurrences(of: "[0-9a-f]{64}", with: "<head>", options: .regularExpression)
      for (name, pattern) in Stage.codePatterns {
        plain = plain.replacingOccurrences(of: pattern, with: "<\(name)>", options: .regularExpression)
      }
      return plain.isEmpty ? [] : plain.trimmingCharacters(in: .newlines).components(separatedBy: "\n")
    }
    var out = masked(result.output)
    if !result.errors.isEmpty { out += ["------- stderr -------"] + masked(result.errors) }
    if result.code != 0 { out.append("[exit \(result.code)]") }
    return out
  }

  private static func direct(_ stage: Stage, _ line: String, _ lines: inout ArraySlice<String>, _ out: inout [String]) throws {
    guard line.hasPrefix("@ ") else { return }
    let words = line.dropFirst(2).split(separator: " ").map(String.init)
    switch words.first {
    case "as": stage.act(as: words[1])
    case "now":
      guard let moment = Instant(iso: words[1]) else { throw Stage.Trouble(text: "no moment: \(line)") }
      stage.setClock(moment)
    case "lang": stage.speak(words[1])
    case "token": stage.token = words[1] == "-" ? nil : try stage.read(words[1]).trimmingCharacters(in: .newlines)
    case "school": try stage.makeSchool()
    case "fixtures": try stage.copyFixture(words.count > 1 ? words[1] : "school-1")
    case "file":
      var content: [String] = []
      while let next = lines.popFirst() {
        out.append(next)
        if next == "@ end" { break }
        content.append(next)
      }
      try stage.write(content.joined(separator: "\n") + "\n", to: words[1])
    default: throw Stage.Trouble(text: "not a direction: \(line)")
    }
  }
}
