import Basics
import SchoolModel
import SchoolOutbox

/// The consent asked for at the first sign-in: a document of its own, with a version (152-ФЗ, ст. 9).
public enum ConsentText {
  public static let version = 1

  public static let russian = """
    Согласие на обработку персональных данных в myschool, редакция 1

    Я разрешаю школе, которая ведёт эту базу, обрабатывать мои персональные данные и данные детей,
    которых представляю: имя, дату рождения, СНИЛС, телефон, адрес электронной почты, класс,
    отметки, посещаемость, домашние задания и сообщения. Цель — вести электронный журнал и дневник.
    Действия: запись, хранение, изменение, показ учителям, ученику и его представителям, составление
    сводок, удаление. Данные лежат в базе школы и никуда не передаются.
    Согласие действует до отзыва. Отозвать его можно в любой день: командой account consent withdraw или в школе.
    """

  public static let english = """
    Consent to the processing of personal data in myschool, version 1

    I allow the school that keeps this database to process my personal data and those of the children
    I represent: name, birth date, SNILS, telephone, e-mail address, form, marks, attendance, homework
    and messages. The purpose is to keep the electronic journal and diary. Actions: recording, storing,
    changing, showing to teachers, to the student and the guardians, making reports, deleting.
    The data stay in the school's database and are passed on to nobody.
    The consent holds until it is withdrawn, which may be done any day through the school.
    """

  /// The digest of the text that was shown, kept with the consent.
  package static var digest: [UInt8] { SHA256.digest(russian) }
}
