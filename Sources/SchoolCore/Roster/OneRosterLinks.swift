import Basics
import SchoolModel
import SchoolSheets

/// What a OneRoster set says between people, and who is gone.
extension OneRosterImport {
  // MARK: relatives

  /// Agents are named on either side: by the child or by the relative.
  func linkRelatives() throws {
    guard let users = set.tables[.users] else { return }
    for row in users.rows where !users.isDeleted(row) {
      guard let id = users[row, "sourcedId"], let own = roles[id], let person = people[id] else { continue }
      let relations = users[row, "metadata.agentRelations"]?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
      for (place, agent) in users.list(row, "agentSourcedIds").enumerated() {
        let relation = relations.indices.contains(place) && !relations[place].isEmpty ? relations[place] : nil
        guard let other = people[agent], let theirs = roles[agent] else { continue }
        // Since 1.1 knows one role, a teacher's own child names them all the same; later roles say who is a relative.
        let isLater = set.version != OneRosterVersion.v1p1.rawValue
        func isRelative(_ roles: [String]) -> Bool { !isLater || roles.contains(where: OneRosterSet.relatives.contains) }
        if own.contains("student"), !theirs.contains("student") {
          guard isRelative(theirs) else {
            drop(users, row, "agentSourcedIds", .roleOtherwise(theirs.first ?? ""))
            continue
          }
          try index.setGuardian(other, of: person, relation: relation)
        } else if theirs.contains("student"), !own.contains("student") {
          guard isRelative(own) else {
            drop(users, row, "agentSourcedIds", .roleOtherwise(own.first ?? ""))
            continue
          }
          try index.setGuardian(person, of: other, relation: relation)
        }
      }
    }
  }

  // MARK: who is gone

  func endTheGone() throws {
    let present = Set(people.values)
    for person in keys.all(.user).sorted() where !present.contains(person) {
      guard let form = index.currentForm(person) else { continue }
      report.ended.append("\(index.formName(form)) \(index.fullName(person))")
      try index.endEnrolment(of: person, in: form)
    }
    for form in Set(formOf.values).sorted() {
      for student in index.students(of: form).sorted() where !present.contains(student) {
        report.missing.append("\(index.formName(form)) \(index.fullName(student))")
        if prune {
          try index.endEnrolment(of: student, in: form)
          report.pruned += 1
        }
      }
    }
  }

  func endTheDeleted() throws {
    if let users = set.tables[.users] {
      for row in users.rows where users.isDeleted(row) {
        guard let id = users[row, "sourcedId"], let person = keys.local(.user, id), let form = index.currentForm(person) else { continue }
        report.ended.append("\(index.formName(form)) \(index.fullName(person))")
        try index.endEnrolment(of: person, in: form)
      }
    }
    guard let table = set.tables[.enrollments] else { return }
    for row in table.rows where table.isDeleted(row) {
      guard let person = table[row, "userSourcedId"].flatMap({ keys.local(.user, $0) }), let id = table[row, "classSourcedId"] else {
        continue
      }
      if let form = keys.local(.homeroom, id), index.currentForm(person) == form {
        // Whom the same set puts into another form moves there.
        guard let user = table[row, "userSourcedId"], !inHomeroom.contains(user) else { continue }
        report.ended.append("\(index.formName(form)) \(index.fullName(person))")
        try index.endEnrolment(of: person, in: form)
      } else if let course = keys.local(.course, id) {
        try index.leave(course, person)
      }
    }
  }
}
