import Basics
import OfficeFiles

/// Questions of XML or of a package of QTI, whatever its version.
public struct QTIReader {
  private var bank = QuestionBank()
  private let zip: ZipReader?
  /// Parts whose items were read: a test and its manifest name them both.
  private var read: Set<String> = []

  /// The questions of a package: in the order of its test, else of its manifest.
  /// - Throws: `OfficeFault`.
  public static func bank(_ zip: ZipReader) throws -> QuestionBank {
    var reader = QTIReader(zip: zip)
    try reader.package()
    return reader.bank
  }

  /// The questions of one file of XML.
  public static func bank(_ root: MarkupElement) throws -> QuestionBank {
    var reader = QTIReader(zip: nil)
    try reader.document(root, part: nil, category: "")
    return reader.bank
  }

  private init(zip: ZipReader?) { self.zip = zip }

  private mutating func package() throws {
    guard let zip else { return }
    guard zip.entry("imsmanifest.xml") != nil else {
      // Without a manifest, every part that is XML.
      for entry in zip.entries where entry.name.lowercased().hasSuffix(".xml") { try part(entry.name, category: "", isNeeded: false) }
      return
    }
    let manifest = try root("imsmanifest.xml")
    let resources = manifest.descendants("resource")
    let tests = resources.filter { ($0["type"] ?? "").hasPrefix("imsqti_test") || ($0["type"] ?? "").hasPrefix("imsqti_assessment") }
    for resource in tests + resources where isQuestions(resource) {
      guard let name = resource["href"] ?? resource.element("file")?["href"] else { continue }
      try part(QTIPath.resolved(name, beside: "imsmanifest.xml"), category: "", isNeeded: true)
    }
  }

  private func isQuestions(_ resource: MarkupElement) -> Bool {
    let type = resource["type"] ?? ""
    return type.hasPrefix("imsqti")
      || resource.elements("file").count <= 1 && type.hasPrefix("associatedcontent") == false
        && (resource["href"] ?? "").lowercased().hasSuffix(".xml") && type != "webcontent"
  }

  private func root(_ name: String) throws -> MarkupElement {
    guard let zip, zip.entry(name) != nil else { throw OfficeFault.missingPart(name) }
    return try MarkupTree.root(name, zip.contents(name), passesType: true)
  }

  private mutating func part(_ name: String?, category: String, isNeeded: Bool, from place: String = "imsmanifest.xml:1") throws {
    guard let name else {
      bank.mistakes.append(QuestionMistake(place, .climbs("")))
      return
    }
    guard read.insert(name).inserted else { return }
    guard let zip, zip.entry(name) != nil else {
      if isNeeded { bank.mistakes.append(QuestionMistake(place, .partMissing(name))) }
      return
    }
    try document(try root(name), part: name, category: category)
  }

  private mutating func document(_ root: MarkupElement, part: String?, category: String) throws {
    switch root.name {
    case "assessmentItem": item(root, part, category)
    case "assessmentTest": try test(root, part)
    case "assessmentSection": try section(root, part, [])
    case "questestinterop": QTI1Reader.read(root, into: &bank, place: { Self.place(part, $0) })
    default: break
    }
  }

  private static func place(_ part: String?, _ element: MarkupElement) -> String {
    part.map { "\($0):\(element.line)" } ?? String(element.line)
  }

  // MARK: tests

  private mutating func test(_ root: MarkupElement, _ part: String?) throws {
    for testPart in root.elements("testPart") {
      for element in testPart.elements("assessmentSection") { try section(element, part, []) }
    }
  }

  /// Sections become categories.
  private mutating func section(_ element: MarkupElement, _ part: String?, _ above: [String]) throws {
    let title = QuestionText(element["title"] ?? "").text
    let way = title.isEmpty ? above : above + [title.replacing("/", with: "∕")]
    for child in element.elements {
      switch child.name {
      case "assessmentSection": try section(child, part, way)
      case "assessmentItemRef":
        let name = child["href"] ?? ""
        let place = Self.place(part, child)
        guard let path = QTIPath.resolved(name, beside: part ?? "") else {
          bank.mistakes.append(QuestionMistake(place, .climbs(name)))
          continue
        }
        try self.part(path, category: way.joined(separator: "/"), isNeeded: true, from: place)
      default: break
      }
    }
  }

  private mutating func item(_ root: MarkupElement, _ part: String?, _ category: String) {
    var files: [QuestionFile] = []
    var climbing: [String] = []
    let zip = zip
    let outcome = QTIItem.read(root, place: { Self.place(part, $0) }) { source in
      guard let zip, let part, !source.contains("://"), !source.hasPrefix("data:") else { return source }
      guard let path = QTIPath.resolved(source, beside: part) else {
        climbing.append(source)
        return source
      }
      let name = path.split(separator: "/").last.map(String.init) ?? path
      guard zip.entry(path) != nil, let bytes = try? zip.contents(path) else { return source }
      let file = QuestionFile(place: "stem", name: name, bytes: bytes)
      if !files.contains(file) { files.append(file) }
      return "@@PLUGINFILE@@/" + name
    }
    bank.mistakes += climbing.map { QuestionMistake(Self.place(part, root), .climbs($0)) }
    switch outcome {
    case .question(var question, let ownRules):
      question.category = category
      question.files = files
      if ownRules { bank.notices.append(QuestionNotice(place: question.place, name: question.name, kind: .ownRules)) }
      bank.take(question)
    case .unknown(let reason):
      let name = QuestionText(root["title"] ?? root["identifier"] ?? "").text
      bank.unknown.append(UnknownQuestion(place: Self.place(part, root), name: name, reason: reason))
    case .mistakes(let mistakes): bank.mistakes += mistakes
    }
  }
}

/// Paths of a package.
enum QTIPath {
  /// A path relative to the folder of a part; `nil` where it leads out of the package.
  static func resolved(_ path: String, beside part: String) -> String? {
    var pieces = part.split(separator: "/").dropLast().map(String.init)
    guard !path.hasPrefix("/"), !path.contains("\\"), !path.isEmpty else { return nil }
    for piece in decoded(path).split(separator: "/") {
      switch piece {
      case "..": if pieces.popLast() == nil { return nil }
      case ".": break
      default: pieces.append(String(piece))
      }
    }
    return pieces.joined(separator: "/")
  }

  /// `%20` as a blank.
  private static func decoded(_ path: String) -> String {
    guard path.contains("%") else { return path }
    var result: [UInt8] = []
    let bytes = Array(path.utf8)
    var position = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.count,
        let value = UInt8(String(decoding: bytes[position + 1...position + 2], as: UTF8.self), radix: 16)
      {
        result.append(value)
        position += 3
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
