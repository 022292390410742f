/// The tenth schema: banks of questions, quizzes given out, and what was answered.
package enum Migration10 {
  package static let sql = banks + takings

  private static let banks = """
    CREATE TABLE quiz (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      title TEXT NOT NULL,
      title_key TEXT NOT NULL UNIQUE,
      added_at INTEGER NOT NULL,
      added_by INTEGER REFERENCES person(id) ON DELETE SET NULL
    ) STRICT;
    CREATE TABLE quiz_question (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      quiz_id INTEGER NOT NULL REFERENCES quiz(id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      version INTEGER NOT NULL,
      replaced_by INTEGER,
      kind TEXT NOT NULL CHECK (kind IN
        ('single', 'multiple', 'truefalse', 'short', 'numeric', 'matching', 'ordering', 'gaps', 'essay', 'text')),
      category TEXT NOT NULL,
      idnumber TEXT,
      title TEXT NOT NULL,
      stem TEXT NOT NULL,
      stem_format TEXT NOT NULL,
      worth TEXT NOT NULL,
      feedback TEXT,
      feedback_format TEXT,
      tags TEXT,
      settings TEXT
    ) STRICT;
    CREATE INDEX quiz_question_quiz ON quiz_question(quiz_id, position);
    CREATE TABLE quiz_answer (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      question_id INTEGER NOT NULL REFERENCES quiz_question(id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      body TEXT NOT NULL,
      format TEXT NOT NULL,
      share TEXT NOT NULL,
      match TEXT,
      tolerance TEXT,
      feedback TEXT,
      feedback_format TEXT
    ) STRICT;
    CREATE INDEX quiz_answer_question ON quiz_answer(question_id, position);
    CREATE TABLE quiz_file (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      question_id INTEGER NOT NULL REFERENCES quiz_question(id) ON DELETE CASCADE,
      place TEXT NOT NULL,
      name TEXT NOT NULL,
      file_hash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX quiz_file_question ON quiz_file(question_id);

    """

  private static let takings = """
    CREATE TABLE quiz_assignment (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      quiz_id INTEGER NOT NULL REFERENCES quiz(id) ON DELETE CASCADE,
      course_id INTEGER REFERENCES course(id) ON DELETE CASCADE,
      opens_on TEXT NOT NULL,
      due_on TEXT,
      attempts INTEGER NOT NULL,
      seconds INTEGER,
      is_shuffled INTEGER NOT NULL,
      pick INTEGER,
      pick_from TEXT,
      scale TEXT,
      kind_id INTEGER REFERENCES work_kind(id) ON DELETE SET NULL,
      reveals TEXT NOT NULL CHECK (reveals IN ('at-once', 'after-due', 'never')),
      keeps TEXT NOT NULL CHECK (keeps IN ('best', 'last', 'first')),
      assigned_at INTEGER NOT NULL,
      assigned_by INTEGER REFERENCES person(id) ON DELETE SET NULL
    ) STRICT;
    CREATE INDEX quiz_assignment_quiz ON quiz_assignment(quiz_id);
    CREATE INDEX quiz_assignment_course ON quiz_assignment(course_id);
    CREATE TABLE quiz_assignee (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      assignment_id INTEGER NOT NULL REFERENCES quiz_assignment(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      due_on TEXT,
      UNIQUE (assignment_id, person_id)
    ) STRICT;
    CREATE INDEX quiz_assignee_person ON quiz_assignee(person_id);
    CREATE TABLE quiz_attempt (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      assignment_id INTEGER NOT NULL REFERENCES quiz_assignment(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      attempt INTEGER NOT NULL,
      seed INTEGER,
      began_at INTEGER NOT NULL,
      handed_in_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX quiz_attempt_of ON quiz_attempt(assignment_id, person_id);
    CREATE INDEX quiz_attempt_person ON quiz_attempt(person_id);
    CREATE TABLE quiz_response (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      attempt_id INTEGER NOT NULL REFERENCES quiz_attempt(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      question_id INTEGER NOT NULL REFERENCES quiz_question(id),
      position INTEGER NOT NULL,
      reply TEXT,
      worth TEXT,
      comment TEXT,
      marked_at INTEGER,
      marked_by INTEGER REFERENCES person(id) ON DELETE SET NULL
    ) STRICT;
    CREATE INDEX quiz_response_attempt ON quiz_response(attempt_id);
    CREATE INDEX quiz_response_question ON quiz_response(question_id);
    CREATE INDEX quiz_response_waiting ON quiz_response(attempt_id) WHERE worth IS NULL;
    CREATE TABLE quiz_sitting (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      assignment_id INTEGER NOT NULL REFERENCES quiz_assignment(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      seed INTEGER,
      began_at INTEGER NOT NULL,
      seen_at INTEGER NOT NULL,
      questions TEXT NOT NULL,
      UNIQUE (assignment_id, person_id)
    ) STRICT;
    CREATE TABLE quiz_draft (
      sitting_id INTEGER NOT NULL REFERENCES quiz_sitting(id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      reply TEXT NOT NULL,
      saved_at INTEGER NOT NULL,
      PRIMARY KEY (sitting_id, position)
    ) STRICT;

    """
}
