import Basics
import SchoolModel

/// Why two records cannot become one, in words.
extension PersonMerge.Clash: Worded {
  var complaint: Complaint {
    return told(
      Text(
        en: "both have entries of their own: \(SchoolTables.rowWords[table]?.en ?? table)",
        ru: "у обеих записей есть своё: \(SchoolTables.rowWords[table]?.ru ?? table)"),
      hint: Text(en: "settle them first: myschool roster show NAME", ru: "сначала уладьте их: myschool roster show ИМЯ"))
  }
}
