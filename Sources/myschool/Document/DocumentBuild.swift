import Arguments
import Basics
import OfficeFiles
import SchoolModel
import Tabular

extension DocumentCommands {
  static let build: Command = Command("build", Text(en: "Make a document of Markdown", ru: "Собрать документ из Markdown"), local: true) { _, _ in .nothing }
}
