package dev.regent.simulation.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Reports to test with. */
final class Example {
  private Example() {}

  /** One good run and one bad one of a fault, and one that could not begin. */
  static Report report() {
    Report empty =
        new Report(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of(310L), List.of());
    return empty
        .with(ran("regent", 1, new Outcome.Measured(400, 0, 0, 900, of(2_000), "a", "b", 5)))
        .with(ran("patroni", 1, new Outcome.Measured(900, 31_900, 1559, 99, none(), "a", "b", 5)))
        .with(ran("regent", 2, new Outcome.Measured(600, 0, 0, 900, of(3_000), "b", "b", 300)))
        .with(
            new Outcome(
                "patroni",
                "default",
                "sync",
                "daemon-frozen",
                2,
                Optional.empty(),
                List.of("it did not start: <no> etcd & so on")));
  }

  private static Outcome ran(String system, int run, Outcome.Measured measured) {
    return new Outcome(
        system, "default", "sync", "daemon-frozen", run, Optional.of(measured), List.of());
  }

  private static Optional<Long> of(long millis) {
    return Optional.of(millis);
  }

  private static Optional<Long> none() {
    return Optional.empty();
  }
}
