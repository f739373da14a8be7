package dev.regent.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.Incarnation;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Round;
import dev.regent.protocol.Session;
import dev.regent.protocol.Voter;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.PostgresStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("V5, V7, H1, H2: the holder's side of the lease")
class V5LeaseTest {

  @Test
  @DisplayName("H1: without a committed Instruction no lease is asked for")
  void onlyAnInstructionAsksForTheLease() {
    Node node = new Node().sees(PostgresStatus.PRIMARY).after(Duration.ofSeconds(9)).wake();
    assertThat(node.sent(Message.LeaseRequest.class)).isEmpty();
    for (Desired desired : AgentMatrixTest.DESIRED) {
      Node told = new Node().sees(PostgresStatus.STANDBY).told(11, desired);
      boolean asks = !told.sent(Message.LeaseRequest.class).isEmpty();
      assertThat(asks).as("%s", desired).isEqualTo(AgentMatrixTest.namesAToken(desired));
    }
  }

  @Test
  @DisplayName(
      "V5: a majority of the round sent at s makes the lease valid until s + ttl x (1 - rho), less"
          + " budgets")
  void theLeaseCountsFromTheSending() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1));
    MonotonicTime sent = node.now;
    node.after(Duration.ofMillis(300)).leased();
    Duration validity = Node.LEASE.ttl().multipliedBy(95).dividedBy(100);
    assertThat(node.state.lease().armedUntil())
        .isEqualTo(sent.plus(validity).minus(Node.LEASE.guardBudget()));
    assertThat(node.state.lease().validUntil())
        .isEqualTo(sent.plus(validity).minus(Node.LEASE.fenceBudget()));
  }

  @Test
  @DisplayName("V5: no longer than the formation's maximum TTL, and no longer than its own file's")
  void theLeaseIsNoLongerThanTheFormationsTtl() {
    for (Duration ttl : List.of(Duration.ofSeconds(2), Node.LEASE.ttl().multipliedBy(2))) {
      Node node = new Node();
      node.ttl = Optional.of(ttl);
      node.sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1));
      MonotonicTime sent = node.now;
      node.leased();
      Duration least = ttl.compareTo(Node.LEASE.ttl()) < 0 ? ttl : Node.LEASE.ttl();
      assertThat(node.state.lease().armedUntil())
          .as("%s", ttl)
          .isEqualTo(
              sent.plus(least.multipliedBy(95).dividedBy(100)).minus(Node.LEASE.guardBudget()));
    }
  }

  @Test
  @DisplayName("V5: one ack, or the same ack twice, is no majority")
  void oneVoterCountsOnce() {
    Node node = seeking();
    node.hears(node.ack(Node.A)).hears(node.ack(Node.A));
    assertThat(node.of(AgentEffect.Arm.class)).isEmpty();
  }

  @Test
  @DisplayName("V5: only acks of the current round count (trace 19)")
  void onlyTheCurrentRoundCounts() {
    Node node = seeking();
    Round old = node.state.lease().round();
    node.after(Node.LEASE.renewInterval()).wake();
    assertThat(node.state.lease().round()).isNotEqualTo(old);
    node.hears(node.ack(Node.A, old)).hears(node.ack(Node.W, old));
    assertThat(node.of(AgentEffect.Arm.class)).isEmpty();
  }

  @Test
  @DisplayName("R7: the report names the voters that acked this round or the one before, no older")
  void theReportSaysWhoAnswers() {
    Node node = seeking().hears(seeking().ack(Node.W));
    node.after(Node.LEASE.renewInterval()).wake();
    node.hears(node.ack(Node.A));
    assertThat(node.state.lease().answered()).containsExactly(Node.A, Node.W);
    node.after(Node.LEASE.renewInterval()).wake();
    assertThat(Reporter.report(node.state, node.now).answered()).contains(List.of(Node.A));
  }

  @Test
  @DisplayName("V5: a round is the boot clock of its sending, so that none repeats")
  void aRoundIsTheBootClock() {
    assertThat(seeking().state.lease().round().bootTimeNanos()).isEqualTo(new Node().now.nanos());
  }

  @Test
  @DisplayName("V5: acks to another session or token do not count")
  void acksOfAnotherSessionDoNotCount() {
    Node node = seeking();
    Round round = node.state.lease().round();
    Session earlier = new Session(Node.A, 3, 1);
    for (Voter voter : List.of(Node.voter(Node.A), Node.voter(Node.W))) {
      node.hears(new Message.LeaseAck(Node.T1, earlier, round, voter, Node.revision(1)));
      node.hears(new Message.LeaseAck(Node.T2, Node.SESSION, round, voter, Node.revision(1)));
    }
    assertThat(node.of(AgentEffect.Arm.class)).isEmpty();
    assertThat(node.state.lease().acks()).isEmpty();
  }

  @Test
  @DisplayName(
      "L7: acks are counted in the newest voter set: not of a newer one, nor of a replaced voter")
  void acksCountInTheNewestVoterSet() {
    Node node = seeking();
    Round round = node.state.lease().round();
    Revision newer = Node.revision(12);
    node.hears(new Message.LeaseAck(Node.T1, Node.SESSION, round, Node.voter(Node.A), newer));
    node.hears(node.ack(Node.B));
    assertThat(node.of(AgentEffect.Arm.class)).isEmpty();
    Voter lost = new Voter(Node.W, new Incarnation(99), "machine");
    node.hears(new Message.LeaseAck(Node.T1, Node.SESSION, round, lost, Node.revision(1)));
    assertThat(node.of(AgentEffect.Arm.class)).isEmpty();
  }

  @Test
  @DisplayName("H3: a renewal counts only when the guard acked its feed")
  void aRenewalCountsWhenTheGuardAcked() {
    Node node = seeking();
    node.hears(node.ack(Node.A)).hears(node.ack(Node.W));
    assertThat(node.of(AgentEffect.Arm.class)).hasSize(1);
    assertThat(node.state.lease().isLive(node.now)).isFalse();
    assertThat(node.sees(PostgresStatus.STANDBY).started()).isEmpty();
  }

  @Test
  @DisplayName("H3, V7: a guard that refuses makes the token dead")
  void aRefusingGuardKillsTheToken() {
    Node node = seeking();
    node.hears(node.ack(Node.A)).hears(node.ack(Node.W));
    node.give(new AgentInput.Armed(Node.T1, node.now.plus(Duration.ofSeconds(3)), false));
    assertThat(node.of(AgentEffect.MarkDead.class)).hasSize(1);
  }

  @Test
  @DisplayName(
      "H2: not renewed in time, the holder fences before validUntil ends, VIP and PostgreSQL")
  void itFencesInTime() {
    Node node = Node.serving();
    MonotonicTime valid = node.state.lease().validUntil();
    assertThat(Agent.nextWake(node.state).compareTo(valid)).isLessThanOrEqualTo(0);
    node.now = valid.minus(Duration.ofNanos(1));
    assertThat(node.wake().of(AgentEffect.Fence.class)).isEmpty();
    node.now = valid;
    assertThat(node.wake().of(AgentEffect.Fence.class)).hasSize(1);
    assertThat(node.state.vip()).isEqualTo(AgentState.VipSeat.AWAY);
  }

  @Test
  @DisplayName("V7: the token is marked dead in the guard before fencing starts")
  void itIsMarkedDeadBeforeTheFence() {
    Node node = Node.serving();
    node.now = node.state.lease().validUntil();
    node.wake();
    List<String> order =
        node.effects.stream()
            .map(effect -> effect.getClass().getSimpleName())
            .filter(name -> name.equals("MarkDead") || name.equals("Fence"))
            .toList();
    assertThat(order).containsExactly("MarkDead", "Fence");
  }

  @Test
  @DisplayName("V7: a dead token is never asked for again, and acks for it are ignored")
  void aDeadTokenStaysDead() {
    Node node = Node.serving();
    Message.LeaseAck late = node.ack(Node.A);
    node.now = node.state.lease().validUntil();
    node.wake();
    node.hears(late).after(Duration.ofSeconds(5)).told(12, Node.serve(Node.T1));
    assertThat(node.sent(Message.LeaseRequest.class)).isEmpty();
    assertThat(node.state.lease().token()).isEmpty();
    assertThat(node.report().dead()).contains(Node.T1);
    node.told(21, Node.lead(Node.T2));
    assertThat(node.sent(Message.LeaseRequest.class)).hasSize(3);
  }

  @Test
  @DisplayName("V7: a token that the guard killed is dead")
  void aFiredGuardsTokenIsDead() {
    Node node = Node.serving().give(new AgentInput.GuardFired());
    assertThat(node.state.lease().isDead(Node.T1)).isTrue();
  }

  @Test
  @DisplayName("H3: a new daemon takes over the guard's session and its dead tokens")
  void aNewDaemonTakesOverTheDeadTokens() {
    Node node =
        new Node(new Agent.TakeOver(Node.SESSION, Node.revision(11), false, List.of(Node.T1)))
            .sees(PostgresStatus.STANDBY)
            .told(11, Node.serve(Node.T1));
    assertThat(node.sent(Message.LeaseRequest.class)).isEmpty();
  }

  @Test
  @DisplayName("V5: a jump of the wall clock against the boot clock beyond the margin is expiry")
  void aClockJumpIsExpiry() {
    assertThat(jumped(Node.LEASE.fenceBudget()).of(AgentEffect.Fence.class)).isEmpty();
    Duration beyond = Node.LEASE.fenceBudget().plusMillis(1);
    assertThat(jumped(beyond).of(AgentEffect.Fence.class)).hasSize(1);
    assertThat(jumped(beyond.negated()).of(AgentEffect.Fence.class)).hasSize(1);
  }

  @Test
  @DisplayName("V6: when no Instruction names the token any more, no round is sent")
  void withoutAnInstructionNothingIsRenewed() {
    Node node = Node.serving().told(12, new Desired.Stand()).after(Duration.ofSeconds(1)).wake();
    assertThat(node.sent(Message.LeaseRequest.class)).isEmpty();
  }

  @Test
  @DisplayName("R5: the holder does not renew for ever over a PostgreSQL that is not writable")
  void anUnwritablePrimaryIsNotHeldForEver() {
    Node node = Node.serving();
    MonotonicTime limit = node.now.plus(Node.LEASE.suspectTime().multipliedBy(2));
    node.sees(PostgresStatus.UNRESPONSIVE);
    while (node.now.plus(Node.LEASE.renewInterval()).isBefore(limit)) {
      node.after(Node.LEASE.renewInterval());
      node.wake();
      assertThat(node.of(AgentEffect.Fence.class)).isEmpty();
      node.leased();
    }
    node.after(limit.since(node.now)).wake();
    assertThat(node.of(AgentEffect.Fence.class)).isEmpty();
    node.after(Duration.ofMillis(1)).wake();
    assertThat(node.of(AgentEffect.Fence.class)).hasSize(1);
  }

  private static Node jumped(Duration by) {
    Node node = Node.serving();
    Instant wall = Instant.EPOCH.plus(Node.WALL_AHEAD).plusNanos(node.now.nanos()).plus(by);
    return node.give(new AgentInput.Wake(), wall);
  }

  private static Node seeking() {
    return new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1));
  }
}
