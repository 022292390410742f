import Basics
import Tabular

/// A set of OneRoster files: what is in it, and what is wrong with it.
public struct OneRosterSet {
  public struct School: Sendable, Equatable {
    public let id: String
    public let name: String
  }
  /// How many of what the set holds, for one school or for all of it; rows to be deleted count too.
  public struct Totals: Sendable, Equatable {
    public var students = 0
    public var staff = 0
    public var relatives = 0
    public var classes = 0
    public var studentEnrolments = 0
    public var otherEnrolments = 0
    public var lineItems = 0
    public var results = 0
  }

  public let version: String
  /// The producer's name, by which its identifiers are kept apart from others'.
  public let producer: String
  public private(set) var schools: [School] = []
  public private(set) var notices: [SourceNotice] = []
  public private(set) var remarks: [Mistake] = []
  package private(set) var mistakes: [Mistake] = []
  package private(set) var tables: [OneRosterFile: OneRosterTable] = [:]
  private var modes: [String: String] = [:]
  private var manifestName: String?

  /// Whether a file is one of a set: by the first heading.
  public static func begins(_ bytes: some Sequence<UInt8>) -> Bool {
    let text = String(decoding: Array(bytes.prefix(64)), as: UTF8.self).trimmingPrefix("\u{FEFF}")
    return ["sourcedId", "\"sourcedId\"", "propertyName", "\"propertyName\""].contains { text.hasPrefix($0) }
  }

  /// Whether a file of a folder belongs to a set, by its name.
  public static func isPart(_ file: String) -> Bool {
    guard file.lowercased().hasSuffix(".csv") else { return false }
    let name = file.dropLast(4).lowercased()
    let names = OneRosterFile.allCases.map(\.rawValue) + OneRosterFile.others + ["manifest"]
    return names.contains { $0.lowercased() == name }
  }

  /// - Throws: `BadFile` when a file cannot be read or has a damaged header.
  public init(_ sources: [Source]) throws {
    var rest: [Source] = []
    var version: OneRosterVersion?
    var producer = "OneRoster"
    for source in sources {
      guard Self.name(source) == "manifest" else {
        rest.append(source)
        continue
      }
      manifestName = source.name
      let properties = try Self.manifest(source)
      for (name, value) in properties.values {
        if name.hasPrefix("file.") { modes[String(name.dropFirst(5))] = value.lowercased() }
        if name == "oneroster.version" { version = OneRosterVersion(rawValue: value) }
        if name == "source.systemCode" || (name == "source.systemName" && producer == "OneRoster"), !value.isEmpty, value != "absent" {
          producer = value
        }
      }
      remarks += properties.remarks
    }
    self.producer = producer
    let known = try rest.compactMap { source -> (OneRosterFile, Source)? in
      let name = Self.name(source)
      if OneRosterFile.others.contains(where: { $0.lowercased() == name.lowercased() }) { return nil }
      if let kind = OneRosterFile.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) { return (kind, source) }
      // A file of another name is known by its header, when only one kind has such a one.
      let bytes = try source.input.readAll(limit: 1 << 28) ?? []
      guard let kind = Self.kind(bytes) else { throw BadFile.unknownKind(file: source.name, read: HeadingsRead()) }
      return (kind, Source(name: source.name, input: ByteInput(bytes: bytes), encoding: source.encoding, separator: source.separator))
    }
    let isLater = version == .v1p2 || (version == nil && known.contains { $0.0 == .roles })
    self.version = (isLater ? OneRosterVersion.v1p2 : .v1p1).rawValue
    for (kind, source) in known.sorted(by: { $0.0.rawValue < $1.0.rawValue }) {
      let table = try OneRosterTable(source, kind: kind, version: isLater ? .v1p2 : .v1p1)
      if let other = tables[kind] { throw BadFile.givenTwice(file: source.name, other: other.file) }
      tables[kind] = table
      notices.append(table.notice)
      mistakes += table.mistakes
      remarks += table.remarks
    }
    if let orgs = tables[.orgs] {
      schools = orgs.rows.filter { orgs[$0, "type"]?.lowercased() == "school" && !orgs.isDeleted($0) }.map {
        School(id: orgs[$0, "sourcedId"] ?? "", name: orgs[$0, "name"] ?? "")
      }
    }
    checkManifest()
    checkReferences()
  }

  private static func name(_ source: Source) -> String {
    let file = source.name.split(separator: "/").last.map(String.init) ?? source.name
    return file.lowercased().hasSuffix(".csv") ? String(file.dropLast(4)) : file
  }

  private static func kind(_ bytes: [UInt8]) -> OneRosterFile? {
    let text = String(decoding: bytes.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self).trimmingPrefix("\u{FEFF}")
    let headings = Set(text.split(separator: ",").map { $0.filter { $0 != "\"" } })
    // The one with the most of its columns there; what is missing the table says.
    func share(_ kind: OneRosterFile) -> Int {
      [OneRosterVersion.v1p1, .v1p2].map { version in
        let columns = kind.columns(version)
        return columns.filter(headings.contains).count * 100 / columns.count
      }.max() ?? 0
    }
    return OneRosterFile.allCases.max { share($0) < share($1) }.flatMap { share($0) >= 50 ? $0 : nil }
  }

  private static func manifest(_ source: Source) throws -> (values: [(String, String)], remarks: [Mistake]) {
    var values: [(String, String)] = []
    var remarks: [Mistake] = []
    do {
      let reader = try DelimitedReader(source.input, encoding: source.encoding, separator: source.separator)
      guard try reader.next(), Folding.tidy(reader.record.text(0)) == "propertyName" else {
        throw BadFile.headingsMissing(file: source.name, missing: ["propertyName", "value"], read: HeadingsRead())
      }
      var seen: [String: Int] = [:]
      while try reader.next() {
        let (name, value) = (Folding.tidy(reader.record.text(0)), Folding.tidy(reader.record.text(1)))
        guard !name.isEmpty else { continue }
        if let first = seen.updateValue(reader.record.line, forKey: name) {
          remarks.append(Mistake(file: source.name, line: reader.record.line, column: name, problem: .idTwice(name, firstLine: first)))
        }
        values.append((name, value))
      }
    } catch let error as DelimitedReader.Failed { throw Sheet.failure(error, source.name) }
    return (values, remarks)
  }

  private mutating func checkManifest() {
    guard let manifestName else { return }
    for kind in OneRosterFile.allCases {
      let said = modes.first { $0.key.lowercased() == kind.rawValue.lowercased() }?.value ?? "absent"
      let place = { (problem: Problem) in Mistake(file: manifestName, line: 1, column: "file.\(kind.rawValue)", problem: problem) }
      if said == "absent", tables[kind] != nil { remarks.append(place(.saidAbsent)) }
      if said != "absent", tables[kind] == nil { mistakes.append(place(.saidPresent(said))) }
    }
  }

  package func isBulk(_ kind: OneRosterFile) -> Bool { modes[kind.rawValue] == "bulk" }

  private mutating func checkReferences() {
    var ids: [OneRosterFile: Set<String>] = [:]
    for (kind, table) in tables { ids[kind] = Set(table.rows.compactMap { table[$0, "sourcedId"] }) }
    for reference in OneRosterFile.references {
      guard let table = tables[reference.from] else { continue }
      // What a changed set does not repeat may be known from before.
      let isClosed = manifestName == nil ? ids[reference.to] != nil : isBulk(reference.from)
      guard isClosed else { continue }
      var dangling: [String: (first: Mistake, rows: Int)] = [:]
      for row in table.rows where !table.isDeleted(row) {
        for id in table.list(row, reference.column) where !(ids[reference.to]?.contains(id) ?? false) {
          let problem = Problem.notInSet(id, file: "\(reference.to.rawValue).csv")
          dangling[id, default: (Mistake(file: table.file, line: row.line, column: reference.column, problem: problem), 0)].rows += 1
        }
      }
      if reference.isNeeded { mistakes += Mistake.grouped(dangling) } else { remarks += Mistake.grouped(dangling) }
    }
  }

  // MARK: what is asked of it

  /// - Throws: `OneRosterFailure` when there are several schools and none is named, or no such one.
  public func school(_ text: String?) throws(OneRosterFailure) -> School? {
    guard let text else {
      guard schools.count > 1 else { return schools.first }
      throw .severalSchools(schools)
    }
    let key = Folding.key(text)
    let byID = schools.filter { $0.id == text }
    let found = byID.isEmpty ? schools.filter { Folding.key($0.name) == key } : byID
    guard found.count == 1 else { throw .noSuchSchool(text, schools) }
    return found[0]
  }

  /// The roles a user has at a school: from users.csv, or from roles.csv since 1.2.
  package func roles(at school: School?) -> [String: [String]] {
    var roles: [String: [String]] = [:]
    guard let users = tables[.users] else { return [:] }
    // A school that is the only one of its set has all of it.
    let only = schools.count > 1 ? school?.id : nil
    if version == OneRosterVersion.v1p1.rawValue {
      for row in users.rows where only.map({ users.list(row, "orgSourcedIds").contains($0) }) ?? true {
        if let id = users[row, "sourcedId"] { roles[id] = [users[row, "role"]?.lowercased() ?? ""] }
      }
    } else if let table = tables[.roles] {
      let ordered = table.rows.sorted { table[$0, "roleType"] == "primary" && table[$1, "roleType"] != "primary" }
      for row in ordered where only.map({ table[row, "orgSourcedId"] == $0 }) ?? true {
        if let id = table[row, "userSourcedId"], let role = table[row, "role"]?.lowercased() { roles[id, default: []].append(role) }
      }
    }
    return roles
  }

  package func rows(_ kind: OneRosterFile, at school: School?) -> [OneRosterTable.Row] {
    guard let table = tables[kind] else { return [] }
    guard schools.count > 1, let school else { return table.rows }
    return table.rows.filter { table[$0, "schoolSourcedId"] == school.id }
  }

  package static let relatives: Set<String> = ["parent", "guardian", "relative"]

  public func totals(at school: School?) -> Totals {
    var totals = Totals()
    for roles in roles(at: school).values {
      if roles.contains("student") { totals.students += 1 }
      if roles.contains(where: Self.relatives.contains) { totals.relatives += 1 }
      if roles.contains(where: { $0 != "student" && !Self.relatives.contains($0) }) { totals.staff += 1 }
    }
    totals.classes = rows(.classes, at: school).count
    for row in rows(.enrollments, at: school) {
      if tables[.enrollments]?[row, "role"]?.lowercased() == "student" {
        totals.studentEnrolments += 1
      } else {
        totals.otherEnrolments += 1
      }
    }
    totals.lineItems = tables[.lineItems]?.rows.count ?? 0
    totals.results = tables[.results]?.rows.count ?? 0
    return totals
  }
}

public enum OneRosterFailure: Failure, Equatable {
  case severalSchools([OneRosterSet.School])
  case noSuchSchool(String, [OneRosterSet.School])

  public var exit: ExitCode { .badData }
  public var key: String {
    switch self {
    case .severalSchools: "oneroster.schools"
    case .noSuchSchool: "oneroster.school"
    }
  }
}
