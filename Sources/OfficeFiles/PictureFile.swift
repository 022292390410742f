import Tabular

/// A picture as it is put into a document: its bytes, and as much of them as its size needs.
public struct PictureFile: Sendable {
  public enum Kind: String, Sendable { case png, jpeg, gif }

  public let bytes: [UInt8]
  public let kind: Kind
  /// In pixels; neither is 0.
  public let width: Int
  public let height: Int

  /// - Throws: `OfficeFault.notAPicture` for what is no PNG, JPEG or GIF.
  public init(_ bytes: [UInt8], name: String) throws {
    guard let (kind, width, height) = Self.read(bytes), (1...65_535).contains(width), (1...65_535).contains(height) else {
      throw OfficeFault.notAPicture(name)
    }
    (self.bytes, self.kind, self.width, self.height) = (bytes, kind, width, height)
  }

  var mediaType: String { "image/\(kind.rawValue)" }

  private static func read(_ bytes: [UInt8]) -> (Kind, Int, Int)? {
    func big(_ position: Int, _ count: Int) -> Int {
      guard position >= 0, position + count <= bytes.count else { return 0 }
      return bytes[position..<position + count].reduce(0) { $0 << 8 | Int($1) }
    }
    if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), bytes.count > 24 { return (.png, big(16, 4), big(20, 4)) }
    if bytes.starts(with: Array("GIF8".utf8)), bytes.count > 10 {
      return (.gif, Int(bytes[6]) | Int(bytes[7]) << 8, Int(bytes[8]) | Int(bytes[9]) << 8)
    }
    guard bytes.starts(with: [0xff, 0xd8, 0xff]) else { return nil }
    // Segments, each with its length, up to the one that says the size.
    var position = 2
    while position + 9 < bytes.count {
      guard bytes[position] == 0xff else { return nil }
      let marker = bytes[position + 1]
      if marker == 0xff {
        position += 1
        continue
      }
      if marker >= 0xd0 && marker <= 0xd9 || marker == 1 {
        position += 2
        continue
      }
      if marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].contains(marker) {
        return (.jpeg, big(position + 7, 2), big(position + 5, 2))
      }
      let length = big(position + 2, 2)
      guard length >= 2 else { return nil }
      position += 2 + length
    }
    return nil
  }
}

/// The pictures of a document by the name it calls them by.
public typealias Pictures = [String: PictureFile]
