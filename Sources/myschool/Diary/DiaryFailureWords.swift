import Basics
import SchoolModel

/// Why a diary cannot be shown, in words.
extension DiaryFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .notYours(let name, let own):
      return told(
        Text(en: "“\(name)”: no diary of yours", ru: "«\(name)»: это не ваш дневник"),
        hint: Text(en: "yours: \(Text.list(own))", ru: "вам доступны: \(Text.list(own))"))
    case .noHomework(let subject):
      return told(
        Text(en: "no homework for “\(subject)” is due", ru: "по предмету «\(subject)» ничего не задано"),
        hint: Text("myschool diary homework"))
    case .noAverage(let subject):
      return told(
        Text(en: "\(subject) is passed or failed, there is no average", ru: "\(subject): зачёт или незачёт, средней отметки нет"))
    case .noForm(let name):
      return told(Text(en: "\(name) is in no form this year", ru: "\(name): в этом учебном году не числится ни в одном классе"))
    case .whose(let names):
      return told(
        names.isEmpty
          ? Text(en: "whose diary?", ru: "чей дневник?")
          : Text(en: "whose diary: \(Text.list(names))", ru: "чей дневник: \(Text.list(names))"),
        hint: Text(en: "say whose: --student NAME", ru: "назовите ребёнка: --student ИМЯ"))
    }
  }
}
