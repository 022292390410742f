import Arguments
import Basics
import SchoolFamily
import SchoolModel
import Tabular

extension FamilyCommands {
  static let sign: Command = Command(
    "sign", Text(en: "Sign a week of the diary", ru: "Подписать неделю дневника"),
    needs: [.familyWrite], writes: true, options: [DiaryCommands.child.spec, week.spec],
    examples: [Example("myschool family sign --week 2026-09-07", Text(en: "the week of 7 September", ru: "неделя 7 сентября"))]
  ) { call, session in
    let performed = try session.school().family.signDiary(child: call[DiaryCommands.child], week: call[week], session.request)
    let (student, monday) = performed.value
    return .receipt(
      Receipt(
        performed,
        extra: [Text(en: "\(student), week of \(monday)", ru: "\(student), неделя с \(monday.russian)")]))
  }
}
