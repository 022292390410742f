import Tabular

/// A text held whole.
enum TextFile {
  /// - Throws: `OfficeFault` for what no encoding reads.
  static func text(_ bytes: [UInt8], encoding: TextEncoding?) throws -> String {
    var all: [UInt8] = []
    do {
      let decoder = try TextDecoder(ByteInput(bytes: bytes), wanted: encoding, isMarkup: true)
      while case let piece = try decoder.next(), !piece.isEmpty { all += piece }
    } catch is TextDecoder.Undecodable { throw OfficeFault.truncated }
    return String(decoding: all, as: UTF8.self)
  }

  static func isUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }
}
