/// The fourth schema: scales of marks with numbers of their own.
enum Migration4 {
  /// What a sign counts in averages of its own scale; `points` stays what it is worth on the five-point scale.
  static let sql = """
    ALTER TABLE mark_value ADD COLUMN score INTEGER;

    """
}
