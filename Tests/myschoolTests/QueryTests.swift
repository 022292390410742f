import Foundation
import Testing

@testable import myschool

/// `stats query` tells what lists and reports would show, and nothing else.
@Suite("Queries in SQL")
struct QueryTests {
  private func school() throws -> Stage {
    let stage = try Stage(now: "2026-10-26T09:00:00+03:00")
    try stage.makeSchool()
    #expect(try stage.type("journal grade --from marks.csv").code == 0)
    return stage
  }

  private func query(_ stage: Stage, _ sql: String, _ more: [String] = []) throws -> Stage.Result {
    try stage.run(["stats", "query", sql, "--format", "csv", "--no-header"] + more)
  }

  @Test("what is no view gives nothing, however it is asked for")
  func attacks() throws {
    let stage = try school()
    for sql in [
      "SELECT * FROM person", "SELECT * FROM \"person\"", "SELECT * FROM [person]", "SELECT * FROM `password`", "SELECT * FROM main.person",
      "SELECT * FROM temp.sqlite_temp_master", "SELECT sql FROM sqlite_master", "SELECT * FROM sqlite_schema", "PRAGMA database_list",
      "PRAGMA table_info(person)", "SELECT * FROM pragma_database_list", "SELECT * FROM pragma_table_info('person')", "ATTACH 'x.db' AS x",
      "ATTACH ':memory:' AS x", "SELECT load_extension('x')", "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE person", "DELETE FROM mark",
      "UPDATE v_mark SET mark = '5'", "INSERT INTO v_form VALUES (1)", "CREATE TABLE t(x)", "CREATE TEMP TABLE t(x)", "VACUUM",
      "VACUUM INTO 'copy.db'", "EXPLAIN SELECT * FROM person", "BEGIN", "SELECT readfile('/etc/passwd')", "SELECT writefile('x', 'y')",
      "SELECT edit('x')", "SELECT fts3_tokenizer('simple')", "WITH p AS (SELECT * FROM person) SELECT * FROM p",
      "SELECT (SELECT hash FROM password LIMIT 1)", "", "--", "SELECT", "SELECT ?1",
      "SELECT * FROM json_each('[1]', (SELECT hash FROM password))", "REPLACE INTO person VALUES (1)", "SELECT * FROM dbstat",
      "SELECT * FROM library_search", "PRAGMA query_only = OFF", "DETACH main", "REINDEX", "ANALYZE",
    ] {
      let result = try query(stage, sql)
      #expect([65, 2].contains(result.code) && result.output.isEmpty, "\(sql): \(result)")
      #expect(!result.errors.contains("scrypt") && !result.errors.contains("CREATE"), "\(sql): \(result.errors)")
    }
    // The comparison of a join is reported to nobody: so there is nothing to compare with.
    for sql in [
      "SELECT count(*) FROM person NATURAL JOIN (SELECT 'Иванова' AS surname)",
      "SELECT count(*) FROM (SELECT 1 AS id) JOIN person USING (id)",
      "SELECT count(*) FROM person", "SELECT count(*) FROM v_form WHERE EXISTS (SELECT 1 FROM person)",
    ] {
      let result = try query(stage, sql)
      #expect(result.code == 65 || result.output == "0\n", "\(sql): \(result)")
    }
    #expect(!FileManager.default.fileExists(atPath: stage.folder.appendingPathComponent("copy.db").path))
    #expect(!FileManager.default.fileExists(atPath: stage.folder.appendingPathComponent("x.db").path))
  }

  @Test("a query without an end is stopped, one with values is answered, the past is refused")
  func limits() throws {
    let stage = try school()
    let endless = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT sum(n) FROM t"
    let stopped = try query(stage, endless, ["--limit", "1s"])
    #expect(stopped.code == 65 && stopped.errors.contains("остановлен"))
    #expect(try query(stage, "SELECT printf('%s', :a)", ["--set", "a=';--"]).output == "';--\n")
    #expect(try query(stage, "SELECT :a").code == 65)
    #expect(try query(stage, "SELECT 1", ["--at", "3"]).code == 65)
    let numbers = try stage.run(["stats", "query", "SELECT 1 AS a, 0.5 AS b, '7' AS c, NULL AS d", "--format", "ndjson"])
    #expect(numbers.output == "{\"a\":1,\"b\":0.5,\"c\":\"7\",\"d\":null}\n")
    try stage.write("SELECT form FROM v_form ORDER BY form LIMIT 1", to: "q.sql")
    #expect(try stage.type("stats query --from q.sql --format csv --no-header").output == "10А\n")
    #expect(try stage.type("stats query - --format csv --no-header < q.sql").output == "10А\n")
  }

  @Test("every role counts in every view what it may see")
  func roles() throws {
    let stage = try school()
    #expect(try stage.type("journal term q1 --accept").code == 0)
    // Koroleva leads 7А and teaches; the methodist is one of the staff.
    var who: [(user: String, role: String)] = [("admin", "admin")]
    for (login, role) in [("koroleva.z", "teacher"), ("kazakova.t", "methodist")] {
      if role == "methodist" { #expect(try stage.type("account role grant \(login) methodist").code == 0) }
      try stage.write("Груша-под-столом-8\n", to: "word")
      #expect(try stage.type("account create \(login) --password-stdin < word").code == 0, "\(login)")
      stage.act(as: login)
      #expect(try stage.type("login \(login) --password-stdin --accept-consent < word").code == 0, "\(login)")
      stage.act(as: "admin")
      who.append((login, role))
    }
    for (user, role) in who {
      stage.act(as: user)
      func count(_ view: String, _ condition: String = "1") throws -> Int? {
        let result = try query(stage, "SELECT count(*) FROM \(view) WHERE \(condition)", ["--role", role])
        return Int(result.output.trimmingCharacters(in: .newlines))
      }
      func listed(_ line: String) throws -> Int {
        try stage.type("\(line) --role \(role) --format csv --no-header").output.split(separator: "\n").count
      }
      if role == "methodist" {
        for view in ["v_student", "v_mark", "v_term_mark", "v_attendance"] { #expect(try count(view) == 0, "\(user) \(view)") }
        #expect(try count("v_lesson") == 740)
        continue
      }
      #expect(try count("v_student") == listed("roster list students"), "\(user)")
      #expect(try count("v_mark") ?? 0 > 0)
      let marks = try stage.type("journal list --role \(role) --span 01.09..25.10 --format csv --columns mark --no-header").output
        .split(separator: "\n").flatMap { $0.split(separator: "/") }.filter { Int($0) != nil }.count
      #expect(try count("v_mark", "points IS NOT NULL") == marks, "\(user)")
      #expect(try (count("v_operation") ?? 0) > 0 || role != "admin", "\(user)")
      if role != "admin" { #expect(try count("v_operation") == 0, "\(user)") }
    }
  }
}
