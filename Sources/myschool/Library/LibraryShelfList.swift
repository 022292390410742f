import Arguments
import Basics
import SchoolLibrary
import SchoolModel

extension LibraryShelf {
  static let list: Command = Command(
    "list", Text(en: "What is on your shelf", ru: "Что на своей полке"), needs: [.libraryRead], options: [tag.spec],
    examples: [Example("myschool library shelf list --tag экзамен", Text(en: "with a tag", ru: "с пометкой"))],
    sections: [Tree.columns(Library.shelfColumns)], run: listed)
}
