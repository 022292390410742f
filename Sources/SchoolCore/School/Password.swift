import Basics
import CCrypt
import Glibc
import Record

/// Passwords, hashed by libcrypt with yescrypt.
public struct PasswordHasher: Sendable {
  /// The cost of yescrypt, 1…11; 5 is libcrypt's own choice (`$y$j9T$`).
  public let cost: UInt
  private let chance: Chance

  public init(cost: UInt = 5, chance: Chance = .system) {
    self.cost = cost
    self.chance = chance
  }

  package func hash(_ password: String) -> String {
    // A setting that libcrypt itself made cannot be refused, except for a password with a NUL byte, which is never one.
    Self.crypt(password, setting()) ?? "*"
  }

  /// A fresh setting of this cost, with a salt of its own.
  package func setting() -> String {
    let random = chance.bytes(16).map { CChar(bitPattern: $0) }
    var setting = [CChar](repeating: 0, count: 192)
    let made = crypt_gensalt_rn("$y$", cost, random, Int32(random.count), &setting, Int32(setting.count))
    precondition(made != nil, "libcrypt knows no yescrypt")
    return String(decoding: setting.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A hash no password has, which takes as long to compare as a real one of this cost.
  package var nobody: String { setting() + "$" + String(repeating: ".", count: 43) }

  package static func matches(_ password: String, _ hash: String) -> Bool {
    guard hash.hasPrefix("$"), let computed = crypt(password, hash) else { return false }
    // Constant time: every byte is compared.
    let (a, b) = (Array(computed.utf8), Array(hash.utf8))
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// `nil` when libcrypt refuses the setting (it then answers `*0` or `*1`).
  package static func crypt(_ password: String, _ setting: String) -> String? {
    guard !password.utf8.contains(0) else { return nil }
    let data = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
    defer { data.deallocate() }
    memset(data, 0, MemoryLayout<crypt_data>.size)
    guard let result = crypt_rn(Folding.composed(password), setting, data, Int32(MemoryLayout<crypt_data>.size)) else { return nil }
    let text = String(cString: result)
    return text.hasPrefix("*") ? nil : text
  }

  /// What a new password is refused for (facts.md, section 10: length first, and nothing everybody would try).
  public enum Weakness: Sendable, Equatable {
    case short(least: Int)
    case long
    case common
    case likeLogin
    case unprintable
  }

  /// - Parameter context: words that stand near the account: its login, the person's names, the school's.
  package static func weakness(_ password: String, least: Int, context: [String]) -> Weakness? {
    let composed = Folding.composed(password)
    if composed.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) { return .unprintable }
    if composed.unicodeScalars.count < least { return .short(least: least) }
    if composed.utf8.count > 512 { return .long }
    let key = composed.lowercased()
    if context.contains(where: { $0.count > 3 && key.contains($0.lowercased()) && key.count < $0.count + 8 }) { return .likeLogin }
    // A name with a year or a number behind it is what everybody near would try.
    let letters = key.filter(\.isLetter)
    if key.count - letters.count <= 8, context.contains(where: { $0.count > 3 && letters == $0.lowercased().filter(\.isLetter) }) {
      return .likeLogin
    }
    if Set(key).count <= 3 || CommonPasswords.contain(key) { return .common }
    return nil
  }
}
