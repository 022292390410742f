import Basics
import SchoolSheets

/// Why a OneRoster set is refused, in words.
extension OneRosterFailure: Worded {
  var complaint: Complaint {
    func list(_ schools: [OneRosterSet.School]) -> [Text] { schools.map { Text("  \($0.id)  \($0.name)") } }
    switch self {
    case .severalSchools(let schools):
      return told(
        Text(en: "the set holds \(schools.count) schools", ru: "в наборе школ: \(schools.count)"), lines: list(schools),
        hint: Text(
          en: "say which: --school \(schools.first?.id ?? "ID")", ru: "назовите одну: --school \(schools.first?.id ?? "НОМЕР")"))
    case .noSuchSchool(let text, let schools):
      return told(Text(en: "no school “\(text)” in the set", ru: "в наборе нет школы «\(text)»"), lines: list(schools))
    }
  }
}
