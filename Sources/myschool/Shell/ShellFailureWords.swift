import Basics
import Tabular

/// What the shell of the program refuses, in words.
extension ShellFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .badNow(let text):
      return told(
        Text(en: "MYSCHOOL_NOW: “\(text)” is not an instant", ru: "MYSCHOOL_NOW: «\(text)» — не момент времени"),
        hint: Text("MYSCHOOL_NOW=2026-10-26T09:00+03:00"))
    case .unknownEncoding(let text):
      let names = Text.list(TextEncoding.allCases.map(\.rawValue))
      return told(
        Text(
          en: "“\(text)” is not known; encodings: \(names); separators: comma, semicolon, tab",
          ru: "«\(text)» не подходит; кодировки: \(names); разделители: comma, semicolon, tab"))
    case .passwordNeeded:
      return told(
        Text(en: "a password is needed, and there is no terminal to ask on", ru: "нужен пароль, а спросить не у кого"),
        hint: Text(en: "add --password-stdin < FILE", ru: "добавьте --password-stdin < ФАЙЛ"))
    case .answerNeeded:
      return told(
        Text(en: "this asks a question, and there is no terminal to ask on", ru: "нужен ответ, а спросить не у кого"),
        hint: Text(en: "answer it on the command line: -y", ru: "ответьте в самой команде: -y"))
    case .badTimeZone(let text):
      return told(
        Text(en: "“\(text)” is not an offset from UTC", ru: "«\(text)» — не смещение от UTC"), hint: Text("--time-zone +03:00"))
    case .badSetting(let key):
      return told(
        Text(en: "that is no value of “\(key)”", ru: "такое значение не подходит: «\(key)»"), hint: Text("myschool config --help"))
    case .badDuration(let text):
      return told(Text(en: "“\(text)” is not a length of time", ru: "«\(text)» — не срок"), hint: Text("30m, 8h, 7d"))
    case .sessionDamaged(let path):
      return told(
        Text(en: "the session file is damaged: \(path)", ru: "файл сеанса испорчен: \(path)"),
        hint: Text(en: "sign in again: myschool login LOGIN", ru: "войдите снова: myschool login ЛОГИН"))
    case .passwordsDiffer: return told(Text(en: "the two passwords differ", ru: "пароли не совпали"))
    case .noPasswordOnInput: return told(Text(en: "standard input has no password", ru: "на стандартном вводе нет пароля"))
    case .outputFailed(let path, let errno):
      let place = path.map { "\($0): " } ?? ""
      return told(Text(en: "\(place)cannot write: \(Text.system(errno).en)", ru: "\(place)запись не удалась: \(Text.system(errno).ru)"))
    case .binaryToTerminal:
      return told(
        Text(en: "an office file is not for a terminal", ru: "офисный файл на терминал не выводится"),
        hint: Text(en: "into a file: -o FILE", ru: "в файл: -o ФАЙЛ"))
    case .noStreamForCopy:
      return told(
        Text(en: "a copy of the school is a file", ru: "копия школы — это файл, а не поток"),
        hint: Text("myschool db backup -o school-copy.db"))
    case .outputIsOwn(let path):
      return told(
        Text(en: "\(path) is a file of the school or of myschool itself", ru: "\(path) — файл самой школы или программы"),
        hint: Text(en: "give the output another name: -o FILE", ru: "назовите файл вывода иначе: -o ФАЙЛ"))
    case .outputIsInput(let path):
      return told(
        Text(
          en: "\(path) is read by this command: it cannot be written over by it", ru: "\(path) эта команда читает: записать поверх нельзя"),
        hint: Text(en: "give the output another name: -o FILE", ru: "назовите файл вывода иначе: -o ФАЙЛ"))
    case .endingContradicts(let ending, let format):
      return told(
        Text(en: "“.\(ending)” is not \(format)", ru: "окончание «.\(ending)» — это не \(format)"),
        hint: Text(en: "leave out --format, or give the file another name", ru: "уберите --format или назовите файл иначе"))
    case .restoreOntoItself(let name):
      return told(
        Text(en: "\(name) is the school itself, not a copy of it", ru: "\(name) — сама школа, а не её копия"),
        hint: Text("myschool db backup -o school-copy.db"))
    case .conditionOfWrite:
      return told(
        Text(en: "--where picks rows of a list; this command writes", ru: "--where отбирает строки списка, а эта команда записывает"),
        hint: Text(en: "see first what it would do: -n", ru: "сначала посмотрите, что будет сделано: -n"))
    case .endingUnknown(let ending):
      return told(
        Text(en: "a list is not written as .\(ending)", ru: "список в виде .\(ending) не записывается"),
        hint: Text(
          en: "name the file .csv, .tsv, .json, .ndjson, .md, .html or .xlsx",
          ru: "назовите файл .csv, .tsv, .json, .ndjson, .md, .html или .xlsx"))
    case .unknownKey(let key):
      return told(
        Text(en: "no setting “\(key)”: \(Text.list(Configuration.keys))", ru: "нет настройки «\(key)»: \(Text.list(Configuration.keys))"))
    case .unknownTopic(let topic):
      return told(Text(en: "no help on “\(topic)”", ru: "нет справки о «\(topic)»"), hint: Text("myschool help"))
    case .editorFailed(let editor, let draft):
      return told(
        Text(en: "\(editor) did not end well", ru: "редактор завершился с ошибкой: \(editor)"),
        hint: Text(en: "the text is kept: \(draft)", ru: "текст сохранён: \(draft)"))
    case .schoolStands(let path):
      return told(
        Text(en: "there is a school already: \(path)", ru: "школа здесь уже есть: \(path)"),
        hint: Text(
          en: "to take its place: --replace (its file is kept beside); to look the copy through: --check",
          ru: "занять её место: --replace (прежний файл сохранится рядом); только проверить копию: --check"))
    case .noTerminalToFill:
      return told(
        Text(en: "the page needs a terminal", ru: "странице нужен терминал"),
        hint: Text(
          en: "over SSH: ssh -t; without one: myschool journal enter, or journal grade FORM SUBJECT LIST",
          ru: "по SSH: ssh -t; без терминала: myschool journal enter или journal grade КЛАСС ПРЕДМЕТ СПИСОК"))
    case .noLessonNow:
      return told(
        Text(en: "you have no lesson today", ru: "сегодня у вас нет уроков"),
        hint: Text("myschool journal fill 7А Алгебра --date 07.09"))
    case .noTerminalToEdit(let instead):
      return told(Text(en: "there is no terminal to edit at", ru: "править не на чем: нет терминала"), hint: instead)
    case .badPair(let text, let example):
      return told(
        Text(en: "“\(text)” is not PERSON=MARK", ru: "«\(text)» — не УЧЕНИК=ОТМЕТКА"),
        hint: Text(example))
    case .badConfiguration(let path, let line):
      return told(Text(en: "\(path):\(line): not “key = value”", ru: "\(path):\(line): не «ключ = значение»"))
    case .sessionFile(let path):
      return told(
        Text(
          en: "others can read the session file \(path); it is not used",
          ru: "файл сеанса могут читать посторонние, он не используется: \(path)"), hint: Text("chmod 600 \(path)"))
    case .nothingMatched: return told(Text(en: "nothing found", ru: "ничего не найдено"))
    }
  }
}
