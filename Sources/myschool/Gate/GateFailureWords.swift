import Basics

/// Why the gate refuses something, in words.
extension GateFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .file(let name):
      told(
        Text(en: "no file of the server is read or written: “\(name)”", ru: "файлы сервера не читаются и не пишутся: «\(name)»"),
        hint: Text(
          en: "send it on the stream: … - < FILE, … > FILE; with “remote” set it goes by itself",
          ru: "передайте по потоку: … - < ФАЙЛ, … > ФАЙЛ; с настройкой «remote» это делается само"))
    case .local(let command):
      told(
        Text(en: "“\(command)” is for who sits at the server", ru: "«\(command)» — для того, кто сидит за сервером"),
        hint: Text(en: "your key is your sign-in: whoami", ru: "вход здесь — ваш ключ: whoami"))
    case .notUnderstood(let text):
      told(
        Text(
          en: "the command is not understood at “\(text)”: there is no shell here", ru: "команда непонятна: «\(text)»; оболочки здесь нет"),
        hint: Text(en: "quote it: '…'", ru: "возьмите в кавычки: '…'"))
    case .stream: told(Text(en: "the files did not arrive whole", ru: "файлы пришли не целиком"))
    case .notAKey(let name):
      told(
        Text(en: "“\(name)” holds no public key of OpenSSH", ru: "в «\(name)» нет открытого ключа OpenSSH"),
        hint: Text(en: "the file that ends in .pub", ru: "нужен файл с окончанием .pub"))
    case .keyStandsOpen(let path, let line):
      told(
        Text(
          en: "\(path):\(line): this key stands there already with a shell of its own",
          ru: "\(path):\(line): этот ключ уже стоит там без ограничений, с доступом к оболочке"),
        hint: Text(
          en: "take that line out first: sshd goes by the first one that fits",
          ru: "сначала уберите ту строку: sshd берёт первую подходящую"))
    case .noKey(let text):
      told(Text(en: "no such key: \(text)", ru: "такого ключа нет: \(text)"), hint: Text("myschool gate key list"))
    case .remoteFailed(let host):
      told(
        Text(en: "ssh did not get through to \(host)", ru: "ssh не соединился: \(host)"),
        hint: Text(
          en: "what ssh says is above; the setting: myschool config get remote", ru: "ответ ssh выше; настройка: myschool config get remote"
        ))
    }
  }
}
