import Basics
import CZlib
import Tabular

/// Writes a zip archive as it goes, the same bytes for the same content: no clock, no extra fields.
public final class ZipWriter {
  private struct Written {
    let name: [UInt8]
    let method: UInt16
    let flags: UInt16
    let checksum: UInt32
    let packed: Int
    let size: Int
    let offset: Int
  }

  private let output: ByteOutput
  private var offset = 0
  private var entries: [Written] = []
  /// 1980-01-01, the first day there is.
  private static let date: UInt16 = 0x0021

  /// At one place in memory: zlib looks whether it was moved.
  private var stream: UnsafeMutablePointer<z_stream>?
  private var current: (name: [UInt8], start: Int, size: Int, packed: Int, sum: UInt)?

  public init(_ output: ByteOutput) { self.output = output }

  deinit { endStream() }

  private func endStream() {
    guard let stream else { return }
    deflateEnd(stream)
    stream.deallocate()
    self.stream = nil
  }

  /// Adds a file whose bytes are all there.
  /// - Parameter stored: without compression; ODF wants its media type so.
  public func add(_ name: String, _ bytes: [UInt8], stored: Bool = false) {
    let packed = stored ? bytes : Self.deflated(bytes)
    let sum = bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt($0.count)) }
    let entry = Written(
      name: Array(name.utf8), method: stored ? 0 : 8, flags: Self.flags(name), checksum: UInt32(truncatingIfNeeded: sum),
      packed: packed.count, size: bytes.count, offset: offset)
    header(entry, sizes: true)
    put(packed)
    entries.append(entry)
  }

  public func add(_ name: String, _ text: String) { add(name, Array(text.utf8)) }

  /// Begins a file that is written piece by piece; its sizes follow it.
  public func begin(_ name: String) throws {
    endStream()
    let fresh = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    fresh.initialize(to: z_stream())
    guard deflateInit2_(fresh, Self.level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      throw OfficeFault.truncated
    }
    stream = fresh
    let bytes = Array(name.utf8)
    current = (bytes, offset, 0, 0, 0)
    let entry = Written(name: bytes, method: 8, flags: Self.flags(name) | 8, checksum: 0, packed: 0, size: 0, offset: offset)
    header(entry, sizes: false)
  }

  public func write(_ bytes: [UInt8]) { pack(bytes, Z_NO_FLUSH) }

  public func end() {
    pack([], Z_FINISH)
    guard let done = current else { return }
    endStream()
    current = nil
    let entry = Written(
      name: done.name, method: 8, flags: Self.flags(String(decoding: done.name, as: UTF8.self)) | 8,
      checksum: UInt32(truncatingIfNeeded: done.sum), packed: done.packed, size: done.size, offset: done.start)
    var tail: [UInt8] = []
    Self.put32(0x0807_4b50, &tail)
    Self.put32(entry.checksum, &tail)
    Self.put32(UInt32(truncatingIfNeeded: entry.packed), &tail)
    Self.put32(UInt32(truncatingIfNeeded: entry.size), &tail)
    put(tail)
    entries.append(entry)
  }

  /// Writes the directory; nothing may be added after it.
  public func finish() {
    let start = offset
    for entry in entries {
      var bytes: [UInt8] = []
      Self.put32(0x0201_4b50, &bytes)
      Self.put16(20, &bytes)
      Self.put16(20, &bytes)
      Self.common(entry, sizes: true, &bytes)
      // No comment, on one disk, of no kind and no attributes.
      Self.put16(0, &bytes)
      Self.put16(0, &bytes)
      Self.put16(0, &bytes)
      Self.put32(0, &bytes)
      Self.put32(UInt32(truncatingIfNeeded: entry.offset), &bytes)
      put(bytes + entry.name)
    }
    var end: [UInt8] = []
    Self.put32(0x0605_4b50, &end)
    Self.put16(0, &end)
    Self.put16(0, &end)
    Self.put16(UInt16(truncatingIfNeeded: entries.count), &end)
    Self.put16(UInt16(truncatingIfNeeded: entries.count), &end)
    Self.put32(UInt32(truncatingIfNeeded: offset - start), &end)
    Self.put32(UInt32(truncatingIfNeeded: start), &end)
    Self.put16(0, &end)
    put(end)
  }

  private static func flags(_ name: String) -> UInt16 { name.utf8.allSatisfy { $0 < 128 } ? 0 : 0x800 }

  private func header(_ entry: Written, sizes: Bool) {
    var bytes: [UInt8] = []
    Self.put32(0x0403_4b50, &bytes)
    Self.put16(20, &bytes)
    Self.common(entry, sizes: sizes, &bytes)
    put(bytes + entry.name)
  }

  /// What the header of a file and the directory say alike.
  private static func common(_ entry: Written, sizes: Bool, _ bytes: inout [UInt8]) {
    put16(entry.flags, &bytes)
    put16(entry.method, &bytes)
    put16(0, &bytes)
    put16(date, &bytes)
    put32(sizes ? entry.checksum : 0, &bytes)
    put32(sizes ? UInt32(truncatingIfNeeded: entry.packed) : 0, &bytes)
    put32(sizes ? UInt32(truncatingIfNeeded: entry.size) : 0, &bytes)
    put16(UInt16(truncatingIfNeeded: entry.name.count), &bytes)
    put16(0, &bytes)
  }

  private func pack(_ bytes: [UInt8], _ flush: Int32) {
    guard let stream, var entry = current else { return }
    entry.size += bytes.count
    entry.sum = bytes.withUnsafeBufferPointer { crc32(entry.sum, $0.baseAddress, uInt($0.count)) }
    var input = bytes
    input.withUnsafeMutableBufferPointer { pointer in
      stream.pointee.next_in = pointer.baseAddress
      stream.pointee.avail_in = uInt(pointer.count)
      var isOver = false
      while !isOver {
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
          stream.pointee.next_out = buffer.baseAddress
          stream.pointee.avail_out = uInt(Self.pieceSize)
          let code = deflate(stream, flush)
          count = Self.pieceSize - Int(stream.pointee.avail_out)
          isOver = code == Z_STREAM_END || stream.pointee.avail_out > 0
        }
        entry.packed += piece.count
        put(piece)
      }
    }
    current = entry
  }

  private static let pieceSize = 1 << 16
  /// A list is written in four fifths of the time that level 6 takes, and is a fifth larger.
  private static let level: Int32 = 3

  private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    let writer = ZipWriter(ByteOutput { result += $0 })
    guard (try? writer.begin("")) != nil else { return bytes }
    result.removeAll()
    writer.write(bytes)
    writer.pack([], Z_FINISH)
    try? writer.output.flush()
    // The header of the nameless entry comes before.
    return Array(result.dropFirst(30))
  }

  private func put(_ bytes: [UInt8]) {
    output.append(bytes[...])
    offset += bytes.count
  }

  private static func put16(_ number: UInt16, _ bytes: inout [UInt8]) {
    bytes.append(UInt8(number & 0xff))
    bytes.append(UInt8(number >> 8))
  }

  private static func put32(_ number: UInt32, _ bytes: inout [UInt8]) {
    for shift in stride(from: 0, through: 24, by: 8) { bytes.append(UInt8(number >> UInt32(shift) & 0xff)) }
  }
}

/// Text within XML.
package enum MarkupText {
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      // What XML has no place for.
      case _ where scalar.value < 32 || scalar.value == 0xfffe || scalar.value == 0xffff: break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
}
