import Basics
import SchoolLibrary

/// Why the library refuses something, in words.
extension LibraryFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .noItem(let number):
      return told(
        Text(en: "no item \(number) in the library", ru: "в библиотеке нет материала \(number)"),
        hint: Text("myschool library search"))
    case .badGrades(let text):
      return told(Text(en: "“\(text)” is not a range of grades", ru: "«\(text)» — не классы"), hint: Text("--grades 5-7"))
    }
  }
}
