import Basics
import CZlib

/// A zip archive over bytes that lie in memory or are mapped: entries are found by the central directory alone, and unpacked
/// piece by piece.
///
/// What could be used against the reader is refused when it is opened: names that climb, entries twice or over one another,
/// sizes no document has (APPNOTE; facts.md, section 13).
public final class ZipReader {
  public struct Entry: Sendable {
    public let name: String
    public let size: Int
    let packed: Int
    let method: Int
    let checksum: UInt32
    /// Where its bytes begin.
    let start: Int
  }

  public let entries: [Entry]
  private let bytes: FileBytes
  private let byName: [String: Int]

  /// - Throws: `OfficeFault`.
  public init(_ bytes: FileBytes) throws {
    self.bytes = bytes
    let (count, offset, size) = try Self.directory(bytes)
    guard count <= OfficeLimit.entries else { throw OfficeFault.tooManyEntries(count, limit: OfficeLimit.entries) }
    var entries: [Entry] = []
    var names: Set<String> = []
    var position = offset
    var unpacked = 0
    var spans: [(start: Int, end: Int, name: String)] = []
    for _ in 0..<count {
      let (entry, next, span) = try Self.entry(bytes, at: position, before: offset + size)
      position = next
      guard names.insert(entry.name.lowercased()).inserted else { throw OfficeFault.twice(entry: entry.name) }
      unpacked += entry.size
      guard unpacked <= OfficeLimit.unpacked else { throw OfficeFault.tooLarge(limit: OfficeLimit.unpacked) }
      if entry.size > OfficeLimit.ratioFrom, entry.size / OfficeLimit.ratio > max(entry.packed, 1) {
        throw OfficeFault.ratio(entry: entry.name)
      }
      spans.append((span.lowerBound, span.upperBound, entry.name))
      entries.append(entry)
    }
    spans.sort { $0.start < $1.start }
    for (one, other) in zip(spans, spans.dropFirst()) where other.start < one.end { throw OfficeFault.overlapping(entry: other.name) }
    if let last = spans.last, last.end > offset { throw OfficeFault.overlapping(entry: last.name) }
    self.entries = entries
    byName = Dictionary(entries.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  public func entry(_ name: String) -> Entry? { byName[name].map { entries[$0] } }

  /// The whole of a small entry.
  public func contents(_ name: String, limit: Int? = nil) throws -> [UInt8] {
    guard let entry = entry(name) else { throw OfficeFault.missingPart(name) }
    let limit = limit ?? OfficeLimit.text
    guard entry.size <= limit else { throw OfficeFault.tooLarge(limit: limit) }
    var all: [UInt8] = []
    all.reserveCapacity(entry.size)
    let unpacker = try unpack(entry)
    while case let piece = try unpacker.next(), !piece.isEmpty { all += piece }
    return all
  }

  public func unpack(_ entry: Entry) throws -> Unpacker { try Unpacker(bytes, entry) }

  // MARK: the directory

  private static func directory(_ bytes: FileBytes) throws -> (count: Int, offset: Int, size: Int) {
    guard bytes.count >= 22 else { throw OfficeFault.truncated }
    var position = bytes.count - 22
    let lowest = max(0, bytes.count - 65_557)
    while position >= lowest {
      if bytes.u32(position) == 0x0605_4b50, Int(bytes.u16(position + 20)) == bytes.count - position - 22 { break }
      position -= 1
    }
    guard position >= lowest else { throw OfficeFault.truncated }
    guard bytes.u16(position + 4) == 0, bytes.u16(position + 6) == 0 else { throw OfficeFault.truncated }
    var count = Int(bytes.u16(position + 10))
    var size = Int(bytes.u32(position + 12))
    var offset = Int(bytes.u32(position + 16))
    if count == 0xffff || size == 0xffff_ffff || offset == 0xffff_ffff {
      (count, size, offset) = try wideDirectory(bytes, before: position)
    }
    guard offset >= 0, size >= 0, offset <= position, size <= position - offset else { throw OfficeFault.truncated }
    return (count, offset, size)
  }

  private static func wideDirectory(_ bytes: FileBytes, before end: Int) throws -> (count: Int, size: Int, offset: Int) {
    let locator = end - 20
    guard locator >= 0, bytes.u32(locator) == 0x0706_4b50, let place = Int(exactly: bytes.u64(locator + 8)), place >= 0,
      place <= locator - 56, bytes.u32(place) == 0x0606_4b50, let count = Int(exactly: bytes.u64(place + 32)),
      let size = Int(exactly: bytes.u64(place + 40)), let offset = Int(exactly: bytes.u64(place + 48))
    else { throw OfficeFault.truncated }
    return (count, size, offset)
  }

  private static func entry(_ bytes: FileBytes, at position: Int, before end: Int) throws -> (Entry, next: Int, span: Range<Int>) {
    guard position >= 0, position + 46 <= end, bytes.u32(position) == 0x0201_4b50 else { throw OfficeFault.truncated }
    let flags = bytes.u16(position + 8)
    let lengths = (Int(bytes.u16(position + 28)), Int(bytes.u16(position + 30)), Int(bytes.u16(position + 32)))
    let next = position + 46 + lengths.0 + lengths.1 + lengths.2
    guard next <= end else { throw OfficeFault.truncated }
    let nameBytes = bytes.slice(position + 46, lengths.0)
    let name = try checkedName(nameBytes, isUTF8: flags & 0x800 != 0)
    guard flags & 1 == 0 else { throw OfficeFault.encrypted }
    var (packed, size) = (Int(bytes.u32(position + 20)), Int(bytes.u32(position + 24)))
    var local = Int(bytes.u32(position + 42))
    try readWide(bytes, position + 46 + lengths.0, lengths.1, &size, &packed, &local)
    let method = Int(bytes.u16(position + 10))
    guard method == 0 || method == 8 else { throw OfficeFault.method(method, entry: name) }
    guard local >= 0, local <= bytes.count - 30, bytes.u32(local) == 0x0403_4b50 else { throw OfficeFault.truncated }
    let start = local + 30 + Int(bytes.u16(local + 26)) + Int(bytes.u16(local + 28))
    guard packed >= 0, size >= 0, start <= bytes.count, packed <= bytes.count - start else { throw OfficeFault.truncated }
    guard bytes.slice(local + 30, Int(bytes.u16(local + 26))) == nameBytes else { throw OfficeFault.badName(name) }
    if method == 0, packed != size { throw OfficeFault.lyingSize(entry: name) }
    let entry = Entry(name: name, size: size, packed: packed, method: method, checksum: bytes.u32(position + 16), start: start)
    return (entry, next, local..<(start + packed))
  }

  /// The fields of the zip64 extra that stand for those that are full, in their order.
  private static func readWide(
    _ bytes: FileBytes, _ start: Int, _ length: Int, _ size: inout Int, _ packed: inout Int, _ local: inout Int
  ) throws {
    guard size == 0xffff_ffff || packed == 0xffff_ffff || local == 0xffff_ffff else { return }
    var position = start
    while position + 4 <= start + length {
      let (kind, count) = (bytes.u16(position), Int(bytes.u16(position + 2)))
      guard position + 4 + count <= start + length else { throw OfficeFault.truncated }
      if kind == 1 {
        var field = position + 4
        func take(_ value: inout Int) throws {
          guard value == 0xffff_ffff else { return }
          guard field + 8 <= position + 4 + count, let wide = Int(exactly: bytes.u64(field)) else { throw OfficeFault.truncated }
          value = wide
          field += 8
        }
        try take(&size)
        try take(&packed)
        try take(&local)
        return
      }
      position += 4 + count
    }
    throw OfficeFault.truncated
  }

  private static func checkedName(_ bytes: [UInt8], isUTF8: Bool) throws -> String {
    let name = isUTF8 || bytes.allSatisfy { $0 < 128 } ? String(decoding: bytes, as: UTF8.self) : Self.cp866(bytes)
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isDrive = name.utf8.count > 1 && name.utf8[name.utf8.index(after: name.utf8.startIndex)] == UInt8(ascii: ":")
    guard !name.isEmpty, !name.hasPrefix("/"), !name.contains("\\"), !name.utf8.contains(0), !parts.contains(".."), !isDrive else {
      throw OfficeFault.badName(name)
    }
    return name
  }

  /// Names of other than ASCII without the flag of UTF-8 are CP866 in Russian practice.
  private static func cp866(_ bytes: [UInt8]) -> String {
    String(
      String.UnicodeScalarView(
        bytes.map { byte in
          byte < 128 ? Unicode.Scalar(byte) : Unicode.Scalar(TextTables.upperHalf(.cp866)[Int(byte) - 128]) ?? "?"
        }))
  }

  /// The bytes of one entry, a piece at a time.
  public final class Unpacker {
    private let bytes: FileBytes
    private let entry: Entry
    /// At one place in memory: zlib looks whether it was moved.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var position: Int
    private var given = 0
    private var sum: UInt = 0
    private var isDone = false
    private static let pieceSize = 1 << 16

    init(_ bytes: FileBytes, _ entry: Entry) throws {
      self.bytes = bytes
      self.entry = entry
      position = entry.start
      stream.initialize(to: z_stream())
      if entry.method == 8 {
        // −15: the bare stream, without zlib's own wrapping.
        guard inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
          throw OfficeFault.truncated
        }
      }
    }

    deinit {
      if entry.method == 8 { inflateEnd(stream) }
      stream.deallocate()
    }

    /// The next bytes; empty at the end, when size and checksum were right.
    public func next() throws -> [UInt8] {
      if isDone { return [] }
      let piece = entry.method == 8 ? try inflated() : stored()
      given += piece.count
      guard given <= entry.size else { throw OfficeFault.lyingSize(entry: entry.name) }
      sum = piece.withUnsafeBufferPointer { crc32(sum, $0.baseAddress, uInt($0.count)) }
      if piece.isEmpty {
        isDone = true
        guard given == entry.size else { throw OfficeFault.lyingSize(entry: entry.name) }
        guard UInt32(truncatingIfNeeded: sum) == entry.checksum else { throw OfficeFault.checksum(entry: entry.name) }
      }
      return piece
    }

    private func stored() -> [UInt8] {
      let count = min(Self.pieceSize, entry.start + entry.packed - position)
      defer { position += count }
      return bytes.slice(position, count)
    }

    private func inflated() throws -> [UInt8] {
      var code = Z_OK
      let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = uInt(Self.pieceSize)
        while stream.pointee.avail_out > 0, code == Z_OK {
          let rest = min(entry.start + entry.packed - position, 1 << 16)
          bytes.withPointer(position) { pointer in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: pointer)
            stream.pointee.avail_in = uInt(rest)
            code = inflate(stream, Z_NO_FLUSH)
            position += rest - Int(stream.pointee.avail_in)
          }
          if code == Z_BUF_ERROR || (rest == 0 && code == Z_OK) { break }
        }
        count = Self.pieceSize - Int(stream.pointee.avail_out)
      }
      guard code == Z_OK || code == Z_STREAM_END || (code == Z_BUF_ERROR && !piece.isEmpty) else {
        throw code == Z_BUF_ERROR ? OfficeFault.truncated : OfficeFault.checksum(entry: entry.name)
      }
      return piece
    }
  }
}
