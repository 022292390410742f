import Basics
import Record

/// Why the school's file cannot be used, in words.
extension StorageFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .noDatabase(let path):
      return told(
        Text(en: "there is no school at \(path)", ru: "базы школы нет: \(path)"),
        hint: Text(
          en: "make one: myschool init, or look around: myschool demo, or name it: --db PATH",
          ru: "создать: myschool init; посмотреть пример: myschool demo; назвать файл: --db ПУТЬ"))
    case .copyThere(let path):
      return told(
        Text(en: "the file is there already: \(path)", ru: "файл уже есть: \(path)"),
        hint: Text(en: "give the copy another name", ru: "назовите копию иначе"))
    case .alreadyThere(let path):
      return told(
        Text(en: "\(path) exists already", ru: "файл уже есть: \(path)"),
        hint: Text(en: "another place: --db PATH", ru: "другое место: --db ПУТЬ"))
    case .notASchool(let path):
      return told(
        Text(en: "\(path) is not a school of myschool", ru: "\(path) — не база школы"),
        hint: Text(en: "name the right file: --db PATH", ru: "назовите нужный файл: --db ПУТЬ"))
    case .newer(let path, let version, let known):
      return told(
        Text(
          en: "\(path) was made by a newer myschool (schema \(version), this one knows \(known)); it was not touched",
          ru: "\(path) создан более новой программой (схема \(version), здесь известна \(known)); файл не тронут"),
        hint: Text(en: "install a newer myschool", ru: "установите более новую версию myschool"))
    case .older(let path, let version, let known):
      return told(
        Text(
          en: "\(path) has the older schema \(version) (now \(known))", ru: "у файла \(path) прежняя схема \(version) (сейчас \(known))"),
        hint: Text("myschool db migrate"))
    case .readableByOthers(let path, let isWritable):
      return told(
        Text(en: "others can read \(path)", ru: "файл могут читать посторонние: \(path)"),
        hint: Text("chmod \(isWritable ? "600" : "400") \(path)"))
    case .directoryOpen(let path):
      return told(
        Text(en: "others can write in \(path)", ru: "в каталог могут писать посторонние: \(path)"), hint: Text("chmod go-w \(path)"))
    case .severalNames(let path):
      return told(
        Text(en: "the file has a second name (a hard link): \(path)", ru: "у файла есть второе имя (жёсткая ссылка): \(path)"),
        cause: Text(
          en: "opened by both names at once it would be damaged", ru: "открытый под двумя именами сразу, он будет повреждён"),
        hint: Text(en: "find it and remove it: find / -samefile \(path)", ru: "найдите и удалите лишнее имя: find / -samefile \(path)"))
    case .busy(let holder):
      let who = holder.map { Text(en: " (process \($0))", ru: " (процесс \($0))") } ?? Text("")
      return told(
        Text(en: "somebody else is writing", ru: "школу сейчас меняет другой") + who,
        hint: Text(en: "try again later, or wait longer: --wait 300s", ru: "повторите позже или ждите дольше: --wait 300s"))
    case .delivering(let holder):
      let who = holder.map { Text(en: " (process \($0))", ru: " (процесс \($0))") } ?? Text("")
      return told(
        Text(en: "another process is sending the mail", ru: "почту уже отправляет другой процесс") + who,
        hint: Text(en: "if it hangs, end it: its letters wait", ru: "если он завис, завершите его: письма не пропадут"))
    case .system(let path, let errno): return told(Text(en: "\(path): \(Text.system(errno).en)", ru: "\(path): \(Text.system(errno).ru)"))
    case .full(let path):
      return told(
        Text(en: "\(path): no space left on the disk; nothing was written", ru: "\(path): на диске нет места; ничего не записано"))
    case .readOnly(let path):
      return told(
        Text(en: "\(path) can only be read here; nothing was written", ru: "\(path) здесь доступен только для чтения; ничего не записано"),
        cause: Text(
          en: "the file or its folder is not yours to write, or the disk is mounted read-only",
          ru: "нет права записи в файл или его папку, или диск подключён только для чтения"))
    case .unfoldedLog(let path):
      return told(
        Text(
          en: "\(path) can only be read here, and is not whole by itself",
          ru: "\(path) здесь доступен только для чтения и без журнала неполон"),
        cause: Text(en: "changes wait in \(path)-wal", ru: "часть изменений лежит в \(path)-wal"),
        hint: Text(
          en: "where it can be written: myschool db check, or give out a copy: myschool db backup -o COPY",
          ru: "там, где запись возможна: myschool db check; или отдавайте копию: myschool db backup -o КОПИЯ"))
    case .damagedCopy(let path, let message):
      return told(
        Text(en: "\(path): the copy is damaged or no school (\(message))", ru: "\(path): копия повреждена или это не школа (\(message))"),
        hint: Text(en: "take another copy", ru: "возьмите другую копию"))
    case .damaged(let path, let message):
      return told(
        Text(en: "\(path): \(message)", ru: "\(path): файл повреждён или не открывается (\(message))"),
        hint: Text(
          en: "a backup is put in its place by: myschool db restore COPY --replace",
          ru: "на его место встаёт резервная копия: myschool db restore КОПИЯ --replace"))
    }
  }
}
