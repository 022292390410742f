import Glibc

/// Where the time comes from; handed in, so that a test or the demo can stand at a moment of its own.
public struct Clock: Sendable {
  public let now: @Sendable () -> Instant
  /// Somebody set the time; operations made under it say so in the record.
  public let isSet: Bool

  public init(isSet: Bool, now: @escaping @Sendable () -> Instant) {
    self.isSet = isSet
    self.now = now
  }

  public static let system = Clock(isSet: false) {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
  }

  public static func fixed(_ instant: Instant) -> Clock { Clock(isSet: true) { instant } }
}
