// swift-tools-version: 6.0
import PackageDescription

// The setting in both places and in every executable: with the linker's alone the compiler still
// expects the shared runtime. A static runtime starts in about half the time.
let staticRuntime: [SwiftSetting] = [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))]
let staticLinking: [LinkerSetting] = [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))]

let package = Package(
  name: "myschool",
  targets: [
    .systemLibrary(name: "CSQLite"),
    .systemLibrary(name: "CCrypt"),
    .systemLibrary(name: "CZlib"),
    .target(name: "SQLite", dependencies: ["CSQLite"]),
    .target(name: "Arguments"),
    .target(name: "Tabular"),
    .target(name: "SchoolCore", dependencies: ["SQLite", "Tabular", "CCrypt", "CZlib"]),
    .executableTarget(
      name: "myschool", dependencies: ["Arguments", "Tabular", "SchoolCore"],
      swiftSettings: staticRuntime, linkerSettings: staticLinking),
    .executableTarget(
      name: "Benchmarks", dependencies: [],
      swiftSettings: staticRuntime, linkerSettings: staticLinking),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite"]),
    .testTarget(name: "ArgumentsTests", dependencies: ["Arguments"]),
    .testTarget(name: "TabularTests", dependencies: ["Tabular"]),
    .testTarget(name: "SchoolCoreTests", dependencies: ["SchoolCore", "SQLite"]),
    .testTarget(name: "myschoolTests", dependencies: ["myschool", "Arguments", "Tabular", "SchoolCore", "SQLite"]),
  ],
  swiftLanguageModes: [.v6]
)
