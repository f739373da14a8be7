package dev.regent.simulation.lab;

import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.drill.DrilledCell;
import dev.regent.simulation.drill.Ticks;
import dev.regent.simulation.scenario.Recording.Kind;
import dev.regent.simulation.scenario.Recording.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the controllers agreed on during a run, for people to read beside what the probes saw. */
final class Decisions {
  private static final int PARTS = 3;

  private Decisions() {}

  /** Of the node that has most to tell, since an instant. */
  static List<Mark> since(MonotonicTime start, DrilledCell cell) {
    Instant wall = Instant.now();
    MonotonicTime now = Ticks.now();
    return cell.nodes().stream()
        .map(node ->
            cell.history(node).stream()
                .flatMap(line -> mark(line, wall, now.since(start)).stream())
                .toList())
        .max((one, other) -> Integer.compare(one.size(), other.size()))
        .orElse(List.of());
  }

  /**
   * A line of history as a mark; empty when it was before the start.
   *
   * @param line begins with its time, by the machine's wall clock, and its revision
   * @param now since the start, when that clock showed {@code wall}
   */
  static Optional<Mark> mark(String line, Instant wall, Duration now) {
    String[] parts = line.split(" ", PARTS);
    Duration ago = Duration.between(Instant.parse(parts[0]), wall);
    long at = now.minus(ago).toNanos();
    return at < 0 || parts.length < PARTS
        ? Optional.empty()
        : Optional.of(new Mark(at, Kind.DECISION, parts[2]));
  }
}
