import Basics
import SchoolModel

/// A subject that is none, in words.
extension SubjectFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .unknown(let text):
      return told(
        Text(en: "the school has no subject “\(text)”", ru: "в школе нет предмета «\(text)»"),
        hint: Text("myschool roster list subjects"))
    }
  }
}
