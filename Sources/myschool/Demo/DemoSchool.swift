import Basics
import SchoolDiary
import SchoolJournal
import SchoolModel

/// The files of an invented school, the same for the same seed: what `demo` imports through the same doors as anybody.
final class DemoSchool {
  var random: DemoRandom
  private(set) var studentsFile =
    "Класс;Фамилия;Имя;Отчество;Дата рождения;СНИЛС;Логин;Представитель 1: ФИО;Представитель 1: кем приходится;Представитель 1: телефон;Представитель 1: e-mail\n"
  private(set) var staffFile = "Фамилия;Имя;Отчество;Дата рождения;СНИЛС;Должность;Логин;Телефон;E-mail;Классное руководство\n"
  private(set) var loadFile = "Класс;Предмет;Учитель;Часов в неделю\n"
  private(set) var timetableFile = "Класс;День недели;Номер урока;Предмет;Учитель;Кабинет\n"

  let adminLogin = "smirnova.e"
  private(set) var teacherLogin = ""
  private(set) var teacherForm = ""
  private(set) var teacherSubject = ""
  private(set) var parentName = ""
  private(set) var childLogin = ""
  /// Who brings the library's catalogue.
  private(set) var publisherLogin = ""
  private(set) var lastLessonDay = "2026-10-23"

  private struct Teacher {
    let name: String
    let login: String
    let subjects: [String]
    var hours = 0
    var busy: Set<Int> = []
  }
  struct Course {
    let form: String
    let grade: Int
    let subject: String
    let hours: Int
    let teacher: Int
    var slots: [(weekday: Int, number: Int)] = []
  }

  private var teachers: [Teacher] = []
  private(set) var courses: [Course] = []
  private(set) var classes: [(name: String, grade: Int, students: [String])] = []
  /// How good each student is at school, out of a hundred; drawn when the first mark is.
  var strength: [String: Int] = [:]
  private var logins: Set<String> = []
  private var snilsNumber = 150_000_000
  private var phoneNumber = 9_000_000_000

  init(students: Int, seed: UInt64) {
    random = DemoRandom(seed)
    logins.insert(adminLogin)
    makeForms(students)
    makeStaff()
    makeCourses()
    makeTimetable()
    choosePeople()
  }

  // MARK: names

  private static let surnames =
    "Александров Алексеев Андреев Антонов Баранов Беляев Белов Борисов Васильев Виноградов Волков Воробьёв Воронцов Гаврилов Герасимов Голубев Григорьев Гусев Давыдов Данилов Денисов Дмитриев Егоров Ершов Ефимов Жуков Зайцев Захаров Зимин Иванов Ильин Исаев Казаков Калинин Карпов Киселёв Климов Ковалёв Козлов Комаров Королёв Крылов Кудрявцев Кузнецов Кузьмин Куликов Лазарев Лебедев Макаров Максимов Марков Мартынов Матвеев Медведев Миронов Михайлов Морозов Назаров Никитин Николаев Новиков Орлов Осипов Павлов Панов Петров Поляков Пономарёв Попов Прохоров Родионов Романов Рябов Савельев Семёнов Сергеев Сидоров Соболев Соколов Соловьёв Сорокин Степанов Тарасов Тимофеев Титов Тихонов Фёдоров Филатов Филиппов Фомин Фролов Чернов Шевцов Щербаков Яковлев"
    .split(separator: " ").map(String.init)
  private static let boys =
    "Александр Алексей Андрей Артём Богдан Вадим Виктор Владимир Глеб Григорий Даниил Денис Дмитрий Егор Иван Игорь Илья Кирилл Константин Лев Максим Марк Матвей Михаил Никита Николай Павел Пётр Роман Семён Сергей Степан Тимофей Фёдор Юрий Ярослав"
    .split(separator: " ").map(String.init)
  private static let girls =
    "Александра Алина Алиса Анастасия Анна Арина Валерия Варвара Вера Вероника Виктория Дарья Диана Ева Екатерина Елена Елизавета Злата Ирина Кира Ксения Любовь Маргарита Мария Милана Надежда Наталья Ольга Полина София Таисия Татьяна Ульяна Юлия Яна Ярослава"
    .split(separator: " ").map(String.init)
  private static let fathers = [
    ("Александр", "Александрович", "Александровна"), ("Алексей", "Алексеевич", "Алексеевна"), ("Андрей", "Андреевич", "Андреевна"),
    ("Виктор", "Викторович", "Викторовна"), ("Денис", "Денисович", "Денисовна"), ("Дмитрий", "Дмитриевич", "Дмитриевна"),
    ("Иван", "Иванович", "Ивановна"), ("Игорь", "Игоревич", "Игоревна"), ("Кирилл", "Кириллович", "Кирилловна"),
    ("Максим", "Максимович", "Максимовна"), ("Михаил", "Михайлович", "Михайловна"), ("Николай", "Николаевич", "Николаевна"),
    ("Олег", "Олегович", "Олеговна"), ("Павел", "Павлович", "Павловна"), ("Роман", "Романович", "Романовна"),
    ("Сергей", "Сергеевич", "Сергеевна"), ("Степан", "Степанович", "Степановна"), ("Фёдор", "Фёдорович", "Фёдоровна"),
    ("Юрий", "Юрьевич", "Юрьевна"), ("Ярослав", "Ярославович", "Ярославовна"),
  ]

  private func person(female: Bool) -> (surname: String, given: String, patronymic: String) {
    let surname = random.pick(Self.surnames)
    let father = random.pick(Self.fathers)
    return female ? (surname + "а", random.pick(Self.girls), father.2) : (surname, random.pick(Self.boys), father.1)
  }

  private static let latin: [Character: String] = [
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l",
    "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
    "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya",
  ]

  private func login(_ surname: String, _ given: String) -> String {
    func spell(_ text: some StringProtocol) -> String { text.lowercased().map { Self.latin[$0] ?? "" }.joined() }
    let base = "\(spell(surname)).\(spell(given.prefix(1)))"
    var name = base
    var number = 1
    while !logins.insert(name).inserted {
      number += 1
      name = base + String(number)
    }
    return name
  }

  /// Numbers that hold the control sum, one after the other.
  private func snils() -> String {
    snilsNumber += 7
    let digits = Array(String(snilsNumber)).compactMap(\.wholeNumberValue)
    let sum = digits.enumerated().reduce(0) { $0 + $1.element * (9 - $1.offset) } % 101 % 100
    return "\(snilsNumber)" + (sum < 10 ? "0" : "") + "\(sum)"
  }

  private func phone() -> String {
    phoneNumber += 1
    return "+7\(phoneNumber)"
  }

  // MARK: people

  private func makeForms(_ students: Int) {
    // Parallel forms of about 25; eleven years of study, at least one form each.
    let parallel = max(1, (students + 11 * 25 - 1) / (11 * 25))
    let letters = Array("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ").map(String.init)
    let count = 11 * min(parallel, letters.count)
    var left = students
    for index in 0..<count {
      let grade = index / (count / 11) + 1
      let name = "\(grade)\(letters[index % (count / 11)])"
      let size = left / (count - index)
      left -= size
      classes.append((name, grade, (0..<size).map { _ in makeStudent(name, grade) }))
    }
  }

  private func makeStudent(_ form: String, _ grade: Int) -> String {
    let isGirl = random.below(2) == 0
    let name = person(female: isGirl)
    let login = login(name.surname, name.given)
    let birth = "\(padded(random.below(28) + 1, 2)).\(padded(random.below(12) + 1, 2)).\(2019 - grade)"
    let mother = random.below(10) < 7
    let surname = isGirl ? String(name.surname.dropLast()) : name.surname
    let guardian =
      mother
      ? "\(surname)а \(random.pick(Self.girls)) \(random.pick(Self.fathers).2)"
      : "\(surname) \(Self.fathers.first { name.patronymic.hasPrefix($0.0.prefix(3)) }?.0 ?? "Олег") \(random.pick(Self.fathers).1)"
    studentsFile +=
      "\(form);\(name.surname);\(name.given);\(name.patronymic);\(birth);\(snils());\(login);\(guardian);\(mother ? "мать" : "отец");\(phone());p\(phoneNumber)@example.org\n"
    if form == "5А", childLogin.isEmpty {
      childLogin = login
      parentName = guardian
    }
    return login
  }

  private static let specialities: [[String]] = [
    ["Русский язык", "Литература"], ["Русский язык", "Литература"], ["Математика", "Алгебра", "Геометрия"],
    ["Математика", "Алгебра", "Геометрия"],
    ["Английский язык"], ["Английский язык"], ["История", "Обществознание"], ["География", "Биология"], ["Физика", "Информатика"],
    ["Химия", "Биология"],
    ["Физическая культура"], ["Музыка", "ИЗО"], ["Труд", "ИЗО"],
  ]
  private static let primary = ["Русский язык", "Литературное чтение", "Математика", "Окружающий мир", "ИЗО", "Музыка", "Труд"]

  private func makeStaff() {
    staffFile += "Смирнова;Елена;Павловна;12.03.1974;\(snils());заместитель директора;\(adminLogin);\(phone());smirnova.e@example.org;\n"
    for form in classes where form.grade <= 4 { addTeacher(Self.primary, form: form.name) }
    let older = classes.filter { $0.grade > 4 }
    let rounds = max(1, (older.count + 6) / 7)
    var forms = older.map(\.name)[...]
    for _ in 0..<rounds {
      for subjects in Self.specialities { addTeacher(subjects, form: forms.popFirst()) }
    }
  }

  private func addTeacher(_ subjects: [String], form: String?) {
    let name = person(female: random.below(10) < 8)
    let login = login(name.surname, name.given)
    let birth = "\(padded(random.below(28) + 1, 2)).\(padded(random.below(12) + 1, 2)).\(1962 + random.below(36))"
    staffFile +=
      "\(name.surname);\(name.given);\(name.patronymic);\(birth);\(snils());учитель;\(login);\(phone());\(login)@example.org;\(form ?? "")\n"
    teachers.append(Teacher(name: "\(name.surname) \(name.given) \(name.patronymic)", login: login, subjects: subjects))
  }

  // MARK: courses and timetable

  private static func curriculum(_ grade: Int) -> [(String, Int)] {
    switch grade {
    case 1...4:
      return [
        ("Русский язык", 5), ("Литературное чтение", 4), ("Математика", 4), ("Окружающий мир", 2), ("ИЗО", 1), ("Музыка", 1), ("Труд", 1),
        ("Физическая культура", 3),
      ]
    case 5, 6:
      return [
        ("Русский язык", 5), ("Литература", 3), ("Математика", 5), ("Английский язык", 3), ("История", 2), ("География", 1),
        ("Биология", 1), ("Музыка", 1), ("ИЗО", 1), ("Труд", 2), ("Физическая культура", 3),
      ]
    case 7...9:
      return [
        ("Русский язык", 4), ("Литература", 2), ("Алгебра", 3), ("Геометрия", 2), ("Английский язык", 3), ("История", 2),
        ("Обществознание", 1), ("География", 2), ("Биология", 2), ("Физика", 3), ("Информатика", 1), ("Физическая культура", 3),
      ]
        + (grade >= 8 ? [("Химия", 2)] : [])
    default:
      return [
        ("Русский язык", 2), ("Литература", 3), ("Алгебра", 4), ("Геометрия", 2), ("Английский язык", 3), ("История", 3),
        ("Обществознание", 2), ("Физика", 3), ("Химия", 2), ("Биология", 2), ("Информатика", 2), ("Физическая культура", 3),
      ]
    }
  }

  private func makeCourses() {
    for (index, form) in classes.enumerated() {
      for (subject, hours) in Self.curriculum(form.grade) {
        let teacher: Int
        if form.grade <= 4, Self.primary.contains(subject) {
          teacher = index
        } else {
          let able = teachers.indices.filter { teachers[$0].subjects.contains(subject) && !(teachers[$0].subjects == Self.primary) }
          teacher = able.min { teachers[$0].hours < teachers[$1].hours } ?? 0
        }
        teachers[teacher].hours += hours
        courses.append(Course(form: form.name, grade: form.grade, subject: subject, hours: hours, teacher: teacher))
        loadFile += "\(form.name);\(subject);\(teachers[teacher].name);\(hours)\n"
      }
    }
  }

  private static let weekdays = ["понедельник", "вторник", "среда", "четверг", "пятница"]

  private func makeTimetable() {
    var busyForm: [String: Set<Int>] = [:]
    // The busiest teachers choose first, so that everybody finds a place.
    let order = courses.indices.sorted {
      (teachers[courses[$0].teacher].hours, courses[$1].subject, courses[$0].form) > (
        teachers[courses[$1].teacher].hours, courses[$0].subject, courses[$1].form
      )
    }
    for index in order {
      let course = courses[index]
      var placed: [(weekday: Int, number: Int)] = []
      let start = random.below(5)
      for step in 0..<(5 * 8) where placed.count < course.hours {
        let weekday = (start + step * 2) % 5 + 1
        let number = step / 5 + 1
        let slot = weekday * 10 + number
        if placed.contains(where: { $0.weekday == weekday }) && course.hours <= 5 { continue }
        if teachers[course.teacher].busy.contains(slot) || busyForm[course.form, default: []].contains(slot) { continue }
        teachers[course.teacher].busy.insert(slot)
        busyForm[course.form, default: []].insert(slot)
        placed.append((weekday, number))
      }
      courses[index].slots = placed.sorted { $0.weekday < $1.weekday }
      for slot in courses[index].slots {
        timetableFile +=
          "\(course.form);\(Self.weekdays[slot.weekday - 1]);\(slot.number);\(course.subject);\(teachers[course.teacher].name);\(100 + course.teacher)\n"
      }
    }
  }

  private func choosePeople() {
    guard let course = courses.first(where: { $0.form == "5А" && $0.subject == "Математика" }) else { return }
    teacherLogin = teachers[course.teacher].login
    publisherLogin = teachers.last?.login ?? ""
    teacherForm = course.form
    teacherSubject = course.subject
    guard let last = Day(iso: "2026-10-23") else { return }
    if let day = (0..<7).map({ last - $0 }).first(where: { day in course.slots.contains { $0.weekday == day.weekday } }) {
      lastLessonDay = day.description
    }
  }
}

/// The same numbers for the same seed on every machine (SplitMix64).
struct DemoRandom {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &+ 0x1234_5678 }

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((z ^ (z >> 31)) >> 33) % limit
  }

  mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }
}
