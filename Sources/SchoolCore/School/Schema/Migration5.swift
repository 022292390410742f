/// The fifth schema: a letter keeps what it tells, and is worded when it is listed or sent.
package enum Migration5 {
  /// Letters that are worded already have neither, and are sent as they are.
  package static let sql = """
    ALTER TABLE outbox ADD COLUMN kind TEXT;
    ALTER TABLE outbox ADD COLUMN data TEXT;

    """
}
