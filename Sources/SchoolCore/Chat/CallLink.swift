import Basics
import OfficeFiles
import Tabular

/// Somebody on the way into a room.
struct CallGuest {
  /// A word that is the same at every call of the school and tells nobody who it is.
  let id: String
  let name: String
  let isModerator: Bool
}

/// Addresses of rooms (facts.md, section 9): made when they are asked for, and kept nowhere.
enum CallLink {
  static func link(
    _ server: CallServer, room: String, opens: Int, closes: Int, for guest: CallGuest
  ) -> String {
    switch server.kind {
    case .jitsi: "\(server.address)/\(room)?jwt=\(JitsiToken.text(server, room: room, opens: opens, closes: closes, for: guest))"
    case .bigbluebutton:
      BigBlueButton.address(
        server.address, "join",
        [("fullName", guest.name), ("meetingID", room), ("role", guest.isModerator ? "MODERATOR" : "VIEWER"), ("userID", guest.id)],
        secret: server.secret)
    case .template:
      server.address.replacing("{room}", with: FormQuery.encoded(room)).replacing("{name}", with: FormQuery.encoded(guest.name))
    }
  }

  /// The first sixteen hex digits of HMAC-SHA-256 of a person's key.
  static func guestID(_ person: Int, _ server: CallServer) -> String {
    String(hex(HMAC.sha256(key: server.secret, Array(String(person).utf8))).prefix(16))
  }
}

/// A JSON Web Token signed by HMAC-SHA-256 (RFC 7515, 7519).
enum WebToken {
  static func signed(header: String, payload: String, key: [UInt8]) -> String {
    let input = "\(Base64.encodedForURL(Array(header.utf8))).\(Base64.encodedForURL(Array(payload.utf8)))"
    return "\(input).\(Base64.encodedForURL(HMAC.sha256(key: key, Array(input.utf8))))"
  }
}

/// What lets one person into one room of a Jitsi server for a while [jitsi/lib-jitsi-meet doc/tokens.md].
enum JitsiToken {
  static func text(_ server: CallServer, room: String, opens: Int, closes: Int, for guest: CallGuest) -> String {
    func quoted(_ text: String) -> String { JSONText.quoted(text) }
    // Servers read the moderator from one or the other; strings alone are understood.
    let user = """
      {"id":\(quoted(guest.id)),"name":\(quoted(guest.name)),"moderator":"\(guest.isModerator)",\
      "affiliation":"\(guest.isModerator ? "owner" : "member")"}
      """
    let payload = """
      {"aud":"jitsi","iss":\(quoted(server.issuer ?? "")),"sub":\(quoted(Chat.host(server.address))),"room":\(quoted(room)),\
      "nbf":\(opens),"exp":\(closes),"context":{"user":\(user)}}
      """
    return WebToken.signed(header: #"{"alg":"HS256","typ":"JWT"}"#, payload: payload, key: server.secret)
  }
}

/// Calls of the API of BigBlueButton [bigbluebutton/bigbluebutton docs/docs/development/api.md].
enum BigBlueButton {
  static func address(_ base: String, _ call: String, _ parameters: [(String, String)], secret: [UInt8]) -> String {
    let query = parameters.map { "\($0.0)=\(FormQuery.encoded($0.1))" }.joined(separator: "&")
    let mark = query.isEmpty ? "" : "&"
    return "\(base)/bigbluebutton/api/\(call)?\(query)\(mark)checksum=\(checksum(call, query, secret))"
  }

  /// The digest of the call, the query as it is sent, and the secret.
  static func checksum(_ call: String, _ query: String, _ secret: [UInt8]) -> String {
    hex(SHA256.digest(Array((call + query).utf8) + secret))
  }

  /// The ids of those who joined, by the answer to `getMeetingInfo`.
  /// - Returns: `nil` when it is no such answer.
  static func attendees(_ answer: [UInt8]) -> Set<String>? {
    var found: Set<String>?
    var rest: [UInt8]? = answer
    try? MarkupTree.read("getMeetingInfo") {
      defer { rest = nil }
      return rest ?? []
    } _: { root in
      guard root.element("returncode")?.text == "SUCCESS", root.element("meetingID") != nil else { return }
      found = Set(root.descendants("attendee").compactMap { $0.element("userID")?.text })
    }
    return found
  }
}

/// `application/x-www-form-urlencoded`.
enum FormQuery {
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: " "): result += "+"
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "*"):
        result.unicodeScalars.append(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }
}
