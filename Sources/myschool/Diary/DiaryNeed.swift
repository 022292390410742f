import Arguments
import Basics
import SchoolDiary
import SchoolModel
import Tabular

enum DiaryNeed {
  private static let subject = Operand.optional(.subject, Text(en: "Only this subject", ru: "Только этот предмет"))
  private static let target = Option<Int>.value(
    "target", nil, .number, default: 5, expected: Text("5, 4, 3"),
    Text(en: "The mark wanted: 5, 4 or 3", ru: "Желаемая отметка: 5, 4 или 3")
  ) { Int($0).flatMap { (3...5).contains($0) ? $0 : nil } }

  static let command: Command = Command(
    "need", Text(en: "Show which marks would bring a target", ru: "Показать, сколько отметок не хватает до желаемой"),
    discussion: Text(
      en:
        "For each kind of work, one of each weight: how many such marks the average of the term needs. 0 where it is there already, empty where they cannot do it; no fewer than a term mark needs.",
      ru:
        "По видам работ, по одному каждого веса: сколько таких отметок нужно до средней за период. 0 — уже выходит; пусто — такими отметками не получить; не меньше, чем нужно для аттестации."
    ),
    needs: [.diaryRead], operands: [subject.spec], options: [target.spec, DiaryCommands.child.spec, JournalOptions.term.spec],
    examples: [
      Example("myschool diary need Алгебра --target 5", Text(en: "what a 5 still needs", ru: "чего не хватает до пятёрки")),
      Example("myschool diary need --target 4 --where weight=3", Text(en: "control works alone", ru: "только контрольные")),
    ], sections: [Tree.columns(Diary.needColumns)]
  ) { call, session in
    .table(
      try session.school().diary.diaryNeed(
        child: call[DiaryCommands.child], subject: call[subject], target: call[target], term: call[JournalOptions.term]),
      note: Text(en: "no courses", ru: "курсов нет"))
  }
}
