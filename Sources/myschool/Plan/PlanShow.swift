import Arguments
import Basics
import SchoolCurriculum
import SchoolModel
import Tabular

extension PlanCommands {
  static let show: Command = Command(
    "show", Text(en: "Show the plan of a course with its days", ru: "Показать план курса с датами"),
    needs: [.planRead], operands: [JournalOptions.form.spec, JournalOptions.subject.spec],
    examples: [Example("myschool plan show 7А Алгебра", Text(en: "planned and taught", ru: "по плану и по факту"))],
    sections: [Tree.columns(Curriculum.planColumns)]
  ) { call, session in
    .table(
      try session.school().curriculum.plan(form: call[JournalOptions.form], subject: call[JournalOptions.subject]),
      note: Text(en: "no plan", ru: "плана нет"))
  }
}
