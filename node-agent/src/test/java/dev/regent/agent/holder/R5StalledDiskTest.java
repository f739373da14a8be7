package dev.regent.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R5: a primary whose WAL does not reach its disk would commit nothing")
class R5StalledDiskTest {
  private static final Duration SUSPECT = Node.LEASE.suspectTime();
  private static final Duration LOOK = Duration.ofMillis(300);

  private final Node node = Node.serving();

  @Test
  @DisplayName(
      "R5: it is stalled when somebody waited for the suspect time and nothing was flushed")
  void nothingFlushedForTheSuspectTimeIsStalled() {
    looks(500, true);
    node.after(LOOK);
    looks(500, true);
    node.after(SUSPECT.minusMillis(1));
    looks(500, true);
    assertThat(status()).isEqualTo(PostgresStatus.PRIMARY);
    node.after(Duration.ofMillis(1));
    looks(500, true);
    assertThat(status()).isEqualTo(PostgresStatus.STALLED);
    assertThat(node.of(AgentEffect.Broadcast.class)).as("told at once").hasSize(1);
    assertThat(node.state.facts().sync()).as("what was in force stays so").isPresent();
    assertThat(node.state.facts().notWritableSince()).contains(node.now);
  }

  @Test
  @DisplayName("I12: a disk that is slow, but flushes, is none that stalls")
  void everyFlushBeginsAnew() {
    looks(500, true);
    for (int flushed = 501; flushed < 520; flushed++) {
      node.after(SUSPECT.minusMillis(1));
      looks(flushed, true);
      assertThat(status()).isEqualTo(PostgresStatus.PRIMARY);
    }
  }

  @Test
  @DisplayName("I12: a primary that nobody writes to waits for nothing")
  void nobodyWaiting() {
    looks(500, true);
    node.after(LOOK);
    looks(500, false);
    node.after(SUSPECT);
    looks(500, true);
    node.after(LOOK);
    looks(500, true);
    assertThat(status()).isEqualTo(PostgresStatus.PRIMARY);
  }

  @Test
  @DisplayName("R5: the first flush makes it writable again")
  void aFlushMendsIt() {
    stall();
    looks(501, false);
    assertThat(status()).isEqualTo(PostgresStatus.PRIMARY);
    assertThat(node.state.facts().notWritableSince()).isEmpty();
  }

  @Test
  @DisplayName("H1: who is to stand or to follow ends it, who serves leaves it to its leader")
  void onlyAnInstructionEndsIt() {
    stall();
    assertThat(node.started()).isEmpty();
    node.told(12, new Desired.Yield(Node.T1)).wake();
    assertThat(node.state.work().running().map(AgentState.Running::job)).contains(new Job.Kill());
  }

  private void stall() {
    looks(500, true);
    node.after(LOOK);
    looks(500, true);
    node.after(SUSPECT);
    looks(500, true);
    assertThat(status()).isEqualTo(PostgresStatus.STALLED);
  }

  private PostgresStatus status() {
    return node.report().postgres().status();
  }

  /** Under a lease that is renewed all the time: renewals need no disk. */
  private void looks(long flushed, boolean awaitsDisk) {
    MonotonicTime later = node.now.plus(Duration.ofSeconds(5));
    node.state = node.state.with(node.state.lease().armed(later, later));
    PostgresView view = Node.view(PostgresStatus.PRIMARY);
    node.looks(
        new Observation(
            new PostgresView(
                view.status(),
                view.systemId(),
                new WalPosition(Node.TL2, new Lsn(flushed)),
                new Lsn(flushed),
                true,
                view.walSenders(),
                Optional.empty()),
            Optional.empty(),
            true,
            true,
            awaitsDisk));
  }
}
