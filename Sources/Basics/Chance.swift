/// Where random bytes come from: handed in like the clock, so that a test can repeat a run. Nothing outside the process sets it.
public struct Chance: Sendable {
  private let fill: @Sendable (Int) -> [UInt8]

  /// - Parameter bytes: gives as many bytes as it is asked for.
  public init(bytes: @escaping @Sendable (Int) -> [UInt8]) { fill = bytes }

  /// Bytes nobody can guess.
  public static let system = Chance { count in
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      let word: UInt64 = generator.next()
      withUnsafeBytes(of: word) { bytes.append(contentsOf: $0.prefix(count - bytes.count)) }
    }
    return bytes
  }

  package func bytes(_ count: Int) -> [UInt8] { fill(count) }

  /// A number from 0 to one below the bound, each as likely.
  package func number(below bound: Int) -> Int {
    let bound = UInt64(bound)
    // What is above the largest multiple would make small numbers likelier.
    let limit = UInt64.max - UInt64.max % bound
    while true {
      let word = fill(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      if word < limit { return Int(word % bound) }
    }
  }
}
