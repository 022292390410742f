import Basics
import CZlib

/// Deflate in zlib's own wrapping.
package enum Compression {
  package struct Damaged: Error {}

  package static func deflate(_ bytes: [UInt8], level: Int32 = 1) -> [UInt8] {
    var size = compressBound(uLong(bytes.count))
    let result = [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      let code = compress2(buffer.baseAddress, &size, bytes, uLong(bytes.count), level)
      // The buffer has the size that compressBound promises, so it can only be memory that runs out.
      precondition(code == Z_OK, "zlib \(code)")
      count = Int(size)
    }
    return result
  }

  /// - Parameter size: the size before compression, kept beside the bytes.
  package static func inflate(_ bytes: [UInt8], size: Int) throws(Damaged) -> [UInt8] {
    guard size >= 0, size <= 1 << 31 else { throw Damaged() }
    var length = uLong(size)
    var code = Z_OK
    let result = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { buffer, count in
      code = uncompress(buffer.baseAddress, &length, bytes, uLong(bytes.count))
      count = code == Z_OK ? Int(length) : 0
    }
    guard code == Z_OK, result.count == size else { throw Damaged() }
    return result
  }
}
