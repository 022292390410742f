import Basics
import Foundation
import Tabular
import Testing

@testable import SchoolCurriculum
@testable import SchoolJournal
@testable import SchoolModel
@testable import SchoolRoster
@testable import SchoolSheets
@testable import SchoolTimetable

/// Whatever a list has been through, it is read or refused with an answer that has a code; nothing traps, and nothing is kept.
@Suite("Hostile lists")
struct HostileListsTests {
  /// With `MYSCHOOL_LONG` a million over all readers.
  private static let rounds = ProcessInfo.processInfo.environment["MYSCHOOL_LONG"] != nil ? 120_000 : 150

  private struct Reader: Sendable {
    let name: String
    let list: String
    let read: @Sendable (School, Source, [UInt8]) throws -> Void
  }

  private static var trial: WriteRequest {
    var request = WriteRequest()
    request.dryRun = true
    return request
  }

  private static let readers: [Reader] = [
    Reader(
      name: "students",
      list: """
        № п/п;Класс;Фамилия;Имя;Отчество;Дата рождения;СНИЛС;Логин;Мама: ФИО;Телефон мамы;E-mail мамы;Дата прибытия
        1;7А;Белова;Анна;Петровна;12.03.2013;112-233-445 95;pupil0;Белова Ольга Ивановна;8 (912) 345-67-89;o@example.org;01.09.2026
        2;7Б;Щёголев;Пётр;нет;2013-01-31;;;Щёголева Инна;+7 912 345 67 90, 8 912 345 67 91;;15.10.2026
        """, read: { school, source, _ in _ = try school.roster.importRoster([source], prune: false, trial) }),
    Reader(
      name: "staff and load",
      list: "ФИО;Должность;Логин;Телефон\nСергеева Маргарита Алексеевна;учитель;sergeeva.m;89123456789\nФомин Илья;завуч;;\n",
      read: { school, source, _ in _ = try school.roster.importRoster([source], prune: true, trial) }),
    Reader(
      name: "load", list: "Класс;Предмет;Группа;Учитель;Часов в неделю\n7А;Алгебра;;;4\n7А;Английский язык;1;;2,5\n7Б;Физика;;;0,5\n",
      read: { school, source, _ in _ = try school.roster.importRoster([source], prune: false, trial) }),
    Reader(
      name: "timetable",
      list:
        "Класс;День недели;Неделя;№ урока;Предмет;Кабинет;Учитель\n7А;Понедельник;чётная;1;Алгебра;12;\n7А;Вт;;2;История;3а;\n7Б;5;1;1;Алгебра;;\n",
      read: { school, source, _ in _ = try school.timetable.importTimetable(source, from: "06.10", trial) }),
    Reader(
      name: "plan", list: "№;Тема;Часов;Раздел;Домашнее задание\n1;Дроби;2;Числа;п. 1\n2;Уравнения, их корни;3;;\nИтого;;5;;\n",
      read: { school, source, _ in _ = try school.curriculum.importPlan(form: "7А", subject: "Алгебра", source, trial) }),
    Reader(
      name: "marks",
      list: """
        Класс;Предмет;Дата;Урок;Ученик;Отметка;Вид работы;Вес;Комментарий
        7А;Алгебра;05.10.2026;;Белова А.;5;Контрольная работа;3;чисто
        7А;Алгебра;12.10;1;pupil1;н/4;;;
        7Б;История;2026-10-06;;Жуков Иван;оп10;;;«»
        """, read: { school, source, _ in _ = try school.journal.grade(from: source, GradeOptions(), trial) }),
    Reader(
      name: "page",
      list: "Ученик;05.10;12.10 №1;Средний балл\nБелова Анна;5;н;5,00\nГусев Пётр;4 5;;4,5\nЕжова Нина;.;б/3;\nСредний балл;4,5;;\n",
      read: { school, source, _ in
        var options = GradeOptions()
        (options.replace, options.clears) = (true, true)
        _ = try school.journal.grade(form: "7А", subject: "Алгебра", file: source, options, trial)
      }),
    Reader(
      name: "week",
      list:
        "== 7А Алгебра\n05.10 Дроби\nдз: № 31, п. 4\nБелова 5 4к\nГусев н\n# двое\n== 7Б История\n06.10 №1 Русь\nЖуков И. оп10 3с*2 (ответ)\n",
      read: { school, _, bytes in
        _ = try school.journal.enterWeek(String(decoding: bytes, as: UTF8.self), named: "week.txt", GradeOptions(), trial)
      }),
    Reader(
      name: "gradebook",
      list:
        "Last name,First name,Quiz 1 (10),Test 07.09,Total\nPoints Possible,,10,5,15\nБелова,Анна,8.5,4,12.5\nГусев,Пётр,\"1,000\",EX,\n",
      read: { school, source, bytes in
        let rules = try GradebookRules(
          "work.Quiz 1 = 05.10\nwork.Test 07.09 = 12.10 Тест\nmax.Test 07.09 = 5\nbands = 85,65,50\n", file: "list.csv.rules")
        _ = try school.journal.importGradebook(form: "7А", subject: "Алгебра", source, rules, GradeOptions(), trial)
      }),
    Reader(
      name: "rules",
      list: "# export\nskip = 0\ndays = DMY\nencoding = utf-8\nseparator = semicolon\ncolumn.Group = Класс\ncolumn.Name = ФИО\n",
      read: { school, _, bytes in
        let list = "Group;Name\n7А;Белова Анна Петровна\n"
        var ruled = Source(name: "list.csv", input: ByteInput(bytes: Array(list.utf8)))
        ruled.rules = try SheetRules(String(decoding: bytes, as: UTF8.self), file: "list.csv.rules")
        _ = try school.roster.importRoster([ruled], prune: false, trial)
      }),
  ]

  private static let pieces: [[UInt8]] =
    [
      ";", "\"", "\n", "\r\n", "\t", ",", "=", "№", "-", "—", "н", ".", "31.02.2026", "9999999999999999999999", "-1", "1e400", "{}", "«",
      "ß",
      "İ", "е\u{308}", "\u{0}", "\u{feff}", "\u{202e}", "=cmd|' /C calc'!A0", "Белова Анна", "7А", "нет", "#Н/Д", "05.10", "  ",
    ].map { Array($0.utf8) } + [[0xff, 0xfe], [0xc3], [0xe2, 0x82], [0xd0], [0xcf, 0xf0]]

  private static func mutated(_ seed: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var bytes = seed
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 0...24, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes.removeSubrange(place..<end)
      case 1: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
      case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
      case 3: bytes.removeSubrange(place...)
      case 4: bytes.insert(contentsOf: Array(bytes[place..<end]), at: Int.random(in: 0...bytes.count, using: &random))
      default: bytes.replaceSubrange(place..<end, with: pieces.randomElement(using: &random) ?? [])
      }
    }
    return bytes
  }

  @Test("a list that was mutated is read or refused, and a trial keeps nothing", arguments: readers.indices)
  func mutated(_ index: Int) throws {
    let reader = Self.readers[index]
    var random = Seeded(UInt64(index + 1))
    let school = try MarkedSchool(&random).school
    let timetable =
      "Класс;День недели;№ урока;Предмет\n" + ["7А", "7Б"].map { "\($0);Понедельник;1;Алгебра\n\($0);Вторник;1;История\n" }.joined()
    _ = try school.timetable.importTimetable(
      Source(name: "timetable.csv", input: ByteInput(bytes: Array(timetable.utf8))), from: nil, WriteRequest())
    let before = try school.database.values("SELECT number FROM operation", as: Int.self)
    let seed = Array(reader.list.utf8)
    // Mutations begin from what is taken.
    #expect(throws: Never.self, "\(reader.name)") { try reader.read(school, Source(name: "list.csv", input: ByteInput(bytes: seed)), seed) }
    var (read, refused) = (0, 0)
    for _ in 0..<Self.rounds {
      let bytes = Self.mutated(seed, &random)
      do {
        try reader.read(school, Source(name: "list.csv", input: ByteInput(bytes: bytes)), bytes)
        read += 1
      } catch let failure as any Failure {
        #expect(failure.exit != .done || failure.key != "", "\(reader.name): \(bytes)")
        refused += 1
      }
    }
    #expect(read > 0 && refused > 0, "\(reader.name): \(read) read, \(refused) refused")
    #expect(try school.database.values("SELECT number FROM operation", as: Int.self) == before)
  }
}
