import Arguments
import Basics
import SchoolLibrary
import SchoolModel

enum LibraryRecommend {
  static let command: Command = Command(
    "recommend", Text(en: "What to read next, by the marks", ru: "Что почитать, судя по отметкам"),
    discussion: Text(
      en:
        "Verified items for topics that were taught and whose marks average under 3.5, or that were missed and have no mark: the weakest topic first, three items a topic, what was opened already last.",
      ru:
        "Проверенные материалы к пройденным темам, по которым средний балл ниже 3,5 или урок пропущен и отметки нет: сначала самая слабая тема, по три материала, уже открытые — последними."
    ), needs: [.diaryRead], options: [DiaryCommands.child.spec],
    examples: [Example("myschool library recommend", Text(en: "a student's own", ru: "ученику о себе"))],
    sections: [Tree.columns(Library.recommendColumns)]
  ) { call, session in
    .table(
      try session.school().library.recommended(child: call[DiaryCommands.child]),
      note: Text(en: "no weak topics, or nothing in the library for them", ru: "слабых тем нет, или в библиотеке ничего к ним нет"))
  }
}
