import Glibc

/// What one run of a process cost.
struct Measured {
  /// Wall time in milliseconds.
  let milliseconds: Double
  /// Largest resident set in MiB.
  let peak: Double
  let code: Int32
}

struct Trouble: Error { let text: String }

/// Runs a program to its end, with its streams from and to files.
func measure(_ words: [String], input: String = "/dev/null", output: String = "/dev/null", environment: [String: String]) throws -> Measured
{
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  var arguments = words.map { strdup($0) } + [nil]
  var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer { for pointer in arguments + variables { free(pointer) } }
  var process: pid_t = 0
  let start = now()
  let code = posix_spawnp(&process, words[0], &actions, nil, &arguments, &variables)
  guard code == 0 else { throw Trouble(text: "\(words[0]): \(String(cString: strerror(code)))") }
  var status: Int32 = 0
  var usage = rusage()
  wait4(process, &status, 0, &usage)
  return Measured(milliseconds: now() - start, peak: Double(usage.ru_maxrss) / 1024, code: (status >> 8) & 0xff)
}

/// Milliseconds of a clock that only goes forward.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}

/// One decimal more than a person needs.
func rounded(_ value: Double) -> String {
  let scaled = (value * 100).rounded() / 100
  return "\(scaled)"
}
