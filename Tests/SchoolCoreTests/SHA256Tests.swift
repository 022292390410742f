import Basics
import Testing

@testable import SchoolModel

@Test(
  "SHA-256 gives the digests NIST published",
  arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
func sha256(text: String, digest: String) {
  #expect(hex(SHA256.digest(text)) == digest)
  // The same in pieces of uneven size.
  var hash = SHA256()
  var rest = Array(text.utf8)[...]
  for size in [1, 63, 64, 65, 7] {
    hash.update(Array(rest.prefix(size)))
    rest = rest.dropFirst(size)
  }
  hash.update(Array(rest))
  #expect(hex(hash.finalize()) == digest)
}
