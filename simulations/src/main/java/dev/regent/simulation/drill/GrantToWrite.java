package dev.regent.simulation.drill;

import dev.regent.protocol.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * From the moment at which a majority had agreed to make a node primary until a client's first
 * write there was acknowledged, in a switchover. PostgreSQL's own promotion is in it.
 *
 * <p>The first moment is that of the leader's log, on the wall clock that all nodes of one machine
 * share. The client is a new one, as after a real failover: each of its attempts is a connection.
 */
public final class GrantToWrite {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration BEAT = Duration.ofMillis(10);
  private static final String GRANTED = " PrimaryGranted[";

  private GrantToWrite() {}

  /**
   * Switches a redundant cell over.
   *
   * @param number used once in a database's life
   * @throws DrillFailed when that did not happen within a minute
   */
  public static Duration measure(DrilledCell cell, int number) {
    Scene scene = Scene.of(cell);
    NodeId next = scene.standby().node();
    var plan = new Writer.Plan(number, BEAT, List.of(scene.standby()));
    try (Writer client = Writer.start(plan, cell.client())) {
      var _ = cell.switchover(next);
      Await.until(LIMIT, next + " is written to", () -> !client.commits().acknowledged().isEmpty());
      Await.until(
          LIMIT,
          next + " serves clients",
          () -> cell.status().flatMap(CellStatus::primary).filter(next::equals).isPresent());
      Commit first = client.commits().acknowledged().getFirst();
      Instant written = Instant.now().minus(Ticks.now().since(first.acknowledged()));
      return Duration.between(lastGrant(cell.logs()), written);
    }
  }

  private static Instant lastGrant(List<Path> logs) {
    return logs.stream()
        .flatMap(log -> lines(log).stream())
        .filter(line -> line.contains(" committed ") && line.contains(GRANTED))
        .map(line -> Instant.parse(line.substring(0, line.indexOf(' '))))
        .max(Comparator.naturalOrder())
        .orElseThrow(() -> new DrillFailed("no log tells of the grant: " + logs));
  }

  private static List<String> lines(Path log) {
    try {
      return Files.readAllLines(log);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read " + log, failed);
    }
  }
}
