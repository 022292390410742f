import Testing

@testable import SchoolCurriculum

@Suite("Fitting a plan into the hours left")
struct PlanFittingTests {
  private func topic(_ title: String, _ hours: Int, section: String? = nil, control: String? = nil) -> PlanTopic {
    PlanTopic(id: nil, section: section, title: title, hours: hours, homework: nil, control: control)
  }

  @Test("long topics give up hours first, then neighbours of one section are joined, then the last go to self-study")
  func order() {
    let topics = [topic("А", 4, section: "1"), topic("Б", 2, section: "1"), topic("В", 1, section: "2"), topic("К", 1, control: "тест")]
    func ways(_ available: Int) -> [PlanWay] {
      PlanFitting(topics, had: [0, 0, 0, 0], available: available, moving: false).adjustment.steps.map(\.way)
    }
    #expect(ways(8) == [.keep, .keep, .keep, .keep])
    #expect(ways(6) == [.shorten, .keep, .keep, .keep])
    #expect(ways(4) == [.shorten, .shorten, .keep, .keep])
    #expect(ways(3) == [.shorten, .merge, .keep, .keep])
    #expect(ways(2) == [.shorten, .merge, .drop, .keep])
    let moved = PlanFitting(topics, had: [0, 0, 0, 0], available: 6, moving: true).adjustment.steps
    #expect(moved.map(\.way) == [.keep, .later, .later, .keep] && moved.allSatisfy { $0.hoursAfter == $0.hoursBefore })
  }

  @Test("whatever the plan, what was taught and control works keep their hours, and no more is cut than must be", arguments: 1...300)
  func properties(seed: UInt64) {
    var random = Seeded(seed)
    let topics = (0..<Int.random(in: 1...20, using: &random)).map { number in
      topic(
        "Тема \(number)", Int.random(in: 1...6, using: &random), section: ["1", "2", nil].randomElement(using: &random) ?? nil,
        control: Int.random(in: 0..<5, using: &random) == 0 ? "контрольная" : nil)
    }
    let total = topics.reduce(0) { $0 + $1.hours }
    let taught = Int.random(in: 0...total, using: &random)
    let available = Int.random(in: 0...(total - taught + 3), using: &random)
    // The hours given are of any topics, not only of the first.
    var left = taught
    var had = topics.map { _ in 0 }
    while left > 0 {
      let open = topics.indices.filter { had[$0] < topics[$0].hours }
      had[open.randomElement(using: &random) ?? 0] += 1
      left -= 1
    }
    let fitted = PlanFitting(topics, had: had, available: available, moving: false).adjustment
    #expect(fitted.needed == total - taught)
    for step in fitted.steps {
      let topic = topics[step.position - 1]
      #expect(step.hoursAfter <= topic.hours && step.hoursAfter >= had[step.position - 1])
      #expect(!topic.isControl || step.hoursAfter == topic.hours && step.way == .keep)
      #expect(step.way != .keep || step.hoursAfter == topic.hours)
    }
    let wanted = fitted.steps.reduce(0) { $0 + $1.hoursAfter - had[$1.position - 1] }
    // Topics of one hour cannot be shortened by less than all of it.
    #expect(wanted >= min(available, fitted.needed) || fitted.steps.contains { $0.way == .merge || $0.way == .drop })
    #expect(
      wanted <= available || fitted.steps.allSatisfy { topics[$0.position - 1].isControl || $0.hoursAfter <= 1 || had[$0.position - 1] > 0 }
    )
  }

  @Test("what was taught is told by the topics of the lessons, and what is outside the plan is named")
  func taught() {
    let plan = [topic("Проценты", 2), topic("Контрольная работа", 1), topic("Функции", 2), topic("Контрольная работа", 1)]
    let taught = TaughtTopics(
      plan, lessons: ["Функции", "Функции (продолжение)", "контрольная работа", "Экскурсия", "Экскурсия", "Контрольная работа", nil])
    #expect(taught.hours == [1, 1, 2, 1])
    #expect(taught.given == 5)
    #expect(taught.outside.map(\.topic) == ["Экскурсия"] && taught.outside.map(\.lessons) == [2])
    // Topics that were skipped are still to come; those taught before them are over.
    let fitted = PlanFitting(plan, had: taught.hours, available: 1, moving: false).adjustment
    #expect(fitted.steps.map(\.position) == [1] && fitted.needed == 1)
    let longer = TaughtTopics(plan, lessons: ["Проценты", "Проценты", "Проценты"])
    #expect(longer.hours[0] == 3 && longer.given == 2)
  }
}
