import Tabular

/// What a document says of itself beside its text.
public struct DocumentProperties: Sendable, Equatable {
  public var title: String?
  public var author: String?

  public init() {}

  /// The core properties of an Office file, or the metadata of an OpenDocument; empty where there are none that can be read.
  static func read(_ zip: ZipReader) -> DocumentProperties {
    let reader = PropertiesReader()
    for part in ["docProps/core.xml", "meta.xml"] where zip.entry(part) != nil { try? Markup.read(zip, part, reader) }
    return reader.properties
  }
}

private final class PropertiesReader: MarkupHandler {
  var properties = DocumentProperties()
  private var text: [UInt8]?

  func start(_ name: String, _ attributes: Markup.Attributes) throws {
    text = ["dc:title", "dc:creator", "meta:initial-creator"].contains(name) ? [] : nil
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws { text?.append(contentsOf: bytes) }

  func end(_ name: String) throws {
    guard let bytes = text else { return }
    let said = String(decoding: bytes, as: UTF8.self)
    text = nil
    guard said.contains(where: { !$0.isWhitespace }) else { return }
    switch name {
    case "dc:title": properties.title = said
    // Who began a document is its author; the last one to save it only where nobody else is named.
    case "meta:initial-creator": properties.author = said
    case "dc:creator": properties.author = properties.author ?? said
    default: break
    }
  }
}
