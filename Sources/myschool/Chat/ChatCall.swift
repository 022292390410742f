import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

/// `chat call`: conferences of a chat.
enum ChatCall {
  static let noun: Command = Command(
    "call", Text(en: "Conferences of a chat", ru: "Видеовстречи чата"),
    discussion: Text(
      en:
        "Where they are held is set up once: chat call setup. A call is announced in a chat by one of the staff; who is in the chat takes a link of their own with chat call join, from 15 minutes before the start to 30 after the end. Links are made when asked for and kept nowhere. Moderators are who called and who moderates the chat. A stock Jitsi makes everybody a moderator unless it has enableUserRolesBasedOnToken = true in config.js and the plugin token_affiliation in prosody.",
      ru:
        "Где проходят встречи, задаётся один раз: chat call setup. Встречу объявляет в чате сотрудник; участник чата получает свою ссылку по chat call join, за 15 минут до начала и до 30 минут после конца. Ссылки создаются по запросу и нигде не хранятся. Ведущие — кто созвал встречу и ведущий чата. Jitsi в обычной установке делает ведущими всех, пока в config.js нет enableUserRolesBasedOnToken = true, а в prosody — дополнения token_affiliation."
    ), children: { [setup, new, list, join, start, attendance, cancel] })

  static let call = Operand.one(ValueKind(.number), Text(en: "The number of the call", ru: "Номер встречи"))
}
