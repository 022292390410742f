import Basics
import SchoolModel

/// A span that is none, in words.
extension SpanFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .endsBeforeItBegins: return told(Text(en: "it ends before it begins", ru: "конец раньше начала"))
    }
  }
}
