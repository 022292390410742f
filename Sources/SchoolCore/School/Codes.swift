import Basics
import Record
import SQLite

extension TermCode: CodeValue {}
extension Role: CodeValue {}
