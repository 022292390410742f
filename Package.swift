// swift-tools-version: 6.0
import PackageDescription

// The setting in both places and in every executable: with the linker's alone the compiler still
// expects the shared runtime. A static runtime starts in about half the time.
let staticRuntime: [SwiftSetting] = [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))]
let staticLinking: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-stdlib", "-L", Context.packageDirectory + "/Sources/Linking", "-Xclang-linker", "-static-libgcc",
      // Nothing is looked up in the program by its name; a table of all names is thousands of pages to be relocated.
      "-Xlinker", "--no-export-dynamic",
    ],
    .when(configuration: .release))
]

/// What every room of the core stands on; a room is a module of its own, never called like a type in it.
let floor: [Target.Dependency] = ["Basics", "SQLite", "Tabular", "SchoolModel"]

let rooms: [Target] = [
  .target(name: "SchoolOutbox", dependencies: floor + ["Record"], path: "Sources/SchoolCore/Outbox"),
  .target(name: "SchoolIdentity", dependencies: floor + ["SchoolOutbox"], path: "Sources/SchoolCore/Identity"),
  .target(name: "SchoolSupport", dependencies: floor + ["SchoolOutbox"], path: "Sources/SchoolCore/Support"),
  .target(name: "SchoolRoster", dependencies: floor + ["SchoolSheets", "Record"], path: "Sources/SchoolCore/Roster"),
  .target(name: "SchoolTimetable", dependencies: floor + ["SchoolSheets"], path: "Sources/SchoolCore/Timetable"),
  .target(name: "SchoolCurriculum", dependencies: floor + ["SchoolSheets"], path: "Sources/SchoolCore/Curriculum"),
  .target(name: "SchoolJournal", dependencies: floor + ["SchoolSheets", "Record"], path: "Sources/SchoolCore/Journal"),
  .target(name: "SchoolChat", dependencies: floor + ["RussianText", "OfficeFiles", "Record"], path: "Sources/SchoolCore/Chat"),
  .target(name: "SchoolFamily", dependencies: floor, path: "Sources/SchoolCore/Family"),
  .target(
    name: "SchoolLibrary", dependencies: floor + ["RussianText", "OfficeFiles", "SchoolSheets", "SchoolOutbox", "Record"],
    path: "Sources/SchoolCore/Library"),
  .target(
    name: "SchoolQuizzes", dependencies: floor + ["Questions", "OfficeFiles", "SchoolJournal", "SchoolOutbox", "Record"],
    path: "Sources/SchoolCore/Quizzes"),
  // What reads across the rooms.
  .target(
    name: "SchoolDiary", dependencies: floor + ["SchoolJournal", "SchoolLibrary", "SchoolQuizzes"], path: "Sources/SchoolCore/Diary"),
  .target(
    name: "SchoolStatistics", dependencies: floor + ["SchoolJournal", "SchoolQuizzes", "SchoolOutbox", "Record"],
    path: "Sources/SchoolCore/Statistics"),
  .target(name: "SchoolExchange", dependencies: floor + ["SchoolJournal", "SchoolSheets", "Record"], path: "Sources/SchoolCore/Exchange"),
  .target(
    name: "SchoolInbox", dependencies: floor + ["SchoolChat", "SchoolOutbox", "Record"], path: "Sources/SchoolCore/Inbox"),
  .target(name: "SchoolSetup", dependencies: floor + ["SchoolRoster", "Record"], path: "Sources/SchoolCore/Setup"),
]

let core: [Target.Dependency] = ["Record", "SchoolModel", "SchoolSheets"] + rooms.map { .target(name: $0.name) }

let package = Package(
  name: "myschool",
  targets: [
    .systemLibrary(name: "CSQLite"),
    .systemLibrary(name: "CCrypt"),
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CExpat"),
    .target(name: "Basics"),
    .target(name: "SQLite", dependencies: ["Basics", "CSQLite"]),
    .target(name: "Arguments", dependencies: ["Basics"]),
    .target(name: "Tabular", dependencies: ["Basics"]),
    .target(name: "RussianText", dependencies: ["Basics"]),
    .target(name: "OfficeFiles", dependencies: ["Basics", "Tabular", "CZlib", "CExpat"]),
    .target(name: "Questions", dependencies: ["Basics", "Tabular", "OfficeFiles"]),
    .target(name: "Record", dependencies: ["Basics", "SQLite", "CZlib"]),
    .target(
      name: "SchoolModel", dependencies: ["Basics", "SQLite", "Tabular", "RussianText", "Record", "CCrypt"],
      path: "Sources/SchoolCore/School"),
    .target(name: "SchoolSheets", dependencies: ["Basics", "Tabular"], path: "Sources/SchoolCore/Sheets"),
  ] + rooms + [
    .executableTarget(
      name: "myschool", dependencies: ["Basics", "Arguments", "Tabular", "OfficeFiles", "RussianText", "Questions"] + core,
      swiftSettings: staticRuntime, linkerSettings: staticLinking),
    .executableTarget(
      name: "Benchmarks", dependencies: [],
      swiftSettings: staticRuntime, linkerSettings: staticLinking),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite"]),
    .testTarget(name: "ArgumentsTests", dependencies: ["Arguments", "Basics"]),
    .testTarget(name: "RussianTextTests", dependencies: ["RussianText", "Basics"]),
    .testTarget(name: "TabularTests", dependencies: ["Tabular", "Basics"]),
    .testTarget(name: "OfficeFilesTests", dependencies: ["OfficeFiles", "Tabular", "Basics"]),
    .testTarget(name: "QuestionsTests", dependencies: ["Questions", "OfficeFiles", "Tabular", "Basics"]),
    .testTarget(name: "SchoolCoreTests", dependencies: ["SQLite", "Basics", "Tabular", "RussianText"] + core),
    .testTarget(
      name: "myschoolTests", dependencies: ["myschool", "Arguments", "RussianText", "Tabular", "OfficeFiles", "SQLite", "Basics"] + core),
  ],
  swiftLanguageModes: [.v6]
)

// What every test runs through a million times over (sums, rows of the file, tables, stems) is optimised in a debug build
// as well: the suite takes half the time, and overflows, bounds and overlapping accesses are looked for all the same.
let optimisedInDebug: Set<String> = ["Basics", "SQLite", "Tabular", "RussianText", "OfficeFiles", "Questions", "Record"]
for target in package.targets where optimisedInDebug.contains(target.name) {
  target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-O"], .when(configuration: .debug))]
}

// Overlapping accesses are looked for in debug builds, where all tests run; in a release the looking costs a tenth of an import.
for target in package.targets where target.type == .regular || target.type == .executable {
  target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]
}
