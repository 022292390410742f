import Basics

/// Works out what could stand at the cursor of a half-typed command line.
public struct Completion<Context: CommandContext, Result> {
  private let root: Command<Context, Result>

  public init(_ root: Command<Context, Result>) { self.root = root }

  public struct Candidate: Equatable, Sendable {
    public let word: String
    public let meaning: Text
    public init(_ word: String, _ meaning: Text = Text("")) {
      self.word = word
      self.meaning = meaning
    }
  }

  /// What fits: fixed words, or a kind of value that the caller knows the candidates of.
  public struct Answer {
    public var candidates: [Candidate] = []
    public var kind: ValueKind?
    /// The operands typed before the cursor, in order: a student is completed within the form already named.
    public var operands: [String] = []
    /// What stands before the value in the word at the cursor: `--form=`.
    public var prefix = ""
    /// Options given so far, so that the same database is asked.
    public var options: [String: String] = [:]
    /// The command that is typed.
    public var command: Command<Context, Result>
  }

  /// - Parameters:
  ///   - before: the words before the cursor, the program's name left out.
  ///   - current: the word at the cursor.
  public func answer(before: [String], current: String) -> Answer {
    var command = root
    var answer = Answer(command: root)
    var pending: OptionSpec?
    var onlyOperands = false
    for word in before {
      if let option = pending {
        answer.options[option.name] = word
        pending = nil
      } else if onlyOperands || !word.hasPrefix("-") || word == "-" {
        if answer.operands.isEmpty, let child = command.children().first(where: { $0.name == word }) {
          command = child
        } else {
          answer.operands.append(word)
        }
      } else if word == "--" {
        onlyOperands = true
      } else if let equals = word.firstIndex(of: "="), let option = option(String(word[..<equals]), command) {
        answer.options[option.name] = String(word[word.index(after: equals)...])
      } else if let option = option(word, command), option.kind != nil {
        pending = option
      }
    }
    answer.command = command
    if let kind = pending?.kind {
      offer(kind, &answer)
    } else if !onlyOperands, current.hasPrefix("--"), let equals = current.firstIndex(of: "="),
      let kind = option(String(current[..<equals]), command)?.kind
    {
      answer.prefix = String(current[...equals])
      offer(kind, &answer)
    } else if !onlyOperands, current.hasPrefix("-") {
      answer.candidates =
        (command.options + root.options).filter { !$0.isHidden }.map { Candidate("--" + $0.name, $0.help) }
        + [Candidate("--help", Text(en: "Show help", ru: "Показать справку"))]
    } else {
      let children = answer.operands.isEmpty ? command.children().filter { !$0.isHidden } : []
      answer.candidates = children.map { Candidate($0.name, $0.summary) }
      if let operand = operand(at: answer.operands.count, command) { offer(operand.kind, &answer) }
    }
    return answer
  }

  private func offer(_ kind: ValueKind, _ answer: inout Answer) {
    if kind.choices.isEmpty { answer.kind = kind } else { answer.candidates = kind.choices.map { Candidate($0) } }
  }

  private func operand(at position: Int, _ command: Command<Context, Result>) -> OperandSpec? {
    if position < command.operands.count { return command.operands[position] }
    guard let last = command.operands.last, last.arity == .any || last.arity == .some else { return nil }
    return last
  }

  private func option(_ word: String, _ command: Command<Context, Result>) -> OptionSpec? {
    let all = command.options + root.options
    if word.hasPrefix("--") { return all.first { "--" + $0.name == word || $0.synonyms.contains(String(word.dropFirst(2))) } }
    guard word.count == 2, let letter = word.last else { return nil }
    return all.first { $0.short == letter }
  }
}

/// The completion files of the shells; each asks the binary.
public enum CompletionScript: String, CaseIterable, Sendable {
  case bash, zsh, fish

  public func fileName(_ program: String) -> String {
    switch self {
    case .bash: "\(program).bash"
    case .zsh: "_\(program)"
    case .fish: "\(program).fish"
    }
  }

  public func text(_ program: String) -> String {
    switch self {
    case .bash:
      """
      # bash completion for \(program). Generated; do not edit.
      _\(program)() {
        local word=${COMP_WORDS[COMP_CWORD]} line candidate
        local -a words=("${COMP_WORDS[@]:1:COMP_CWORD-1}")
        COMPREPLY=()
        # bash splits at "=", so "--form=7" comes as three words.
        if [[ $word == "=" ]]; then
          word="${words[-1]}="; unset 'words[-1]'; local cut=1
        elif ((COMP_CWORD > 1)) && [[ ${COMP_WORDS[COMP_CWORD-1]} == "=" ]]; then
          word="${COMP_WORDS[COMP_CWORD-2]}=$word"; words=("${COMP_WORDS[@]:1:COMP_CWORD-3}"); local cut=1
        fi
        while IFS=$'\\t' read -r candidate _; do
          if [[ $candidate == ':files' ]]; then
            local file; compopt -o filenames
            while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
          else
            # A value is to follow at once: ivanova.a=5.
            [[ $candidate == *= ]] && compopt -o nospace
            [[ -n $cut ]] && candidate=${candidate#*=}
            [[ -n $candidate ]] && COMPREPLY+=("$(printf '%q' "$candidate")")
          fi
        done < <("${COMP_WORDS[0]}" __complete -- "$word" "${words[@]}" 2>/dev/null)
      }
      complete -F _\(program) \(program)

      """
    case .zsh:
      """
      #compdef \(program)
      # zsh completion for \(program). Generated; do not edit.
      _\(program)() {
        local candidate meaning
        local -a found open
        while IFS=$'\\t' read -r candidate meaning; do
          if [[ $candidate == ':files' ]]; then
            _files
          elif [[ $candidate == *= ]]; then
            # A value is to follow at once: ivanova.a=5.
            open+=("${candidate//:/\\\\:}${meaning:+:$meaning}")
          else
            found+=("${candidate//:/\\\\:}${meaning:+:$meaning}")
          fi
        done < <("${words[1]}" __complete -- "${(Q)words[CURRENT]}" "${(@Q)words[2,CURRENT-1]}" 2>/dev/null)
        (( ${#found} )) && _describe '\(program)' found
        (( ${#open} )) && _describe '\(program)' open -S ''
      }
      if [[ $funcstack[1] == _\(program) ]]; then
        _\(program) "$@"
      else
        compdef _\(program) \(program)
      fi

      """
    case .fish:
      """
      # fish completion for \(program). Generated; do not edit.
      function __\(program)_complete
        set -l words (commandline -opc)
        set -l found (command $words[1] __complete -- (commandline -ct | string unescape) $words[2..-1] 2>/dev/null)
        if contains -- ':files' $found
          __fish_complete_path (commandline -ct)
        end
        string match -v -- ':files*' $found
      end
      complete -c \(program) -f -a '(__\(program)_complete)'

      """
    }
  }
}
