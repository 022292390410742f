import Glibc

/// Banks of questions beside the same rows in the `sqlite3` shell, XML beside `xmllint` that only reads it, one answer beside one row.
extension Bench {
  private static let questions = 20_000

  func quizzes() throws {
    let school = folder + "/quizzes.db"
    _ = try ours(school, ["demo", "--students", "300", "--files", folder + "/quizzes"])
    try signIn(school)
    try writeBanks()
    try importing(school)
    try taking(school)
  }

  private func writeBanks() throws {
    var gift = ""
    var questions = "position,kind,category,title,stem\n"
    var answers = "question_id,position,body,share\n"
    for number in 1...Self.questions {
      let stem = "Сколько будет \(number) умножить на \(number % 7 + 2) и прибавить \(number % 11)?"
      gift += "::Вопрос \(number)::\(stem) {=\(number * (number % 7 + 2)) ~\(number + 1) ~\(number + 2) ~\(number + 3)}\n\n"
      questions += "\(number),single,,Вопрос \(number),\(stem)\n"
      for place in 1...4 { answers += "\(number),\(place),\(number + place),\(place == 1 ? "1" : "0")\n" }
    }
    try write(gift, to: folder + "/bank.gift")
    try write(questions, to: folder + "/questions.csv")
    try write(answers, to: folder + "/answers.csv")
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n"
    let filler = String(repeating: "Текст вопроса с подробным условием и пояснениями. ", count: 20)
    var number = 0
    while xml.utf8.count < 50 << 20 {
      number += 1
      xml += """
        <question type="multichoice"><name><text>Вопрос \(number)</text></name><questiontext format="html"><text><![CDATA[<p>\(filler)</p>]]></text></questiontext>
        <defaultgrade>1</defaultgrade><single>true</single><answer fraction="100" format="html"><text>да</text><feedback format="html"><text></text></feedback></answer>
        <answer fraction="0" format="html"><text>нет \(number)</text><feedback format="html"><text></text></feedback></answer></question>

        """
    }
    try write(xml + "</quiz>\n", to: folder + "/bank.xml")
  }

  private static let tables = """
    CREATE TABLE quiz_question (id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER, kind TEXT, category TEXT, title TEXT, stem TEXT);
    CREATE INDEX quiz_question_quiz ON quiz_question(position);
    CREATE TABLE quiz_answer (id INTEGER PRIMARY KEY AUTOINCREMENT, question_id INTEGER NOT NULL, position INTEGER, body TEXT, share TEXT);
    CREATE INDEX quiz_answer_question ON quiz_answer(question_id, position);
    """

  private func importing(_ school: String) throws {
    let (work, plain) = (folder + "/quizzes-work.db", folder + "/quizzes-plain.db")
    try compare(
      "\(Self.questions) questions of GIFT against .import into the same tables", aim: "2", runs: 3,
      {
        try self.copy(school, work)
        return try self.ours(work, ["-q", "quiz", "import", self.folder + "/bank.gift"])
      },
      {
        _ = try measure(["rm", "-f", plain, plain + "-wal", plain + "-shm"], environment: self.environment)
        return try self.theirs(
          plain,
          """
          PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
          \(Self.tables)
          .mode csv
          CREATE TEMP TABLE q (position, kind, category, title, stem); CREATE TEMP TABLE a (question_id, position, body, share);
          .import --skip 1 \(self.folder)/questions.csv q
          .import --skip 1 \(self.folder)/answers.csv a
          BEGIN; INSERT INTO quiz_question (position, kind, category, title, stem) SELECT * FROM q;
          INSERT INTO quiz_answer (question_id, position, body, share) SELECT * FROM a; COMMIT;
          """)
      })
    try compare(
      "50 MB of Moodle XML against xmllint --stream reading it", aim: "3", runs: 3,
      {
        try self.copy(school, work)
        return try self.ours(work, ["-q", "quiz", "import", self.folder + "/bank.xml"])
      }, { try measure(["xmllint", "--stream", "--huge", self.folder + "/bank.xml"], environment: self.environment) })
  }

  /// A class of students, forty questions each.
  private func taking(_ school: String) throws {
    var small = ""
    var replies = ""
    for number in 1...40 {
      small += "::В\(number)::Число \(number) {#\(number)}\n\n"
      replies += "\(number): \(number % 3 == 0 ? 0 : number)\n"
    }
    try write(small, to: folder + "/small.gift")
    try write(replies, to: folder + "/replies.txt")
    try write("Три-кита-и-черепаха-26\n", to: folder + "/other-secret")
    _ = try ours(school, ["-q", "quiz", "import", folder + "/small.gift"])
    let form = try answer(
      school, "SELECT f.name FROM enrolment e JOIN form f ON f.id = e.form_id GROUP BY f.id ORDER BY count(*) DESC, f.id LIMIT 1")
    let subject = try answer(
      school,
      "SELECT s.name FROM course c JOIN subject s ON s.id = c.subject_id JOIN form f ON f.id = c.form_id WHERE f.name = '\(form)' LIMIT 1")
    _ = try ours(school, ["-q", "quiz", "assign", "small", form, subject, "--attempts", "90"])
    let logins = try answer(
      school,
      "SELECT group_concat(login, ' ') FROM (SELECT p.login FROM enrolment e JOIN person p ON p.id = e.person_id JOIN form f ON f.id = e.form_id WHERE f.name = '\(form)' LIMIT 30)"
    ).split(separator: " ").map(String.init)
    for login in logins {
      _ = try ours(school, ["-q", "account", "create", login, "--password-stdin"], input: folder + "/other-secret")
      try acting(as: login) { bench in
        _ = try bench.ours(
          school, ["login", login, "--role", "student", "--password-stdin", "--accept-consent"], input: folder + "/other-secret")
        _ = try bench.ours(school, ["-q", "quiz", "take", "small", "--from", folder + "/replies.txt"])
      }
    }
    try compare(
      "results of \(logins.count) students with 40 questions each", aim: "3", runs: 15,
      { try self.ours(school, ["-q", "quiz", "results", "small", "--format", "csv"]) },
      {
        try self.theirs(
          school,
          """
          SELECT p.login, p.surname || ' ' || p.given_name, sum(CAST(r.worth AS REAL)), sum(CAST(u.worth AS REAL)),
            100.0 * sum(CAST(r.worth AS REAL)) / sum(CAST(u.worth AS REAL)), count(DISTINCT t.id), max(t.handed_in_at)
          FROM quiz_attempt t JOIN person p ON p.id = t.person_id JOIN quiz_response r ON r.attempt_id = t.id
          JOIN quiz_question u ON u.id = r.question_id JOIN quiz_assignment a ON a.id = t.assignment_id WHERE a.quiz_id = 1
          GROUP BY p.id ORDER BY p.name_key;
          """)
      })
    try saving(school, logins[0])
  }

  /// One answer of an attempt that goes on, whole process.
  private func saving(_ school: String, _ login: String) throws {
    try write("7\n", to: folder + "/one-reply.txt")
    let plain = folder + "/quizzes-plain.db"
    _ = try theirs(
      plain,
      "PRAGMA journal_mode = WAL; CREATE TABLE draft (sitting INTEGER, position INTEGER, reply TEXT, at INTEGER, PRIMARY KEY (sitting, position));"
    )
    try acting(as: login) { bench in
      try bench.compare(
        "one answer kept, whole process", aim: "2", runs: 25,
        {
          // The attempt goes on after each: exit 1 says so.
          try measure(
            [bench.binary, "--db", school, "-q", "quiz", "take", "small"], input: bench.folder + "/one-reply.txt", output: "/dev/null",
            environment: bench.environment)
        },
        {
          try bench.theirs(
            plain, "PRAGMA synchronous = FULL; INSERT INTO draft VALUES (1, (SELECT count(*) FROM draft), '7', 0);")
        })
    }
  }
}
