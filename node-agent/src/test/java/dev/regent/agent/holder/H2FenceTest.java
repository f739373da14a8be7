package dev.regent.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Round;
import dev.regent.protocol.Session;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.PostgresStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("H2, V4, V7, P1: the end of a lease, step by step")
class H2FenceTest {

  @Test
  @DisplayName("H2: the fence ends the job under way, and nothing else is started before its end")
  void theFenceEndsTheJob() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1)).leased();
    long promotion = node.state.work().running().orElseThrow().number();
    MonotonicTime valid = node.state.lease().validUntil();
    node.now = valid.minus(Duration.ofMillis(1));
    node.wake();
    node.now = valid;
    node.wake();
    assertThat(notes(node)).anyMatch(note -> note.startsWith("fence token=" + Node.T1));
    assertThat(node.of(AgentEffect.Cancel.class))
        .containsExactly(new AgentEffect.Cancel(promotion));
    assertThat(node.of(AgentEffect.Broadcast.class)).as("told at once").hasSize(1);
    node.ends(new JobResult.Failed("cancelled", "cancelled", true));
    assertThat(node.report().problem()).as("it was told to end").isEmpty();
    node.after(Duration.ofMillis(1)).sees(PostgresStatus.STOPPED);
    assertThat(node.started()).isEmpty();
    node.give(new AgentInput.Fenced(true));
    assertThat(node.of(AgentEffect.Look.class)).hasSize(1);
    assertThat(node.started()).containsExactly(new Job.Start());
  }

  @Test
  @DisplayName("H2: a fence without a job under way ends none")
  void aFenceWithoutAJob() {
    Node node = Node.serving();
    node.now = node.state.lease().validUntil();
    assertThat(node.wake().of(AgentEffect.Cancel.class)).isEmpty();
    assertThat(node.state.work().cancelled()).isFalse();
    assertThat(node.state.work().fencing()).isTrue();
  }

  @Test
  @DisplayName("H2: a kill that could not be confirmed is tried again, unless all is stopped")
  void anUnconfirmedKillIsTriedAgain() {
    Node node = Node.serving();
    node.now = node.state.lease().validUntil();
    node.wake().give(new AgentInput.Fenced(false));
    assertThat(node.of(AgentEffect.Fence.class)).hasSize(1);
    assertThat(node.of(AgentEffect.Look.class)).hasSize(1);
    assertThat(node.of(AgentEffect.Note.class)).anyMatch(AgentEffect.Note::warning);
    node.after(Duration.ofMillis(1)).sees(PostgresStatus.STOPPED);
    node.give(new AgentInput.Fenced(false));
    assertThat(node.of(AgentEffect.Fence.class)).isEmpty();
    assertThat(node.of(AgentEffect.Look.class)).hasSize(1);
  }

  @Test
  @DisplayName("V7: a fired guard is looked after and reported at once")
  void aFiredGuardIsReported() {
    Node node = Node.serving().give(new AgentInput.GuardFired());
    assertThat(node.of(AgentEffect.Look.class)).hasSize(1);
    assertThat(node.of(AgentEffect.Broadcast.class)).hasSize(1);
    assertThat(notes(node)).contains("the guard fired token=" + Node.T1);
    Node unleased = new Node().sees(PostgresStatus.STANDBY).give(new AgentInput.GuardFired());
    assertThat(notes(unleased)).isEmpty();
  }

  @Test
  @DisplayName("V5: the first arming is noted and reported at once, a renewal is not")
  void onlyTheFirstArmingIsNews() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1));
    node.after(Duration.ofMillis(1)).leased();
    assertThat(notes(node)).contains("lease held token=" + Node.T1);
    assertThat(node.of(AgentEffect.Broadcast.class)).hasSize(1);
    Node serving = Node.serving().after(Node.LEASE.renewInterval()).wake();
    serving.after(Duration.ofMillis(1)).leased();
    assertThat(notes(serving)).isEmpty();
    assertThat(serving.of(AgentEffect.Broadcast.class)).isEmpty();
  }

  @Test
  @DisplayName("V5: the guard's answer for another token, or a dead one, changes nothing")
  void anotherTokensArmingIsIgnored() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1));
    MonotonicTime later = node.now.plus(Duration.ofSeconds(3));
    node.give(new AgentInput.Armed(Node.T2, later, true));
    assertThat(node.state.lease().isLive(node.now)).isFalse();
    node.give(new AgentInput.Armed(Node.T2, later, false));
    assertThat(node.of(AgentEffect.MarkDead.class)).isEmpty();
  }

  @Test
  @DisplayName("V5: a refusal is noted while nothing is held, if it is of the round under way")
  void aRefusalIsNoted() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1));
    Round round = node.state.lease().round();
    assertThat(notes(node.hears(refusal(Node.SESSION, round)))).hasSize(1);
    assertThat(notes(node.hears(refusal(new Session(Node.A, 3, 1), round)))).isEmpty();
    assertThat(notes(node.hears(refusal(Node.SESSION, new Round(1))))).isEmpty();
    node.leased();
    Round held = node.state.lease().round();
    assertThat(notes(node.hears(refusal(Node.SESSION, held)))).isEmpty();
  }

  @Test
  @DisplayName("V7: a token below a dead one is dead as well")
  void aLowerTokenIsDead() {
    Agent.TakeOver from = new Agent.TakeOver(Node.SESSION, Revision.NONE, false, List.of(Node.T2));
    Node node = new Node(from).sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1));
    assertThat(node.sent(Message.LeaseRequest.class)).isEmpty();
  }

  @Test
  @DisplayName("V4: a release is repeated with every beat, its token marked dead once")
  void aReleaseIsRepeated() {
    Node node = Node.serving().after(Duration.ofMillis(1)).sees(PostgresStatus.STOPPED);
    node.told(12, new Desired.Yield(Node.T1));
    assertThat(node.of(AgentEffect.MarkDead.class)).hasSize(1);
    assertThat(node.sent(Message.Release.class)).hasSize(3);
    assertThat(Agent.nextWake(node.state))
        .isEqualTo(node.now.plus(node.state.setup().election().beatInterval()));
    node.after(Duration.ofMillis(1)).wake();
    assertThat(node.of(AgentEffect.MarkDead.class)).isEmpty();
    assertThat(node.sent(Message.Release.class)).isEmpty();
    node.now = Agent.nextWake(node.state);
    assertThat(node.wake().sent(Message.Release.class)).hasSize(3);
  }

  @Test
  @DisplayName("V5: the agent wakes for its next round, and for the moment to fence")
  void itWakesForTheLease() {
    Node node = new Node().sees(PostgresStatus.STANDBY);
    node.after(Duration.ofMillis(10)).told(11, Node.lead(Node.T1));
    node.after(Duration.ofMillis(10)).give(new AgentInput.GuardFired());
    node.told(21, Node.lead(Node.T2)).after(Duration.ofMillis(10)).sees(PostgresStatus.STARTING);
    MonotonicTime round = node.state.lease().nextRound();
    assertThat(Agent.nextWake(node.state)).isEqualTo(round);
    MonotonicTime soon = node.now.plus(Duration.ofMillis(5));
    node.state = node.state.with(node.state.lease().armed(soon, soon));
    assertThat(Agent.nextWake(node.state)).isEqualTo(soon);
  }

  @Test
  @DisplayName("P1: a VIP is dropped once")
  void theVipIsDroppedOnce() {
    Node node = Node.serving();
    node.looks(new Observation(Node.view(PostgresStatus.PRIMARY), Optional.empty(), true, true));
    assertThat(node.state.vip()).isEqualTo(AgentState.VipSeat.HELD);
    node.told(12, new Desired.Stand());
    assertThat(node.of(AgentEffect.DropVip.class)).hasSize(1);
    assertThat(node.wake().of(AgentEffect.DropVip.class)).isEmpty();
  }

  @Test
  @DisplayName("P1: the kernel's own lifetime only where it outlasts two renewals")
  void theLifetimeOutlastsTwoRenewals() {
    Duration two = Node.LEASE.renewInterval().multipliedBy(2);
    Duration margin = Duration.ofMillis(1500);
    assertThat(lifetime(two.plus(margin))).isZero();
    assertThat(lifetime(two.plus(margin).plusMillis(1))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  @DisplayName("R5: a holder that is to become writable is given the time for it from then on")
  void timeIsGivenFromTheOrderOn() {
    List<Desired> writable =
        List.of(
            Node.lead(Node.T1), Node.serve(Node.T1), new Desired.HandOff(Node.T1, Node.B, true));
    for (Desired desired : writable) {
      Node node = new Node().sees(PostgresStatus.STANDBY).after(Duration.ofHours(1));
      assertThat(node.told(11, desired).state.facts().notWritableSince()).contains(node.now);
    }
    Node standing = new Node().sees(PostgresStatus.STANDBY);
    MonotonicTime since = standing.now;
    standing.after(Duration.ofHours(1)).told(11, new Desired.Stand());
    assertThat(standing.state.facts().notWritableSince()).contains(since);
  }

  @Test
  @DisplayName("R5: not writable counts from its first look, and ends with a writable one")
  void notWritableCountsWithoutABreak() {
    Node node = new Node().sees(PostgresStatus.STANDBY);
    MonotonicTime since = node.now;
    node.after(Duration.ofSeconds(1)).sees(PostgresStatus.STOPPED);
    assertThat(node.state.facts().notWritableSince()).contains(since);
    assertThat(node.sees(PostgresStatus.PRIMARY).state.facts().notWritableSince()).isEmpty();
  }

  private static Duration lifetime(Duration left) {
    Node node = Node.serving();
    MonotonicTime end = node.now.plus(left);
    node.state = node.state.with(node.state.lease().armed(end, end));
    node.looks(new Observation(Node.view(PostgresStatus.PRIMARY), Optional.empty(), true, true));
    return node.of(AgentEffect.HoldVip.class).getFirst().lifetime();
  }

  private static Message refusal(Session session, Round round) {
    return new Message.LeaseRefused(Node.T1, session, round, "SLOT_TAKEN");
  }

  private static List<String> notes(Node node) {
    return node.of(AgentEffect.Note.class).stream().map(AgentEffect.Note::text).toList();
  }
}
