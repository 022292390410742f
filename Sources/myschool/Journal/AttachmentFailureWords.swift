import Basics
import SchoolJournal

/// Why a file or a link is not attached, in words.
extension AttachmentFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .notAnAddress(let text):
      return told(Text(en: "“\(text)” is no address of a page", ru: "«\(text)» — не адрес страницы"), hint: Text("https://…"))
    case .noName(let text): return told(Text(en: "“\(text)” names no file", ru: "«\(text)» — не имя файла"))
    case .empty(let name): return told(Text(en: "\(name) is empty", ru: "файл \(name) пуст"))
    case .tooLarge(let name, let bytes):
      return told(
        Text(en: "\(name) has \(bytes) bytes, more than 4 MB", ru: "файл \(name) — \(bytes) байт, больше 4 МБ"),
        hint: Text(en: "put it elsewhere and attach a link", ru: "положите его в другое место и приложите ссылку"))
    case .notThere(let title, let known):
      return told(
        Text(en: "no attachment “\(title)”", ru: "вложения «\(title)» нет"),
        hint: known.isEmpty ? nil : Text(en: "there are: \(known.joined(separator: ", "))", ru: "есть: \(known.joined(separator: ", "))"))
    }
  }
}
