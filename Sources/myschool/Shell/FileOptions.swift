import Arguments
import Basics

/// How a file of rows is read.
enum FileOptions {
  static let encoding = Option.text(
    "encoding", nil, ValueKind(.encoding),
    Text(en: "Encoding of the files, instead of finding it out", ru: "Кодировка файлов вместо определения"))

  static let separator = Option.text(
    "separator", nil, ValueKind(.separator),
    Text(en: "Separator of the columns: comma, semicolon, tab", ru: "Разделитель столбцов: comma, semicolon, tab"))
}
