import Basics
import Testing

@testable import Arguments

@Suite("The argument parser")
struct ParserTests {
  private static let weight = Option<Int>.value("weight", "w", .number, default: 1, expected: Text("N"), Text("w")) { Int($0) }
  private static let name = Option.text("name", "n", .text, Text("n"))
  private static let all = Option.flag("all", "a", Text("a"))
  private static let brief = Option.flag("brief", "b", Text("b"))
  private static let left = Option.text("left", nil, .text, exclusive: "side", Text("l"))
  private static let right = Option.text("right", nil, .text, exclusive: "side", Text("r"))
  private static let tags = Option.texts("tag", "t", .text, Text("t"))
  private static let home = Option.text("home", nil, .text, environment: "THE_HOME", Text("h"))
  private static let file = Operand.one(.file, Text("f"))
  private static let rest = Operand.any(.text, Text("r"))

  /// A program that knows neither rights nor writing.
  private enum Bare: CommandContext {
    typealias Need = Never
    static let writingOptions: [OptionSpec] = []
    static func allowed(_ needs: [Never]) -> Text? { nil }
  }
  private typealias C = Command<Bare, Void>
  private static let root = C(
    "tool", Text("t"), options: [home.spec],
    children: {
      [
        C(
          "run", Text("r"), operands: [file.spec, rest.spec],
          options: [weight.spec, name.spec, all.spec, brief.spec, left.spec, right.spec, tags.spec]
        ) { _, _ in },
        C("noun", Text("n"), children: { [C("verb", Text("v")) { _, _ in }] }),
      ]
    })

  private func parse(_ words: String..., environment: [String: String] = [:]) throws -> Call {
    do {
      if case .run(_, let call) = try Parser(Self.root, environment: environment).parse(words) { return call }
    } catch { throw error.error }
    throw UsageError.commandNeeded(under: [])
  }

  @Test("options in every POSIX and GNU form, anywhere among the operands")
  func forms() throws {
    for words in [["-w", "3", "f"], ["-w3", "f"], ["--weight", "3", "f"], ["--weight=3", "f"], ["f", "-w3"], ["-abw3", "f"]] {
      let parser = Parser(Self.root)
      guard case .run(_, let call) = try parser.parse(["run"] + words) else { continue }
      #expect(call[Self.weight] == 3 && call[Self.file] == "f", "\(words)")
    }
    #expect(try parse("run", "f")[Self.weight] == 1)
    #expect(try parse("run", "-t", "a", "--tag=b", "f")[Self.tags] == ["a", "b"])
    let call = try parse("run", "--", "-w", "--all")
    #expect(call[Self.file] == "-w" && call[Self.rest] == ["--all"] && !call[Self.all])
    #expect(try parse("run", "-")[Self.file] == "-")
    #expect(try parse("run", "--name=", "f")[Self.name] == "")
  }

  @Test("help knows the options typed beside it")
  func helpWithOptions() throws {
    for words in [["run", "--all", "--help"], ["run", "--help", "-a"], ["run", "-a", "--no-such", "--help"]] {
      guard case .help(let path, _, let call) = try Parser(Self.root).parse(words) else {
        Issue.record("\(words)")
        continue
      }
      #expect(path.map(\.name) == ["tool", "run"] && call[Self.all], "\(words)")
    }
  }

  @Test("a mistake is told by name")
  func mistakes() {
    func expect(_ error: UsageError, _ words: String...) {
      do {
        _ = try Parser(Self.root).parse(words)
        Issue.record("\(words) was understood")
      } catch { #expect(error.error == error.error && "\(error.error)" == "\(error.error)") }
      do { _ = try Parser(Self.root).parse(words) } catch let failure { #expect(failure.error == error, "\(words)") }
    }
    expect(.unknownOption("--wieght", suggestion: "--weight"), "run", "f", "--wieght", "3")
    expect(.unknownOption("-x", suggestion: nil), "run", "f", "-x")
    expect(.valueNeeded("--weight"), "run", "f", "--weight")
    expect(.valueNotTaken("--all"), "run", "f", "--all=yes")
    expect(.badValue(option: "--weight", value: "x", expected: Text("N")), "run", "f", "--weight", "x")
    expect(.repeated("--name"), "run", "f", "--name", "a", "--name", "b")
    expect(.exclusive("--left", "--right"), "run", "f", "--left", "1", "--right", "2")
    expect(.operandNeeded("FILE"), "run")
    expect(.unknownCommand("rnu", under: [], suggestion: "run"), "rnu")
    expect(.unknownCommand("vreb", under: ["noun"], suggestion: "verb"), "noun", "vreb")
    expect(.commandNeeded(under: ["noun"]), "noun")
    // Beginnings of names are not taken: a new name would break old scripts.
    expect(.unknownOption("--weig", suggestion: "--weight"), "run", "f", "--weig", "3")
    expect(.unknownCommand("ru", under: [], suggestion: "run"), "ru")
  }

  @Test("an environment variable is a default, the line comes first, an empty one is unset")
  func environment() throws {
    #expect(try parse("run", "f", environment: ["THE_HOME": "/e"])[Self.home] == "/e")
    #expect(try parse("--home", "/l", "run", "f", environment: ["THE_HOME": "/e"])[Self.home] == "/l")
    #expect(try parse("run", "f", environment: ["THE_HOME": ""])[Self.home] == nil)
  }

  @Test("words typed in the Russian layout find their command")
  func layout() { #expect(Suggestion.nearest(to: "кгт", among: ["run", "noun"]) == "run") }

  @Test("random lines are answered, never a trap", arguments: 0..<20)
  func hostile(seed: Int) {
    var state = UInt64(seed) &+ 3
    let words = [
      "run", "noun", "verb", "-", "--", "--weight", "-w", "3", "--all", "-ab", "-abw", "--=", "-=", "--weight=", "", "х", "--help", "-h",
      "-V", "--version", "---",
    ]
    for _ in 0..<500 {
      let line = (0..<5).map { _ -> String in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return words[Int(state >> 33) % words.count]
      }
      _ = try? Parser(Self.root).parse(line)
    }
  }
}
