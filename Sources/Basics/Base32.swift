/// Base 32 of RFC 4648, without padding, as `otpauth` links have it.
package enum Base32 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  package static func encode(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in bytes {
      bits = bits << 8 | Int(byte)
      count += 8
      while count >= 5 {
        count -= 5
        result.append(alphabet[bits >> count & 31])
      }
      bits &= (1 << count) - 1
    }
    if count > 0 { result.append(alphabet[bits << (5 - count) & 31]) }
    return String(decoding: result, as: UTF8.self)
  }

  /// `nil` when a character is none of the alphabet.
  package static func decode(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in text.uppercased().utf8 where byte != UInt8(ascii: "=") {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      bits = bits << 5 | value
      count += 5
      if count >= 8 {
        count -= 8
        result.append(UInt8(bits >> count & 255))
        bits &= (1 << count) - 1
      }
    }
    return result
  }
}
