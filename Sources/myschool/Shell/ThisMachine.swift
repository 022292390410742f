import Basics
import Glibc
import SchoolModel

/// What the program knows of the machine it runs on.
enum ThisMachine {
  /// A digest that tells this machine and user from others, and tells nobody which they are.
  static var fingerprint: [UInt8]? {
    let identity = line(of: "/etc/machine-id") ?? hostName
    return SHA256.digest("machine\0\(identity)\0\(geteuid())")
  }

  static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    return gethostname(&name, name.count - 1) == 0 ? text(name) : ""
  }

  /// `komarova@server`, with the address of who came by SSH.
  static var place: String {
    let user = getpwuid(geteuid()).flatMap { $0.pointee.pw_name }.map { String(cString: $0) } ?? String(geteuid())
    let from = getenv("SSH_CONNECTION").map { String(cString: $0) }?.split(separator: " ").first.map { " (\($0))" } ?? ""
    return "\(user)@\(hostName)\(from)"
  }

  private static func line(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 128)
    guard fgets(&buffer, Int32(buffer.count), file) != nil else { return nil }
    let text = text(buffer).filter { !$0.isWhitespace }
    return text.isEmpty ? nil : text
  }

  private static func text(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The home of the user by the system's own list: cron may leave HOME out.
  static var home: String? { getpwuid(geteuid()).flatMap { $0.pointee.pw_dir }.map { String(cString: $0) } }

  /// Where this program lies.
  static var program: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    return count > 0 ? String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : "myschool"
  }
}
