import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// What an import of the roster did.
public struct RosterReport: Sendable {
  public struct FieldChange: Sendable, Equatable {
    public let person: String
    public let field: String
    public let before: String?
    public let after: String?
  }
  public var notices: [SourceNotice] = []
  public var students = 0
  public var guardians = 0
  public var staff = 0
  public var courses = 0
  public var changes: [FieldChange] = []
  /// Students of the forms in the file whom the file does not name.
  public var missing: [String] = []
  /// Whether the file names the greater part of each of its forms: then who is missing may have left.
  public var isOfWholeForms = true
  /// Fields set by hand since the last import that the file has otherwise; they stay as they are.
  public var kept: [FieldChange] = []
  /// Whose enrolment ended because a whole set does not name them any more.
  public var ended: [String] = []
  /// What was not taken over, and why.
  public var remarks: [Mistake] = []
  public var pruned = 0
}

/// Whose word counts for a field of the roster that was set by hand and that a file has otherwise.
public enum Preferred: String, Sendable, CaseIterable { case file, hand }

extension Roster {
  /// Imports a school's own lists of students, staff and teaching load; the kind of each is known by its headings.
  /// - Parameter form: the form of a list of names that says none.
  /// - Throws: `BadInput` with all mistakes of all files; nothing is written then.
  public func importRoster(
    _ sources: [Source], form: String? = nil, prune: Bool, prefer: Preferred = .hand, _ request: WriteRequest
  ) throws -> Performed<RosterReport> {
    try perform(.rosterWrite, request) { writing in
      let form = try form.map { try FormName($0).orThrow(BadValue(.notAForm($0))) }
      let roster = try RosterImport(writing, form: form, prune: prune, prefer: prefer)
      return try roster.run(sources)
    }
  }
}

/// One import of the roster: staff before students before load, in whatever order the files were named.
package final class RosterImport {
  /// What a list is of, in the order lists are taken over.
  private enum Kind: Int { case staff, students, guardians, forms, subjects, load }

  package let writing: Writing
  package let calendar: SchoolCalendar
  package let index: RosterIndex
  private let form: FormName?
  private let prune: Bool
  package var report = RosterReport()
  private var guardiansSeen: Set<Int> = []

  package init(_ writing: Writing, form: FormName?, prune: Bool, prefer: Preferred) throws {
    self.writing = writing
    self.form = form
    self.prune = prune
    calendar = try writing.calendar()
    index = try RosterIndex(writing, calendar, prefer)
  }

  package func run(_ sources: [Source]) throws -> RosterReport {
    let sheets = try sources.map { source -> (Kind, Sheet) in
      let sheet = try Sheet(source)
      return (try kind(of: sheet), sheet)
    }.sorted { $0.0.rawValue < $1.0.rawValue }
    var mistakes: [Mistake] = []
    for (kind, sheet) in sheets {
      switch kind {
      case .staff: try importStaff(sheet)
      case .students: try importStudents(sheet)
      case .guardians: try importGuardians(sheet)
      case .forms: try importForms(sheet)
      case .subjects: try importSubjects(sheet)
      case .load: try importLoad(sheet)
      }
      mistakes += sheet.mistakes
      report.notices.append(sheet.notice)
    }
    guard mistakes.isEmpty else { throw BadInput(mistakes) }
    for (course, teacher) in try index.replaceTeachers() {
      report.changes.append(
        .init(person: index.fullName(teacher), field: "course", before: try index.courseName(course), after: nil))
    }
    report.guardians = guardiansSeen.count
    report.kept = index.kept
    return report
  }

  private func kind(of sheet: Sheet) throws -> Kind {
    if sheet.has(.subject), sheet.has(.teacher) || sheet.has(.hours), !sheet.has(.weekday), !sheet.has(.mark) { return .load }
    // A name beside «Ученик» or «Кем приходится» is of a guardian.
    let isNamed = sheet.has(.surname) || sheet.has(.fullName)
    if isNamed, sheet.has(.student) || sheet.has(.relation), !sheet.has(.mark) { return .guardians }
    let hasName = isNamed || sheet.has(.student)
    if sheet.has(.form), sheet.has(.teacher), !hasName, !sheet.has(.subject) { return .forms }
    if sheet.has(.subject), !sheet.has(.form), !hasName, sheet.positions.count == 1 { return .subjects }
    if sheet.has(.form), hasName, !sheet.has(.post), !sheet.has(.mark) { return .students }
    if sheet.has(.post) || sheet.has(.formTeacherOf) { return .staff }
    if hasName, !sheet.has(.mark) {
      // Nothing tells pupils from teachers; a wrong guess would stand in every list of the school.
      guard form != nil else { throw BadFile.studentsOrStaff(file: sheet.file) }
      return .students
    }
    throw BadFile.unknownKind(file: sheet.file, read: sheet.headingsRead)
  }

  // MARK: people

  /// The name of a row, from its own column or from three.
  private func name(_ sheet: Sheet, _ whole: Field) -> (surname: String, given: String, patronymic: String?)? {
    if let surname = sheet[.surname] {
      guard let given = sheet[.givenName] else {
        sheet.mistake(.givenName, .missing)
        return nil
      }
      let patronymic = sheet[.patronymic]
      for (field, text) in [(Field.surname, surname), (.givenName, given), (.patronymic, patronymic ?? "")] where !Self.isName(text) {
        sheet.mistake(field, .notAName(text))
        return nil
      }
      return (surname, given, patronymic)
    }
    let column = [whole, .student, .teacher].first(where: sheet.has) ?? whole
    guard let text = sheet[column] else {
      sheet.mistake(sheet.has(column) ? column : .surname, .missing)
      return nil
    }
    guard let name = Self.split(text) else {
      sheet.mistake(column, .notAName(text))
      return nil
    }
    return name
  }

  package static func split(_ text: String) -> (surname: String, given: String, patronymic: String?)? {
    // «нет» in the place of a patronymic is none.
    let words = text.split(separator: " ").map(String.init)
    let last = words.last.map(Folding.key) ?? ""
    guard (2...4).contains(words.count), isName(text), words.count < 4 || patronymicEnds.contains(last) else { return nil }
    let patronymic = words.count > 2 ? words[2...].joined(separator: " ") : nil
    return (words[0], words[1], patronymic.flatMap { Sheet.isNoValue($0) ? nil : $0 })
  }

  /// The last words of patronymics of two: «Ахмед оглы», «Ахмед кызы».
  private static let patronymicEnds: Set<String> = ["оглы", "оглу", "кызы", "гызы", "кизи", "улы", "уулу", "заде"]

  /// Whether text is letters with what stands between them in names.
  private static func isName(_ text: String) -> Bool {
    text.allSatisfy { $0.isLetter || " -‐–'’ʼ`".contains($0) } || Sheet.isNoValue(text)
  }

  /// Reads the identifiers of a row; a bad one is a mistake of its column.
  private func draft(
    _ sheet: Sheet, _ name: (surname: String, given: String, patronymic: String?), birth: Field? = nil, snils: Field, login: Field? = nil,
    phone: Field, email: Field
  ) throws -> PersonDraft {
    var draft = PersonDraft(surname: name.surname, givenName: name.given, patronymic: name.patronymic)
    if let birth, let text = sheet[birth] { draft.birthDate = birthDate(sheet, birth, text) }
    if let text = sheet[snils] {
      draft.snils = try sheet.check(snils) { try MachineValue.snils(text) }?.digits
    }
    if let login, let text = sheet[login] {
      if let value = Login(text) { draft.login = value.name } else { sheet.mistake(login, .notALogin(text)) }
    }
    if let text = sheet[phone] {
      if let found = try sheet.check(phone, { try MachineValue.phone(text) }) {
        draft.phone = found.phone.number
        if found.isOneOfSeveral { sheet.takeFirst(of: phone) }
      }
    }
    if let text = sheet[email] {
      if let value = Email(text) { draft.email = value.address } else { sheet.mistake(email, .notAnEmail(text)) }
    }
    return draft
  }

  private func birthDate(_ sheet: Sheet, _ field: Field, _ text: String) -> String? {
    guard var day = DayReader(calendar).day(text) else {
      sheet.mistake(field, .notADay(text))
      return nil
    }
    // Two digits of a year of birth mean the last such year that has been.
    let (year, month, number) = day.parts
    if day > calendar.today, text.split(separator: ".").last?.count == 2, let earlier = Day(year: year - 100, month: month, day: number) {
      day = earlier
    }
    guard day <= calendar.today, day.parts.year >= 1900 else {
      sheet.mistake(field, .birthDateImpossible(text))
      return nil
    }
    return day.description
  }

  /// - Parameter snils: the column of the person's number, for what is told of it.
  private func put(
    _ sheet: Sheet, _ draft: PersonDraft, within candidates: Set<Int>? = nil, taken: Set<Int> = [], snils: Field = .snils
  ) throws -> Int? {
    do {
      let (id, changes) = try index.put(draft, within: candidates, taken: taken)
      report.changes += changes
      return id
    } catch let problem as Problem {
      switch problem {
      case .loginOfAnother: sheet.mistake(.login, problem)
      case .severalPersons: sheet.mistake([.surname, .fullName].first(where: sheet.has) ?? .student, problem)
      default: sheet.mistake(snils, problem)
      }
      return nil
    }
  }

  // MARK: staff

  private func importStaff(_ sheet: Sheet) throws {
    if !sheet.has(.fullName), !sheet.has(.teacher) { try sheet.need(.surname, .givenName) }
    var seen: [Int: Int] = [:]
    while try sheet.next() {
      guard let name = name(sheet, .fullName) else { continue }
      let draft = try draft(sheet, name, birth: .birthDate, snils: .snils, login: .login, phone: .phone, email: .email)
      guard let id = try put(sheet, draft) else { continue }
      if let first = seen[id] {
        sheet.mistake(sheet.has(.fullName) ? .fullName : .surname, .samePersonTwice(firstLine: first))
        continue
      }
      seen[id] = sheet.line
      report.staff += 1
      try index.setStaff(id, post: sheet[.post])
      if let text = sheet[.formTeacherOf] {
        guard let form = FormName(text) else {
          sheet.mistake(.formTeacherOf, .notAForm(text))
          continue
        }
        try index.setFormTeacher(form, id)
      }
    }
  }

  // MARK: students

  private func importStudents(_ sheet: Sheet) throws {
    if form == nil { try sheet.need(.form) }
    var seen: [Int: Int] = [:]
    var forms: Set<Int> = []
    while try sheet.next() {
      guard let formName = formName(sheet), let name = name(sheet, .fullName) else { continue }
      let form = try index.form(formName)
      forms.insert(form)
      let draft = try draft(sheet, name, birth: .birthDate, snils: .snils, login: .login, phone: .phone, email: .email)
      guard let id = try put(sheet, draft, within: index.students(of: form), taken: Set(seen.keys)) else { continue }
      if let first = seen[id] {
        sheet.mistake(sheet.has(.surname) ? .surname : .fullName, .samePersonTwice(firstLine: first))
        continue
      }
      seen[id] = sheet.line
      report.students += 1
      guard let (arrival, departure) = days(sheet) else { continue }
      if let change = try index.enrol(id, in: form, from: arrival) { report.changes.append(change) }
      if let departure {
        try index.endEnrolment(of: id, in: form, last: departure)
        report.ended.append("\(index.formName(form)) \(index.fullName(id))")
      }
      try importGuardians(sheet, of: id)
    }
    try handleMissing(forms, seen)
  }

  /// The form of a row, else the one that was said for those that have none; `nil` when it is wrong, which has been told.
  private func formName(_ sheet: Sheet) -> FormName? {
    guard let text = sheet[.form] else {
      if form == nil { sheet.mistake(.form, .missing) }
      return form
    }
    let found = FormName(text)
    if found == nil { sheet.mistake(.form, .notAForm(text)) }
    return found
  }

  /// The first and the last day of a row; `nil` when one is wrong, which has been told.
  private func days(_ sheet: Sheet) -> (arrival: Day?, departure: Day?)? {
    var found: [Field: Day] = [:]
    for field in [Field.arrival, .departure] {
      guard let text = sheet[field] else { continue }
      guard let day = DayReader(calendar).day(text) else {
        sheet.mistake(field, .notADay(text))
        return nil
      }
      found[field] = day
    }
    return (found[.arrival], found[.departure])
  }

  private func importGuardians(_ sheet: Sheet, of student: Int) throws {
    for number in Heading.guardians where sheet.has(.guardianName(number)) {
      guard let text = sheet[.guardianName(number)] else { continue }
      guard let name = Self.split(text) else {
        sheet.mistake(.guardianName(number), .notAName(text))
        continue
      }
      let draft = try draft(
        sheet, name, snils: .guardianSNILS(number), phone: .guardianPhone(number), email: .guardianEmail(number))
      let candidates = index.guardianCandidates(of: student, draft)
      guard let id = try put(sheet, draft, within: candidates, snils: .guardianSNILS(number)) else { continue }
      guardiansSeen.insert(id)
      try index.setGuardian(id, of: student, relation: sheet[.guardianRelation(number)] ?? Heading.relation(number))
    }
  }

  private func handleMissing(_ forms: Set<Int>, _ seen: [Int: Int]) throws {
    for form in forms.sorted() {
      let members = index.students(of: form)
      if members.filter({ seen[$0] != nil }).count * 2 < members.count { report.isOfWholeForms = false }
      for student in members.sorted() where seen[student] == nil {
        report.missing.append("\(index.formName(form)) \(index.fullName(student))")
        if prune {
          try index.endEnrolment(of: student, in: form)
          report.pruned += 1
        }
      }
    }
  }

  // MARK: guardians

  /// A list of guardians, a row for each with the student.
  private func importGuardians(_ sheet: Sheet) throws {
    try sheet.need(.student)
    let everybody = index.studentMatcher()
    var matchers: [FormName: PersonMatcher] = [:]
    while try sheet.next() {
      guard let name = name(sheet, .fullName) else { continue }
      guard let text = sheet[.student] else {
        sheet.mistake(.student, .missing)
        continue
      }
      var matcher = everybody
      if let formText = sheet[.form] {
        guard let form = FormName(formText), let key = index.knownForm(form) else {
          sheet.mistake(.form, .noSuchForm(formText, known: index.formNames))
          continue
        }
        matcher = matchers[form] ?? index.studentMatcher(of: key)
        matchers[form] = matcher
      }
      guard let student = try sheet.check(.student, { try matcher.match(text).id }) else { continue }
      let draft = try draft(sheet, name, birth: .birthDate, snils: .snils, login: .login, phone: .phone, email: .email)
      guard let id = try put(sheet, draft, within: index.guardianCandidates(of: student, draft)) else { continue }
      guardiansSeen.insert(id)
      try index.setGuardian(id, of: student, relation: sheet[.relation])
    }
  }

  // MARK: forms and subjects

  /// A list of forms with their teachers.
  private func importForms(_ sheet: Sheet) throws {
    let staff = try index.staffMatcher()
    while try sheet.next() {
      guard let text = sheet[.form] else {
        sheet.mistake(.form, .missing)
        continue
      }
      guard let form = FormName(text) else {
        sheet.mistake(.form, .notAForm(text))
        continue
      }
      _ = try index.form(form)
      guard let teacher = sheet[.teacher] else { continue }
      guard let found = try sheet.check(.teacher, { try staff.match(teacher) }) else { continue }
      try index.setFormTeacher(form, found.id)
    }
  }

  private func importSubjects(_ sheet: Sheet) throws {
    while try sheet.next() { if let name = sheet[.subject] { try index.addSubject(name) } }
  }

  // MARK: load

  private func importLoad(_ sheet: Sheet) throws {
    try sheet.need(.form, .subject)
    let staff = try index.staffMatcher()
    while try sheet.next() {
      guard let formText = sheet[.form], let subject = sheet[.subject] else {
        sheet.mistake(sheet[.form] == nil ? .form : .subject, .missing)
        continue
      }
      guard let name = FormName(formText), let form = index.knownForm(name) else {
        sheet.mistake(.form, .noSuchForm(formText, known: index.formNames))
        continue
      }
      var hours: Double?
      if let text = sheet[.hours] {
        guard let value = Double(text.replacing(",", with: ".")), value > 0, value <= 40 else {
          sheet.mistake(.hours, .notANumber(text))
          continue
        }
        hours = value
      }
      // Several teachers of one course stand side by side.
      var teachers: [Int] = []
      let names = (sheet[.teacher] ?? "").split { ",;".contains($0) }.map { Folding.tidy(String($0)) }.filter { !$0.isEmpty }
      for name in names {
        guard let found = try sheet.check(.teacher, { try staff.match(name) }) else { break }
        teachers.append(found.id)
      }
      guard teachers.count == names.count else { continue }
      report.courses += 1
      try index.setCourse(form: form, subject: subject, group: sheet[.group] ?? "", hours: hours, teachers: teachers)
    }
  }
}
