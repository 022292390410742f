import Arguments
import Basics
import SchoolLibrary
import SchoolModel
import Tabular

extension LibraryCommands {
  static let show: Command = Command(
    "show", Text(en: "Show an item", ru: "Показать материал"), needs: [.libraryRead], operands: [number.spec],
    examples: [Example("myschool library show 1", Text(en: "the first item", ru: "первый материал"))],
    sections: [Tree.columns(Library.libraryColumns)]
  ) { call, session in
    guard let number = Int(call[number]) else {
      throw UsageFailure(.badValue(option: "N", value: call[number], expected: Text(en: "a number", ru: "число")))
    }
    return .table(try session.school().library.item(number))
  }
}
