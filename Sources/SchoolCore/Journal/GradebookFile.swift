import Basics
import Record
import SchoolModel
import SchoolSheets
import Tabular

/// What a sender's file needs to be read, kept beside it: `FILE.rules`, a line for each rule as `name = value`.
///
/// `skip` lines before the headings; `student` the heading of the names; `bands` the per cent for 5, 4 and 3; `max.TITLE` how
/// many points a column gives at most; `work.TITLE` the day, and where wanted the lesson and the kind, that it stands for;
/// `encoding` and `separator` as the options of these names.
public struct GradebookRules: Sendable {
  public var skip = 0
  public var student: String?
  public var bands: [Double] = []
  public private(set) var encoding: String?
  public private(set) var separator: String?
  package var works: [String: GradebookWork.Named] = [:]
  package var maxima: [String: Double] = [:]
  /// The titles the rules name, as written, to tell of those the file does not have.
  package private(set) var named: [String] = []

  public init() {}

  /// What the rules say of a column, by its heading as it stands or by its title.
  package func named(_ work: GradebookFile.Work) -> GradebookWork.Named? {
    works[Folding.key(work.heading)] ?? works[Folding.key(work.title)]
  }

  package func most(_ work: GradebookFile.Work) -> Double? {
    maxima[Folding.key(work.heading)] ?? maxima[Folding.key(work.title)] ?? work.most
  }

  /// - Throws: `BadInput` with every line that is no rule.
  public init(_ text: String, file: String) throws {
    try RuleLines.read(text, file: file, wrong: Problem.notARule) { take($0, $1) }
  }

  private mutating func take(_ name: String, _ value: String) -> Bool {
    switch name {
    case "skip":
      guard let number = Int(value), (0...1000).contains(number) else { return false }
      skip = number
    case "student": student = value
    case "bands":
      guard let bands = Self.bands(value) else { return false }
      self.bands = bands
    case "encoding": encoding = value
    case "separator": separator = value
    default:
      let isMost = name.hasPrefix("max.")
      guard isMost || name.hasPrefix("work.") else { return false }
      let title = Folding.tidy(String(name.dropFirst(isMost ? 4 : 5)))
      if isMost {
        guard let most = GradebookNumber.value(value, limit: nil), most > 0 else { return false }
        maxima[Folding.key(title)] = most
      } else {
        guard let work = GradebookWork.parse(value) else { return false }
        works[Folding.key(title)] = work
      }
      named.append(title)
    }
    return true
  }

  /// `85,70,50`: from how many per cent a 5, a 4 and a 3 are given.
  public static func bands(_ text: String) -> [Double]? {
    let numbers = text.split(separator: ",").compactMap { Double(Folding.tidy(String($0))) }
    guard numbers.count == 3, numbers[0] > numbers[1], numbers[1] > numbers[2], numbers[2] > 0, numbers[0] <= 100 else { return nil }
    return numbers
  }
}

/// A gradebook as it came: who stands in which row, which works in which columns.
package struct GradebookFile {
  package struct Row {
    package let line: Int
    /// What may name the student, the surest first.
    package let names: [String]
    package let cells: [Int: String]
  }
  package struct Work {
    package let position: Int
    package let heading: String
    package let title: String
    package var most: Double?
    /// The column that gives the maximum row by row.
    package var mostPosition: Int?
    /// Its cells are per cent.
    package var isShare = false
  }

  package let file: String
  package private(set) var works: [Work] = []
  package private(set) var rows: [Row] = []
  package private(set) var notice: SourceNotice
  package private(set) var mistakes: [Mistake] = []

  /// Headings of names in the languages Moodle exports them in, by what they are.
  private static let given = ["first name", "имя"]
  private static let family = ["last name", "surname", "фамилия"]
  private static let keys = [
    "id number", "индивидуальный номер", "username", "логин", "email address", "email", "адрес электронной почты", "student id",
    "studentid", "sid",
  ]
  private static let others = [
    "institution", "department", "учреждение", "учреждение (организация)", "отдел", "suspended", "section", "sections", "class", "класс",
    "группа", "group", "total points", "№",
  ]
  /// Sums that a system works out itself, which no lesson stands behind.
  private static let totals = [
    "course total", "category total", "total", "final grade", "итог курса", "итоговая оценка за курс", "всего", "итого",
  ]

  /// - Throws: `BadFile` when it is no gradebook.
  package init(_ source: Source, _ rules: GradebookRules) throws {
    file = source.name
    do {
      let reader = try source.rows { Self.score($0, rules) }
      for _ in 0..<rules.skip { _ = try reader.next() }
      var titles: [String] = []
      if rules.skip == 0 { titles = try reader.skipTitles(anySeparator: source.separator == nil) { Self.score($0, rules) } }
      guard try reader.next() else { throw BadFile.empty(file: source.name) }
      let headings = (0..<reader.record.count).map { Folding.tidy(reader.record.text($0)) }
      notice = SourceNotice(file: reader.tableName ?? source.name, reader.origin)
      notice.passedOver = titles
      let folded = headings.map { $0.lowercased() }
      if folded.first?.contains("student") ?? false, folded.contains("id") {
        try readCanvas(headings, reader)
      } else {
        try readNamed(headings, rules, reader)
      }
    } catch let error as DelimitedReader.Failed { throw Sheet.failure(error, source.name) }
    notice.rows = rows.count
    try refuseIdleRules(rules)
  }

  /// How many of the cells are headings of people.
  private static func score(_ cells: [String], _ rules: GradebookRules) -> Int {
    let known = Set(given + family + keys + others + ["student", "section", "id"] + [rules.student?.lowercased()].compactMap { $0 })
    let found = cells.map { Folding.tidy($0).lowercased() }.filter(known.contains).count
    return rules.student != nil && found == 1 ? 2 : found
  }

  /// A rule for a column that the file does not have is a slip of the pen.
  private func refuseIdleRules(_ rules: GradebookRules) throws {
    let known = Set(works.flatMap { [Folding.key($0.heading), Folding.key($0.title)] })
    if let missing = rules.named.first(where: { !known.contains(Folding.key($0)) }) {
      throw BadFile.ruleForNothing(file: file, heading: missing, headings: works.map(\.title))
    }
  }

  // MARK: Canvas

  private mutating func readCanvas(_ headings: [String], _ reader: RowReader) throws {
    let section = headings.firstIndex { $0.lowercased() == "section" } ?? 1
    works = headings.enumerated().filter { $0.offset > section && !$0.element.isEmpty }.map { position, heading in
      Work(position: position, heading: heading, title: Self.withoutID(heading))
    }
    let order = ["sis user id", "sis login id", "id"].compactMap { key in headings.firstIndex { $0.lowercased() == key } }
    while try reader.next() {
      let record = reader.record
      guard !record.isBlank else { continue }
      let first = record.text(0)
      let texts = (0..<record.count).map { Folding.tidy(record.text($0)) }
      if Folding.tidy(first) == "Points Possible" {
        for index in works.indices where texts.indices.contains(works[index].position) {
          let text = texts[works[index].position]
          works[index].most = GradebookNumber.value(text, limit: nil) ?? Double(text)
        }
        works.removeAll { texts.indices.contains($0.position) && texts[$0.position] == "(read only)" }
        continue
      }
      // The row of «Manual Posting» and other lines without a student.
      guard !texts.allSatisfy({ $0.isEmpty || $0 == "Manual Posting" || $0 == "Muted" }) else { continue }
      guard check(record.count, headings.count, record.line) else { continue }
      var name = texts[0]
      if name.hasPrefix("=\""), name.hasSuffix("\"") { name = String(name.dropFirst(2).dropLast()) }
      add(record.line, order.compactMap { texts.indices.contains($0) ? texts[$0] : nil } + [name.replacing(",", with: " ")], texts)
    }
  }

  /// `Lab 01 (150834)` is `Lab 01`.
  private static func withoutID(_ heading: String) -> String {
    guard heading.hasSuffix(")"), let open = heading.lastIndex(of: "("),
      heading[heading.index(after: open)...].dropLast().allSatisfy(\.isNumber)
    else { return heading }
    return Folding.tidy(String(heading[..<open]))
  }

  // MARK: Moodle and others with names in columns

  private mutating func readNamed(_ headings: [String], _ rules: GradebookRules, _ reader: RowReader) throws {
    let folded = headings.map { $0.lowercased() }
    let whole = rules.student.flatMap { wanted in folded.firstIndex(of: wanted.lowercased()) }
    let given = folded.firstIndex(where: Self.given.contains)
    let family = folded.firstIndex(where: Self.family.contains)
    guard whole != nil || (given != nil && family != nil) else {
      throw BadFile.headingsMissing(
        file: file, missing: rules.student.map { [$0] } ?? ["First name", "Last name"],
        read: HeadingsRead(others: headings, encoding: reader.origin.encoding, tables: reader.siblings))
    }
    let keys = folded.indices.filter { Self.keys.contains(folded[$0]) }
    let named = Set([whole, given, family].compactMap { $0 } + keys)
    readColumns(headings, named, rules)
    while try reader.next() {
      let record = reader.record
      guard !record.isBlank, check(record.count, headings.count, record.line) else { continue }
      let texts = (0..<record.count).map { Folding.tidy(record.text($0)) }
      func text(_ position: Int?) -> String { position.flatMap { texts.indices.contains($0) ? texts[$0] : nil } ?? "" }
      let name = whole == nil ? [text(family), text(given)].joined(separator: " ") : text(whole)
      add(record.line, keys.map(text) + [name], texts)
    }
  }

  /// The columns of works, each with what its heading tells of the maximum.
  private mutating func readColumns(_ headings: [String], _ people: Set<Int>, _ rules: GradebookRules) {
    var sums: [String] = []
    for (position, heading) in headings.enumerated() where !people.contains(position) && !heading.isEmpty {
      let key = heading.lowercased()
      guard !Self.others.contains(key), !Self.sidelines.contains(where: key.hasSuffix),
        position < headings.count - 1 || !key.contains("download")
      else { continue }
      let (title, most, isShare) = Self.title(heading)
      let isNamed = rules.works[Folding.key(heading)] != nil || rules.works[Folding.key(title)] != nil
      if !isNamed, Self.totals.contains(title.lowercased()) {
        sums.append(heading)
        continue
      }
      let mostPosition = headings.firstIndex { $0.lowercased() == "\(key) - max points" }
      works.append(
        Work(position: position, heading: heading, title: title, most: isShare ? 100 : most, mostPosition: mostPosition, isShare: isShare))
    }
    // Where one item comes in points and in per cent, bands want the per cent.
    let shares = Set(works.filter(\.isShare).map(\.title))
    let points = Set(works.filter { !$0.isShare }.map(\.title))
    works.removeAll { rules.bands.isEmpty ? $0.isShare && points.contains($0.title) : !$0.isShare && shares.contains($0.title) }
    notice.passedOver += sums
  }

  /// What stands beside the points of a work and is no work itself.
  private static let sidelines = [
    "(letter)", "(feedback)", "(буква)", "(отзыв)", " - max points", " - submission time", " - lateness (h:m:s)", " - submission id",
  ]

  /// `Assignment: Эссе 1 (Real)` is `Эссе 1`; `Quiz [30]` and `Quiz (30)` give 30 at most.
  private static func title(_ heading: String) -> (title: String, most: Double?, isShare: Bool) {
    var title = heading
    for ending in [" (Real)", " (Значение)"] where title.hasSuffix(ending) { title = String(title.dropLast(ending.count)) }
    var isShare = false
    for ending in [" (Percentage)", " (Проценты)"] where title.hasSuffix(ending) {
      title = String(title.dropLast(ending.count))
      isShare = true
    }
    var most: Double?
    if let found = title.firstMatch(of: /^(.*\S)\s*(?:\[(?:max |из )?([0-9]+(?:[.,][0-9]+)?)\]|\((?:max |из )?([0-9]+(?:[.,][0-9]+)?)\))$/)
    {
      most = [found.output.2, found.output.3].compactMap { $0 }.first.flatMap { GradebookNumber.value(String($0), limit: nil) }
      title = String(found.output.1)
    }
    guard let colon = title.firstIndex(of: ":"), title[..<colon].allSatisfy({ $0.isLetter || $0 == " " }) else {
      return (Folding.tidy(title), most, isShare)
    }
    return (Folding.tidy(String(title[title.index(after: colon)...])), most, isShare)
  }

  private mutating func check(_ count: Int, _ headings: Int, _ line: Int) -> Bool {
    guard count > headings else { return true }
    mistakes.append(Mistake(file: file, line: line, column: nil, problem: .tooManyFields(found: count, headings: headings)))
    return false
  }

  private mutating func add(_ line: Int, _ names: [String], _ texts: [String]) {
    var cells: [Int: String] = [:]
    for work in works where texts.indices.contains(work.position) && !texts[work.position].isEmpty {
      cells[work.position] = texts[work.position]
      if let most = work.mostPosition, texts.indices.contains(most) { cells[most] = texts[most] }
    }
    rows.append(Row(line: line, names: names.map(Folding.tidy).filter { !$0.isEmpty }, cells: cells))
  }

  /// The line items of one class of a OneRoster set.
  /// - Throws: `BadFile` when the set has no marks.
  package init(_ set: OneRosterSet, course: Int, _ keys: ExternalIDs) throws {
    guard let items = set.tables[.lineItems], let results = set.tables[.results] else {
      throw BadFile.headingsMissing(file: "OneRoster", missing: ["lineItems.csv", "results.csv"], read: HeadingsRead())
    }
    (file, notice) = (results.file, results.notice)
    let categories = set.tables[.categories]
    let kinds = Dictionary(
      (categories?.rows ?? []).compactMap { row in categories?[row, "sourcedId"].map { ($0, categories?[row, "title"] ?? "") } },
      uniquingKeysWith: { first, _ in first })
    var positions: [String: Int] = [:]
    for row in items.rows where !items.isDeleted(row) {
      guard let id = items[row, "sourcedId"], let group = items[row, "classSourcedId"], keys.local(.course, group) == course else {
        continue
      }
      let own = items[row, "title"] ?? id
      let kind = items[row, "categorySourcedId"].flatMap { kinds[$0] } ?? ""
      let title = GradebookWork.parse(own) == nil ? "\(items[row, "assignDate"] ?? "") \(kind)" : own
      positions[id] = works.count
      works.append(Work(position: works.count, heading: own, title: title, most: items[row, "resultValueMax"].flatMap(Double.init)))
    }
    var byStudent: [String: (line: Int, cells: [Int: String])] = [:]
    for row in results.rows where !results.isDeleted(row) {
      guard let student = results[row, "studentSourcedId"], let position = results[row, "lineItemSourcedId"].flatMap({ positions[$0] }),
        let text = Self.text(results, row, most: works[position].most)
      else { continue }
      if byStudent[student, default: (row.line, [:])].cells.updateValue(text, forKey: position) != nil {
        mistakes.append(
          Mistake(
            file: file, line: row.line, column: "studentSourcedId", problem: .idTwice(student, firstLine: byStudent[student]?.line ?? 0)))
      }
    }
    rows = byStudent.sorted { $0.value.line < $1.value.line }.map { student, entry in
      Row(line: entry.line, names: [keys.local(.user, student).map { ExternalIDs.own(.user, $0) } ?? student], cells: entry.cells)
    }
  }

  private static func text(_ results: OneRosterTable, _ row: OneRosterTable.Row, most: Double?) -> String? {
    // Our own sets say the mark as it stands, which OneRoster has no column for.
    if let mark = results[row, "metadata.mark"] { return mark }
    let status = results[row, "scoreStatus"]?.lowercased()
    if status == "exempt" { return "EX" }
    if let text = results[row, "textScore"] { return text }
    guard status != "not submitted", let score = results[row, "score"] else { return nil }
    if most == 1 { return Double(score) == 1 ? "complete" : "incomplete" }
    return score
  }

  package mutating func passOver(_ headings: [String]) { notice.unknownHeadings = headings }
}
