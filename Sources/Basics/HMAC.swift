/// HMAC (RFC 2104) over a hash with blocks of 64 bytes.
package enum HMAC {
  package static func sha1(key: [UInt8], _ message: [UInt8]) -> [UInt8] { code(key, message, SHA1.digest) }
  package static func sha256(key: [UInt8], _ message: [UInt8]) -> [UInt8] { code(key, message) { SHA256.digest($0) } }

  private static func code(_ key: [UInt8], _ message: [UInt8], _ hash: ([UInt8]) -> [UInt8]) -> [UInt8] {
    var block = key.count > 64 ? hash(key) : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    return hash(block.map { $0 ^ 0x5c } + hash(block.map { $0 ^ 0x36 } + message))
  }
}

/// Compares without telling by its time where two runs of bytes differ.
package func constantTimeEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  a.count == b.count && zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
