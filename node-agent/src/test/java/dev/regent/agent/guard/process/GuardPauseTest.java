package dev.regent.agent.guard.process;

import static dev.regent.agent.guard.process.GuardedNode.in;
import static dev.regent.agent.guard.process.GuardedNode.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.guard.client.GuardClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** H6: a paused node's PostgreSQL is left alone, whoever started it, and a resume arms over it. */
@Tag("process")
class GuardPauseTest {
  private static final Duration LEASE = Duration.ofSeconds(1);

  private final GuardedNode node = GuardedNode.create();

  @AfterEach
  void end() {
    node.close();
  }

  @Test
  void neverKillsWhilePausedWhateverTheDeadlineWas() {
    GuardClient guard = node.attach();
    node.startPrimary(guard, token(1), LEASE);

    Checks.done(guard.pause(true));

    Checks.always("f", LEASE.plusMillis(500), () -> node.sql("select pg_is_in_recovery()"));
    Checks.refused(guard.kill(false), "paused");
    Checks.refused(guard.arm(token(1), in(LEASE)), "dead");
  }

  @Test
  void leavesAServerItFoundUntilAResumedLeaseEnds() {
    Checks.done(node.attach().pause(true));
    node.killGuard();
    Process byHand = node.startByHand();
    Checks.await("answers", () -> "t".equals(node.sql("select pg_is_in_recovery()")));
    node.sql("select pg_promote(false)");
    node.awaitWritable();

    GuardClient guard = node.attach();

    assertThat(guard.holding().paused()).isTrue();
    Checks.always("f", Duration.ofMillis(1200), () -> node.sql("select 'f'"));
    Checks.done(guard.arm(token(7), in(LEASE)));
    Checks.done(guard.pause(false));
    assertThat(byHand.isAlive()).isTrue();
    node.awaitNoProcess();
  }

  @Test
  void killsWhatItDidNotStartOnceThePauseEndsWithoutALease() {
    GuardClient guard = node.attach();
    Checks.done(guard.pause(true));
    Process byHand = node.startByHand();
    Checks.await("answers", () -> "t".equals(node.sql("select pg_is_in_recovery()")));

    Checks.done(guard.pause(false));

    Checks.await("killed", () -> !byHand.isAlive());
  }

  @Test
  void leavesItsOwnStandbyAloneWhenThePauseEnds() {
    GuardClient guard = node.attach();
    node.startStandby(guard);
    Checks.done(guard.pause(true));

    Checks.done(guard.pause(false));

    Checks.always("t", Duration.ofMillis(1200), () -> node.sql("select pg_is_in_recovery()"));
  }
}
