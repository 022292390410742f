import Glibc

// Every figure of performance beside its yardstick, the two run in turn; prints medians and ratios.
// Usage: Benchmarks [STUDENTS] [startup] [marks] [listings] [reports] [workbooks] [everyday] [library] [quizzes] [talk];
// STUDENTS make the marks to import,
// 9000 are about a million rows.

let words = CommandLine.arguments.dropFirst()
let students = words.first.flatMap { Int($0) } ?? 9000
do {
  let bench = try Bench(students: students)
  try bench.run(words.filter { Int($0) == nil })
} catch {
  print("benchmarks failed: \(error)")
  exit(1)
}
