/// How far two words are apart: letters to put in, take out, change, or swap with their neighbour (Damerau's distance, each letter
/// touched once).
public enum Misspelling {
  /// How many slips a word of a length is forgiven.
  public static func slips(_ length: Int) -> Int { length < 4 ? 0 : length < 8 ? 1 : 2 }

  /// - Returns: `nil` when they are further apart than `limit`.
  public static func distance(_ a: [UInt32], _ b: [UInt32], limit: Int) -> Int? {
    guard abs(a.count - b.count) <= limit else { return nil }
    var before = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var row = last
    for i in 1...max(a.count, 1) where i <= a.count {
      row[0] = i
      var least = i
      for j in 1...max(b.count, 1) where j <= b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        var value = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { value = min(value, before[j - 2] + 1) }
        row[j] = value
        least = min(least, value)
      }
      if least > limit { return nil }
      (before, last, row) = (last, row, before)
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }
}
