import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

/// What topic and homework say of a lesson.
enum LessonNoteWords {
  /// The lesson as it stands.
  static func shown(_ call: Call, _ session: Session) throws -> Answer {
    .table(
      try session.school().journal.lessonNotes(
        form: call[JournalOptions.form], subject: call[JournalOptions.subject], day: call[JournalOptions.date],
        lesson: call[JournalOptions.lesson]))
  }

  /// Which lesson, for which day, and what stood there before.
  static func receipt(_ performed: Performed<LessonNote>, _ field: Journal.LessonField) -> Receipt {
    let note = performed.value
    var lines = [Text(en: "\(note.course), \(note.day)", ru: "\(note.course), \(note.day.russian)")]
    if field == .homework, let due = note.due {
      lines[0] = lines[0] + Text(en: ": due on \(due)", ru: ": к \(due.russian)")
    }
    if note.isChanged, let before = note.before { lines.append(Text(en: "before: “\(before)”", ru: "было: «\(before)»")) }
    // Attachments and an estimate change a lesson whose text stays.
    let isChanged = note.isChanged || performed.operation != nil || performed.isTrial
    return Receipt(performed, unchanged: isChanged ? 0 : 1, extra: isChanged ? lines : [])
  }
}
