/// Workbooks beside the same rows as CSV, and beside openpyxl and XlsxWriter where Debian's packages of them are installed.
extension Bench {
  private var school: String { folder + "/books.db" }

  func workbooks() throws {
    let (csv, book) = (folder + "/list.csv", folder + "/list.xlsx")
    // About 110 rows of marks for a student.
    _ = try ours(school, ["demo", "--students", "900", "--files", folder + "/books"])
    try signIn(school)
    let empty = folder + "/books-empty.db"
    try copy(school, empty)
    _ = try ours(school, ["journal", "grade", "--from", folder + "/books/marks.csv"])
    print("\(try answer(school, "SELECT count(*) FROM mark;")) marks in the workbook")
    try compare(
      "a list to xlsx against csv", aim: "4", runs: 3,
      { try self.ours(self.school, ["journal", "list", "--format", "xlsx"], output: book) },
      { try self.ours(self.school, ["journal", "list", "--format", "csv"], output: csv) })
    let work = folder + "/books-work.db"
    func taken(_ file: String) throws -> Measured {
      try copy(empty, work)
      return try ours(work, ["journal", "grade", "--from", file])
    }
    try compare("marks from xlsx against csv", aim: "1.5", runs: 3, { try taken(book) }, { try taken(csv) })
    try compareWithPython(
      "reading alone against openpyxl", needs: "openpyxl", aim: "0.1",
      """
      import openpyxl, sys
      for row in openpyxl.load_workbook('\(book)', read_only=True).active.iter_rows(values_only=True): pass
      """, { try self.ours(self.school, ["document", "tables", book]) })
    try compareWithPython(
      "a list to xlsx against XlsxWriter", needs: "xlsxwriter", aim: "0.3",
      """
      import csv, xlsxwriter
      book = xlsxwriter.Workbook('\(folder)/theirs.xlsx', {'constant_memory': True}); sheet = book.add_worksheet()
      for number, row in enumerate(csv.reader(open('\(csv)', encoding='utf-8'))): sheet.write_row(number, 0, row)
      book.close()
      """, { try self.ours(self.school, ["journal", "list", "--format", "xlsx"], output: book) })
  }

  private func compareWithPython(
    _ title: String, needs library: String, aim: String, _ script: String, _ ours: () throws -> Measured
  ) throws {
    // Debian's packages belong to Debian's Python.
    let python = "/usr/bin/python3"
    guard try measure([python, "-c", "import \(library)"], environment: environment).code == 0 else {
      print("\(title): left out, there is no python3-\(library) here")
      return
    }
    let file = folder + "/yardstick.py"
    try write(script, to: file)
    try compare(title, aim: aim, runs: 1, ours) { try measure([python, file], environment: self.environment) }
  }
}
