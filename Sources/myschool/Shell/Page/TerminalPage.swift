import Basics
import Glibc
import Tabular

/// A key as a page of the terminal hears it.
enum Key: Equatable {
  case character(Character)
  case enter, escape, backspace, tab
  case up, down, left, right, home, end, pageUp, pageDown
  /// The window has another size now, or the page was hidden: it is to be drawn again.
  case redraw
  /// The process is to end, by a signal or because the terminal is gone.
  case ended(signal: Int32)
}

/// The signal that came while a page was open.
nonisolated(unsafe) private var arrived: Int32 = 0

/// A page that has the whole terminal for itself: keys one by one, a screen that is drawn anew, and the terminal as it was
/// on every way out.
final class TerminalPage {
  private let input: Int32
  private let output: Int32
  private var before = termios()
  private var pending: [UInt8] = []
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH]
  private var handlers: [(signal: Int32, old: sigaction)] = []

  /// - Returns: `nil` where there is no terminal.
  init?(input: Int32 = 0, output: Int32 = 1) {
    (self.input, self.output) = (input, output)
    guard isatty(input) != 0, isatty(output) != 0, tcgetattr(input, &before) == 0 else { return nil }
    for number in Self.signals {
      var (new, old) = (sigaction(), sigaction())
      new.__sigaction_handler.sa_handler = { arrived = $0 }
      sigaction(number, &new, &old)
      handlers.append((number, old))
    }
    take()
  }

  /// Gives the terminal back as it was.
  func close() {
    guard !handlers.isEmpty else { return }
    give()
    for (number, old) in handlers {
      var old = old
      sigaction(number, &old, nil)
    }
    handlers = []
  }

  private func take() {
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    raw.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR)
    tcsetattr(input, TCSADRAIN, &raw)
    // The other screen, so that what was there before comes back.
    write("\u{1b}[?1049h\u{1b}[?25l")
  }

  private func give() {
    write("\u{1b}[?25h\u{1b}[?1049l")
    tcsetattr(input, TCSADRAIN, &before)
  }

  /// Columns and rows of the window.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Draws the lines of a screen, from the top.
  func draw(_ lines: [String]) {
    var text = "\u{1b}[H"
    for (index, line) in lines.enumerated() { text += line + "\u{1b}[0m\u{1b}[K" + (index < lines.count - 1 ? "\r\n" : "") }
    write(text + "\u{1b}[J")
  }

  private func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // A terminal that is gone is told of by the next key.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  // MARK: keys

  /// Waits for a key.
  func key() -> Key {
    while true {
      if let key = answerToSignal() { return key }
      guard let byte = nextByte() else {
        if let key = answerToSignal() { return key }
        if arrived != 0 { continue }
        return .ended(signal: SIGHUP)
      }
      switch byte {
      case 3: return .ended(signal: SIGINT)
      case 26:
        suspend()
        return .redraw
      case 13, 10: return .enter
      case 8, 127: return .backspace
      case 9: return .tab
      case 27: return afterEscape()
      case 0..<32: continue
      default: if let character = character(from: byte) { return .character(character) }
      }
    }
  }

  private func answerToSignal() -> Key? {
    let signal = arrived
    guard signal != 0 else { return nil }
    arrived = 0
    switch signal {
    case SIGWINCH: return .redraw
    case SIGTSTP:
      suspend()
      return .redraw
    default: return .ended(signal: signal)
    }
  }

  /// Steps aside until the shell brings the program back.
  private func suspend() {
    give()
    kill(getpid(), SIGSTOP)
    take()
  }

  private func nextByte() -> UInt8? {
    if !pending.isEmpty { return pending.removeFirst() }
    var byte: UInt8 = 0
    return read(input, &byte, 1) == 1 ? byte : nil
  }

  /// A byte that is there already or comes at once, as the rest of what one key sends.
  private func promptByte() -> UInt8? {
    if !pending.isEmpty { return pending.removeFirst() }
    var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, 40) == 1 else { return nil }
    return nextByte()
  }

  private func afterEscape() -> Key {
    guard let second = promptByte() else { return .escape }
    guard second == 91 || second == 79 else {
      // Escape, and then another key.
      pending.insert(second, at: 0)
      return .escape
    }
    var parameter: [UInt8] = []
    while let byte = promptByte() {
      guard byte >= 64 else {
        parameter.append(byte)
        continue
      }
      return Self.key(of: byte, parameter.first)
    }
    return .escape
  }

  private static func key(of final: UInt8, _ parameter: UInt8?) -> Key {
    switch (final, parameter) {
    case (65, _): .up
    case (66, _): .down
    case (67, _): .right
    case (68, _): .left
    case (72, _), (126, 49), (126, 55): .home
    case (70, _), (126, 52), (126, 56): .end
    case (126, 53): .pageUp
    case (126, 54): .pageDown
    case (126, 51): .backspace
    case (90, _): .tab
    default: .redraw
    }
  }

  private func character(from first: UInt8) -> Character? {
    let length = first < 128 ? 1 : first >= 240 ? 4 : first >= 224 ? 3 : first >= 192 ? 2 : 0
    guard length > 0 else { return nil }
    var bytes = [first]
    while bytes.count < length {
      guard let byte = promptByte() else { return nil }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self).first
  }
}
