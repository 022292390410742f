import Arguments
import Basics
import Glibc
import SchoolModel
import Tabular

/// What the process was given: streams, environment, place and time. A value handed in, so that tests have their own.
struct Console {
  var environment: [String: String]
  var directory: String
  var input: Int32
  var output: ByteOutput
  var errors: ByteOutput
  var inputIsTerminal: Bool
  var outputIsTerminal: Bool
  var errorsAreTerminal: Bool
  /// Columns of the terminal.
  var width: Int
  var clock: Clock
  var chance = Chance.system
  /// What tells this machine and user from others.
  var machine: @Sendable () -> [UInt8]? = { nil }
  /// For people: `komarova@server`.
  var place: @Sendable () -> String = { "" }
  /// Who came in through the gate; `nil` for who sits here.
  var gate: GateSeat?

  static func ofProcess() -> Console {
    var environment = [String: String](minimumCapacity: 64)
    var entry = environ
    while let pair = entry.pointee {
      let text = String(cString: pair)
      if let equals = text.firstIndex(of: "=") { environment[String(text[..<equals])] = String(text[text.index(after: equals)...]) }
      entry += 1
    }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let directory = getcwd(&buffer, buffer.count).map { String(cString: $0) } ?? "/"
    return Console(
      environment: environment, directory: directory, input: 0, output: ByteOutput(descriptor: 1), errors: ByteOutput(descriptor: 2),
      inputIsTerminal: isatty(0) != 0, outputIsTerminal: isatty(1) != 0, errorsAreTerminal: isatty(2) != 0,
      width: terminalWidth(environment), clock: .system, machine: { ThisMachine.fingerprint }, place: { ThisMachine.place })
  }

  private static func terminalWidth(_ environment: [String: String]) -> Int {
    if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    if ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return 80
  }

  /// A variable; an empty one counts as unset.
  func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// The language by `MYSCHOOL_LANG`, the configuration, else the locale of messages.
  var language: Language {
    if variable("MYSCHOOL_LANG") == nil, let chosen = Configuration(self).value("lang") { return chosen.hasPrefix("ru") ? .ru : .en }
    for name in ["MYSCHOOL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = variable(name) else { continue }
      return value.lowercased().hasPrefix("ru") ? .ru : .en
    }
    return .en
  }

  /// Whether the environment says which language to speak.
  var saysLanguage: Bool { ["MYSCHOOL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].contains { variable($0) != nil } }

  /// A path as the process sees it.
  func path(_ text: String) -> String { text.hasPrefix("/") ? text : directory + "/" + text }

  /// A folder of the XDG kind; a relative value is ignored.
  func folder(_ variable: String, under fallback: String) -> String {
    if let value = self.variable(variable), value.hasPrefix("/") { return value + "/myschool" }
    return (self.variable("HOME") ?? ThisMachine.home ?? directory) + "/" + fallback + "/myschool"
  }

  func say(_ text: String) {
    // Whether or not anybody reads the messages, the answer goes on.
    errors.append(text)
    try? errors.flush()
  }
}
