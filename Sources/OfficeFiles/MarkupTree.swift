/// An element of XML with all that is in it; names without their prefixes.
public final class MarkupElement {
  public enum Node {
    case element(MarkupElement)
    case text(String)
  }

  public let name: String
  /// In the order of the file; names without their prefixes, declarations of namespaces left out.
  public let attributes: [(name: String, value: String)]
  /// The line it begins on.
  public let line: Int
  public fileprivate(set) var nodes: [Node] = []

  init(_ name: String, _ attributes: [(name: String, value: String)], line: Int) {
    self.name = name
    self.attributes = attributes
    self.line = line
  }

  public subscript(attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

  public var elements: [MarkupElement] { nodes.compactMap { if case .element(let element) = $0 { element } else { nil } } }
  public func elements(_ name: String) -> [MarkupElement] { elements.filter { $0.name == name } }
  public func element(_ name: String) -> MarkupElement? { elements.first { $0.name == name } }

  /// The element at the end of a way down.
  public func element(_ way: String...) -> MarkupElement? { way.reduce(self as MarkupElement?) { $0?.element($1) } }

  /// The text in it and in all below.
  public var text: String {
    nodes.map { node in
      switch node {
      case .element(let element): element.text
      case .text(let text): text
      }
    }.joined()
  }

  /// All elements below, in the order of the file, itself not among them.
  public var descendants: [MarkupElement] { elements.flatMap { [$0] + $0.descendants } }

  public func descendants(_ name: String) -> [MarkupElement] { descendants.filter { $0.name == name } }

  fileprivate func leave(_ element: MarkupElement) {
    if case .element(let last) = nodes.last, last === element { nodes.removeLast() }
  }
}

/// Reads XML as trees, each element of a name as soon as it is whole: a file of any size is never held.
public final class MarkupTree: MarkupHandler {
  /// Bytes of text and marks that one tree may hold.
  static let largest = 48 << 20

  private let part: String
  private let names: Set<String>
  private let take: (MarkupElement) throws -> Void
  private var open: [MarkupElement] = []
  private var pending: [UInt8] = []
  private var held = 0
  private weak var markup: Markup?

  private init(_ part: String, _ names: Set<String>, _ take: @escaping (MarkupElement) throws -> Void) {
    self.part = part
    self.names = names
    self.take = take
  }

  /// Reads pieces of a file to its end.
  /// - Parameters:
  ///   - part: how faults call it.
  ///   - names: the elements wanted; one in another is told of first. Empty for the whole tree.
  ///   - passesType: whether a document type is passed over; one that declares an entity is refused all the same.
  ///   - next: the next bytes, none at the end.
  /// - Throws: `OfficeFault`, and what `take` throws.
  public static func read(
    _ part: String, each names: Set<String> = [], passesType: Bool = false, from next: () throws -> [UInt8],
    _ take: @escaping (MarkupElement) throws -> Void
  ) throws {
    let tree = MarkupTree(part, names, take)
    let markup = Markup(part, tree, passesType: passesType)
    tree.markup = markup
    while case let piece = try next(), !piece.isEmpty { try markup.feed(piece, isLast: false) }
    try markup.feed([], isLast: true)
  }

  /// The whole tree of bytes that are all there.
  public static func root(_ part: String, _ bytes: [UInt8], passesType: Bool = false) throws -> MarkupElement {
    var rest: [UInt8]? = bytes
    var root: MarkupElement?
    try read(
      part, passesType: passesType,
      from: {
        defer { rest = nil }
        return rest ?? []
      }
    ) { root = $0 }
    // What was read to its end without a fault has a root.
    guard let root else { throw OfficeFault.malformed(part: part, line: 1, column: 1) }
    return root
  }

  func start(_ name: String, _ attributes: Markup.Attributes) throws {
    settle()
    let all = attributes.all.map { (Self.local($0.name), $0.value) }
    held += all.reduce(64) { $0 + $1.0.utf8.count + $1.1.utf8.count + 64 }
    guard held <= Self.largest else { throw OfficeFault.tooLarge(limit: Self.largest) }
    let element = MarkupElement(Self.local(name), all, line: markup?.line ?? 1)
    open.last?.nodes.append(.element(element))
    open.append(element)
  }

  func end(_ name: String) throws {
    settle()
    guard let element = open.popLast() else { return }
    guard names.contains(element.name) || (names.isEmpty && open.isEmpty) else { return }
    try take(element)
    open.last?.leave(element)
    if !names.isEmpty { held = 0 }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard !open.isEmpty else { return }
    held += bytes.count
    guard held <= Self.largest else { throw OfficeFault.tooLarge(limit: Self.largest) }
    pending.append(contentsOf: bytes)
  }

  private func settle() {
    guard !pending.isEmpty else { return }
    // Blanks between the elements that are taken one by one are nobody's.
    if names.isEmpty || open.contains(where: { names.contains($0.name) }) || pending.contains(where: { $0 > 32 }) {
      open.last?.nodes.append(.text(String(decoding: pending, as: UTF8.self)))
    }
    pending.removeAll(keepingCapacity: pending.capacity < 1 << 16)
  }

  private static func local(_ name: String) -> String {
    guard let mark = name.lastIndex(of: ":") else { return name }
    return String(name[name.index(after: mark)...])
  }
}
