import Foundation
import Testing

@testable import Record

@Suite("The line of writers")
struct WriterLockTests {
  private func place() throws -> (folder: URL, path: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("myschool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return (folder, folder.appendingPathComponent("school.db.lock").path)
  }

  @Test("who will not wait is told who writes; when the time is up as well, and the lock is not kept by those who gave up")
  func busy() throws {
    let (folder, path) = try place()
    defer { try? FileManager.default.removeItem(at: folder) }
    var held: WriterLock? = try WriterLock(path: path, patience: 0)
    for patience in 0...1 {
      #expect(throws: StorageFailure.busy(holder: Int(getpid()))) { _ = try WriterLock(path: path, patience: patience) }
    }
    #expect(held != nil)
    held = nil
    // Whoever gave up had a thread in the line, which must let go of what it is given.
    for _ in 0..<20 { _ = try WriterLock(path: path, patience: 5) }
  }

  @Test("those who wait write one after the other, and nobody twice at once")
  func inTurn() throws {
    let (folder, path) = try place()
    defer { try? FileManager.default.removeItem(at: folder) }
    let counted = Counted()
    DispatchQueue.concurrentPerform(iterations: 32) { _ in
      for _ in 0..<20 {
        guard let lock = try? WriterLock(path: path, patience: 30) else { continue }
        counted.one()
        withExtendedLifetime(lock) {}
      }
    }
    #expect(counted.total == 640 && counted.most == 1)
  }

  /// Counts without a lock of its own: what is counted wrongly shows that two were inside.
  private final class Counted: @unchecked Sendable {
    // Unchecked: the lock that is tested keeps one thread at a time in here.
    private(set) var total = 0
    private(set) var most = 0
    private var inside = 0

    func one() {
      inside += 1
      most = max(most, inside)
      total += 1
      inside -= 1
    }
  }
}
