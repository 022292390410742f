import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

/// `journal archive`: a year to be put away.
enum JournalArchiveCommand {
  private static let year = Operand.one(.year, Text(en: "The academic year: 2026/27", ru: "Учебный год: 2026/27"))

  static let command: Command = Command(
    "archive", Text(en: "Put the journal of a year away", ru: "Сохранить архивную копию журнала за год"),
    discussion: Text(
      en:
        "Writes a folder: pages/ with every course term by term and certificates/ with every form, as HTML for print; attachments/ with the files of homework; journal.csv, terms.csv and lessons.csv with the same as rows; SHA256SUMS, which sha256sum -c reads. The folder appears whole or not at all; keep the sum of SHA256SUMS apart, it proves the rest.",
      ru:
        "Создаёт каталог: в pages/ — каждый курс по периодам, в certificates/ — табели каждого класса, всё в HTML для печати; в attachments/ — файлы к заданиям; в journal.csv, terms.csv и lessons.csv — то же таблицами; SHA256SUMS — контрольные суммы, их проверяет sha256sum -c. Каталог появляется целиком или не появляется; сумму самого SHA256SUMS храните отдельно: по ней видно, что остальное не менялось."
    ),
    needs: [.termClose], operands: [year.spec],
    examples: [
      Example("myschool journal archive 2026/27 -o archive-2026", Text(en: "the whole year", ru: "весь учебный год"))
    ], makesOutput: true
  ) { call, session in
    guard let folder = call[Everywhere.output], folder != "-", !folder.isEmpty, session.console.gate == nil else {
      throw UsageFailure(.operandNeeded("-o FOLDER"))
    }
    let language = session.language
    let (count, sum) = try session.school().journal.archive(year: call[year]) { archive in
      let files = try Self.files(archive, session, language)
      return (files.count, try session.write(files, into: folder, sums: "SHA256SUMS"))
    }
    session.say(Text(en: "\(folder): \(count) files", ru: "\(folder): \(Counting.plural(count, "файл", "файла", "файлов"))"))
    session.say(Text(en: "sum of SHA256SUMS: \(sum ?? "")", ru: "контрольная сумма SHA256SUMS: \(sum ?? "")"))
    return .nothing
  }

  private static func files(_ archive: JournalArchive, _ session: Session, _ language: Language) throws -> [FolderFile] {
    let courses = archive.courses.map { course in
      FolderFile(name: "pages/\(FolderFile.safe(course.name)).html") { output in
        var page = PrintPage(title: "\(course.name), \(archive.year)", language, style: JournalPrint.style)
        for (index, sheet) in try archive.sheets(of: course).enumerated() {
          if index > 0 { page.newPage() }
          try JournalPrint.put(sheet, on: &page, language)
        }
        page.heading(Text(en: "Term marks", ru: "Отметки за периоды")[language])
        page.table(try SpokenTable(try archive.termMarks(of: course), russian: language == .ru))
        output.append(page.text)
      }
    }
    let forms = archive.forms.map { form in
      FolderFile(name: "certificates/\(FolderFile.safe(form)).html") { output in
        output.append(try JournalPrint.reportCards(try archive.reportCards(form: form), language))
      }
    }
    let rows = [
      FolderFile(name: "journal.csv") { try session.csv(archive.journal, to: $0) },
      FolderFile(name: "terms.csv") { try session.csv(try archive.termMarks(), to: $0) },
      FolderFile(name: "lessons.csv") { try session.csv(archive.lessons, to: $0) },
    ]
    let attached = try archive.attachedFiles().map { item in
      FolderFile(name: "attachments/\(FolderFile.safe(item.name))") { $0.append(try archive.content(item.key)[...]) }
    }
    return courses + forms + attached + rows + [FolderFile(name: "index.html") { $0.append(Self.index(archive, language)) }]
  }

  private static func index(_ archive: JournalArchive, _ language: Language) -> String {
    var page = PrintPage(
      title: Text(en: "Journal, \(archive.year)", ru: "Журнал за \(archive.year) учебный год")[language], language)
    page.paragraph(archive.school)
    for form in archive.forms {
      page.heading(form)
      let certificates = Text(en: "report cards", ru: "табели")[language]
      var links = ["<a href=\"certificates/\(PrintPage.address(FolderFile.safe(form))).html\">\(certificates)</a>"]
      links += archive.courses.filter { $0.form == form }.map {
        "<a href=\"pages/\(PrintPage.address(FolderFile.safe($0.name))).html\">\(PrintPage.escaped($0.name))</a>"
      }
      page.raw("<p>\(links.joined(separator: " · "))</p>\n")
    }
    return page.text
  }
}
