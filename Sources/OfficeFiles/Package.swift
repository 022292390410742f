/// A package of parts (OPC): docx, pptx and xlsx. Parts are found by their relationships, never by their names.
final class OfficePackage {
  let zip: ZipReader
  let main: String
  /// The content type of the main part, which says what the package is.
  let mainType: String

  struct Relationship {
    let id: String
    let type: String
    let target: String
    let isExternal: Bool
  }

  /// - Returns: `nil` for a zip that is no package.
  init?(_ zip: ZipReader) throws {
    guard zip.entry("[Content_Types].xml") != nil else { return nil }
    self.zip = zip
    let types = ContentTypes()
    try Markup.read(zip, "[Content_Types].xml", types)
    let relationships = try Self.relationships(zip, "")
    guard let found = relationships.first(where: { $0.type.hasSuffix("/officeDocument") && !$0.isExternal }) else {
      throw OfficeFault.unknownZip
    }
    main = found.target
    mainType = types.overrides["/" + main] ?? ""
  }

  /// Whether there is a program in it; it is never run.
  var hasMacros: Bool { zip.entries.contains { $0.name.lowercased().hasSuffix("vbaproject.bin") } }

  func relationships(of part: String) throws -> [Relationship] { try Self.relationships(zip, part) }

  /// The part that another one names by the kind of their relationship.
  func part(_ kind: String, of part: String) throws -> String? {
    try relationships(of: part).first { $0.type.hasSuffix("/" + kind) && !$0.isExternal }?.target
  }

  private static func relationships(_ zip: ZipReader, _ part: String) throws -> [Relationship] {
    let pieces = part.split(separator: "/").map(String.init)
    let folder = pieces.dropLast().map { $0 + "/" }.joined()
    let name = folder + "_rels/" + (pieces.last ?? "") + ".rels"
    guard zip.entry(name) != nil else { return [] }
    let reader = Relationships(folder)
    try Markup.read(zip, name, reader)
    return reader.found
  }

  private final class ContentTypes: MarkupHandler {
    var overrides: [String: String] = [:]
    func start(_ name: String, _ attributes: Markup.Attributes) {
      if name == "ct:Override", let part = attributes["PartName"], let type = attributes["ContentType"] { overrides[part] = type }
    }
    func end(_ name: String) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
  }

  private final class Relationships: MarkupHandler {
    private let folder: String
    var found: [Relationship] = []
    init(_ folder: String) { self.folder = folder }

    func start(_ name: String, _ attributes: Markup.Attributes) {
      guard name == "rel:Relationship", let id = attributes["Id"], let type = attributes["Type"], let target = attributes["Target"] else {
        return
      }
      let isExternal = attributes["TargetMode"] == "External"
      found.append(.init(id: id, type: type, target: isExternal ? target : Self.resolved(target, folder), isExternal: isExternal))
    }

    /// A target is relative to the folder of its part, or begins with a slash.
    private static func resolved(_ target: String, _ folder: String) -> String {
      var parts: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
      for piece in target.split(separator: "/") {
        if piece == ".." { _ = parts.popLast() } else if piece != "." { parts.append(piece) }
      }
      return parts.joined(separator: "/")
    }

    func end(_ name: String) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
  }
}
