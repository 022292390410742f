import Basics
import SQLite

extension TermCode: CodeValue {}
extension Role: CodeValue {}
