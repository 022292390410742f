import Glibc

/// A library of 100,000 items beside the same texts, stemmed beforehand, in a full-text index of the `sqlite3` shell.
extension Bench {
  private static let items = 100_000
  private static let wordsOfItem = 46

  func library() throws {
    let school = folder + "/library.db"
    _ = try ours(school, ["demo", "--students", "25", "--files", folder + "/library"])
    try signIn(school)
    let texts = try LibraryTexts(bench: self)
    try texts.catalogue(Self.items, Self.wordsOfItem, stemmed: false, to: folder + "/catalogue.csv")
    try texts.catalogue(Self.items, Self.wordsOfItem, stemmed: true, to: folder + "/stemmed.csv")
    let empty = folder + "/library-empty.db"
    try copy(school, empty)
    let (work, plain) = (folder + "/library-work.db", folder + "/library-plain.db")
    try compare(
      "\(Self.items) items from CSV against .import into the same columns and an index", aim: "1.5", runs: 2,
      {
        try self.copy(empty, work)
        return try self.ours(work, ["-q", "library", "import", self.folder + "/catalogue.csv"])
      },
      {
        _ = try measure(["rm", "-f", plain, plain + "-wal", plain + "-shm"], environment: self.environment)
        return try self.theirs(plain, Self.importing(self.folder + "/stemmed.csv"))
      })
    try search(texts, work, plain)
  }

  private func search(_ texts: LibraryTexts, _ ours: String, _ theirs: String) throws {
    func against(_ title: String, _ words: [String], _ match: String, _ more: String = "", aim: String) throws {
      try compare(
        title, aim: aim, runs: 9,
        { try self.ours(ours, ["library", "search", "--format", "csv", "--columns", "number,title,kind,subject,score"] + words) },
        {
          try self.theirs(
            theirs,
            """
            SELECT i.id, i.title, i.kind, s.name, -bm25(search, 10, 5, 4, 2, 2, 1) AS score FROM search x JOIN item i ON i.id = x.rowid
            LEFT JOIN subject s ON s.id = i.subject_id WHERE search MATCH '\(match)' \(more) ORDER BY score DESC, i.id;
            """)
        })
    }
    let (rare, common, other, beginning) = (texts.word(19_000), texts.word(3), texts.word(40), texts.beginning(500))
    try against("one rare word", [rare.word], rare.stem, aim: "1.6")
    try against("a common word", [common.word], common.stem, aim: "1.3")
    try against("two words", [common.word, other.word], "\(common.stem) \(other.stem)", aim: "1.3")
    try against("a beginning", [beginning + "*"], beginning + "*", aim: "1.3")
    try against(
      "with filters", [common.word, "--subject", "Физика", "--grade", "7"], common.stem,
      "AND s.name = 'Физика' AND 7 BETWEEN i.grade_low AND i.grade_high", aim: "1.6")
    try compare(
      "with a facet", aim: "1.6", runs: 9,
      { try self.ours(ours, ["library", "search", common.word, "--facet", "subject", "--format", "csv"]) },
      {
        try self.theirs(
          theirs,
          """
          SELECT s.name, count(*) FROM search x JOIN item i ON i.id = x.rowid LEFT JOIN subject s ON s.id = i.subject_id
          WHERE search MATCH '\(common.stem)' GROUP BY s.name ORDER BY 2 DESC;
          """)
      })
    try compare(
      "a miss with a suggestion, against the words as a process", aim: "2 and 20 ms", runs: 9,
      { try self.ours(ours, ["library", "search", texts.misspelled(700), "--format", "csv"]) },
      { try self.theirs(theirs, "SELECT word FROM word WHERE length(word) BETWEEN 7 AND 11 ORDER BY word LIMIT 1;") })
  }

  /// A staging table, the items, and an index that follows them.
  private static func importing(_ file: String) -> String {
    """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE subject (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
    CREATE TABLE item (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, author TEXT, publisher TEXT, kind TEXT, subject_id INTEGER,
      grade_low INTEGER, grade_high INTEGER, topic TEXT, description TEXT, keywords TEXT, language TEXT, age TEXT, address TEXT,
      added_at INTEGER, status TEXT);
    CREATE INDEX item_address ON item(address) WHERE address IS NOT NULL;
    CREATE INDEX item_title ON item(title);
    CREATE INDEX item_subject ON item(subject_id);
    CREATE VIRTUAL TABLE search USING fts5 (title, keywords, topic, author, description, words, content = '', tokenize = 'unicode61');
    CREATE TABLE word (word TEXT PRIMARY KEY);
    CREATE TEMP TABLE staging (title TEXT, author TEXT, publisher TEXT, kind TEXT, subject TEXT, grades TEXT, topic TEXT, description TEXT,
      keywords TEXT, address TEXT);
    .mode csv
    .separator ;
    .import --skip 1 \(file) staging
    BEGIN IMMEDIATE;
    INSERT INTO subject (name) SELECT DISTINCT subject FROM staging;
    INSERT INTO item (title, author, publisher, kind, subject_id, grade_low, grade_high, topic, description, keywords, address, added_at, status)
      SELECT title, author, publisher, kind, s.id, CAST(grades AS INTEGER), CAST(grades AS INTEGER), topic, description, keywords, address,
        1790000000000, 'submitted' FROM staging g LEFT JOIN subject s ON s.name = g.subject;
    INSERT INTO search (rowid, title, keywords, topic, author, description, words)
      SELECT i.id, title, keywords, topic || ' ' || s.name, author || ' ' || publisher, description, '' FROM item i LEFT JOIN subject s ON s.id = i.subject_id;
    COMMIT;
    CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, search, row);
    INSERT INTO word SELECT term FROM terms;
    """
  }
}

/// Words that never were, with Russian endings, the same ones at each run.
private struct LibraryTexts {
  private let words: [String]
  private let stems: [String]
  private static let vocabulary = 20_000

  init(bench: Bench) throws {
    var random = Random(11)
    let first = ["ба", "во", "гри", "до", "зе", "ка", "ло", "ми", "но", "пре", "ра", "со", "ту", "фи", "хо", "це", "ше", "ять"]
    let middle = ["бор", "вет", "гал", "дин", "жук", "зов", "лик", "мен", "нар", "пол", "рос", "сад", "тек", "шум"]
    let endings = ["а", "ы", "ов", "ами", "ение", "ения", "ость", "ости", "ный", "ного", "ить", "ил", "ка", "ки"]
    var made: [String] = []
    var seen: Set<String> = []
    while made.count < Self.vocabulary {
      let word =
        first[random.below(first.count)] + middle[random.below(middle.count)] + middle[random.below(middle.count)]
        + middle[random.below(middle.count)] + endings[random.below(endings.count)]
      if seen.insert(word).inserted { made.append(word) }
    }
    words = made
    try bench.write(made.joined(separator: "\n"), to: bench.folder + "/words.txt")
    let output = bench.folder + "/stems.txt"
    _ = try measure([bench.binary, "__stems"], input: bench.folder + "/words.txt", output: output, environment: bench.environment)
    var text = ""
    guard let file = fopen(output, "r") else { throw Trouble(text: output) }
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, Int32(line.count), file) != nil {
      text += String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    fclose(file)
    stems = text.split(separator: "\n").map(String.init)
    guard stems.count == words.count else { throw Trouble(text: "\(stems.count) stems of \(words.count) words") }
  }

  func word(_ place: Int) -> (word: String, stem: String) { (words[place], stems[place]) }
  func beginning(_ place: Int) -> String { String(words[place].prefix(5)) }
  /// A word with two of its letters swapped.
  func misspelled(_ place: Int) -> String {
    var letters = Array(words[place])
    letters.swapAt(3, 4)
    return String(letters)
  }

  /// The few first words stand in most items, the last ones in few.
  func catalogue(_ items: Int, _ length: Int, stemmed: Bool, to path: String) throws {
    var random = Random(5)
    let list = stemmed ? stems : words
    let subjects = ["Математика", "Алгебра", "Физика", "История", "Литература", "Биология", "Химия", "География"]
    guard let file = fopen(path, "w") else { throw Trouble(text: path) }
    defer { fclose(file) }
    fputs("Название;Автор;Издательство;Вид;Предмет;Классы;Тема;Аннотация;Ключевые слова;Ссылка\n", file)
    func some(_ count: Int) -> String {
      (0..<count).map { _ in
        let x = random.below(1_000_000)
        // Squared twice: a word's place falls off as in a language.
        let place = x * x / 1_000_000 * x / 1_000_000 * list.count / 1_000_000
        return list[place]
      }.joined(separator: " ")
    }
    for number in 1...items {
      fputs(
        "\(some(4));\(some(2));\(some(1));lesson;\(subjects[random.below(subjects.count)]);\(5 + random.below(5));\(some(3));\(some(length - 13));\(some(3));https://example.org/\(number)\n",
        file)
    }
  }

  private struct Random {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
  }
}
