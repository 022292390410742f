import Arguments
import Basics
import SchoolCurriculum
import SchoolModel
import Tabular

extension PlanCommands {
  private static let teacher = Option.text("teacher", nil, .person, Text(en: "Only this teacher", ru: "Только этот учитель"))

  static let progress: Command = Command(
    "progress", Text(en: "Hold the plans against what was taught", ru: "Сверить планы с проведёнными уроками"),
    discussion: Text(
      en: "The lag is the hours planned to date less the hours given to date, by the timetable and the journal.",
      ru: "Отставание — часы по плану на сегодня минус проведённые, по расписанию и журналу."),
    needs: [.planRead], operands: [form.spec, subject.spec], options: [teacher.spec, formOption.spec],
    examples: [Example("myschool plan progress 7А", Text(en: "a form", ru: "класс"))],
    sections: [Tree.columns(Curriculum.progressColumns)]
  ) { call, session in
    .table(
      try session.school().curriculum.progress(
        form: call[form] ?? call[formOption], subject: call[subject], teacher: call[teacher]),
      note: Text(en: "no plans", ru: "планов нет"))
  }
}
