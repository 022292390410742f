import Basics
import Record
import Tabular

/// The school itself, its years and its rules.
extension SchoolTable {
  package static let school = SchoolTable(
    "school", Text(en: "school", ru: "школа"), counted: .setting,
    columns: [.key, .text("uuid"), .text("name"), .number("utc_offset"), .code("time_zone"), .code("language")])
  package static let setting = SchoolTable(
    "setting", Text(en: "setting", ru: "настройка"), counted: .setting, columns: [.key, .text("name"), .text("value")])
  package static let year = SchoolTable(
    "academic_year", Text(en: "academic year", ru: "учебный год"), about: [.of("title")],
    columns: [.key, .text("title"), .day("first_day"), .day("last_day")])
  package static let term = SchoolTable(
    "term", Text(en: "term", ru: "период"), counted: .term, about: [.of("code")],
    columns: [.key, .reference("year_id", .year), .code("code"), .day("first_day"), .day("last_day")])
  package static let dayOff = SchoolTable(
    "day_off", Text(en: "day off", ru: "неучебные дни"), counted: .calendarDay, about: [.of("title")],
    columns: [.key, .reference("year_id", .year), .day("first_day"), .day("last_day"), .text("title")])
  package static let movedDay = SchoolTable(
    "moved_day", Text(en: "moved day", ru: "перенос дня"), counted: .calendarDay, about: [.of("day")],
    columns: [.key, .reference("year_id", .year), .day("day"), .number("weekday")])
  package static let bell = SchoolTable(
    "bell", Text(en: "bell", ru: "звонок"), counted: .bell,
    columns: [.key, .reference("year_id", .year), .number("number"), .code("begins"), .code("ends")])
  /// Bells of a single day, of a year of study, or of both.
  package static let specialBell = SchoolTable(
    "special_bell", Text(en: "special bell", ru: "особый звонок"), counted: .bell, about: [.of("day"), .of("grade")],
    columns: [
      .key, .reference("year_id", .year), .day("day"), .number("grade"), .number("number"), .code("begins"), .code("ends"),
    ])
}
