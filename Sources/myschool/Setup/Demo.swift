import Arguments
import SchoolCore
import Tabular

struct Demo {
  init(_ session: Session, students: Int, seed: Int, onlyData: Bool) {}
  func run() throws -> Outcome { .nothing }
}
