/// Numbers as systems of other countries write them: `85.5`, `85,5`, `1,500.00`, `1 234,56`, `100.00 %`.
package enum GradebookNumber {
  /// - Parameter limit: where a comma may part thousands or decimals, the reading within this limit is meant.
  /// - Returns: `nil` for what is no number.
  package static func value(_ text: String, limit: Double?) -> Double? {
    var plain = text.filter { !" \u{a0}\u{202f}".contains($0) }
    if plain.hasSuffix("%") { plain.removeLast() }
    guard !plain.isEmpty, plain.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }), plain.contains(where: \.isNumber)
    else {
      return nil
    }
    let hasBoth = plain.contains(",") && plain.contains(".")
    if hasBoth {
      // The sign that comes last parts the decimals.
      let isComma = (plain.lastIndex(of: ",") ?? plain.startIndex) > (plain.lastIndex(of: ".") ?? plain.startIndex)
      return Double(plain.filter { $0 != (isComma ? "." : ",") }.replacing(",", with: "."))
    }
    let decimal = Double(plain.replacing(",", with: "."))
    guard plain.contains(/^[0-9]{1,3}(,[0-9]{3})+$/), let whole = Double(plain.filter { $0 != "," }) else { return decimal }
    guard let limit else { return whole }
    return whole <= limit ? whole : decimal
  }
}
