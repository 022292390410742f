import Basics
import SchoolFamily

/// Why a notice or a signature is refused, in words.
extension FamilyFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .badReason(let text):
      return told(
        Text(en: "“\(text)” is no reason", ru: "«\(text)» — не причина"),
        hint: Text(en: "б ill, у another valid one", ru: "б — болезнь, у — другая уважительная"))
    case .overlaps(let first, let last, let child):
      let student = child.map { " --student \(ShellWords.joined([$0]))" } ?? ""
      let days = first == last ? first.russian : "\(first.russian)–\(last.russian)"
      return told(
        Text(en: "some of these days are in another notice: \(first)–\(last)", ru: "часть этих дней уже есть в уведомлении: \(days)"),
        hint: Text(
          en: "take that one back first: myschool family absence \(first)..\(last)\(student) --withdraw",
          ru: "сначала отзовите его: myschool family absence \(first.russian)..\(last.russian)\(student) --withdraw"))
    case .noSchoolDays(let text):
      return told(Text(en: "“\(text)” has no school day in it", ru: "в «\(text)» нет ни одного учебного дня"))
    case .weekNotBegun(let monday):
      return told(
        Text(en: "the week of \(monday) has not begun", ru: "неделя с \(monday.russian) ещё не началась"))
    case .noNotice(let text):
      return told(
        Text(en: "there is no notice for “\(text)”", ru: "уведомления за «\(text)» нет"), hint: Text("myschool family absence"))
    }
  }
}
