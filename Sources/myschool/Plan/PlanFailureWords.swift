import Basics
import SchoolCurriculum

/// Why a plan cannot be worked with, in words.
extension PlanFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .noPlan(let course):
      return told(
        Text(en: "\(course) has no plan", ru: "плана нет: \(course)"),
        hint: Text(en: "myschool plan import FORM SUBJECT FILE", ru: "myschool plan import КЛАСС ПРЕДМЕТ ФАЙЛ"))
    }
  }
}
