/// Which kinds of work control what was learned: those marked so, and by themselves the two that always do.
package enum WorkKindControl {
  package static let condition = "coalesce(is_control, name IN ('Контрольная работа', 'Зачёт'))"
  package static let sql = "SELECT id FROM work_kind WHERE \(condition)"
}
