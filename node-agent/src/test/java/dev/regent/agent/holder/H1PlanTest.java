package dev.regent.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Remedy;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import dev.regent.protocol.state.Promotion;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("H1, R6, S2: the next job, by what is desired and what was seen")
class H1PlanTest {
  private static final Duration SUSPECT = Node.LEASE.suspectTime();
  private static final Job.Promote PROMOTE =
      new Job.Promote(Node.T1, Node.TL2, Node.lead(Node.T1).rule());

  @Test
  @DisplayName("H1: before the first Instruction only a stopped server is started, in recovery")
  void withoutAnOrderOnlyAStoppedOneIsStarted() {
    for (PostgresStatus status : PostgresStatus.values()) {
      boolean starts = status == PostgresStatus.STOPPED;
      assertThat(new Node().sees(status).started())
          .as("%s", status)
          .isEqualTo(starts ? List.of(new Job.Start()) : List.of());
    }
  }

  @Test
  @DisplayName("H1: not to be primary: in recovery, or nothing; what may write is killed")
  void inRecoveryOrNothing() {
    Map<PostgresStatus, Job> jobs = new EnumMap<>(PostgresStatus.class);
    jobs.put(PostgresStatus.STOPPED, new Job.Start());
    jobs.put(PostgresStatus.PRIMARY, new Job.Kill());
    jobs.put(PostgresStatus.STALLED, new Job.Kill());
    jobs.put(PostgresStatus.DYING, new Job.Kill());
    assertStarts(new Desired.Observe(), jobs);
    jobs.put(PostgresStatus.ABSENT, new Job.Bootstrap());
    assertStarts(new Desired.Bootstrap(), jobs);
    jobs.remove(PostgresStatus.ABSENT);
    jobs.put(PostgresStatus.STANDBY, new Job.Cut(Node.revision(11)));
    assertStarts(new Desired.Stand(), jobs);
    assertStarts(new Desired.Yield(Node.T1), jobs);
  }

  @Test
  @DisplayName("H1: a standby follows whatever it is, unless it may write or does not answer")
  void aFollowerFollows() {
    Map<PostgresStatus, Job> jobs = new EnumMap<>(PostgresStatus.class);
    for (PostgresStatus status : PostgresStatus.values()) {
      jobs.put(status, followJob(Remedy.REWIND));
    }
    jobs.put(PostgresStatus.PRIMARY, new Job.Kill());
    jobs.put(PostgresStatus.STALLED, new Job.Kill());
    jobs.put(PostgresStatus.DYING, new Job.Kill());
    jobs.remove(PostgresStatus.UNRESPONSIVE);
    assertStarts(Node.follow(Remedy.REWIND), jobs);
  }

  @Test
  @DisplayName("I12: a server that hangs is killed after the suspect time, not before")
  void aHungServerIsKilledInTime() {
    for (Desired desired :
        List.of(new Desired.Observe(), Node.follow(Remedy.REWIND), Node.lead(Node.T1))) {
      Node node = new Node().told(11, desired).sees(PostgresStatus.UNRESPONSIVE);
      node.after(SUSPECT.minusMillis(1)).sees(PostgresStatus.UNRESPONSIVE);
      assertThat(node.started()).as("%s", desired).isEmpty();
      node.after(Duration.ofMillis(1)).sees(PostgresStatus.UNRESPONSIVE);
      assertThat(node.started()).as("%s", desired).containsExactly(new Job.Kill());
    }
  }

  @Test
  @DisplayName("H1: under a live lease the grantee promotes, and again until it is promoted")
  void theGranteePromotesUntilItIs() {
    for (PostgresStatus status : List.of(PostgresStatus.STANDBY, PostgresStatus.PRIMARY)) {
      Node node = new Node().sees(status).told(11, Node.lead(Node.T1)).leased();
      assertThat(node.started()).as("%s", status).containsExactly(PROMOTE);
      node.ends(new JobResult.Promoted(Node.T1, Node.TL2, Node.END));
      assertThat(node.after(Duration.ofMillis(1)).sees(PostgresStatus.PRIMARY).started()).isEmpty();
    }
    Node stopped = new Node().told(11, Node.lead(Node.T1)).sees(PostgresStatus.STOPPED);
    assertThat(stopped.started()).containsExactly(new Job.Start());
    Node dying = new Node().told(11, Node.lead(Node.T1)).sees(PostgresStatus.DYING);
    assertThat(dying.started()).containsExactly(new Job.Kill());
  }

  @Test
  @DisplayName("S5: promoted onto another timeline, or under another token, is not promoted")
  void anotherPromotionIsNotThisOne() {
    for (JobResult other :
        List.of(
            new JobResult.Promoted(Node.T1, new TimelineId(9), Node.END),
            new JobResult.Promoted(Node.T2, Node.TL2, Node.END))) {
      Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1)).leased();
      node.after(Duration.ofMillis(1)).ends(other);
      assertThat(node.started()).containsExactly(PROMOTE);
    }
  }

  @Test
  @DisplayName("V7: under a dead token nothing is led, served or handed off: it is a standby again")
  void aDeadTokenMakesAStandby() {
    Desired handOff = new Desired.HandOff(Node.T1, Node.B, false);
    for (Desired desired : List.of(Node.lead(Node.T1), Node.serve(Node.T1), handOff)) {
      Agent.TakeOver dead =
          new Agent.TakeOver(Node.SESSION, Node.revision(1), false, List.of(Node.T1));
      Node writable = new Node(dead).told(11, desired).sees(PostgresStatus.PRIMARY);
      assertThat(writable.started()).containsExactly(new Job.Kill());
      Node stopped = new Node(dead).told(11, desired).sees(PostgresStatus.STOPPED);
      assertThat(stopped.started()).containsExactly(new Job.Start());
    }
  }

  @Test
  @DisplayName("H1: a serving primary is touched only while it is one and its lease is live")
  void onlyALivePrimaryIsServed() {
    Node dying = new Node().told(11, Node.serve(Node.T1)).sees(PostgresStatus.DYING);
    assertThat(dying.started()).containsExactly(new Job.Kill());
    Node unleased = new Node().told(11, Node.serve(Node.T1)).sees(PostgresStatus.PRIMARY);
    assertThat(unleased.started()).isEmpty();
    Node standby = new Node().sees(PostgresStatus.STANDBY).told(11, Node.serve(Node.T1)).leased();
    assertThat(standby.started()).isEmpty();
  }

  @Test
  @DisplayName(
      "S1: a planned rule is applied under its own revision though it is in force; a plain"
          + " one is not applied twice")
  void aPlannedRuleIsAppliedUnderItsRevision() {
    Node node = Node.serving().told(12, Node.serve(Node.T1));
    assertThat(node.started()).as("the same rule").isEmpty();
    Desired planned = new Desired.Serve(Node.T1, Node.TL2, Node.B1.rule(), SyncSet.ALONE, Node.END);
    node.told(13, planned);
    assertThat(node.started())
        .containsExactly(new Job.ApplySync(Node.revision(13), Node.B1.rule()));
    node.ends(new JobResult.SyncInForce(Node.revision(13), Node.B1.rule(), new Lsn(400)));
    assertThat(node.started()).containsExactly(new Job.Open());
  }

  @Test
  @DisplayName("S1: once its rule is being changed, or it left, the former one is not in force")
  void aChangingRuleIsNotInForce() {
    Node node = Node.serving();
    assertThat(node.report().sync()).isPresent();
    Node gone = node.copy().sees(PostgresStatus.STOPPED);
    assertThat(gone.report().sync()).isEmpty();
    Node hung = node.copy().sees(PostgresStatus.UNRESPONSIVE);
    assertThat(hung.report().sync()).as("no answer says nothing").isPresent();
    SyncRule two = new SyncRule(1, List.of(Node.B, Node.W));
    node.told(12, new Desired.Serve(Node.T1, Node.TL2, two, Node.B1, Node.END));
    assertThat(node.started()).containsExactly(new Job.ApplySync(Node.revision(12), two));
    assertThat(node.report().sync()).isEmpty();
  }

  @Test
  @DisplayName("R6: a member counts once, and who is not in S does not count")
  void eachMemberCountsOnce() {
    SyncSet two = new SyncSet(List.of(Node.B, Node.W), 2);
    Desired serve = new Desired.Serve(Node.T1, Node.TL2, two.rule(), two, Node.END);
    Node node = Node.serving().told(12, serve);
    node.ends(new JobResult.SyncInForce(Node.revision(12), two.rule(), new Lsn(400)));
    node.after(Duration.ofMillis(1));
    PostgresView.WalSender b =
        new PostgresView.WalSender(Node.B, "streaming", new Lsn(300), Lsn.ZERO);
    PostgresView.WalSender a =
        new PostgresView.WalSender(Node.A, "streaming", new Lsn(300), Lsn.ZERO);
    PostgresView.WalSender w =
        new PostgresView.WalSender(Node.W, "streaming", new Lsn(300), Lsn.ZERO);
    assertThat(node.looks(open(false, b, b, a)).started()).isEmpty();
    assertThat(node.looks(open(false, b, w)).started()).containsExactly(new Job.Open());
  }

  @Test
  @DisplayName("R6: after a promotion of this daemon's there is one checkpoint, once it is open")
  void oneCheckpointAfterAPromotion() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1)).leased();
    node.ends(new JobResult.Promoted(Node.T1, Node.TL2, Node.END));
    node.told(12, Node.serve(Node.T1)).after(Duration.ofMillis(1)).sees(PostgresStatus.PRIMARY);
    node.ends(new JobResult.SyncInForce(Node.revision(12), Node.B1.rule(), new Lsn(400)));
    node.after(Duration.ofMillis(1)).looks(open(true));
    assertThat(node.started()).containsExactly(new Job.Checkpoint());
    node.ends(new JobResult.Done());
    assertThat(node.started()).isEmpty();
    assertThat(Node.serving().looks(open(true)).started()).as("not promoted here").isEmpty();
  }

  @Test
  @DisplayName("R3: a switchover's stop is not repeated when it is done or has failed")
  void theStopIsNotRepeated() {
    Desired handOff = new Desired.HandOff(Node.T1, Node.B, true);
    Node done = Node.serving().told(12, handOff).ends(new JobResult.Stopped(new Lsn(900)));
    assertThat(done.started()).isEmpty();
    assertThat(done.after(Duration.ofMillis(1)).sees(PostgresStatus.PRIMARY).started()).isEmpty();
    Node failed = Node.serving().told(12, handOff);
    failed.ends(new JobResult.Failed("code", "message", true));
    failed.after(Duration.ofSeconds(1)).sees(PostgresStatus.PRIMARY);
    assertThat(failed.started()).isEmpty();
    assertThat(Node.serving().told(12, handOff).started())
        .containsExactly(
            new Job.StopForSwitchover(
                Node.B, failed.state.setup().database().timings().switchoverStopTimeout(), true));
    Node dying = new Node().told(12, handOff).sees(PostgresStatus.DYING);
    assertThat(dying.started()).containsExactly(new Job.Kill());
    Node absent = new Node().told(12, handOff).sees(PostgresStatus.ABSENT);
    assertThat(absent.started()).isEmpty();
  }

  @Test
  @DisplayName("S2: a standby is settled while it streams from the primary that it was told")
  void aSettledStandbyIsLetBe() {
    Node node = settled();
    assertThat(node.started()).isEmpty();
    assertThat(node.copy().looks(streaming(Node.TL2, false)).started())
        .as("it does not stream")
        .containsExactly(followJob(Remedy.REWIND));
    assertThat(node.copy().looks(streaming(new TimelineId(1), true)).started())
        .as("of another timeline")
        .containsExactly(followJob(Remedy.REWIND));
    assertThat(node.copy().sees(PostgresStatus.STANDBY).started())
        .as("it receives nothing")
        .containsExactly(followJob(Remedy.REWIND));
    assertThat(node.copy().told(22, Node.follow(Remedy.NONE)).started())
        .as("leave to rewind is no other primary")
        .isEmpty();
  }

  @Test
  @DisplayName("S2: another primary, or other readers, are followed anew")
  void anotherPrimaryIsFollowedAnew() {
    Promotion later = new Promotion(Node.B, Node.T2, Node.TL2, new Lsn(301));
    SystemId system = new SystemId("7300000000000000001");
    assertThat(settled().told(22, new Desired.Follow(later, system, Remedy.REWIND, true)).started())
        .hasSize(1)
        .allMatch(Job.Follow.class::isInstance);
    Promotion same = new Promotion(Node.B, Node.T2, Node.TL2, Node.END);
    assertThat(settled().told(22, new Desired.Follow(same, system, Remedy.REWIND, false)).started())
        .hasSize(1);
  }

  @Test
  @DisplayName("V4: a follower whose promotion may still come is stopped first")
  void aBegunPromotionIsEndedBeforeFollowing() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1)).leased();
    node.told(21, Node.follow(Remedy.REWIND)).after(Duration.ofMillis(1));
    node.ends(new JobResult.Failed("cancelled", "cancelled", true));
    node.after(Duration.ofMillis(1)).sees(PostgresStatus.STANDBY);
    assertThat(node.started()).containsExactly(new Job.Kill());
    node.after(Duration.ofMillis(1)).ends(new JobResult.Done());
    node.after(Duration.ofMillis(1)).sees(PostgresStatus.STOPPED);
    assertThat(node.started()).containsExactly(followJob(Remedy.REWIND));
  }

  private static Node settled() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(21, Node.follow(Remedy.REWIND));
    node.after(Duration.ofMillis(1)).ends(new JobResult.Done()).after(Duration.ofMillis(1));
    return node.looks(streaming(Node.TL2, true));
  }

  private static void assertStarts(Desired desired, Map<PostgresStatus, Job> jobs) {
    for (PostgresStatus status : PostgresStatus.values()) {
      Optional<Job> job = Optional.ofNullable(jobs.get(status));
      assertThat(new Node().told(11, desired).sees(status).started())
          .as("%s %s", desired, status)
          .isEqualTo(job.stream().toList());
    }
  }

  private static Job.Follow followJob(Remedy remedy) {
    return new Job.Follow(
        new Job.Upstream(
            Node.B,
            new Endpoint("10.0.0.2", 5432),
            new SystemId("7300000000000000001"),
            Node.TL2,
            Node.END),
        remedy,
        true);
  }

  private static Observation open(boolean clients, PostgresView.WalSender... senders) {
    return new Observation(
        Node.view(PostgresStatus.PRIMARY, senders), Optional.empty(), true, clients);
  }

  private static Observation streaming(TimelineId timeline, boolean streams) {
    PostgresView view = Node.view(PostgresStatus.STANDBY);
    return new Observation(
        new PostgresView(
            view.status(),
            view.systemId(),
            view.flushed(),
            view.replayed(),
            true,
            List.of(),
            Optional.of(new PostgresView.Receiver(Node.B, timeline, streams))),
        Optional.empty(),
        true,
        false);
  }
}
