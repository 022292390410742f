/// Slides as the outline they were made of.
enum SlideOutline {
  /// A first slide of a title and a line under it is the title of the document. Where some slides have nothing but a title they
  /// are parts, and the others stand a level below them. A break is told only where a slide has no title.
  static func document(_ read: Document) -> Document {
    var slides: [[Block]] = [[]]
    for block in read.blocks { if block == .rule { slides.append([]) } else { slides[slides.count - 1].append(block) } }
    var document = read
    document.blocks = []
    if slides.count > 1, document.title == nil, case .heading(_, let title)? = slides[0].first, slides[0].count <= 2,
      slides[0].dropFirst().allSatisfy({ if case .paragraph = $0 { true } else { false } })
    {
      document.title = title.text
      if case .paragraph(let runs)? = slides[0].dropFirst().first { document.author = runs.text }
      slides.removeFirst()
    }
    func isPart(_ slide: [Block]) -> Bool { if case .heading? = slide.first { slide.count == 1 } else { false } }
    let level = slides.contains(where: isPart) && !slides.allSatisfy(isPart) ? 2 : 1
    for slide in slides {
      guard case .heading(_, let runs)? = slide.first else {
        if !slide.isEmpty { document.blocks += [.rule] + slide }
        continue
      }
      document.blocks += [.heading(level: isPart(slide) ? 1 : level, runs)] + slide.dropFirst()
    }
    return document
  }
}
