package dev.regent.simulation.bench.run;

import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.Ticks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Whether this machine has little to do, so that a fault strikes a system at rest, and not one
 * whose processes still start or copy. All hosts share its processors.
 *
 * @param idle ticks of all processors in which nothing ran, from the boot on
 * @param all ticks of all processors
 */
record Quiet(long idle, long all) {
  private static final Path STAT = Path.of("/proc/stat");
  private static final Duration WATCHED = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final double IDLE_LEAST = 0.75;

  /** Of {@code user nice system idle iowait irq softirq steal}, see proc(5). */
  private static final int IDLE = 3;

  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  /** Returns once the processors were idle for three quarters of 3 s, or 20 s are over. */
  static void await() {
    MonotonicTime end = Ticks.now().plus(LIMIT);
    Quiet last = now();
    double idle = 0;
    while (idle < IDLE_LEAST && Ticks.now().isBefore(end)) {
      Await.pass(WATCHED);
      Quiet next = now();
      idle = next.idleSince(last);
      last = next;
    }
  }

  /** The share of the time between, 0 to 1. */
  double idleSince(Quiet before) {
    return (double) (idle - before.idle) / Math.max(1, all - before.all);
  }

  private static Quiet now() {
    try (Stream<String> lines = Files.lines(STAT)) {
      return of(lines.findFirst().orElseThrow());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The first line of /proc/stat. */
  static Quiet of(String line) {
    long[] ticks =
        Stream.of(line.split(" +", -1))
            .skip(1)
            .mapToLong(Long::parseLong)
            .limit(STEAL + 1)
            .toArray();
    return new Quiet(ticks[IDLE] + ticks[IO_WAIT], LongStream.of(ticks).sum());
  }
}
