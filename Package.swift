// swift-tools-version: 6.0
import PackageDescription

// The setting in both places and in every executable: with the linker's alone the compiler still
// expects the shared runtime. A static runtime starts in about half the time.
let staticRuntime: [SwiftSetting] = [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))]
let staticLinking: [LinkerSetting] = [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))]

/// A room of the core: `Sources/SchoolCore/Journal` is the module SchoolJournal, never called like a type in it.
func room(_ folder: String, above neighbours: [Target.Dependency] = []) -> Target {
  .target(
    name: "School" + folder, dependencies: ["Basics", "SQLite", "Tabular", "SchoolModel"] + neighbours, path: "Sources/SchoolCore/\(folder)"
  )
}

let rooms: [Target] = [
  room("Outbox"),
  room("Identity", above: ["SchoolOutbox"]),
  room("Support", above: ["SchoolOutbox"]),
  room("Roster", above: ["SchoolSheets", "Record"]),
  room("Timetable", above: ["SchoolSheets"]),
  room("Curriculum", above: ["SchoolSheets"]),
  room("Journal", above: ["SchoolSheets", "Record"]),
  room("Chat"),
  room("Family"),
  room("Library"),
  // What reads across the rooms.
  room("Diary", above: ["SchoolJournal"]),
  room("Statistics", above: ["SchoolJournal"]),
  room("Exchange", above: ["SchoolJournal", "SchoolSheets", "Record"]),
  room("Setup", above: ["SchoolRoster", "Record"]),
]

let core: [Target.Dependency] = ["Record", "SchoolModel", "SchoolSheets"] + rooms.map { .target(name: $0.name) }

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
    .target(name: "Record", dependencies: ["Basics", "SQLite", "CZlib"]),
    .target(
      name: "SchoolModel", dependencies: ["Basics", "SQLite", "Tabular", "Record", "CCrypt"], path: "Sources/SchoolCore/School"),
    .target(name: "SchoolSheets", dependencies: ["Basics", "Tabular"], path: "Sources/SchoolCore/Sheets"),
  ] + rooms + [
    .executableTarget(
      name: "myschool", dependencies: ["Basics", "Arguments", "Tabular"] + core,
      swiftSettings: staticRuntime, linkerSettings: staticLinking),
    .executableTarget(
      name: "Benchmarks", dependencies: [],
      swiftSettings: staticRuntime, linkerSettings: staticLinking),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite"]),
    .testTarget(name: "ArgumentsTests", dependencies: ["Arguments", "Basics"]),
    .testTarget(name: "TabularTests", dependencies: ["Tabular", "Basics"]),
    .testTarget(name: "SchoolCoreTests", dependencies: ["SQLite", "Basics", "Tabular"] + core),
    .testTarget(name: "myschoolTests", dependencies: ["myschool", "Arguments", "Tabular", "SQLite", "Basics"] + core),
  ],
  swiftLanguageModes: [.v6]
)
