import Basics
import Record

/// An address or number of an account.
package enum Address {
  case email(Email)
  case phone(Phone)

  package var kind: String { if case .email = self { "email" } else { "phone" } }
  /// The form it is compared in.
  package var key: String {
    switch self {
    case .email(let email): email.key
    case .phone(let phone): phone.number
    }
  }
  /// The form it is written to.
  package var written: String {
    switch self {
    case .email(let email): email.address
    case .phone(let phone): phone.number
    }
  }
}
