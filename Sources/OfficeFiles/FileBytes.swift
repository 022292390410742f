import Glibc
import Tabular

/// The bytes of a file: mapped where it is one, so that what is not looked at is not held; in memory where they came by a pipe.
public final class FileBytes {
  private let pointer: UnsafeRawPointer
  public let count: Int
  private let isMapped: Bool

  public init(_ bytes: [UInt8]) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 1)
    bytes.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: bytes.count) }
    pointer = UnsafeRawPointer(memory)
    count = bytes.count
    isMapped = false
  }

  /// - Returns: `nil` for what is no regular file, or cannot be mapped.
  public init?(descriptor: Int32) {
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size > 0,
      let mapped = mmap(nil, Int(info.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0), mapped != MAP_FAILED
    else { return nil }
    pointer = UnsafeRawPointer(mapped)
    count = Int(info.st_size)
    isMapped = true
  }

  /// - Returns: `nil` for what is no regular file, or cannot be opened.
  public convenience init?(path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    self.init(descriptor: descriptor)
  }

  deinit {
    if isMapped { munmap(UnsafeMutableRawPointer(mutating: pointer), count) } else { pointer.deallocate() }
  }

  public func slice(_ start: Int, _ length: Int) -> [UInt8] {
    guard start >= 0, length > 0, start < count else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: pointer + start, count: min(length, count - start)))
  }

  func withPointer<R>(_ start: Int, _ body: (UnsafePointer<UInt8>) -> R) -> R {
    body((pointer + start).assumingMemoryBound(to: UInt8.self))
  }

  subscript(position: Int) -> UInt8 { position < count ? pointer.load(fromByteOffset: position, as: UInt8.self) : 0 }

  /// Little-endian numbers; 0 beyond the end.
  func u16(_ position: Int) -> UInt16 {
    position >= 0 && position + 2 <= count ? UInt16(littleEndian: pointer.loadUnaligned(fromByteOffset: position, as: UInt16.self)) : 0
  }
  func u32(_ position: Int) -> UInt32 {
    position >= 0 && position + 4 <= count ? UInt32(littleEndian: pointer.loadUnaligned(fromByteOffset: position, as: UInt32.self)) : 0
  }
  func u64(_ position: Int) -> UInt64 {
    position >= 0 && position + 8 <= count ? UInt64(littleEndian: pointer.loadUnaligned(fromByteOffset: position, as: UInt64.self)) : 0
  }
}

/// The characters of the upper halves of the code pages that Russian programs use.
enum TextTables {
  static func upperHalf(_ encoding: TextEncoding) -> [UInt32] { encoding.upperHalf }
}
