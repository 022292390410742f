import Basics
import Glibc
import Record
import SQLite
import SchoolModel

/// Where calls are held.
public struct CallServer: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case jitsi, bigbluebutton, template
    public var needsSecret: Bool { self != .template }
  }

  public let kind: Kind
  /// `https://meet.example.org`; of a template the whole address with `{room}` and `{name}`.
  public let address: String
  /// The application's id at a Jitsi server.
  public let issuer: String?
  let secret: [UInt8]
}

extension Chat {
  /// The fewest bytes of a secret that nobody finds by trying.
  public static let safeSecret = 32

  /// Says where calls are held. The secret is kept sealed under a key in a file of its own beside the school, and never shown.
  /// - Parameter secret: the bytes of its file, of which one line end at the end is left out.
  /// - Returns: how many bytes the secret has.
  public func setUpCalls(
    _ kind: CallServer.Kind, address: String, issuer: String?, secret: [UInt8]?, _ request: WriteRequest
  ) throws -> Performed<Int> {
    guard actor?.token == nil else { throw AccessFailure.tokenScope(.callSetup) }
    let access = try authorize(.callSetup)
    let address = try Self.checkedAddress(address, kind)
    if kind.needsSecret, secret == nil { throw CallFailure.secretNeeded(kind.rawValue) }
    if !kind.needsSecret, secret != nil { throw CallFailure.noSecretNeeded }
    var bytes = secret ?? []
    if bytes.last == 10 { bytes.removeLast() }
    if bytes.last == 13 { bytes.removeLast() }
    if kind.needsSecret, bytes.isEmpty { throw CallFailure.secretNeeded(kind.rawValue) }
    let isTrial = request.dryRun
    let sealed =
      try bytes.isEmpty || isTrial ? nil : SealedBytes.seal(bytes, lock: CallKey(path).made(school.chance), nonce: school.chance.bytes(16))
    return try performSecurity(access, request) { writing in
      try writing.database.run(
        """
        INSERT INTO call_server (id, kind, address, issuer, sealed, set_at) VALUES (1, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, address = excluded.address, issuer = excluded.issuer,
          sealed = excluded.sealed, set_at = excluded.set_at
        """, kind.rawValue, address, issuer, sealed, writing.now.milliseconds)
      return bytes.count
    }
  }

  private static func checkedAddress(_ typed: String, _ kind: CallServer.Kind) throws -> String {
    var address = typed
    while address.hasSuffix("/") { address.removeLast() }
    let isPlain = address.unicodeScalars.allSatisfy {
      $0.isASCII && $0.value > 32 && $0.value < 127 && !"\"<>\\^`".unicodeScalars.contains($0)
    }
    let hasBraces = address.contains("{") || address.contains("}")
    guard isPlain, address.hasPrefix("https://"), !Self.host(address).isEmpty, kind == .template || !hasBraces,
      kind != .template || address.contains("{room}")
    else { throw CallFailure.badAddress(typed) }
    return address
  }

  /// `meet.example.org` of `https://meet.example.org:8443/x`.
  static func host(_ address: String) -> String {
    let rest = address.dropFirst("https://".count)
    return String(rest.prefix { $0 != "/" && $0 != ":" && $0 != "?" }).lowercased()
  }

  /// The server of calls with its secret.
  /// - Throws: `CallFailure.notSetUp` without one, and without the key beside the school.
  func callServer(_ database: Database) throws -> CallServer {
    let row = try database.row(
      "SELECT kind, address, issuer, sealed FROM main.call_server", as: (String, String, String?, [UInt8]?).self)
    guard let row, let kind = CallServer.Kind(rawValue: row.0) else { throw CallFailure.notSetUp }
    guard let sealed = row.3 else {
      guard !kind.needsSecret else { throw CallFailure.notSetUp }
      return CallServer(kind: kind, address: row.1, issuer: row.2, secret: [])
    }
    guard let lock = CallKey(path).read(), let secret = SealedBytes.open(sealed, lock: lock) else { throw CallFailure.notSetUp }
    return CallServer(kind: kind, address: row.1, issuer: row.2, secret: secret)
  }
}

/// The key that the secret of the calls lies under: thirty-two random bytes in a file beside the school, for its owner alone and in
/// no backup, so that a copy of the school tells nothing.
private struct CallKey {
  private static let length = 32
  private let path: String

  init(_ school: String) { path = school + ".key" }

  func read() -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & 0o077 == 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Self.length + 1)
    return Glibc.read(descriptor, &bytes, Self.length + 1) == Self.length ? Array(bytes.prefix(Self.length)) : nil
  }

  /// The key that is there, or a new one.
  func made(_ chance: Chance) throws -> [UInt8] {
    if let known = read() { return known }
    let key = chance.bytes(Self.length)
    let draft = "\(path).\(getpid())"
    unlink(draft)
    let descriptor = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StorageFailure.system(path: path, errno: errno) }
    defer { unlink(draft) }
    let isWritten = write(descriptor, key, key.count) == key.count && fsync(descriptor) == 0
    close(descriptor)
    guard isWritten, rename(draft, path) == 0 else { throw StorageFailure.system(path: path, errno: errno) }
    return key
  }
}
