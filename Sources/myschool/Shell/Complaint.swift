import Basics
import Glibc
import Tabular

/// What a person is told of an error, and what to type next.
struct Complaint {
  var lines: [Text] = []
  var message: Text
  var cause: Text?
  var hint: Text?
  var key: String
  var exit: ExitCode
}

/// A failure with its words. They stand beside the commands of the noun whose failure it is, one exhaustive switch for each type.
protocol Worded: Failure {
  var complaint: Complaint { get }
}

extension Worded {
  func told(_ message: Text, lines: [Text] = [], cause: Text? = nil, hint: Text? = nil) -> Complaint {
    Complaint(lines: lines, message: message, cause: cause, hint: hint, key: key, exit: exit)
  }
}

extension Complaint {
  init(_ error: any Error) {
    switch error {
    case let error as any Worded: self = error.complaint
    case let error as ByteOutput.Failed: self = ShellFailure.outputFailed(path: nil, errno: error.errno).complaint
    default:
      self.init(
        message: Text(en: "a defect of myschool: \(error)", ru: "ошибка самой программы: \(error)"),
        hint: Text(
          en: "report this line with the command you typed; nothing was changed",
          ru: "сообщите эту строку и набранную команду; ничего не изменено"), key: "defect", exit: .defect)
    }
  }
}

extension Text {
  /// Texts joined in both languages.
  static func list(_ words: [String]) -> String { words.joined(separator: ", ") }
  /// The first of many.
  static func few(_ words: [String]) -> String { list(Array(words.prefix(20))) + (words.count > 20 ? ", …" : "") }

  /// What the system says of an error; its own words are English only.
  static func system(_ errno: Int32) -> Text {
    let known: [Int32: String] = [
      ENOENT: "нет такого файла или папки", EEXIST: "уже существует", EFBIG: "файл вышел за разрешённый размер", EACCES: "нет прав доступа",
      ENOSPC: "на диске нет места",
      EISDIR: "это папка", ENOTDIR: "это не папка", EROFS: "только для чтения", EIO: "ошибка диска", EDQUOT: "исчерпана квота диска",
      EPERM: "не разрешено", ENAMETOOLONG: "слишком длинное имя", EPIPE: "получатель закрылся", EMFILE: "открыто слишком много файлов",
    ]
    let english = String(cString: strerror(errno))
    return Text(en: english, ru: known[errno] ?? english)
  }
}
