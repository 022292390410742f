import Basics

/// A time zone of a school: one of Russia's, by its IANA name, with its minutes east of UTC.
///
/// Russia has no summer time (Федеральный закон № 107-ФЗ «Об исчислении времени»), so the minutes stay the same all the year.
public struct SchoolTimeZone: Sendable, Equatable {
  public let name: String
  public let minutes: Int

  /// - Returns: `nil` for a zone that is not one of Russia's.
  public init?(_ name: String) {
    let key = name.lowercased()
    guard let found = Self.all.first(where: { $0.name.lowercased() == key }) else { return nil }
    self = found
  }

  private init(_ name: String, hours: Int) { (self.name, minutes) = (name, hours * 60) }

  /// The zone of a school that says none.
  public static let moscow = SchoolTimeZone("Europe/Moscow", hours: 3)

  /// By their hours, the usual name of each first.
  public static let all: [SchoolTimeZone] =
    [
      (2, ["Europe/Kaliningrad"]), (3, ["Europe/Moscow", "Europe/Simferopol", "Europe/Kirov", "Europe/Volgograd"]),
      (4, ["Europe/Samara", "Europe/Astrakhan", "Europe/Saratov", "Europe/Ulyanovsk"]), (5, ["Asia/Yekaterinburg"]), (6, ["Asia/Omsk"]),
      (7, ["Asia/Krasnoyarsk", "Asia/Novosibirsk", "Asia/Barnaul", "Asia/Tomsk", "Asia/Novokuznetsk"]), (8, ["Asia/Irkutsk"]),
      (9, ["Asia/Yakutsk", "Asia/Chita", "Asia/Khandyga"]), (10, ["Asia/Vladivostok", "Asia/Ust-Nera"]),
      (11, ["Asia/Magadan", "Asia/Sakhalin", "Asia/Srednekolymsk"]), (12, ["Asia/Kamchatka", "Asia/Anadyr"]),
    ].flatMap { hours, names in names.map { SchoolTimeZone($0, hours: hours) } }

  /// The usual zone of an offset, for schools that never said theirs.
  public static func usual(_ minutes: Int) -> SchoolTimeZone? { all.first { $0.minutes == minutes } }
}
