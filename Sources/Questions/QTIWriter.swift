import Basics
import OfficeFiles

/// Writes questions as a package of QTI 2.1 or 2.2.
public enum QTIWriter {
  public enum Version: String, Sendable, CaseIterable {
    case v21 = "2.1", v22 = "2.2"

    var code: String { self == .v21 ? "v2p1" : "v2p2" }
    var namespace: String { "http://www.imsglobal.org/xsd/imsqti_\(code)" }
    func template(_ name: String) -> String { "http://www.imsglobal.org/question/qti_\(code)/rptemplates/\(name)" }
  }

  /// - Parameter title: of the test.
  public static func write(_ questions: [Question], title: String, _ version: Version, to zip: ZipWriter) {
    var files: [(path: String, bytes: [UInt8])] = []
    var items: [(name: String, question: Question, files: [String])] = []
    for (index, question) in questions.enumerated() {
      let number = String(index + 1)
      let name = "q" + String(repeating: "0", count: max(0, 4 - number.count)) + number
      var own: [String] = []
      for file in question.files {
        let path = "files/\(name)/\(file.name.replacing("/", with: "_"))"
        if !own.contains(path) { files.append((path, file.bytes)) }
        own.append(path)
      }
      items.append((name, question, own))
    }
    zip.add("imsmanifest.xml", manifest(items.map { ($0.name, $0.files) }, version))
    zip.add("assessment.xml", test(items.map { ($0.name, $0.question.category) }, title, version))
    for item in items { zip.add("items/\(item.name).xml", QTIItemWriter(item.question, item.name, version).xml()) }
    for file in files { zip.add(file.path, file.bytes) }
  }

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  private static func manifest(_ items: [(name: String, files: [String])], _ version: Version) -> String {
    var out =
      head
      + "<manifest xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" identifier=\"MANIFEST\">\n"
      + "  <metadata><schema>QTIv\(version.rawValue) Package</schema><schemaversion>1.0.0</schemaversion></metadata>\n"
      + "  <organizations/>\n  <resources>\n"
    out +=
      "    <resource identifier=\"TEST\" type=\"imsqti_test_xml\(version.code)\" href=\"assessment.xml\">\n      <file href=\"assessment.xml\"/>\n"
    for item in items { out += "      <dependency identifierref=\"\(item.name)\"/>\n" }
    out += "    </resource>\n"
    for item in items {
      let files = (["items/\(item.name).xml"] + item.files).map { "<file href=\"\(MoodleWriter.escaped($0))\"/>" }.joined()
      out +=
        "    <resource identifier=\"\(item.name)\" type=\"imsqti_item_xml\(version.code)\" href=\"items/\(item.name).xml\">\(files)</resource>\n"
    }
    return out + "  </resources>\n</manifest>\n"
  }

  private static func test(_ items: [(name: String, category: String)], _ title: String, _ version: Version) -> String {
    var out =
      head
      + "<assessmentTest xmlns=\"\(version.namespace)\" identifier=\"TEST\" title=\"\(MoodleWriter.escaped(title))\">\n"
      + "  <testPart identifier=\"PART\" navigationMode=\"nonlinear\" submissionMode=\"simultaneous\">\n"
    var open = 0
    var category: String?
    for item in items {
      if item.category != category {
        out += String(repeating: "    </assessmentSection>\n", count: open)
        category = item.category
        let names = item.category.isEmpty ? [""] : item.category.split(separator: "/").map(String.init)
        open = names.count
        for (depth, name) in names.enumerated() {
          out += "    <assessmentSection identifier=\"S-\(item.name)-\(depth)\" title=\"\(MoodleWriter.escaped(name))\" visible=\"true\">\n"
        }
      }
      out += "      <assessmentItemRef identifier=\"\(item.name)\" href=\"items/\(item.name).xml\"/>\n"
    }
    out += String(repeating: "    </assessmentSection>\n", count: open)
    return out + "  </testPart>\n</assessmentTest>\n"
  }
}

/// Writes one item.
private struct QTIItemWriter {
  private let question: Question
  private let name: String
  private let version: QTIWriter.Version
  private var declarations = ""
  private var body = ""
  private var processing = ""

  init(_ question: Question, _ name: String, _ version: QTIWriter.Version) {
    self.question = question
    self.name = name
    self.version = version
  }

  func xml() -> String {
    var writer = self
    writer.fill()
    var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<assessmentItem xmlns=\"\(version.namespace)\" identifier=\"\(name)\""
    if let id = question.idnumber { out += " label=\"\(MoodleWriter.escaped(id))\"" }
    out +=
      " title=\"\(MoodleWriter.escaped(question.title))\" adaptive=\"false\" timeDependent=\"false\" toolName=\"\(QTIFormat.tool)\">\n\(writer.declarations)"
    if question.kind != .text {
      out += "  <outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\" normalMaximum=\"\(points)\"/>\n"
      out +=
        "  <outcomeDeclaration identifier=\"MAXSCORE\" cardinality=\"single\" baseType=\"float\"><defaultValue><value>\(points)</value></defaultValue></outcomeDeclaration>\n"
      out += "  <outcomeDeclaration identifier=\"FEEDBACK\" cardinality=\"multiple\" baseType=\"identifier\"/>\n"
    }
    out += "  <itemBody>\n    <div>\(writer.body)</div>\n  </itemBody>\n\(writer.processing)"
    if !question.feedback.isEmpty {
      out +=
        "  <modalFeedback outcomeIdentifier=\"FEEDBACK\" identifier=\"GENERAL\" showHide=\"show\">\(content(question.feedback))</modalFeedback>\n"
    }
    return out + "</assessmentItem>\n"
  }

  private var points: String { question.points.shortest(7) }
  private func worth(_ weight: Fraction) -> String { (weight * question.points).shortest(7) }
  private func rules(_ template: String) -> String { "  <responseProcessing template=\"\(version.template(template))\"/>\n" }

  private mutating func fill() {
    switch question.kind {
    case .single, .multiple, .truefalse: choice()
    case .short: short()
    case .numeric: numeric()
    case .matching: matching()
    case .ordering: ordering()
    case .gaps: gaps()
    case .essay:
      declarations = "  <responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"string\"/>\n"
      body = content(question.stem) + "<extendedTextInteraction responseIdentifier=\"RESPONSE\"/>"
    case .text: body = content(question.stem)
    }
  }

  private func declaration(_ type: String, _ cardinality: String, correct: [String], map: String = "", name: String = "RESPONSE") -> String
  {
    let values = correct.map { "<value>\(MoodleWriter.escaped($0))</value>" }.joined()
    let key = correct.isEmpty ? "" : "<correctResponse>\(values)</correctResponse>"
    return
      "  <responseDeclaration identifier=\"\(name)\" cardinality=\"\(cardinality)\" baseType=\"\(type)\">\(key)\(map)</responseDeclaration>\n"
  }

  private func mapping(_ entries: [(key: String, value: String)], bounded: Bool = true, isCaseSensitive: Bool? = nil) -> String {
    let lines = entries.map { entry in
      let letters = isCaseSensitive.map { " caseSensitive=\"\($0)\"" } ?? ""
      return "<mapEntry mapKey=\"\(MoodleWriter.escaped(entry.key))\" mappedValue=\"\(entry.value)\"\(letters)/>"
    }
    return "<mapping defaultValue=\"0\" lowerBound=\"0\"\(bounded ? " upperBound=\"\(points)\"" : "")>\(lines.joined())</mapping>"
  }

  private mutating func choice() {
    let names = question.answers.indices.map { question.kind == .truefalse ? ($0 == 0 ? "true" : "false") : "A\($0 + 1)" }
    let right = zip(names, question.answers).filter { $1.weight > .zero }.map(\.0)
    let isSingle = question.kind != .multiple
    let isPlain =
      isSingle ? question.answers.allSatisfy { $0.weight == .one || $0.weight == .zero } && right.count == 1 : question.isAllOrNothing
    let map = isPlain ? "" : mapping(zip(names, question.answers).map { ($0, worth($1.weight)) })
    let best = isSingle ? zip(names, question.answers).first { $1.weight == .one }.map { [$0.0] } ?? [] : right
    declarations = declaration("identifier", isSingle ? "single" : "multiple", correct: best, map: map)
    processing = rules(isPlain ? "match_correct" : "map_response")
    body = content(question.stem)
    body += "<choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"\(question.shuffles)\" maxChoices=\"\(isSingle ? 1 : 0)\">"
    for (name, key) in zip(names, question.answers) {
      let text = question.kind == .truefalse ? (name == "true" ? "Верно" : "Неверно") : content(key.text)
      body += "<simpleChoice identifier=\"\(name)\">\(text)\(inline(key.feedback, name))</simpleChoice>"
    }
    body += "</choiceInteraction>"
  }

  private func inline(_ feedback: QuestionText, _ name: String) -> String {
    guard !feedback.isEmpty else { return "" }
    return "<feedbackInline outcomeIdentifier=\"FEEDBACK\" identifier=\"\(name)\" showHide=\"show\">\(content(feedback))</feedbackInline>"
  }

  private mutating func short() {
    let best = question.answers.first { $0.weight == .one }.map { [$0.text.text] } ?? []
    let map = mapping(question.answers.map { ($0.text.text, worth($0.weight)) }, isCaseSensitive: question.isCaseSensitive)
    declarations = declaration("string", "single", correct: best, map: map)
    processing = rules("map_response")
    body = content(question.stem) + "<div><textEntryInteraction responseIdentifier=\"RESPONSE\"/></div>"
  }

  /// Numbers are compared by rules of their own, with their tolerances.
  private mutating func numeric() {
    let numbers = question.answers.filter { $0.tolerance != nil }
    declarations = declaration("float", "single", correct: numbers.first { $0.weight == .one }.map { [$0.text.text] } ?? [])
    body = content(question.stem) + "<div><textEntryInteraction responseIdentifier=\"RESPONSE\"/></div>"
    var branches = ""
    for (index, key) in numbers.enumerated() {
      let tag = index == 0 ? "responseIf" : "responseElseIf"
      let reach = key.tolerance.map { "\($0) \($0)" } ?? "0 0"
      branches += "<\(tag)><equal toleranceMode=\"absolute\" tolerance=\"\(reach)\"><variable identifier=\"RESPONSE\"/>"
      branches += "<baseValue baseType=\"float\">\(key.text.text)</baseValue></equal>"
      branches +=
        "<setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">\(worth(key.weight))</baseValue></setOutcomeValue></\(tag)>"
    }
    processing = "  <responseProcessing><responseCondition>\(branches)</responseCondition></responseProcessing>\n"
  }

  private mutating func matching() {
    let pairs = question.answers.filter { !$0.isSpare }
    var rights: [String] = []
    for key in question.answers { if let right = key.match, !rights.contains(right) { rights.append(right) } }
    let total = Fraction.sum(pairs.map(\.weight))
    let keys = pairs.enumerated().map { index, key in "L\(index + 1) R\((rights.firstIndex(of: key.match ?? "") ?? 0) + 1)" }
    let map = question.isAllOrNothing ? "" : mapping(zip(keys, pairs).map { ($0, worth(total > .zero ? $1.weight / total : .zero)) })
    declarations = declaration("directedPair", "multiple", correct: keys, map: map)
    processing = rules(question.isAllOrNothing ? "match_correct" : "map_response")
    body = content(question.stem)
    body +=
      "<matchInteraction responseIdentifier=\"RESPONSE\" shuffle=\"\(question.shuffles)\" maxAssociations=\"\(pairs.count)\"><simpleMatchSet>"
    for (index, key) in pairs.enumerated() {
      body += "<simpleAssociableChoice identifier=\"L\(index + 1)\" matchMax=\"1\">\(content(key.text))</simpleAssociableChoice>"
    }
    body += "</simpleMatchSet><simpleMatchSet>"
    for (index, right) in rights.enumerated() {
      body +=
        "<simpleAssociableChoice identifier=\"R\(index + 1)\" matchMax=\"\(pairs.count)\">\(MoodleWriter.escaped(right))</simpleAssociableChoice>"
    }
    body += "</simpleMatchSet></matchInteraction>"
  }

  private mutating func ordering() {
    // As they are shown: in the order of their code points, which tells nothing.
    let shown = question.answers.indices.sorted { question.answers[$0].text.text < question.answers[$1].text.text }
    declarations = declaration("identifier", "ordered", correct: question.answers.indices.map { "A\($0 + 1)" })
    processing = rules("match_correct")
    body = content(question.stem) + "<orderInteraction responseIdentifier=\"RESPONSE\" shuffle=\"\(question.shuffles)\">"
    for index in shown { body += "<simpleChoice identifier=\"A\(index + 1)\">\(content(question.answers[index].text))</simpleChoice>" }
    body += "</orderInteraction>"
  }

  private mutating func gaps() {
    guard let parts = try? Cloze.parts(question.stem.text) else { return }
    let all = parts.compactMap { if case .gap(let gap) = $0 { gap } else { nil } }
    let total = max(1, all.reduce(0) { $0 + $1.weight })
    // A text is changed to what XML takes as a whole; the gaps come in where their marks are then.
    var marked = ""
    var number = 0
    for part in parts {
      switch part {
      case .text(let text): marked += text
      case .gap:
        number += 1
        marked += Self.mark(number)
      }
    }
    body = content(QuestionText(marked, question.stem.format))
    for (index, gap) in all.enumerated() {
      let name = "RESPONSE\(index + 1)"
      let share = question.points * Fraction(gap.weight, over: total)
      let (declared, shown) = self.gap(gap, name, share)
      declarations += declared
      body = body.replacing(Self.mark(index + 1), with: shown)
    }
    processing = rules(question.isAllOrNothing ? "match_correct" : "CC2_map_response")
  }

  private static func mark(_ number: Int) -> String { "\u{e010}\(number)\u{e011}" }

  private func gap(_ gap: Cloze.Gap, _ name: String, _ share: Fraction) -> (declared: String, shown: String) {
    func worth(_ weight: Fraction) -> String { (weight * share).shortest(7) }
    if gap.kind == .choice {
      let best = gap.answers.indices.first { gap.answers[$0].weight == .one }.map { ["A\($0 + 1)"] } ?? []
      let map = mapping(gap.answers.enumerated().map { ("A\($0 + 1)", worth($1.weight)) }, bounded: false)
      let options = gap.answers.enumerated().map {
        "<inlineChoice identifier=\"A\($0 + 1)\">\(MoodleWriter.escaped($1.text.text))</inlineChoice>"
      }
      return (
        declaration("identifier", "single", correct: best, map: map, name: name),
        "<inlineChoiceInteraction responseIdentifier=\"\(name)\" shuffle=\"false\">\(options.joined())</inlineChoiceInteraction>"
      )
    }
    let best = gap.answers.first { $0.weight == .one }.map { [$0.text.text] } ?? []
    let map = mapping(gap.answers.map { ($0.text.text, worth($0.weight)) }, bounded: false, isCaseSensitive: gap.isCaseSensitive)
    return (
      declaration(gap.kind == .numeric ? "float" : "string", "single", correct: best, map: map, name: name),
      "<textEntryInteraction responseIdentifier=\"\(name)\"/>"
    )
  }

  // MARK: texts

  /// A text as XHTML.
  private func content(_ text: QuestionText) -> String {
    QTIFormat.written(text)
      ?? XHTML.text(text.text) { source in
        let prefix = "@@PLUGINFILE@@/"
        return source.hasPrefix(prefix) ? "../files/\(name)/\(source.dropFirst(prefix.count))" : source
      }
  }
}

/// HTML as a browser takes it, made well-formed.
private enum XHTML {
  static func text(_ html: String, picture: (String) -> String) -> String {
    guard let document = try? Document.html(html) else { return MoodleWriter.escaped(html) }
    return document.blocks.map { block($0, picture) }.joined()
  }

  private static func block(_ block: Block, _ picture: (String) -> String) -> String {
    switch block {
    case .heading(let level, let runs): "<h\(min(6, max(1, level)))>\(words(runs))</h\(min(6, max(1, level)))>"
    case .paragraph(let runs): "<p>\(words(runs))</p>"
    case .quote(let runs): "<blockquote><p>\(words(runs))</p></blockquote>"
    case .item(_, let number, let runs): number == nil ? "<ul><li>\(words(runs))</li></ul>" : "<p>\(number ?? 1). \(words(runs))</p>"
    case .code(let text): "<pre>\(MoodleWriter.escaped(text))</pre>"
    case .table(let grid, _):
      "<table><tbody>"
        + grid.rows.map { row in "<tr>" + row.map { "<td>\(MoodleWriter.escaped($0.text))</td>" }.joined() + "</tr>" }.joined()
        + "</tbody></table>"
    case .picture(let image):
      "<p><img src=\"\(MoodleWriter.escaped(picture(image.source)))\" alt=\"\(MoodleWriter.escaped(image.alternative))\"/></p>"
    case .notes, .rule: ""
    }
  }

  private static func words(_ runs: [Run]) -> String {
    runs.map { run in
      var text = MoodleWriter.escaped(run.text).replacing("\n", with: "<br/>")
      if run.isCode { text = "<code>\(text)</code>" }
      if run.isEmphasis { text = "<em>\(text)</em>" }
      if run.isStrong { text = "<strong>\(text)</strong>" }
      return text
    }.joined()
  }
}
