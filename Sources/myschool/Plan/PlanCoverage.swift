import Arguments
import Basics
import SchoolCurriculum
import SchoolModel
import Tabular

extension PlanCommands {
  static let coverage: Command = Command(
    "coverage", Text(en: "Show which topics lack marks, homework, results", ru: "Показать темы без отметок, заданий, с низким итогом"),
    discussion: Text(
      en: "Remarks: no-marks, no-homework, weak (the average is below 3.5).",
      ru: "Замечания: no-marks — нет отметок, no-homework — нет заданий, weak — средняя ниже 3,5."), needs: [.planRead],
    operands: [form.spec, subject.spec], options: [formOption.spec, subjectOption.spec],
    examples: [Example("myschool plan coverage 7А Алгебра", Text(en: "a course", ru: "курс"))],
    sections: [Tree.columns(Curriculum.coverageColumns)]
  ) { call, session in
    .table(
      try session.school().curriculum.coverage(form: call[form] ?? call[formOption], subject: call[subject] ?? call[subjectOption]),
      note: Text(en: "no topics taught", ru: "пройденных тем нет"))
  }
}
