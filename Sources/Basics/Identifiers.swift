/// The insurance number of a person, eleven digits (facts.md, section 1).
public struct SNILS: Hashable, Sendable {
  public let digits: String

  /// Accepts digits, blanks and hyphens of every kind; refuses a wrong control number.
  public init?(_ text: String) {
    let tidied = Folding.tidy(text)
    guard tidied.allSatisfy({ $0.isASCII && $0.isNumber || $0 == " " || $0 == "-" }) else { return nil }
    let digits = tidied.filter(\.isNumber)
    guard digits.count == 11, digits.prefix(9) != "000000000" else { return nil }
    let values = digits.compactMap(\.wholeNumberValue)
    let number = values.prefix(9).reduce(0) { $0 * 10 + $1 }
    // Numbers up to 001-001-998 were given out before there was a control number.
    if number > 1_001_998 {
      let sum = values.prefix(9).enumerated().reduce(0) { $0 + $1.element * (9 - $1.offset) }
      guard sum % 101 % 100 == values[9] * 10 + values[10] else { return nil }
    }
    self.digits = digits
  }

  /// `123-456-789 01`.
  public var formatted: String {
    let d = Array(digits)
    return "\(String(d[0..<3]))-\(String(d[3..<6]))-\(String(d[6..<9])) \(String(d[9..<11]))"
  }
}

/// A telephone number, kept as `+7XXXXXXXXXX`; of another country as `+` and its digits (ITU-T E.164: at most fifteen).
public struct Phone: Hashable, Sendable {
  public let number: String

  /// Accepts `+7…`, `7…`, `8…` with ten digits after it, ten digits that begin with 9, and with `+` the numbers of other countries.
  public init?(_ text: String) {
    let tidied = Folding.tidy(text)
    guard tidied.allSatisfy({ $0.isASCII && $0.isNumber || " -().+".contains($0) }) else { return nil }
    let digits = tidied.filter(\.isNumber)
    if tidied.hasPrefix("+") {
      if !digits.hasPrefix("7") {
        // No country's code begins with 0, and +8 9… is a slip for +7 9….
        guard (9...15).contains(digits.count), !digits.hasPrefix("0"), !digits.hasPrefix("89"), tidied.dropFirst().allSatisfy({ $0 != "+" })
        else { return nil }
        number = "+" + digits
        return
      }
      guard digits.count == 11 else { return nil }
    }
    switch digits.count {
    case 11 where digits.hasPrefix("7") || digits.hasPrefix("8"): number = "+7" + digits.dropFirst()
    case 10 where digits.hasPrefix("9"): number = "+7" + digits
    default: return nil
    }
  }
}

/// An e-mail address; compared without regard to case.
public struct Email: Hashable, Sendable {
  public let address: String

  public init?(_ text: String) {
    let tidied = Folding.tidy(text)
    let parts = tidied.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.count <= 64, tidied.utf8.count <= 254, !tidied.contains(" ") else {
      return nil
    }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }) else { return nil }
    guard !tidied.unicodeScalars.contains(where: { $0.value < 32 || "<>()[],;:\\\"".unicodeScalars.contains($0) }) else { return nil }
    address = parts[0] + "@" + parts[1].lowercased()
  }

  /// The form in which two spellings of one address are equal.
  public var key: String { address.lowercased() }
}

/// A name to sign in with, given by the school: `kazakova.t`.
public struct Login: Hashable, Sendable {
  public let name: String

  public init?(_ text: String) {
    // The spelling that look-ups use: ё as е.
    let name = Folding.key(text)
    guard (1...64).contains(name.utf8.count),
      name.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || ($0.value < 128 && "0123456789.-_".unicodeScalars.contains($0)) }),
      name.first?.isLetter == true, !Self.mixesScripts(name)
    else { return nil }
    self.name = name
  }

  /// A letter of the other alphabet makes a double that no reader tells apart.
  private static func mixesScripts(_ name: String) -> Bool {
    let letters = name.unicodeScalars.filter(\.properties.isAlphabetic)
    return letters.contains { $0.value < 128 } && letters.contains { $0.value >= 128 }
  }
}

/// What somebody typed to sign in.
public enum SignInName: Hashable, Sendable {
  case phone(Phone)
  case email(Email)
  case snils(SNILS)
  case login(Login)

  /// Eleven digits that begin with 7 or 8 are a phone, unless printed in the form of a SNILS.
  public init?(_ text: String) {
    let tidied = Folding.tidy(text)
    let isPrintedSNILS = tidied.count == 14 && Array(tidied)[3] == "-" && Array(tidied)[7] == "-" && Array(tidied)[11] == " "
    if tidied.contains("@") {
      guard let email = Email(tidied) else { return nil }
      self = .email(email)
    } else if isPrintedSNILS, let snils = SNILS(tidied) {
      self = .snils(snils)
    } else if let phone = Phone(tidied) {
      self = .phone(phone)
    } else if let snils = SNILS(tidied) {
      self = .snils(snils)
    } else if let login = Login(tidied) {
      self = .login(login)
    } else {
      return nil
    }
  }
}

extension SignInName {
  /// One spelling for all ways of writing the name.
  package var key: String {
    switch self {
    case .phone(let phone): "phone " + phone.number
    case .email(let email): "email " + email.key
    case .snils(let snils): "snils " + snils.digits
    case .login(let login): "login " + login.name
    }
  }
}
