package dev.regent.agent.guard.process;

import static dev.regent.agent.guard.process.GuardedNode.in;
import static dev.regent.agent.guard.process.GuardedNode.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.guard.client.GuardClient;
import dev.regent.agent.process.Libc;
import dev.regent.protocol.MonotonicTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** H1, H3, V7: what a real guard does to a real PostgreSQL when its deadline comes. */
@Tag("process")
class GuardDeadlineTest {
  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final Duration FENCE_BOUND = Duration.ofMillis(800);

  private final GuardedNode node = GuardedNode.create();

  @AfterEach
  void end() {
    node.close();
  }

  @Test
  void killsABusyPrimaryAtTheDeadlineOfADaemonThatWasKilled() {
    GuardClient first = node.attach();
    node.startPrimary(first, token(1), LEASE);
    BusySession.begin(node);
    MonotonicTime deadline = in(LEASE);
    Process daemon = DaemonProcess.start(node.settings(), LEASE);
    daemon.destroyForcibly();
    Checks.await("daemon dead", () -> !daemon.isAlive());

    assertThat(node.sql("select pg_is_in_recovery()")).isEqualTo("f");
    node.awaitNoProcess();

    assertThat(GuardedNode.CLOCK.now().isAtLeast(deadline)).isTrue();
    assertThat(node.attach().holding().fired()).isTrue();
  }

  @Test
  void leavesTheDeadTokenDeadAndStartsTheServerInRecoveryAgain() {
    GuardClient guard = node.attach();
    node.startPrimary(guard, token(1), Duration.ofSeconds(1));
    node.putSignalBack();
    node.awaitNoProcess();

    Checks.refused(guard.arm(token(1), in(LEASE)), "dead");
    node.startStandby(guard);

    Checks.always("t", Duration.ofMillis(1500), () -> node.sql("select pg_is_in_recovery()"));
    Checks.refused(guard.promote(token(1)), "not armed");
  }

  @Test
  void killsAFrozenPostmasterAndItsBusyBackends() {
    GuardClient guard = node.attach();
    node.startPrimary(guard, token(1), LEASE);
    BusySession.begin(node);
    MonotonicTime deadline = in(Duration.ofSeconds(1));
    Libc.kill(node.postmaster(), Libc.SIGSTOP);

    node.awaitNoProcess();

    assertThat(GuardedNode.CLOCK.now().since(deadline)).isLessThan(LEASE.plus(FENCE_BOUND));
  }

  @Test
  void killsAServerThatWasPromotedByHandUnderNoLease() {
    GuardClient guard = node.attach();
    node.startStandby(guard);

    node.sql("select pg_promote(false)");

    node.awaitNoProcess();
  }

  @Test
  void killsOneThatWasPromotedByHandAlsoWhenTheSignalFileIsBack() {
    GuardClient guard = node.attach();
    node.startStandby(guard);

    node.sql("select pg_promote(false)");
    Checks.await("the signal file is gone", () -> !node.hasSignal());
    node.putSignalBack();

    node.awaitNoProcess();
  }

  @Test
  void killsAServerThatAHandStarted() {
    node.attach();

    Process byHand = node.startByHand();

    Checks.await("killed", () -> !byHand.isAlive());
    node.awaitNoProcess();
  }

  @Test
  void startsNothingWithoutASignalFileAndNothingBesideAnother() throws Exception {
    GuardClient guard = node.attach();
    node.startStandby(guard);
    Checks.refused(guard.start(node.startCommand()), "runs already");
    Checks.done(guard.kill(true));
    java.nio.file.Files.delete(node.data().resolve("standby.signal"));

    Checks.refused(guard.start(node.startCommand()), "standby.signal");
  }
}
