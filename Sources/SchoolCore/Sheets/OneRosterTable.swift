import Basics
import Tabular

/// The files of OneRoster CSV that are read here, with the columns after `sourcedId, status, dateLastModified`.
/// Source: IMS OneRoster CSV tables 1.1.1 and CSV binding 1.2.1.
package enum OneRosterFile: String, CaseIterable, Sendable {
  case academicSessions, orgs, courses, classes, users, roles, userProfiles, enrollments, demographics, categories, lineItems, results

  /// Names a set may have besides; they are passed over.
  package static let others: Set<String> = [
    "classResources", "courseResources", "resources", "userResources", "lineItemLearningObjectiveIds", "lineItemScoreScales",
    "resultLearningObjectiveIds", "resultScoreScales", "scoreScales",
  ]

  package func columns(_ version: OneRosterVersion) -> [String] {
    switch self {
    case .academicSessions: ["title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"]
    case .orgs: ["name", "type", "identifier", "parentSourcedId"]
    case .courses: ["schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId", "subjects", "subjectCodes"]
    case .classes:
      [
        "title", "grades", "courseSourcedId", "classCode", "classType", "location", "schoolSourcedId", "termSourcedIds", "subjects",
        "subjectCodes", "periods",
      ]
    case .users: Self.userColumns(version)
    case .roles: ["userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId"]
    case .userProfiles:
      ["userSourcedId", "profileType", "vendorId", "applicationId", "description", "credentialType", "username", "password"]
    case .enrollments: ["classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate"]
    case .demographics:
      [
        "birthDate", "sex", "americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican", "nativeHawaiianOrOtherPacificIslander",
        "white", "demographicRaceTwoOrMoreRaces", "hispanicOrLatinoEthnicity", "countryOfBirthCode", "stateOfBirthAbbreviation",
        "cityOfBirth", "publicSchoolResidenceStatus",
      ]
    case .categories: version == .v1p2 ? ["title", "weight"] : ["title"]
    case .lineItems:
      ["title", "description", "assignDate", "dueDate", "classSourcedId", "categorySourcedId"]
        + (version == .v1p2
          ? ["academicSessionSourcedId", "resultValueMin", "resultValueMax", "schoolSourcedId"]
          : ["gradingPeriodSourcedId", "resultValueMin", "resultValueMax"])
    case .results:
      ["lineItemSourcedId", "studentSourcedId", "scoreStatus", "score", "scoreDate", "comment"]
        + (version == .v1p2 ? ["textScore", "classSourcedId", "inProgress", "incomplete", "late", "missing"] : [])
    }
  }

  private static func userColumns(_ version: OneRosterVersion) -> [String] {
    let name = ["username", "userIds", "givenName", "familyName", "middleName", "identifier", "email", "sms", "phone", "agentSourcedIds"]
    guard version == .v1p2 else { return ["enabledUser", "orgSourcedIds", "role"] + name + ["grades", "password"] }
    return ["enabledUser"] + name + [
      "grades", "password", "userMasterIdentifier", "preferredGivenName", "preferredMiddleName", "preferredFamilyName",
      "primaryOrgSourcedId", "pronouns",
    ]
  }

  /// The words a column may hold.
  package func vocabulary(_ column: String, _ version: OneRosterVersion) -> [String]? {
    switch (self, column) {
    case (_, "status"): ["active", "tobedeleted"] + (version == .v1p1 ? ["inactive"] : [])
    case (.academicSessions, "type"): ["gradingPeriod", "semester", "schoolYear", "term"]
    case (.orgs, "type"): ["department", "school", "district", "local", "state", "national"]
    case (.classes, "classType"): ["homeroom", "scheduled"]
    case (.users, "role"): ["administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher"]
    case (.roles, "role"):
      [
        "aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor", "relative", "siteAdministrator",
        "student", "systemAdministrator", "teacher",
      ]
    case (.roles, "roleType"): ["primary", "secondary"]
    case (.enrollments, "role"):
      ["administrator", "proctor", "student", "teacher"] + (version == .v1p1 ? ["guardian", "parent", "relative", "aide"] : [])
    case (.users, "enabledUser"), (.enrollments, "primary"): ["true", "false"]
    case (.results, "scoreStatus"): ["exempt", "fully graded", "not submitted", "partially graded", "submitted"]
    default: nil
    }
  }

  package static let required: [OneRosterFile: [String]] = [
    .academicSessions: ["title"], .orgs: ["name", "type"], .courses: ["title"], .classes: ["title"],
    .users: ["givenName", "familyName"], .roles: ["userSourcedId", "role"],
    .enrollments: ["classSourcedId", "userSourcedId", "role"], .categories: ["title"], .lineItems: ["title", "classSourcedId"],
    .results: ["lineItemSourcedId", "studentSourcedId", "scoreStatus"],
  ]

  /// Which column points at which file; those in `needed` make a row useless when they point nowhere.
  package static let references: [(from: OneRosterFile, column: String, to: OneRosterFile, isNeeded: Bool)] = [
    (.academicSessions, "parentSourcedId", .academicSessions, false), (.orgs, "parentSourcedId", .orgs, false),
    (.courses, "orgSourcedId", .orgs, false), (.classes, "courseSourcedId", .courses, false), (.classes, "schoolSourcedId", .orgs, false),
    (.classes, "termSourcedIds", .academicSessions, false), (.users, "orgSourcedIds", .orgs, true),
    (.users, "agentSourcedIds", .users, false), (.roles, "userSourcedId", .users, true), (.roles, "orgSourcedId", .orgs, false),
    (.enrollments, "classSourcedId", .classes, true), (.enrollments, "userSourcedId", .users, true),
    (.enrollments, "schoolSourcedId", .orgs, false), (.lineItems, "classSourcedId", .classes, true),
    (.lineItems, "categorySourcedId", .categories, false), (.results, "lineItemSourcedId", .lineItems, true),
    (.results, "studentSourcedId", .users, true),
  ]
}

package enum OneRosterVersion: String, Sendable { case v1p1 = "1.1", v1p2 = "1.2" }

/// One file of a set, read whole.
package struct OneRosterTable {
  package struct Row {
    package let line: Int
    fileprivate let cells: [String]
  }

  package static let leading = ["sourcedId", "status", "dateLastModified"]
  package let kind: OneRosterFile
  package let file: String
  package let headings: [String]
  package private(set) var rows: [Row] = []
  private let positions: [String: Int]
  package private(set) var notice: SourceNotice
  package private(set) var mistakes: [Mistake] = []
  /// What breaks the specification and can be read all the same.
  package private(set) var remarks: [Mistake] = []

  /// Headings of known producers that mean others.
  private static let misspelt = ["dataLastModified": "dateLastModified", "prefferedGivenName": "preferredGivenName"]

  /// - Throws: `BadFile` when the file cannot be read or its header is not that of the kind.
  package init(_ source: Source, kind: OneRosterFile, version: OneRosterVersion) throws {
    self.kind = kind
    file = source.name
    do {
      let reader = try DelimitedReader(source.input, encoding: source.encoding, separator: source.separator)
      guard try reader.next() else { throw BadFile.empty(file: source.name) }
      headings = (0..<reader.record.count).map { Folding.tidy(reader.record.text($0)) }
      let found = Self.positions(headings, kind, version, source.name)
      (positions, mistakes, remarks) = (found.positions, found.mistakes, found.remarks)
      let separator = reader.separator == 9 ? "TAB" : String(UnicodeScalar(reader.separator))
      notice = SourceNotice(file: source.name, encoding: reader.encoding.rawValue, separator: separator)
      try readRows(reader)
    } catch let error as DelimitedReader.Failed { throw Sheet.failure(error, source.name) }
    checkHeader(version)
    checkCells(version)
  }

  /// Where each column stands, with what is wrong with the header.
  ///
  /// What an import uses must be there; of the rest an absent column is one of empty cells. A header that has a column twice was
  /// saved anew by a table program: all that it lost is named.
  private static func positions(
    _ headings: [String], _ kind: OneRosterFile, _ version: OneRosterVersion, _ file: String
  ) -> (positions: [String: Int], mistakes: [Mistake], remarks: [Mistake]) {
    var positions: [String: Int] = [:]
    var twice: [String] = []
    for (index, heading) in headings.enumerated() where !heading.isEmpty {
      let name = misspelt[heading] ?? heading
      if positions[name] != nil { twice.append(heading) } else { positions[name] = index }
    }
    let missing = (leading + kind.columns(version)).filter { positions[$0] == nil }
    let needed = Set(OneRosterFile.required[kind] ?? []).union(kind == .demographics ? [] : ["sourcedId"])
    let lacking = twice.isEmpty ? missing.filter(needed.contains) : missing
    var mistakes = lacking.map { Mistake(file: file, line: 1, column: $0, problem: .noSuchHeading) }
    mistakes += twice.map { Mistake(file: file, line: 1, column: $0, problem: .headingTwice) }
    let rest = missing.filter { !lacking.contains($0) }
    let remarks = rest.isEmpty ? [] : [Mistake(file: file, line: 1, column: nil, problem: .headingsTakenAsEmpty(rest))]
    return (positions, mistakes, remarks)
  }

  private mutating func readRows(_ reader: DelimitedReader) throws {
    var short: (first: Mistake, rows: Int)?
    while try reader.next() {
      let record = reader.record
      guard !record.isBlank, !(0..<record.count).allSatisfy({ record.range($0).isEmpty }) else { continue }
      if record.count > headings.count {
        mistakes.append(
          Mistake(file: file, line: record.line, column: nil, problem: .tooManyFields(found: record.count, headings: headings.count)))
        continue
      }
      if record.count < headings.count {
        // Some programs leave out empty cells at the end of a row.
        let mistake = Mistake(
          file: file, line: record.line, column: nil, problem: .tooFewFields(found: record.count, headings: headings.count))
        short = (short?.first ?? mistake, (short?.rows ?? 0) + 1)
      }
      rows.append(Row(line: record.line, cells: (0..<record.count).map { Folding.tidy(record.text($0)) }))
    }
    notice.rows = rows.count
    if let short { remarks += Mistake.grouped(["": short]) }
  }

  private mutating func checkHeader(_ version: OneRosterVersion) {
    let known = Self.leading + kind.columns(version)
    for heading in headings where !heading.hasPrefix("metadata.") && !heading.isEmpty {
      if let right = Self.misspelt[heading] {
        remarks.append(Mistake(file: file, line: 1, column: heading, problem: .notInVocabulary(heading, known: [right])))
      } else if !known.contains(heading) {
        notice.unknownHeadings.append(heading)
      }
    }
    let order = headings.map { Self.misspelt[$0] ?? $0 }.filter(known.contains)
    if order != known.filter(Set(order).contains) {
      remarks.append(Mistake(file: file, line: 1, column: nil, problem: .headingOrder(first: known[0])))
    }
  }

  private mutating func checkCells(_ version: OneRosterVersion) {
    var seen: [String: Int] = [:]
    var words: [String: (first: Mistake, rows: Int)] = [:]
    let vocabularies = (Self.leading + kind.columns(version)).compactMap { column in
      kind.vocabulary(column, version).map { (column, Set($0), $0) }
    }
    for row in rows {
      let id = self[row, "sourcedId"]
      if id == nil, kind != .demographics, positions["sourcedId"] != nil {
        mistakes.append(Mistake(file: file, line: row.line, column: "sourcedId", problem: .missing))
      }
      if let id, let first = seen.updateValue(row.line, forKey: id) {
        mistakes.append(Mistake(file: file, line: row.line, column: "sourcedId", problem: .idTwice(id, firstLine: first)))
      }
      for column in OneRosterFile.required[kind] ?? [] where positions[column] != nil && self[row, column] == nil && !isDeleted(row) {
        mistakes.append(Mistake(file: file, line: row.line, column: column, problem: .missing))
      }
      for (column, set, list) in vocabularies {
        guard let word = self[row, column], !set.contains(word) else { continue }
        let mistake = Mistake(file: file, line: row.line, column: column, problem: .notInVocabulary(word, known: list))
        words["\(column) \(word)", default: (mistake, 0)].rows += 1
      }
    }
    remarks += Mistake.grouped(words)
  }

  /// The text of a column; `nil` when it is empty.
  package subscript(row: Row, column: String) -> String? {
    guard let position = positions[column], position < row.cells.count, !row.cells[position].isEmpty else { return nil }
    return row.cells[position]
  }

  /// The words of a list in one cell.
  package func list(_ row: Row, _ column: String) -> [String] {
    (self[row, column] ?? "").split(separator: ",").map { Folding.tidy(String($0)) }.filter { !$0.isEmpty }
  }

  package func isDeleted(_ row: Row) -> Bool { self[row, "status"]?.lowercased() == "tobedeleted" }
}

extension Mistake {
  /// One line for each kind of mistake, with the number of rows that have it.
  package static func grouped(_ mistakes: [String: (first: Mistake, rows: Int)]) -> [Mistake] {
    mistakes.values.map { first, rows in
      Mistake(file: first.file, line: first.line, column: first.column, problem: first.problem, rows: rows)
    }.sorted { ($0.line, $0.column ?? "") < ($1.line, $1.column ?? "") }
  }
}
