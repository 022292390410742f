import Basics
import Foundation
import Testing

@testable import RussianText

@Suite("Stems")
struct StemmerTests {
  /// Words with their stems, as Snowball publishes them: a sample, or all of them under `MYSCHOOL_LONG`.
  static func vocabulary() throws -> [(word: String, stem: String)] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let whole = root.deletingLastPathComponent().appending(path: "shared/data/snowball/russian.tsv")
    let isLong = ProcessInfo.processInfo.environment["MYSCHOOL_LONG"] != nil && FileManager.default.fileExists(atPath: whole.path)
    let text = try String(contentsOf: isLong ? whole : root.appending(path: "Tests/Fixtures/snowball/russian.tsv"), encoding: .utf8)
    return text.split(separator: "\n").map { line in
      let parts = line.split(separator: "\t")
      return (String(parts[0]), String(parts[1]))
    }
  }

  @Test("Russian words have the stems that Snowball publishes")
  func russian() throws {
    let breaker = WordBreaker()
    let words = try Self.vocabulary()
    #expect(words.count >= 498)
    for (word, stem) in words {
      #expect(breaker.stem(word).stem == stem.replacing("ё", with: "е"), "\(word)")
    }
  }

  @Test("a beginning of three letters or more finds every word that begins so")
  func beginnings() throws {
    let breaker = WordBreaker()
    var stems: [String: Set<String>] = [:]
    for (word, _) in try Self.vocabulary() {
      let (folded, stem) = breaker.stem(word)
      for length in stride(from: 3, through: folded.count, by: 1) { stems[String(folded.prefix(length)), default: []].insert(stem) }
    }
    for (beginning, wanted) in stems {
      let found = Set(Beginnings.stems(beginning, breaker))
      for stem in wanted where !stem.hasPrefix(beginning) { #expect(found.contains(stem), "\(beginning)* and \(stem)") }
    }
  }

  @Test("English words have the stems of Porter2")
  func english() {
    let breaker = WordBreaker()
    let wanted = [
      "consigned": "consign", "consistency": "consist", "knightly": "knight", "knocking": "knock", "writing": "write", "tenses": "tens",
      "generate": "generat", "generously": "generous", "dying": "die", "skies": "sky", "news": "news", "proceed": "proceed",
      "children's": "children", "happy": "happi", "hoping": "hope", "hopping": "hop", "bed": "bed", "rational": "ration",
    ]
    for (word, stem) in wanted { #expect(breaker.stem(word).stem == stem, "\(word)") }
  }

  @Test("what a word is: stress marks, soft hyphens, look-alikes, other letters")
  func words() {
    let breaker = WordBreaker()
    func folded(_ text: String) -> [String] { breaker.words(text).map(\.folded) }
    #expect(folded("Ёж и ЁЖ, йод") == ["еж", "и", "еж", "йод"])
    #expect(folded("за\u{301}мок сло\u{ad}во е\u{308}ж и\u{306}од") == ["замок", "слово", "еж", "йод"])
    #expect(folded("кoмпac") == ["компас"])
    #expect(folded("d'Артаньян o'nегин") == ["d", "артаньян", "о'nегин"])
    #expect(folded("20.04, 978-5-02") == ["20", "04", "978", "5", "02"])
    #expect(folded("don't 'quoted' об'ём") == ["don't", "quoted", "об", "ем"])
    #expect(folded("Ñandú Straße 7А №5 ½") == ["ñandú", "straße", "7а", "5", "½"])
    #expect(folded("\u{301} \u{ad} — «»") == [])
    #expect(folded(String(repeating: "а", count: 500)).first?.count == 64)
  }

  @Test("the other layout and the distance of misspelled words")
  func slips() {
    for (typed, meant) in [
      ("ghbdtn", "привет"), ("Fktrcfylh Geirby", "Александр Пушкин"), (",tkrf", "белка"), ("rk.x", "ключ"), ("'rpfvty", "экзамен"),
      ("руддщ", "hello"),
    ] {
      #expect(KeyboardLayout.other(typed) == meant)
    }
    #expect(KeyboardLayout.other("123") == nil && KeyboardLayout.other("abв") == nil)
    func distance(_ a: String, _ b: String) -> Int? {
      Misspelling.distance(a.unicodeScalars.map(\.value), b.unicodeScalars.map(\.value), limit: 2)
    }
    #expect(distance("уровнение", "уравнения") == 2 && distance("дробь", "дорбь") == 1 && distance("", "аб") == 2)
    #expect(distance("а", "а") == 0 && distance("абв", "где") == nil && distance("кот", "коты") == 1)
  }
}
