import Arguments
import Basics

/// How a file of rows is read.
enum FileOptions {
  /// Files are operands; this is how they were named before.
  static let from = Option<String?>.value(
    "from", "f", .file, hidden: true, Text(en: "The file of rows; - is standard input", ru: "Файл строк; - — стандартный ввод")
  ) { $0 }

  static let encoding = Option.text(
    "encoding", nil, ValueKind(.encoding),
    Text(en: "Encoding of the files, instead of finding it out", ru: "Кодировка файлов вместо определения"))

  static let separator = Option.text(
    "separator", nil, ValueKind(.separator),
    Text(en: "Separator of the columns: comma, semicolon, tab", ru: "Разделитель столбцов: comma, semicolon, tab"))
}
