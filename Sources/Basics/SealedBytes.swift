/// Bytes under a key: who has no key reads nothing of them and cannot change them unseen.
///
/// A stream of HMAC-SHA-256 over the nonce and a counter covers the bytes, and an HMAC over nonce and ciphertext proves them.
package enum SealedBytes {
  private static let nonceLength = 16
  private static let tagLength = 16

  /// - Parameter nonce: sixteen bytes that were never used with this key.
  /// - Returns: nonce, ciphertext and tag in one run of bytes.
  package static func seal(_ bytes: [UInt8], lock: [UInt8], nonce: [UInt8]) -> [UInt8] {
    let body = covered(bytes, lock, nonce)
    return nonce + body + tag(body, lock, nonce)
  }

  /// `nil` when the key is not the one they were sealed with, or they were changed.
  package static func open(_ sealed: [UInt8], lock: [UInt8]) -> [UInt8]? {
    guard sealed.count > nonceLength + tagLength else { return nil }
    let nonce = Array(sealed.prefix(nonceLength))
    let body = Array(sealed.dropFirst(nonceLength).dropLast(tagLength))
    guard constantTimeEqual(tag(body, lock, nonce), Array(sealed.suffix(tagLength))) else { return nil }
    return covered(body, lock, nonce)
  }

  private static func tag(_ body: [UInt8], _ lock: [UInt8], _ nonce: [UInt8]) -> [UInt8] {
    Array(HMAC.sha256(key: lock, nonce + [1] + body).prefix(tagLength))
  }

  private static func covered(_ bytes: [UInt8], _ lock: [UInt8], _ nonce: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 32) {
      let block = start / 32
      // The first block is that of the keys sealed before there were longer things to seal.
      let counter: [UInt8] = block == 0 ? [0] : [2, UInt8(block >> 16 & 255), UInt8(block >> 8 & 255), UInt8(block & 255)]
      result += zip(bytes[start..<min(start + 32, bytes.count)], HMAC.sha256(key: lock, nonce + counter)).map { $0 ^ $1 }
    }
    return result
  }
}
