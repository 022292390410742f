import Basics
import Record

/// How long a session lasts.
package enum SessionTerm {
  /// How long a code that was sent is good.
  package static let codeSeconds = 3600
  package static let idleSeconds = 7 * 86_400
  package static let absoluteSeconds = 30 * 86_400
  /// The last use is written down at most this often.
  package static let noteSeconds = 600
  /// How long an invitation is good.
  package static let invitationSeconds = 60 * 86_400
  /// How far a clock may have been ahead at the sign-in before it is remarked.
  package static let clockSlackSeconds = 300
}
