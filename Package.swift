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
    .target(name: "Basics"),
    .target(name: "SQLite", dependencies: ["Basics", "CSQLite"]),
    .target(name: "Arguments", dependencies: ["Basics"]),
    .target(name: "Tabular", dependencies: ["Basics"]),
    .target(name: "SchoolCore", dependencies: ["Basics", "SQLite", "Tabular", "CCrypt", "CZlib"]),
    .executableTarget(
      name: "myschool", dependencies: ["Basics", "Arguments", "Tabular", "SchoolCore"],
      swiftSettings: staticRuntime, linkerSettings: staticLinking),
    .executableTarget(
      name: "Benchmarks", dependencies: [],
      swiftSettings: staticRuntime, linkerSettings: staticLinking),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite"]),
    .testTarget(name: "ArgumentsTests", dependencies: ["Arguments", "Basics"]),
    .testTarget(name: "TabularTests", dependencies: ["Tabular", "Basics"]),
    .testTarget(name: "SchoolCoreTests", dependencies: ["SchoolCore", "SQLite", "Basics"]),
    .testTarget(name: "myschoolTests", dependencies: ["myschool", "Arguments", "Tabular", "SchoolCore", "SQLite", "Basics"]),
  ],
  swiftLanguageModes: [.v6]
)
