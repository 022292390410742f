import Basics
import SchoolModel
import SchoolOutbox

/// Codes of a second factor by counter and by time (RFC 4226, RFC 6238): six digits, SHA-1, steps of thirty seconds.
package enum OneTimeCode {
  package static let secondsPerStep = 30

  package static func code(key: [UInt8], counter: Int, digits: Int = 6, hmac: ([UInt8], [UInt8]) -> [UInt8] = { HMAC.sha1(key: $0, $1) })
    -> String
  {
    let mac = hmac(key, withUnsafeBytes(of: UInt64(counter).bigEndian, Array.init))
    let offset = Int(mac[mac.count - 1] & 15)
    let number = (0..<4).reduce(0) { $0 << 8 | Int(mac[offset + $1]) } & 0x7fff_ffff
    let modulus = (0..<digits).reduce(1) { value, _ in value * 10 }
    return padded(number % modulus, digits)
  }

  package static func step(at instant: Instant) -> Int { instant.milliseconds / 1000 / secondsPerStep }

  /// The step whose code this is, of the one now and its neighbours; a step used before is refused.
  package static func matchingStep(_ code: String, key: [UInt8], at instant: Instant, after last: Int) -> Int? {
    let now = step(at: instant)
    return [now, now - 1, now + 1].first { $0 > last && constantTimeEqual(Array(self.code(key: key, counter: $0).utf8), Array(code.utf8)) }
  }

  /// The link that apps read from a QR code.
  package static func link(account: String, key: [UInt8]) -> String {
    let label = account.utf8.map { byte -> String in
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "-._~@".utf8.contains(byte)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + hex([byte]).uppercased()
    }.joined()
    return "otpauth://totp/myschool:\(label)?secret=\(Base32.encode(key))&issuer=myschool&algorithm=SHA1&digits=6&period=30"
  }
}
