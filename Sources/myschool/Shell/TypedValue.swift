import Arguments

/// What a word on the command line can stand for. Completion knows the candidates of each, exhaustively: a new kind of value
/// cannot be forgotten there.
enum TypedValue: String, CaseIterable {
  case text, number, file, choice
  // Of the school.
  case form, subject, group, student, person, mark, day, span, term, year, kind, scale, sign, room, post, grades
  // Of people.
  case name, snils, address, phone, login, relation, code
  // Of talk and files.
  case chat, message, attachment, title, item, school, publisher, tag, word, itemKind, ageMark, quiz
  // Of the program.
  case operation, token, fingerprint, topic, scopes, events, offset, duration, encoding, separator, bands, value
  // Of lists.
  case columns, sorting, condition, keys, facets
}

extension ValueKind {
  init(_ value: TypedValue, placeholder: String? = nil, isSecret: Bool = false, mayBeFile: Bool = false) {
    self.init(named: value.rawValue, placeholder: placeholder, isSecret: isSecret, mayBeFile: mayBeFile)
  }

  static let form = ValueKind(.form)
  static let subject = ValueKind(.subject)
  static let student = ValueKind(.student)
  static let person = ValueKind(.person)
  static let day = ValueKind(.day)
  static let span = ValueKind(.span)
  static let term = ValueKind(.term)
  static let login = ValueKind(.login)
  static let workKind = ValueKind(.kind)
  static let year = ValueKind(.year)
  static let operation = ValueKind(.operation, placeholder: "N")
  static let marks = ValueKind(.mark, placeholder: "PERSON=MARK")
  static let formOrFile = ValueKind(.form, placeholder: "FORM|FILE", mayBeFile: true)
  static let marksOrFile = ValueKind(.mark, placeholder: "PERSON=MARK|FILE", mayBeFile: true)
}
