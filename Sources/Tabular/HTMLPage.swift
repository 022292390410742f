import Basics

/// What every page of HTML has in common: complete in itself, readable on a telephone, in the dark and on paper.
public enum HTMLPage {
  /// - Parameter style: further rules for this page.
  public static func head(title: String, russian: Bool, style: String = "") -> String {
    """
    <!DOCTYPE html>
    <html lang="\(russian ? "ru" : "en")"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>\(escaped(title))</title>
    <style>body{font-family:sans-serif;font-size:10pt}h1{font-size:14pt}h2{font-size:11pt}table{border-collapse:collapse}
    th,td{border:1px solid #888;padding:1px 5px;text-align:left;vertical-align:top}.new{break-after:page}tr{break-inside:avoid}
    .wide{overflow-x:auto}@media print{.wide{overflow:visible}}@page{margin:12mm}\(style)</style></head><body>

    """
  }

  /// Lists that may be wider than the screen and longer than a sheet.
  public static let listStyle = """
    th{white-space:nowrap}td.n{text-align:right}thead{display:table-header-group}
    @media (prefers-color-scheme:dark){body{background:#161616;color:#eee}th,td{border-color:#777}}
    @media print{@page{size:A4}body{background:#fff;color:#000}th{white-space:normal}}
    """

  public static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "<br>"
      // Control characters of a name have no place on a page.
      case _ where character.unicodeScalars.contains { $0.properties.generalCategory == .control }: continue
      default: result.append(character)
      }
    }
    return result
  }
}
