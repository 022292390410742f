import Arguments
import Basics
import SchoolLibrary
import SchoolModel

enum LibraryShelf {
  static let tags = Option.texts(
    "tag", nil, ValueKind(.tag), Text(en: "A tag of your own; may be repeated", ru: "Своя пометка; можно несколько раз"))
  static let tag = Option.text("tag", nil, ValueKind(.tag), Text(en: "With this tag alone", ru: "Только с этой пометкой"))
  static let form = Option.text("form", nil, .form, Text(en: "The form", ru: "Класс"))
  static let off = Option.flag("off", Text(en: "Take them from there", ru: "Убрать оттуда"))

  static let noun: Command = Command(
    "shelf", Text(en: "Your shelf", ru: "Своя полка"),
    discussion: Text(
      en: "“library shelf” alone lists it, with what teachers have shared with the form.",
      ru: "«library shelf» без слов показывает полку и то, чем учителя поделились с классом."),
    needs: [.libraryRead], options: [tag.spec],
    examples: [Example("myschool library shelf", Text(en: "what is on it", ru: "что на полке"))],
    sections: [Tree.columns(Library.shelfColumns)],
    children: { [add, list, remove, share] }, run: listed)

  static let listed: @Sendable (Call, Session) throws -> Answer = { call, session in
    .table(try session.school().library.shelf(tag: call[tag]), note: Text(en: "the shelf is empty", ru: "полка пуста"))
  }

}
