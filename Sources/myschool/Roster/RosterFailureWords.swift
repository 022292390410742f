import Basics
import SchoolRoster

/// Why the roster refuses something, in words.
extension RosterFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .notEnrolled(let person):
      told(
        Text(en: "\(person) is in no form now", ru: "сейчас ни в одном классе: \(person)"),
        hint: Text(
          en: "to enrol again: myschool roster move PERSON FORM", ru: "зачислить снова: myschool roster move ЧЕЛОВЕК КЛАСС"))
    case .nobodyHere(let person):
      told(Text(en: "\(person) is neither a student nor of the staff", ru: "не ученик и не сотрудник: \(person)"))
    case .notOnStaff(let person):
      told(Text(en: "\(person) is not of the staff, there is nothing to hand over", ru: "передавать нечего, не сотрудник: \(person)"))
    case .hasLeft(let person, let day):
      told(Text(en: "\(person) has left on \(day)", ru: "уже не работает с \(Problem.date(day)): \(person)"))
    case .alreadyEnrolled(let person, let form):
      told(
        Text(en: "\(person) is in \(form)", ru: "уже в классе \(form): \(person)"),
        hint: Text(en: "to move: myschool roster move PERSON FORM", ru: "перевести: myschool roster move ЧЕЛОВЕК КЛАСС"))
    case .sameForm(let form): told(Text(en: "already in \(form)", ru: "уже в классе \(form)"))
    case .leavesBeforeArriving(let day):
      told(
        Text(en: "the present enrolment begins only on \(day)", ru: "нынешнее зачисление начинается только \(Problem.date(day))"),
        hint: Text(
          en: "a move made by mistake is taken back by: myschool undo N", ru: "ошибочный перевод отменяет: myschool undo N"))
    case .hasEntries(let person):
      told(
        Text(en: "\(person) has marks, an account or operations", ru: "есть отметки, учётная запись или действия: \(person)"),
        hint: Text(
          en: "end the enrolment without --altogether, or erase: myschool roster erase PERSON",
          ru: "отчислите без --altogether или сотрите данные: myschool roster erase ЧЕЛОВЕК"))
    case .twoPeople(let a, let b):
      told(
        Text(en: "\(a) and \(b) do not look like one person", ru: "не похоже на одного человека: \(a) и \(b)"),
        hint: Text(en: "if they are all the same: --force", ru: "если это всё же один человек: --force"))
    case .alreadyListed(let name):
      told(
        Text(en: "\(name) is in the roster", ru: "уже есть в списках: \(name)"),
        hint: Text(
          en: "who came back: myschool roster move PERSON FORM; a namesake is told apart by --birth-date, --login or --snils",
          ru: "вернулся — myschool roster move ЧЕЛОВЕК КЛАСС; тёзку отличают --birth-date, --login или --snils"))
    case .nothingSaid: told(Text(en: "nothing to change was named", ru: "не названо, что менять"))
    case .notInForm(let person, let form): told(Text(en: "\(person) is not in \(form)", ru: "не в классе \(form): \(person)"))
    case .onePerson(let person): told(Text(en: "that is one record already: \(person)", ru: "это одна и та же запись: \(person)"))
    }
  }
}
