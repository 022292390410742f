import Basics
import Glibc

/// Buffered bytes on their way to a file descriptor. Every write is checked, the last one too.
public final class ByteOutput {
  /// What the system answered to a write.
  public struct Failed: Error, Equatable { public let errno: Int32 }

  private var buffer: [UInt8] = []
  private let flushed: (UnsafeRawBufferPointer) throws -> Void

  public init(descriptor: Int32) {
    flushed = { bytes in
      var rest = bytes
      while !rest.isEmpty {
        let count = write(descriptor, rest.baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          throw Failed(errno: errno)
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
    buffer.reserveCapacity(1 << 16)
  }

  /// Output that is collected in memory, for tests and for what is shown later.
  public init(_ collect: @escaping ([UInt8]) -> Void) {
    flushed = { collect([UInt8]($0)) }
  }

  @inline(__always) public func append(_ byte: UInt8) { buffer.append(byte) }
  @inline(__always) public func append(_ bytes: ArraySlice<UInt8>) { buffer.append(contentsOf: bytes) }
  @inline(__always) public func append(_ bytes: UnsafeBufferPointer<UInt8>) { buffer.append(contentsOf: bytes) }
  public func append(_ text: String) { buffer.append(contentsOf: text.utf8) }

  /// To be called between rows: passes the buffer on when it is full.
  public func flushIfFull() throws {
    if buffer.count >= 1 << 16 { try flush() }
  }

  public func flush() throws {
    guard !buffer.isEmpty else { return }
    defer { buffer.removeAll(keepingCapacity: true) }
    try buffer.withUnsafeBytes { try flushed($0) }
  }
}
