import Arguments
import Basics
import SchoolDiary
import SchoolModel
import Tabular

/// `diary homework` and `diary done`.
enum DiaryHomework {
  private static let days = Option<Int>.value(
    "days", nil, .number, default: 7, expected: Text(en: "a number from 1 to 60", ru: "число от 1 до 60"),
    Text(en: "How many days ahead", ru: "На сколько дней вперёд")
  ) { Int($0).flatMap { (1...60).contains($0) ? $0 : nil } }

  static let subject = Operand.one(.subject, Text(en: "The subject, or its beginning", ru: "Предмет или его начало"))

  static let list: Command = Command(
    "homework", Text(en: "Show what is due in the next days", ru: "Показать, что сдать в ближайшие дни"),
    discussion: Text(
      en: "Homework for the next lesson of its subject, works announced, and debts with their day.",
      ru: "Задания к следующему уроку предмета, объявленные работы и долги со сроком."),
    needs: [.diaryRead], options: [days.spec, DiaryCommands.child.spec],
    examples: [Example("myschool diary homework --days 14", Text(en: "two weeks ahead", ru: "на две недели вперёд"))],
    sections: [Tree.columns(Diary.homeworkColumns)]
  ) { call, session in
    .table(
      try session.school().diary.diaryHomework(child: call[DiaryCommands.child], days: call[days]),
      note: Text(en: "nothing is due", ru: "ничего не задано"))
  }
}
