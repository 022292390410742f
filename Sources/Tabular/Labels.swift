import Basics

extension Text {
  func text(russian: Bool) -> String { self[russian ? .ru : .en] }
}

extension Column {
  /// What people read for a value: its label; of several codes side by side each one's; of `name=value; …` the names'.
  package func words(for value: String, russian: Bool) -> String {
    guard !labels.isEmpty, !value.isEmpty else { return value }
    if let label = labels[value] { return label.text(russian: russian) }
    if value.contains("=") { return pairs(value, russian) }
    let codes = value.split { $0 == " " || $0 == ";" }.map { labels[String($0)] }
    guard codes.count > 1, codes.allSatisfy({ $0 != nil }) else { return value }
    return codes.compactMap { $0?.text(russian: russian) }.joined(separator: ", ")
  }

  private func pairs(_ value: String, _ russian: Bool) -> String {
    var pieces: [String] = []
    for piece in value.split(separator: ";", omittingEmptySubsequences: false) {
      let text = piece.drop { $0 == " " }
      guard let equals = text.firstIndex(of: "="), let label = labels[String(text[..<equals])] else {
        pieces.append(String(piece))
        continue
      }
      let blank = piece.hasPrefix(" ") ? " " : ""
      // A coded value has a label of its own: `status=draft`.
      let shown = labels[String(text)]?.text(russian: russian) ?? String(text[text.index(after: equals)...])
      pieces.append(blank + label.text(russian: russian) + ": " + shown)
    }
    return pieces.joined(separator: ";")
  }

  /// The code of a value that may have been typed as it was read.
  func code(of text: String) -> String {
    if labels.isEmpty || labels[text] != nil { return text }
    return labels.first { $0.value.ru == text || $0.value.en == text }?.key ?? text
  }
}
