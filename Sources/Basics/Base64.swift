/// Base 64 of RFC 4648.
public enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  public static func decode(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in text.utf8 where byte != UInt8(ascii: "=") {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      bits = (bits << 6 | value) & 0xffff
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(bits >> count & 255))
      }
    }
    return result
  }

  /// The alphabet that fits into addresses, without padding (RFC 4648, 5).
  public static func encodedForURL(_ bytes: [UInt8]) -> String {
    encode(bytes).filter { $0 != "=" }.replacing("+", with: "-").replacing("/", with: "_")
  }

  public static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = Array(bytes[start..<min(start + 3, bytes.count)]) + [0, 0]
      let bits = Int(group[0]) << 16 | Int(group[1]) << 8 | Int(group[2])
      let given = min(3, bytes.count - start)
      for index in 0..<4 { text.append(index <= given ? alphabet[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "=")) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
