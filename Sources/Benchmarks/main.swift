import Glibc

// Every figure of performance beside its yardstick, the two run in turn; prints medians and ratios.
// Usage: Benchmarks [STUDENTS]; 9000 students give about a million rows of marks.

let students = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 9000 : 9000
do {
  let bench = try Bench(students: students)
  try bench.run()
} catch {
  print("benchmarks failed: \(error)")
  exit(1)
}
