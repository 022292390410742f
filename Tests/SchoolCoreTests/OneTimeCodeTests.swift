import Basics
import Testing

@testable import SchoolIdentity
@testable import SchoolModel

@Suite("Codes by counter and time")
struct OneTimeCodeTests {
  private let key = Array("12345678901234567890".utf8)

  @Test("SHA-1 agrees with FIPS 180 and HMAC-SHA-256 with RFC 4231")
  func hashes() {
    #expect(hex(SHA1.digest(Array("abc".utf8))) == "a9993e364706816aba3e25717850c26c9cd0d89d")
    #expect(hex(SHA1.digest([])) == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
    let long = Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
    let vectors: [([UInt8], [UInt8], String)] = [
      (.init(repeating: 0x0b, count: 20), Array("Hi There".utf8), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
      (Array("Jefe".utf8), Array("what do ya want for nothing?".utf8), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
      (
        .init(repeating: 0xaa, count: 20), .init(repeating: 0xdd, count: 50),
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
      ), (Array(1...25), .init(repeating: 0xcd, count: 50), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
      (.init(repeating: 0xaa, count: 131), long, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
    ]
    for (key, data, tag) in vectors { #expect(hex(HMAC.sha256(key: key, data)) == tag) }
  }

  @Test("counters give the codes of RFC 4226")
  func counters() {
    let codes = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
    for (counter, code) in codes.enumerated() { #expect(OneTimeCode.code(key: key, counter: counter) == code) }
    #expect(OneTimeCode.code(key: Base32.decode("JBSWY3DPEHPK3PXP")!, counter: 0) == "282760")  // a key of the alphabet
  }

  @Test("times give the codes of RFC 6238, with leading zeros")
  func times() {
    let times = [59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000, 20_000_000_000]
    let sha1 = ["94287082", "07081804", "14050471", "89005924", "69279037", "65353130"]
    let sha256 = ["46119246", "68084774", "67062674", "91819424", "90698825", "77737706"]
    let longKey = Array("12345678901234567890123456789012".utf8)
    for (index, time) in times.enumerated() {
      let step = OneTimeCode.step(at: Instant(milliseconds: time * 1000))
      #expect(OneTimeCode.code(key: key, counter: step, digits: 8) == sha1[index])
      #expect(OneTimeCode.code(key: key, counter: step) == sha1[index].suffix(6))
      #expect(OneTimeCode.code(key: longKey, counter: step, digits: 8) { HMAC.sha256(key: $0, $1) } == sha256[index])
    }
  }

  @Test("the step before and the one after are taken, further ones and used ones are not")
  func window() {
    let now = Instant(milliseconds: 1_790_000_000_000)
    let step = OneTimeCode.step(at: now)
    for offset in -3...3 {
      let code = OneTimeCode.code(key: key, counter: step + offset)
      #expect(OneTimeCode.matchingStep(code, key: key, at: now, after: 0) == (abs(offset) <= 1 ? step + offset : nil), "\(offset)")
    }
    #expect(OneTimeCode.matchingStep(OneTimeCode.code(key: key, counter: step), key: key, at: now, after: step) == nil)
  }

  @Test("base 32 agrees with RFC 4648, and links have the form apps read")
  func links() {
    for (text, encoded) in [
      ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
    ] {
      #expect(Base32.encode(Array(text.utf8)) == encoded)
      #expect(Base32.decode(encoded + "==").map { String(decoding: $0, as: UTF8.self) } == text)
    }
    #expect(Base32.decode("M1") == nil)
    #expect(
      OneTimeCode.link(account: "Ольга П", key: key)
        == "otpauth://totp/myschool:%D0%9E%D0%BB%D1%8C%D0%B3%D0%B0%20%D0%9F?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=myschool&algorithm=SHA1&digits=6&period=30"
    )
  }

  @Test("a sealed key opens with its password and with no other")
  func sealed() throws {
    let salt = PasswordHasher(cost: 1).setting()
    let sealed = try #require(SealedKey.seal(key, password: "пароль", salt: salt, nonce: Chance.system.bytes(16)))
    #expect(SealedKey.open(sealed, password: "пароль", salt: salt) == key)
    #expect(SealedKey.open(sealed, password: "пароли", salt: salt) == nil)
    var altered = sealed
    altered[20] ^= 1
    #expect(SealedKey.open(altered, password: "пароль", salt: salt) == nil)
    #expect(!sealed.contains(subsequence: key))
  }

  @Test("a code to be used once is read however it is typed")
  func singleUse() {
    let code = SingleUseCode.make(letters: 12, .system)
    #expect(SingleUseCode(" \(code.lowercased()) ").map { SingleUseCode.hash($0.text) } == SingleUseCode.hash(code))
    for wrong in ["", "0000-0000-0000", "ABCD", String(repeating: "A", count: 30), "КОД-КОД-КОД"] { #expect(SingleUseCode(wrong) == nil) }
  }
}

extension [UInt8] {
  func contains(subsequence: [UInt8]) -> Bool {
    guard count >= subsequence.count else { return false }
    return (0...(count - subsequence.count)).contains { self[$0..<($0 + subsequence.count)].elementsEqual(subsequence) }
  }
}
