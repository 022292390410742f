import Basics
import SchoolJournal
import SchoolModel

/// What is written into the journals of the invented school.
extension DemoSchool {
  private static let kinds = [("Работа на уроке", 1), ("Домашняя работа", 1), ("Самостоятельная работа", 2), ("Контрольная работа", 3)]

  /// The school days of the first quarter, which the demo ends in.
  static let firstDays: [Day] = {
    guard let first = Day(iso: "2026-09-01"), let last = Day(iso: "2026-10-23") else { return [] }
    return (first.number...last.number).map { first + ($0 - first.number) }
  }()

  /// The marks of some days in the order of lessons; first forms are taught without marks.
  func marksFile(on days: [Day]) -> String {
    var out: [UInt8] = Array("Класс;Предмет;Дата;Номер урока;Ученик;Отметка;Вид работы;Вес\n".utf8)
    drawStrength()
    for course in courses where course.grade > 1 {
      let students = classes.first { $0.name == course.form }?.students ?? []
      for (lesson, (day, number)) in lessons(course, on: days).enumerated() {
        let place = lesson + 1
        let kind = Self.kinds[place % 9 == 8 ? 3 : place % 4 == 3 ? 2 : place % 3 == 0 ? 1 : 0]
        // Everybody writes a test; in other lessons some are asked.
        let share = kind.1 >= 2 ? 92 : 46
        for student in students {
          let chance = random.below(100)
          guard chance < share || chance >= 96 else { continue }
          let value =
            chance >= 96 ? (chance == 96 ? "н" : chance == 97 ? "б" : chance == 98 ? "у" : "н") : String(mark(strength[student] ?? 50))
          let isMark = chance < 96
          out += Array(
            "\(course.form);\(course.subject);\(day);\(number);\(student);\(value);\(isMark ? kind.0 : "");\(isMark ? String(kind.1) : "")\n"
              .utf8)
        }
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private func drawStrength() {
    guard strength.isEmpty else { return }
    for form in classes { for student in form.students { strength[student] = random.below(100) } }
  }

  private func mark(_ strength: Int) -> Int {
    let value = strength + random.below(60) - 30
    return value > 70 ? 5 : value > 32 ? 4 : value > -6 ? 3 : 2
  }

  private func lessons(_ course: Course, on days: [Day]) -> [(day: Day, number: Int)] {
    days.flatMap { day in course.slots.filter { $0.weekday == day.weekday }.map { (day, $0.number) } }
  }

  /// Homework of some days as the text of a week, which may be as long as one likes.
  func homeworkText(on days: [Day]) -> String {
    var text = ""
    for course in courses where course.grade > 1 {
      text += "== \(course.form) \(course.subject)\n"
      for (index, (day, number)) in lessons(course, on: days).enumerated() {
        let date = day.description.split(separator: "-")
        text += "\(date[2]).\(date[1]) №\(number)\n"
        let page = (day.number - days[0].number) / 4 + 1
        text += index % 3 == 2 ? "дз: повторить § \(page)\n" : "дз: § \(page), № \(index % 40 * 3 + 1), \(index % 40 * 3 + 2)\n"
      }
    }
    return text
  }

  /// The calendar-thematic plan of every course: 34 weeks of lessons in sections that end in a test.
  func plans() -> [(form: String, subject: String, text: String)] {
    courses.map { course in
      let sections = Self.sections[course.subject] ?? ["Первый раздел", "Второй раздел", "Третий раздел", "Четвёртый раздел"]
      let hours = course.hours * 34
      var text = "№;Раздел;Тема;Количество часов;Домашнее задание;Вид контроля\n"
      var (number, left) = (0, hours)
      for (index, section) in sections.enumerated() {
        var here = index == sections.count - 1 ? left : hours / sections.count
        left -= here
        for topic in ["\(section): знакомство с темой", "\(section): упражнения", "\(section): обобщение"] where here > 1 {
          let part = min(here - 1, max(1, hours / sections.count / 3))
          number += 1
          here -= part
          text += "\(number);\(section);\(topic);\(part);§ \(number);\n"
        }
        number += 1
        text += "\(number);\(section);Проверочная работа: \(section);\(here);;контрольная работа\n"
      }
      return (course.form, course.subject, text)
    }
  }

  private static let sections: [String: [String]] = [
    "Русский язык": ["Повторение", "Синтаксис и пунктуация", "Лексика", "Морфология", "Орфография", "Развитие речи"],
    "Литература": ["Устное народное творчество", "Древнерусская литература", "Литература XIX века", "Литература XX века", "Поэзия"],
    "Литературное чтение": ["Сказки", "Рассказы о детях", "Стихи о природе", "Басни", "Былины"],
    "Математика": ["Натуральные числа", "Обыкновенные дроби", "Десятичные дроби", "Проценты", "Фигуры на плоскости", "Уравнения"],
    "Алгебра": ["Выражения", "Линейные уравнения", "Степени", "Многочлены", "Функции и графики", "Системы уравнений"],
    "Геометрия": ["Начальные понятия", "Треугольники", "Параллельные прямые", "Четырёхугольники", "Окружность"],
    "Английский язык": ["Семья и друзья", "Школа", "Путешествия", "Спорт и здоровье", "Страны изучаемого языка"],
    "История": ["Введение", "Хозяйство и общество", "Власть и государство", "Войны и реформы", "Культура эпохи"],
    "Обществознание": ["Человек", "Общество", "Экономика", "Право"],
    "География": ["План и карта", "Литосфера", "Гидросфера", "Атмосфера", "Население"],
    "Биология": ["Строение организмов", "Растения", "Животные", "Человек и природа"],
    "Физика": ["Механическое движение", "Силы", "Давление", "Работа и энергия", "Тепловые явления"],
    "Химия": ["Вещества", "Реакции", "Растворы", "Периодический закон"],
    "Информатика": ["Информация", "Алгоритмы", "Таблицы", "Компьютерные сети"],
    "Окружающий мир": ["Природа вокруг нас", "Родная страна", "Здоровье и безопасность", "Путешествие по городам"],
    "Музыка": ["Народная песня", "Опера и балет", "Симфония", "Музыка и кино"],
    "ИЗО": ["Натюрморт", "Пейзаж", "Портрет", "Народные промыслы"],
    "Труд": ["Обработка материалов", "Проект", "Дом и хозяйство", "Техника вокруг нас"],
    "Физическая культура": ["Лёгкая атлетика", "Гимнастика", "Лыжная подготовка", "Спортивные игры"],
  ]
}
