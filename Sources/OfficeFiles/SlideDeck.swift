import Tabular

/// A document as slides that hold what is on them.
///
/// The slide level is the highest heading followed by content; headings above it are section slides, `---` begins a slide without
/// a title, a title makes the first slide (as pandoc does). What does not fit goes on to «Название (2)».
struct SlideDeck {
  enum Piece {
    /// Paragraphs, items, quotes and code that stand under each other.
    case text([Block])
    case table(Grid, [Alignment])
    case picture(Picture)
  }

  struct Placed {
    let piece: Piece
    /// In points from the top of the slide.
    let top: Int
    let height: Int
  }

  struct Slide {
    enum Kind { case title, section, content }
    var kind = Kind.content
    var title: [Run] = []
    var subtitle = ""
    var placed: [Placed] = []
    var notes: [Block] = []
  }

  let slides: [Slide]

  /// In points: 960 × 540.
  static let width = 960
  static let height = 540
  static let left = 48
  static let textWidth = 864
  static let contentTop = 118
  static let contentHeight = 386
  static let bodySize = 20
  static let tableSize = 16
  /// How wide a letter is taken to be, in parts of its size: most are narrower.
  static let letter = 0.58

  init(_ document: Document, _ pictures: Pictures) {
    let level = Self.slideLevel(document.blocks)
    var raw: [(slide: Slide, blocks: [Block])] = []
    if let title = document.title {
      var slide = Slide()
      (slide.kind, slide.title) = (.title, [Run(title)])
      slide.subtitle = [document.author, document.date].compactMap(\.self).joined(separator: "\n")
      raw.append((slide, []))
    }
    var isOpen = false
    func begin(_ kind: Slide.Kind, _ title: [Run]) {
      var slide = Slide()
      (slide.kind, slide.title) = (kind, title)
      raw.append((slide, []))
      isOpen = true
    }
    for block in document.blocks {
      switch block {
      case .heading(let own, let runs) where own < level: begin(.section, runs)
      case .heading(let own, let runs) where own == level: begin(.content, runs)
      case .heading(_, let runs):
        if !isOpen { begin(.content, []) }
        raw[raw.count - 1].blocks.append(
          .paragraph(
            runs.map { run in
              var strong = run
              strong.isStrong = true
              return strong
            }))
      case .rule: begin(.content, [])
      case .notes(let blocks):
        if !isOpen, raw.isEmpty { begin(.content, []) }
        raw[raw.count - 1].slide.notes += blocks
      default:
        if !isOpen || raw[raw.count - 1].slide.kind == .section { begin(.content, []) }
        raw[raw.count - 1].blocks.append(block)
      }
    }
    slides = raw.flatMap { Self.fitted($0.slide, $0.blocks, pictures) }
  }

  private static func slideLevel(_ blocks: [Block]) -> Int {
    var level = 7
    for (block, next) in zip(blocks, blocks.dropFirst()) {
      guard case .heading(let own, _) = block else { continue }
      switch next {
      case .heading, .rule: continue
      default: level = min(level, own)
      }
    }
    if level < 7 { return level }
    return blocks.compactMap { if case .heading(let own, _) = $0 { own } else { nil } }.min() ?? 1
  }

  // MARK: what fits

  private static func fitted(_ slide: Slide, _ blocks: [Block], _ pictures: Pictures) -> [Slide] {
    guard slide.kind == .content else { return [slide] }
    var pages: [[Placed]] = [[]]
    var used = 0
    func turn() {
      if !pages[pages.count - 1].isEmpty { pages.append([]) }
      used = 0
    }
    func place(_ piece: Piece, _ height: Int) {
      pages[pages.count - 1].append(Placed(piece: piece, top: contentTop + used, height: height))
      used += height + 10
    }
    for piece in pieces(blocks) {
      switch piece {
      case .text(let blocks):
        var waiting: [Block] = []
        var height = 0
        for block in blocks.flatMap(parts) {
          let own = self.height(block)
          if used + height + own > contentHeight, used + height > 0 {
            if !waiting.isEmpty { place(.text(waiting), height) }
            turn()
            (waiting, height) = ([], 0)
          }
          waiting.append(block)
          height += own
        }
        if !waiting.isEmpty { place(.text(waiting), height) }
      case .table(let grid, let alignments):
        let heights = rowHeights(grid)
        var first = 1
        repeat {
          var height = heights.first ?? 0
          var last = first
          while last < grid.rows.count, used + height + heights[last] <= contentHeight {
            height += heights[last]
            last += 1
          }
          if last == first, last < grid.rows.count, used > 0 {
            turn()
            continue
          }
          // A row that is higher than a slide stands alone on one.
          if last == first, last < grid.rows.count {
            height += heights[last]
            last += 1
          }
          var part = Grid()
          part.rows = Array(grid.rows.prefix(1)) + (first < last ? Array(grid.rows[first..<last]) : [])
          place(.table(part, alignments), min(height, contentHeight))
          first = last
          if first < grid.rows.count { turn() }
        } while first < grid.rows.count
      case .picture(let picture):
        if contentHeight - used < 160 { turn() }
        place(.picture(picture), contentHeight - used)
      }
    }
    return pages.enumerated().map { index, placed in
      var page = slide
      page.placed = placed
      if index > 0 {
        page.title = slide.title.isEmpty ? [] : slide.title + [Run(" (\(index + 1))")]
        page.notes = []
      }
      return page
    }
  }

  private static func pieces(_ blocks: [Block]) -> [Piece] {
    var pieces: [Piece] = []
    for block in blocks {
      switch block {
      case .table(let grid, let alignments): pieces.append(.table(grid, alignments))
      case .picture(let picture): pieces.append(.picture(picture))
      default:
        if case .text(let before)? = pieces.last {
          pieces[pieces.count - 1] = .text(before + [block])
        } else {
          pieces.append(.text([block]))
        }
      }
    }
    return pieces
  }

  /// A paragraph that is longer than a slide, cut at a blank; code at a line.
  private static func parts(_ block: Block) -> [Block] {
    guard height(block) > contentHeight else { return [block] }
    switch block {
    case .code(let text):
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return stride(from: 0, to: lines.count, by: 12).map { .code(lines[$0..<min($0 + 12, lines.count)].joined(separator: "\n")) }
    case .paragraph(let runs): return cut(runs).map { .paragraph($0) }
    case .quote(let runs): return cut(runs).map { .quote($0) }
    case .item(let level, let number, let runs):
      return cut(runs).enumerated().map { .item(level: level, number: $0.offset == 0 ? number : nil, $0.element) }
    default: return [block]
    }
  }

  private static func cut(_ runs: [Run]) -> [[Run]] {
    var result: [[Run]] = [[]]
    var count = 0
    for run in runs {
      for word in run.text.split(separator: " ", omittingEmptySubsequences: false) {
        if count + word.count > 700 {
          result.append([])
          count = 0
        }
        var part = run
        part.text = (count > 0 ? " " : "") + word
        result[result.count - 1].join(part)
        count += word.count + 1
      }
    }
    return result
  }

  static func height(_ block: Block) -> Int {
    switch block {
    case .item(let level, _, let runs): lines(runs.text, width: textWidth - 27 * (level + 1), size: bodySize) * 25 + 6
    case .paragraph(let runs), .quote(let runs): lines(runs.text, width: textWidth - 14, size: bodySize) * 25 + 8
    case .code(let text):
      text.split(separator: "\n", omittingEmptySubsequences: false).map { lines(String($0), width: textWidth - 14, size: 18) }.reduce(0, +)
        * 23 + 8
    default: 0
    }
  }

  static func lines(_ text: String, width: Int, size: Int) -> Int {
    let fitting = max(4, Int(Double(width) / (Double(size) * letter)))
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Int in
      var (count, used) = (1, 0)
      for word in line.split(separator: " ") {
        let length = DisplayText.width(String(word))
        if used > 0, used + 1 + length > fitting {
          count += 1
          used = 0
        }
        count += max(0, (length - 1) / fitting)
        used += (used > 0 ? 1 : 0) + length % (fitting + 1)
      }
      return count
    }.reduce(0, +)
  }

  static func columns(_ grid: Grid) -> [Int] {
    ColumnWidths.fitted(grid, to: textWidth, perCharacter: Int((Double(tableSize) * letter).rounded(.up)), padding: 18)
  }

  static func rowHeights(_ grid: Grid) -> [Int] {
    let widths = columns(grid)
    return grid.rows.map { row in
      (row.enumerated().map { column, cell in
        lines(cell.text, width: (widths.indices.contains(column) ? widths[column] : 100) - 16, size: tableSize)
      }.max() ?? 1)
        * 20 + 10
    }
  }

  /// Where a picture lies in its place, its proportions kept.
  static func frame(_ file: PictureFile, _ placed: Placed) -> (x: Int, y: Int, width: Int, height: Int) {
    let scale = min(Double(textWidth) / Double(file.width), Double(placed.height) / Double(file.height), 2)
    let (width, height) = (max(1, Int(Double(file.width) * scale)), max(1, Int(Double(file.height) * scale)))
    return (left + (textWidth - width) / 2, placed.top + (placed.height - height) / 2, width, height)
  }
}
