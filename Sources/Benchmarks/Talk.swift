import Glibc

/// Messages beside one mark and beside the same rows in the `sqlite3` shell, following, reading, and digests.
extension Bench {
  func talk() throws {
    let school = folder + "/talk.db"
    _ = try ours(school, ["demo", "--students", "300", "--files", folder + "/talk"])
    try signIn(school)
    try sending(school)
    try crowd(school)
    try reading(school)
    try following(school)
    try digests(school)
  }

  private func sending(_ school: String) throws {
    let found = try answer(
      school,
      """
      SELECT f.name || ',' || s.name || ',' || p.login || ',' || date('2026-10-12', (t.weekday - 1) || ' days')
      FROM timetable_entry t JOIN course c ON c.id = t.course_id JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id
      JOIN enrolment e ON e.form_id = f.id JOIN person p ON p.id = e.person_id WHERE f.grade > 4 AND c.group_name = '' LIMIT 1;
      """
    ).split(separator: ",").map(String.init)
    var weight = 1
    try compare(
      "chat send against journal grade of one mark", aim: "1.2", runs: 41,
      { try self.ours(school, ["-q", "chat", "send", "сотрудники", "Педсовет в 15:00"]) },
      {
        weight = weight % 90 + 2
        return try self.ours(
          school, ["-q", "journal", "grade", found[0], found[1], "\(found[2])=5", "--date", found[3], "--replace", "--weight", "\(weight)"])
      })
  }

  /// Fifty processes that write ten messages each, one after the other.
  private func crowd(_ school: String) throws {
    let plain = folder + "/talk-plain.db"
    _ = try theirs(
      plain,
      """
      PRAGMA journal_mode = WAL;
      CREATE TABLE message (id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER, sender_id INTEGER, sent_at INTEGER, body TEXT);
      CREATE INDEX message_chat ON message(chat_id, id);
      """)
    let before = try answer(school, "SELECT count(*) FROM message;")
    func everybody(_ line: String) throws -> Measured {
      try measure(
        [
          "sh", "-c",
          "for w in $(seq 50); do (for i in $(seq 10); do a=$(date +%s%N); \(line) || echo lost >> \(folder)/lost; echo $(( $(date +%s%N) - a )); done) & done > \(folder)/times; wait",
        ], environment: environment)
    }
    try compare(
      "50 processes of 10 messages against 50 sqlite3 with busy_timeout", aim: "1.5", runs: 2,
      { try everybody("\(self.binary) -q --db \(school) chat send сотрудники 'весть' > /dev/null") },
      {
        try everybody(
          "sqlite3 -cmd '.timeout 60000' -cmd 'PRAGMA synchronous = FULL' \(plain) \"INSERT INTO message (chat_id, sender_id, sent_at, body) VALUES (1, 1, 1, 'весть')\" > /dev/null"
        )
      })
    _ = try everybody("\(binary) -q --db \(school) chat send сотрудники 'весть' > /dev/null")
    let times = try lines(folder + "/times").compactMap(Double.init).map { $0 / 1_000_000 }.sorted()
    let after = try answer(school, "SELECT count(*) FROM message;")
    print(
      "of 50 processes of 10 messages: longest \(rounded(times.last ?? 0)) ms = \(rounded((times.last ?? 0) / median(times))) x the median (aim 3); messages \(before) and \(after), lost \(access(folder + "/lost", F_OK) == 0 ? "some" : "none")"
    )
  }

  private func lines(_ path: String) throws -> [String] {
    guard let stream = fopen(path, "r") else { throw Trouble(text: path) }
    defer { fclose(stream) }
    var lines: [String] = []
    var buffer = [CChar](repeating: 0, count: 4096)
    while fgets(&buffer, 4096, stream) != nil {
      lines.append(String(decoding: buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    return lines
  }

  private func reading(_ school: String) throws {
    for words in [["chat", "list"], ["chat", "read", "сотрудники", "--last", "20"]] {
      var medians: [Double] = []
      for count in [1_000, 1_000_000] {
        let work = folder + "/talk-\(count).db"
        try copy(school, work)
        _ = try theirs(
          work,
          """
          BEGIN;
          INSERT INTO message_text (person_id, salt, text) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
            SELECT (SELECT person_id FROM staff LIMIT 1), x'00', 'весть ' || i FROM n;
          INSERT INTO message (chat_id, sender_id, sent_at, body, text_id, digest, characters)
            SELECT (SELECT id FROM chat WHERE kind = 'staff'), person_id, 1792994400000 + id, '', id, '', 10 FROM message_text;
          COMMIT;
          """)
        _ = try ours(work, ["-q", "chat", "read", "сотрудники", "--last", "1"])
        medians.append(median(try (0..<21).map { _ in try self.ours(work, words).milliseconds }))
      }
      print(
        "\(words.joined(separator: " ")): \(rounded(medians[0])) ms with a thousand messages, \(rounded(medians[1])) ms with a million (aim: the same)"
      )
    }
  }

  /// Fifty that follow, and one message at a time: how soon its line has come to all of them after its writer ended, which is after
  /// the commit.
  private func following(_ school: String) throws {
    let followers = try (0..<50).map { _ in try follower(school) }
    defer {
      for follower in followers {
        kill(follower.process, SIGTERM)
        close(follower.pipe)
      }
      while waitpid(-1, nil, 0) > 0 {}
    }
    var delays: [Double] = []
    for round in 0..<60 {
      _ = try ours(school, ["-q", "chat", "send", "сотрудники", "весть"])
      let sent = now()
      for follower in followers {
        var waiting = pollfd(fd: follower.pipe, events: Int16(POLLIN), revents: 0)
        // The first ones may come before all have begun to follow.
        guard poll(&waiting, 1, round < 20 ? 100 : 3000) > 0 else { continue }
        var buffer = [UInt8](repeating: 0, count: 65536)
        _ = read(follower.pipe, &buffer, buffer.count)
      }
      if round >= 20 { delays.append(now() - sent) }
    }
    print(
      "50 followers: from the end of a writer to the last follower's line: median \(rounded(median(delays))) ms (aim 20), worst \(rounded(delays.max() ?? 0)) ms (aim 100)"
    )
  }

  private func follower(_ school: String) throws -> (process: pid_t, pipe: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Trouble(text: "no pipe") }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    let process = try spawn(
      [binary, "--db", school, "chat", "watch", "--format", "csv", "--no-header", "--columns", "message", "--since", "now"], output: ends[1]
    )
    close(ends[1])
    return (process, ends[0])
  }

  @discardableResult
  private func spawn(_ words: [String], output: Int32? = nil) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    if let output {
      posix_spawn_file_actions_adddup2(&actions, output, 1)
    } else {
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    }
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, words[0], &actions, nil, &arguments, &variables) == 0 else { throw Trouble(text: words[0]) }
    return process
  }

  /// Five thousand guardians with addresses, a million marks, twenty-five thousand of them new.
  private func digests(_ small: String) throws {
    let school = folder + "/digests.db"
    _ = try ours(school, ["demo", "--students", "9000", "--files", folder + "/digests"])
    try signIn(school)
    // The last of them are entered after everybody was told once.
    let marks = try lines(folder + "/digests/marks.csv")
    try write((marks.dropLast(25_000)).joined(separator: "\n") + "\n", to: folder + "/digests/old.csv")
    try write(([marks[0]] + marks.suffix(25_000)).joined(separator: "\n") + "\n", to: folder + "/digests/new.csv")
    _ = try ours(school, ["-q", "journal", "grade", folder + "/digests/old.csv"])
    _ = try theirs(
      school,
      """
      BEGIN;
      INSERT OR IGNORE INTO account (person_id, created_at, vouched) SELECT DISTINCT person_id, 0, 1 FROM guardian LIMIT 5000;
      INSERT OR IGNORE INTO identifier (account_id, kind, value, confirmed_at)
        SELECT id, 'email', 'g' || id || '@example.org', 0 FROM account WHERE person_id IN (SELECT person_id FROM guardian);
      COMMIT;
      """)
    _ = try ours(school, ["-q", "family", "digest"])
    print("marks: \(try answer(school, "SELECT count(*) FROM mark;")); readers: \(try answer(school, "SELECT count(*) FROM news_place;"))")
    environment["MYSCHOOL_NOW"] = "2026-10-26T10:00+03:00"
    let idle = median(try (0..<11).map { _ in try self.ours(school, ["-q", "family", "digest"]).milliseconds })
    let start = median(try (0..<31).map { _ in try measure([binary, "--version"], environment: environment).milliseconds })
    print("family digest with nothing new: \(rounded(idle)) ms = \(rounded(idle / start)) x start-up (aim 5)")
    _ = try ours(school, ["-q", "journal", "grade", folder + "/digests/new.csv"])
    environment["MYSCHOOL_NOW"] = "2026-11-02T10:00+03:00"
    let place = try answer(school, "SELECT min(operation) FROM news_place;")
    let since = try answer(school, "SELECT at FROM operation ORDER BY number DESC LIMIT 1;")
    let new = try answer(school, "SELECT count(*) FROM mark WHERE entered_at >= \(since);")
    _ = try theirs(school, "CREATE INDEX IF NOT EXISTS mark_entered ON mark(entered_at);")
    let work = folder + "/digests-work.db"
    try compare(
      "family digest, \(new) marks new since operation \(place)", aim: "3", runs: 3,
      {
        try self.copy(school, work)
        _ = try self.theirs(work, "DROP INDEX mark_entered;")
        return try self.ours(work, ["-q", "family", "digest"])
      },
      {
        try self.theirs(
          school,
          """
          SELECT g.person_id, p.surname, p.given_name, s.name, l.day, v.code, k.name FROM mark m JOIN lesson l ON l.id = m.lesson_id
          JOIN course c ON c.id = l.course_id JOIN subject s ON s.id = c.subject_id JOIN mark_value v ON v.id = m.value_id
          JOIN work_kind k ON k.id = m.kind_id JOIN guardian g ON g.student_id = m.student_id JOIN person p ON p.id = m.student_id
          WHERE m.entered_at >= \(since) ORDER BY 1, 2, 5;
          """)
      })
  }
}
