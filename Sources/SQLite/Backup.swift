import CSQLite

extension Database {
  /// Copies the whole database, as it is at one moment, into another one while others go on working.
  /// - Parameter progress: called with the pages left and the pages in all after each step.
  public func backup(to target: Database, progress: (_ left: Int, _ all: Int) -> Void = { _, _ in }) throws(DatabaseError) {
    guard let backup = sqlite3_backup_init(target.handle, "main", handle, "main") else {
      throw target.failure(sqlite3_errcode(target.handle), sql: nil)
    }
    var code = SQLITE_OK
    repeat {
      code = sqlite3_backup_step(backup, 4096)
      progress(Int(sqlite3_backup_remaining(backup)), Int(sqlite3_backup_pagecount(backup)))
    } while code == SQLITE_OK
    let finished = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE else { throw DatabaseError(code: code, message: String(cString: sqlite3_errstr(code))) }
    guard finished == SQLITE_OK else { throw target.failure(finished, sql: nil) }
  }
}
