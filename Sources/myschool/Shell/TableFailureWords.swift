import Basics
import Tabular

/// Why a list cannot be shown as asked, in words.
extension TableFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .unknownColumn(let name, let known):
      let list = Text.list(known)
      return told(
        Text(en: "no column “\(name)”", ru: "нет столбца «\(name)»"),
        hint: Text(en: "the columns: \(list)", ru: "столбцы: \(list)"))
    case .noWorkbook:
      return told(
        Text(en: "this is no list that a workbook holds", ru: "это не список, книгу из него не сделать"),
        hint: Text("myschool journal list --format xlsx -o list.xlsx"))
    case .noBars:
      return told(
        Text(
          en: "bars are drawn for people, for a report that has a chart", ru: "полоски рисуют для людей и там, где у сводки есть диаграмма"),
        hint: Text(
          en: "in the usual list: myschool stats report form-term --term q1 --bars",
          ru: "в обычной таблице: myschool stats report form-term --term q1 --bars"))
    case .notAChart:
      return told(
        Text(en: "this is no report that is drawn", ru: "такую сводку не рисуют"),
        hint: Text(
          en: "a chart: myschool stats report form-term --term q1 --format svg",
          ru: "диаграмма: myschool stats report form-term --term q1 --format svg"))
    case .notAsItComes:
      return told(
        Text(
          en: "what is followed is not sorted, and has a line a row",
          ru: "то, что поступает по мере появления, не сортируется и выводится построчно"),
        hint: Text("--format ndjson, --format csv, --format tsv"))
    case .notACalendar:
      return told(Text(en: "this is no calendar", ru: "это не календарь"), hint: Text("myschool timetable export --format ics"))
    case .badCondition(let text):
      return told(Text(en: "“\(text)” is not COLUMN=VALUE", ru: "«\(text)» — не СТОЛБЕЦ=ЗНАЧЕНИЕ"))
    }
  }
}
