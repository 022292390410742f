import Basics
import SchoolChat

/// What a chat is told of a call.
enum CallWords {
  static func invitation(_ call: AnnouncedCall, offset: Int) -> Text {
    Text(
      en: """
        Call \(call.number): \(call.title)
        \(call.start.local(offset: offset)), \(call.minutes) minutes
        Your link, from 15 minutes before: myschool chat call join \(call.number)
        """,
      ru: """
        Видеовстреча \(call.number): \(call.title)
        \(call.start.russian(offset: offset)), \(Counting.plural(call.minutes, "минута", "минуты", "минут"))
        Ваша ссылка, за 15 минут до начала: myschool chat call join \(call.number)
        """)
  }

  static func cancellation(_ call: AnnouncedCall, offset: Int) -> Text {
    Text(
      en: "Call \(call.number) on \(call.start.local(offset: offset)) is cancelled: \(call.title)",
      ru: "Видеовстреча \(call.number), \(call.start.russian(offset: offset)), отменена: \(call.title)")
  }
}
