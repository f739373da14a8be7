package dev.regent.agent.guard.process;

import static dev.regent.agent.guard.process.GuardedNode.in;
import static dev.regent.agent.guard.process.GuardedNode.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.guard.client.GuardClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a guard costs. The figures are printed; the bounds are generous, for a busy machine. */
@Tag("process")
class GuardFiguresTest {
  private static final long MICRO = 1000;

  private final GuardedNode node = GuardedNode.create();

  @AfterEach
  void end() {
    node.close();
  }

  @Test
  void costsLittleMemoryAndArmsInWellUnderAMillisecond() throws IOException {
    long start = System.nanoTime();
    GuardClient guard = node.attach();
    long attached = (System.nanoTime() - start) / MICRO;
    long[] arms = armMany(guard, 3000);
    long startKill = System.nanoTime();
    Checks.done(guard.kill(false));
    long killQuiet = (System.nanoTime() - startKill) / MICRO;

    System.out.printf(
        "guard: attach %d us, arm median %d us, p99 %d us, empty kill %d us, rss %s%n",
        attached, arms[arms.length / 2], arms[arms.length * 99 / 100], killQuiet, rss());

    assertThat(arms[arms.length / 2]).isLessThan(1000);
  }

  @Test
  void killsAQuietAndABusyServerWithinAFractionOfASecond() {
    GuardClient guard = node.attach();
    node.startStandby(guard);
    long quiet = killMicros(guard, false);
    node.startPrimary(guard, token(1), Duration.ofSeconds(30));
    node.putSignalBack();
    BusySession.begin(node);
    long busy = killMicros(guard, false);
    node.startPrimary(guard, token(1), Duration.ofSeconds(30));
    long orderly = killMicros(guard, true);

    System.out.printf(
        "kill: quiet %d us, busy %d us, orderly %d us; log:%n%s",
        quiet, busy, orderly, node.guardLog());

    assertThat(busy).isLessThan(1_000_000);
  }

  private long killMicros(GuardClient guard, boolean orderly) {
    long start = System.nanoTime();
    Checks.done(guard.kill(orderly));
    long micros = (System.nanoTime() - start) / MICRO;
    assertThat(node.processes()).isEmpty();
    return micros;
  }

  private static long[] armMany(GuardClient guard, int times) {
    long[] micros = new long[times];
    for (int i = 0; i < times; i++) {
      var deadline = in(Duration.ofSeconds(30));
      long start = System.nanoTime();
      Checks.done(guard.arm(token(1), deadline));
      micros[i] = (System.nanoTime() - start) / MICRO;
    }
    Arrays.sort(micros);
    return micros;
  }

  private String rss() throws IOException {
    return Files.readString(Path.of("/proc/" + node.guardPid() + "/status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS") || line.startsWith("RssAnon"))
        .map(line -> line.replaceAll("\\s+", " "))
        .toList()
        .toString();
  }
}
