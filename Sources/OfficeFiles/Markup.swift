import CExpat
import Glibc
import Tabular

/// What is told of an XML file while it is read.
protocol MarkupHandler: AnyObject {
  func start(_ name: String, _ attributes: Markup.Attributes) throws
  func end(_ name: String) throws
  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws
}

/// An XML part, read as its bytes come. Names have a short prefix of our own for each namespace that office files use, whatever
/// the file calls it, and its strict twin.
///
/// A document type is refused at its first byte, and with it every entity but the five. Where a form of file has had one since
/// before (QTI 1.2), it is passed over, and an entity in it refused.
final class Markup {
  struct Attributes {
    fileprivate let pointer: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    fileprivate let names: Names

    subscript(name: String) -> String? {
      guard let pointer else { return nil }
      var index = 0
      while let raw = pointer[index] {
        if names.short(raw) == name { return pointer[index + 1].map { String(cString: $0) } }
        index += 2
      }
      return nil
    }

    /// All of them, in the order of the file.
    var all: [(name: String, value: String)] {
      guard let pointer else { return [] }
      var found: [(name: String, value: String)] = []
      var index = 0
      while let raw = pointer[index] {
        if let value = pointer[index + 1] { found.append((names.short(raw), String(cString: value))) }
        index += 2
      }
      return found
    }

    /// A count, a place or a kind; what is negative or beyond all counting is none.
    func number(_ name: String) -> Int? { self[name].flatMap { Int($0) }.flatMap { (0...1 << 30).contains($0) ? $0 : nil } }
  }

  private let parser: XML_Parser
  private let part: String
  /// Who is told holds this, so that it is not held back.
  private unowned let handler: any MarkupHandler
  private let names = Names()
  private var depth = 0
  private var failure: (any Error)?

  init(_ part: String, _ handler: any MarkupHandler, passesType: Bool = false) {
    self.part = part
    self.handler = handler
    // Only memory that runs out gives none.
    parser = XML_ParserCreateNS(nil, 10)!
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, attributes in
        guard let name else { return }
        Markup.of(context).began(name, attributes)
      }, { context, name in if let name { Markup.of(context).ended(name) } })
    XML_SetCharacterDataHandler(parser) { context, bytes, count in
      guard let bytes else { return }
      Markup.of(context).said(bytes, Int(count))
    }
    if passesType {
      XML_SetEntityDeclHandler(parser) { context, _, _, _, _, _, _, _, _ in
        let markup = Markup.of(context)
        markup.stop(OfficeFault.declaresType(part: markup.part))
      }
    } else {
      XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
        let markup = Markup.of(context)
        markup.stop(OfficeFault.declaresType(part: markup.part))
      }
    }
    XML_SetUnknownEncodingHandler(parser, { _, name, encoding in Markup.take(name, encoding) }, nil)
  }

  deinit { XML_ParserFree(parser) }

  private static func of(_ context: UnsafeMutableRawPointer?) -> Markup {
    // Set to this object when the parser is made; it outlives the parsing.
    Unmanaged<Markup>.fromOpaque(context!).takeUnretainedValue()
  }

  private static func take(_ name: UnsafePointer<CChar>?, _ encoding: UnsafeMutablePointer<XML_Encoding>?) -> Int32 {
    guard let name, let encoding, let known = TextEncoding(named: String(cString: name)), case let upper = TextTables.upperHalf(known),
      upper.count == 128
    else { return Int32(XML_STATUS_ERROR.rawValue) }
    withUnsafeMutableBytes(of: &encoding.pointee.map) { raw in
      let map = raw.bindMemory(to: Int32.self)
      for byte in 0..<128 { map[byte] = Int32(byte) }
      for (index, scalar) in upper.enumerated() { map[128 + index] = scalar == 0 ? -1 : Int32(scalar) }
    }
    encoding.pointee.convert = nil
    encoding.pointee.release = nil
    return Int32(XML_STATUS_OK.rawValue)
  }

  /// - Throws: `OfficeFault` of XML that is none, and what the handler throws.
  func feed(_ bytes: [UInt8], isLast: Bool) throws {
    let status = bytes.withUnsafeBytes { raw in
      XML_Parse(parser, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), isLast ? 1 : 0)
    }
    if let failure { throw failure }
    guard status == XML_STATUS_OK else {
      throw OfficeFault.malformed(
        part: part, line: Int(XML_GetCurrentLineNumber(parser)), column: Int(XML_GetCurrentColumnNumber(parser)) + 1)
    }
  }

  /// Reads a whole part.
  static func read(_ zip: ZipReader, _ part: String, _ handler: any MarkupHandler) throws {
    guard let entry = zip.entry(part) else { throw OfficeFault.missingPart(part) }
    let markup = Markup(part, handler)
    let unpacker = try zip.unpack(entry)
    while case let piece = try unpacker.next(), !piece.isEmpty { try markup.feed(piece, isLast: false) }
    try markup.feed([], isLast: true)
  }

  /// The line that is read.
  var line: Int { Int(XML_GetCurrentLineNumber(parser)) }

  private func stop(_ error: any Error) {
    if failure == nil { failure = error }
    XML_StopParser(parser, 0)
  }

  private func began(_ name: UnsafePointer<CChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
    guard failure == nil else { return }
    depth += 1
    guard depth <= OfficeLimit.depth else { return stop(OfficeFault.tooDeep(part: part, limit: OfficeLimit.depth)) }
    do { try handler.start(names.short(name), Attributes(pointer: attributes, names: names)) } catch { stop(error) }
  }

  private func ended(_ name: UnsafePointer<CChar>) {
    guard failure == nil else { return }
    depth -= 1
    do { try handler.end(names.short(name)) } catch { stop(error) }
  }

  private func said(_ bytes: UnsafePointer<CChar>, _ count: Int) {
    guard failure == nil else { return }
    bytes.withMemoryRebound(to: UInt8.self, capacity: count) { pointer in
      do { try handler.text(UnsafeBufferPointer(start: pointer, count: count)) } catch { stop(error) }
    }
  }

  /// Names with our prefixes, made once for each that is often met.
  fileprivate final class Names {
    private var known = [(raw: UnsafeMutablePointer<CChar>, name: String)?](repeating: nil, count: 512)

    deinit { for entry in known { free(entry?.raw) } }

    func short(_ raw: UnsafePointer<CChar>) -> String {
      // The end of a name tells it apart: namespaces are long and few.
      let length = strlen(raw)
      var hash = UInt64(length)
      for index in max(0, length - 12)..<length { hash = (hash ^ UInt64(UInt8(bitPattern: raw[index]))) &* 0x100_0000_01b3 }
      let place = Int((hash ^ hash >> 20) & 511)
      if let entry = known[place], strcmp(entry.raw, raw) == 0 { return entry.name }
      let name = prefixed(raw)
      if let copy = strdup(raw) {
        free(known[place]?.raw)
        known[place] = (copy, name)
      }
      return name
    }

    private func prefixed(_ raw: UnsafePointer<CChar>) -> String {
      let whole = String(cString: raw)
      guard let split = whole.firstIndex(of: "\n") else { return whole }
      return (Self.prefixes[String(whole[..<split])] ?? "?") + ":" + whole[whole.index(after: split)...]
    }

    private static let prefixes: [String: String] = {
      let transitional = "http://schemas.openxmlformats.org/"
      let strict = "http://purl.oclc.org/ooxml/"
      var found: [String: String] = [:]
      for (name, prefix) in [
        ("wordprocessingml", "w"), ("drawingml", "a"), ("presentationml", "p"), ("spreadsheetml", "s"),
      ] {
        found["\(transitional)\(name)/2006/main"] = prefix
        found["\(strict)\(name)/main"] = prefix
      }
      found["\(transitional)officeDocument/2006/relationships"] = "r"
      found["\(strict)officeDocument/relationships"] = "r"
      found["\(transitional)package/2006/relationships"] = "rel"
      found["\(transitional)package/2006/content-types"] = "ct"
      found["\(transitional)markup-compatibility/2006"] = "mc"
      found["http://schemas.openxmlformats.org/package/2006/metadata/core-properties"] = "cp"
      found["http://purl.org/dc/elements/1.1/"] = "dc"
      for name in ["office", "table", "text", "drawing", "presentation", "style", "meta", "datastyle", "manifest"] {
        let prefix = ["drawing": "draw", "datastyle": "number"][name] ?? name
        found["urn:oasis:names:tc:opendocument:xmlns:\(name):1.0"] = prefix
      }
      found["http://www.w3.org/1999/xlink"] = "xlink"
      found["http://www.w3.org/XML/1998/namespace"] = "xml"
      found["http://www.openarchives.org/OAI/2.0/"] = "oai"
      found["http://www.openarchives.org/OAI/2.0/oai_dc/"] = "oai_dc"
      found["http://ltsc.ieee.org/xsd/LOM"] = "lom"
      found["http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"] = "wp"
      found["http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"] = "wp"
      found["urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"] = "fo"
      found["urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"] = "svg"
      found["urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"] = "calcext"
      return found
    }()
  }
}
