package dev.regent.agent.guard.process;

import static dev.regent.agent.guard.process.GuardedNode.in;
import static dev.regent.agent.guard.process.GuardedNode.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.guard.GuardSettings.WatchdogSettings;
import dev.regent.agent.guard.client.GuardClient;
import dev.regent.agent.process.Libc;
import dev.regent.agent.process.ProcessStat;
import dev.regent.protocol.MonotonicTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** H4: a real guard and a real PostgreSQL; the watchdog's device records what is done to it. */
@Tag("process")
@DisplayName("H4: a real guard and the watchdog of its machine")
class GuardWatchdogTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration BUDGET = Duration.ofMillis(500);
  private static final int SIGTERM = 15;

  private final Path device = temporary();
  private final GuardedNode node =
      GuardedNode.create(new WatchdogSettings(device, true, TIMEOUT, BUDGET));

  @AfterEach
  void end() throws IOException {
    node.close();
    Files.deleteIfExists(device);
  }

  @Test
  @DisplayName("H4: a frozen guard: the kernel resets the machine before the lease ends")
  void aFrozenGuardIsNotFedPastItsLease() {
    GuardClient guard = primary(Duration.ofSeconds(30));
    Checks.await("fed for a while", () -> feeds().size() > 5);
    Checks.done(guard.arm(token(2), in(Duration.ofSeconds(2))));
    MonotonicTime leaseEnd = in(Duration.ofSeconds(2)).plus(BUDGET);

    Libc.kill(node.guardPid(), Libc.SIGSTOP);
    Checks.await("frozen", () -> ProcessStat.read(node.guardPid()).get().state() == 'T');

    MonotonicTime reset = new MonotonicTime(feeds().getLast().nanos()).plus(TIMEOUT);
    assertThat(names()).startsWith("open", "timeout=1").doesNotContain("V");
    assertThat(reset).isBetween(in(Duration.ZERO), leaseEnd);
    assertThat(node.sql("select pg_is_in_recovery()")).isEqualTo("f");
  }

  @Test
  @DisplayName("H4: a living guard: killed at the deadline, and at rest before a reset")
  void aLivingGuardIsNeverReset() {
    primary(Duration.ofSeconds(2));
    MonotonicTime leaseEnd = in(Duration.ofSeconds(2)).plus(BUDGET);

    node.awaitNoProcess();
    Checks.await("at rest", () -> names().contains("close"));

    MonotonicTime reset = new MonotonicTime(feeds().getLast().nanos()).plus(TIMEOUT);
    assertThat(reset).isLessThanOrEqualTo(leaseEnd);
    assertThat(call("V").nanos()).isLessThan(reset.nanos());
  }

  @Test
  @DisplayName("H4, H6: at rest while paused, with PostgreSQL left writable")
  void restsWhilePaused() {
    GuardClient guard = primary(Duration.ofSeconds(30));

    Checks.done(guard.pause(true));

    Checks.await("at rest", () -> names().contains("close"));
    assertThat(node.sql("select pg_is_in_recovery()")).isEqualTo("f");
    Checks.done(guard.arm(token(2), in(Duration.ofSeconds(30))));
    Checks.await("fed again", () -> names().lastIndexOf("open") > names().indexOf("close"));
  }

  @Test
  @DisplayName("H4: ended in order, as at a shutdown: nothing runs, and the machine is not reset")
  void restsWhenItsProcessIsEndedInOrder() {
    primary(Duration.ofSeconds(30));

    Libc.kill(node.guardPid(), SIGTERM);

    Checks.await("at rest", () -> names().contains("close"));
    node.awaitNoProcess();
    assertThat(names()).containsSubsequence("V", "close");
  }

  @Test
  @DisplayName("H4: no watchdog: required promotes nothing, and says why")
  void requiredPromotesNothingWithoutOne() {
    try (GuardedNode bare =
        GuardedNode.create(new WatchdogSettings(Path.of("/dev/null"), true, TIMEOUT, BUDGET))) {
      GuardClient guard = bare.attach();
      bare.startStandby(guard);
      Checks.done(guard.arm(token(1), in(Duration.ofSeconds(30))));
      Checks.await("tried", () -> bare.guardLog().contains("watchdog unavailable"));

      Checks.refused(guard.promote(token(1)), "no watchdog: /dev/null lets nobody set a timeout");
      assertThat(bare.sql("select pg_is_in_recovery()")).isEqualTo("t");
    }
  }

  @Test
  @DisplayName("H4: no watchdog: automatic says so once and promotes")
  void automaticPromotesWithoutOne() {
    try (GuardedNode bare =
        GuardedNode.create(new WatchdogSettings(Path.of("/dev/null"), false, TIMEOUT, BUDGET))) {
      bare.startPrimary(bare.attach(), token(1), Duration.ofSeconds(30));

      Checks.always("f", Duration.ofMillis(1500), () -> bare.sql("select pg_is_in_recovery()"));
      assertThat(bare.guardLog()).containsOnlyOnce("watchdog unavailable reason=/dev/null lets");
    }
  }

  private GuardClient primary(Duration lease) {
    StandInGuard.start(node);
    GuardClient guard = node.attach();
    node.startStandby(guard);
    Checks.done(guard.arm(token(1), in(lease)));
    Checks.await("fed", () -> node.guardLog().contains("watchdog fed"));
    Checks.done(guard.promote(token(1)));
    node.awaitWritable();
    return guard;
  }

  private List<StandInDevice.Call> feeds() {
    return StandInDevice.calls(device).stream().filter(it -> it.what().equals("feed")).toList();
  }

  private List<String> names() {
    return StandInDevice.calls(device).stream().map(StandInDevice.Call::what).toList();
  }

  private StandInDevice.Call call(String what) {
    return StandInDevice.calls(device).stream()
        .filter(it -> it.what().equals(what))
        .findFirst()
        .orElseThrow();
  }

  private static Path temporary() {
    try {
      Path file = Files.createTempFile("regent-watchdog", ".calls");
      Files.delete(file);
      return file;
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }
}
