package dev.regent.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Round;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.message.Remedy;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("H1, R6, P1, V4, S2: what the agent does with its PostgreSQL")
class R6PrimaryTest {
  private static final Message.ReportRequest REQUEST =
      new Message.ReportRequest(Node.SESSION, Node.revision(12), 7);

  @Test
  @DisplayName("H1: nothing is promoted without a live lease under the granted token")
  void onlyALiveLeasePromotes() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1));
    assertThat(node.started()).isEmpty();
    assertThat(node.leased().started())
        .containsExactly(new Job.Promote(Node.T1, Node.TL2, Node.lead(Node.T1).rule()));
    Node late = new Node().sees(PostgresStatus.STARTING).told(11, Node.lead(Node.T1)).leased();
    late.now = late.state.lease().validUntil();
    assertThat(late.sees(PostgresStatus.STANDBY).started())
        .noneMatch(Job.Promote.class::isInstance);
  }

  @Test
  @DisplayName(
      "H1: whoever is not to lead and is writable is killed; a stopped one starts in recovery")
  void whoeverMayNotWriteIsKilled() {
    for (Desired desired :
        List.of(new Desired.Observe(), new Desired.Stand(), Node.follow(Remedy.REWIND))) {
      assertThat(new Node().told(11, desired).sees(PostgresStatus.PRIMARY).started())
          .containsExactly(new Job.Kill());
    }
    assertThat(new Node().told(11, new Desired.Stand()).sees(PostgresStatus.STOPPED).started())
        .containsExactly(new Job.Start());
  }

  @Test
  @DisplayName(
      "R6: clients come in when k members of S flushed past the end of recovery (trace 12)")
  void clientsComeInWhenKMembersHaveIt() {
    assertThat(opened(Node.serving(), 299)).isEmpty();
    assertThat(opened(Node.serving(), 300)).containsExactly(new Job.Open());
  }

  @Test
  @DisplayName("R6: k = 0 committed lets clients in at once")
  void aloneLetsClientsIn() {
    Node node = Node.serving();
    node.told(12, new Desired.Serve(Node.T1, Node.TL2, Node.B1.rule(), SyncSet.ALONE, Node.END));
    node.ends(new JobResult.SyncInForce(Node.revision(12), Node.B1.rule(), new Lsn(400)));
    assertThat(node.started()).containsExactly(new Job.Open());
  }

  @Test
  @DisplayName(
      "S1: the rule is put in force before clients come in, and reported with its revision and x")
  void theRuleComesFirst() {
    Node node = new Node().sees(PostgresStatus.PRIMARY).told(11, Node.serve(Node.T1)).leased();
    assertThat(node.started())
        .containsExactly(new Job.ApplySync(Node.revision(11), Node.B1.rule()));
    assertThat(Node.serving().report().sync())
        .contains(new NodeReport.Sync(Node.revision(11), Node.B1.rule(), new Lsn(400)));
  }

  @Test
  @DisplayName(
      "P1: the VIP comes after clients are let in, under the lease, with the kernel's lifetime")
  void theVipFollowsTheLease() {
    Node node = Node.serving();
    assertThat(node.of(AgentEffect.HoldVip.class)).isEmpty();
    node.looks(new Observation(Node.view(PostgresStatus.PRIMARY), Optional.empty(), true, true));
    Duration left = node.state.lease().armedUntil().since(node.now).minusMillis(1500);
    assertThat(node.of(AgentEffect.HoldVip.class))
        .containsExactly(new AgentEffect.HoldVip(Node.T1, Duration.ofSeconds(left.toSeconds())));
    node.after(Node.LEASE.renewInterval()).wake().leased();
    assertThat(node.of(AgentEffect.HoldVip.class)).as("refreshed").hasSize(1);
    Node late = node.copy();
    late.give(new AgentInput.Armed(Node.T1, late.now, true));
    assertThat(late.of(AgentEffect.HoldVip.class)).as("no lease left").isEmpty();
    assertThat(node.told(12, new Desired.Stand()).of(AgentEffect.DropVip.class)).hasSize(1);
  }

  @Test
  @DisplayName(
      "V4, V7: the revoked holder marks its token dead, is harmless, and only then releases")
  void itReleasesWhenItIsHarmless() {
    Node node = Node.serving().told(12, new Desired.Yield(Node.T1));
    assertThat(node.of(AgentEffect.MarkDead.class)).hasSize(1);
    assertThat(node.sent(Message.Release.class)).isEmpty();
    assertThat(node.started()).containsExactly(new Job.Kill());
    node.after(Duration.ofSeconds(1)).sees(PostgresStatus.DYING);
    assertThat(node.sent(Message.Release.class)).isEmpty();
    node.after(Duration.ofSeconds(1)).sees(PostgresStatus.STOPPED);
    assertThat(node.sent(Message.Release.class))
        .hasSize(3)
        .allMatch(release ->
            release.token().equals(Node.T1) && release.round().equals(new Round(node.now.nanos())));
  }

  @Test
  @DisplayName("V4: nothing is released while a promotion may be on its way, even in recovery")
  void aBegunPromotionIsNotHarmless() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1)).leased();
    node.told(12, new Desired.Yield(Node.T1));
    assertThat(node.sent(Message.Release.class)).isEmpty();
    node.after(Duration.ofMillis(1)).ends(new JobResult.Failed("cancelled", "cancelled", true));
    assertThat(node.sent(Message.Release.class)).isEmpty();
    node.after(Duration.ofSeconds(1)).sees(PostgresStatus.STANDBY);
    assertThat(node.sent(Message.Release.class)).isEmpty();
    assertThat(node.started()).containsExactly(new Job.Kill());
  }

  @Test
  @DisplayName("V4: a promotion that the former daemon may have begun is ended before a release")
  void aFormerDaemonsPromotionIsNotHarmless() {
    Node node = new Node(armed()).sees(PostgresStatus.STANDBY).told(12, new Desired.Yield(Node.T1));
    assertThat(node.sent(Message.Release.class)).isEmpty();
    assertThat(node.started()).containsExactly(new Job.Kill());
    node.ends(new JobResult.Done()).after(Duration.ofMillis(5)).sees(PostgresStatus.STOPPED);
    assertThat(node.sent(Message.Release.class)).hasSize(3);
  }

  @Test
  @DisplayName("P1: the VIP that a former daemon may have added is dropped before a release")
  void aFormerDaemonsVipIsDropped() {
    Node node = new Node(armed()).sees(PostgresStatus.PRIMARY);
    assertThat(node.of(AgentEffect.DropVip.class)).as("the right may go on").isEmpty();
    Node serving = node.copy().told(12, Node.serve(Node.T1));
    assertThat(serving.of(AgentEffect.DropVip.class)).isEmpty();
    node.told(12, new Desired.Yield(Node.T1));
    assertThat(node.of(AgentEffect.DropVip.class)).hasSize(1);
    assertThat(node.sent(Message.Release.class)).isEmpty();
    assertThat(new Node().sees(PostgresStatus.STANDBY).told(12, new Desired.Stand()))
        .as("an unarmed guard has none")
        .matches(other -> other.of(AgentEffect.DropVip.class).isEmpty());
  }

  @Test
  @DisplayName("P1, R6: a VIP that may be here is not refreshed before clients may come in")
  void aFormerDaemonsVipIsNotRefreshed() {
    Node node = new Node(armed()).sees(PostgresStatus.PRIMARY).told(12, Node.serve(Node.T1));
    node.wake().leased();
    assertThat(node.state.lease().isLive(node.now)).isTrue();
    assertThat(node.of(AgentEffect.HoldVip.class)).isEmpty();
  }

  @Test
  @DisplayName("S2: who stands cuts its receiver at once, without waiting to be asked for a report")
  void theCutComesWithTheOrder() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(12, new Desired.Stand());
    assertThat(node.started()).containsExactly(new Job.Cut(Node.revision(12)));
  }

  @Test
  @DisplayName("S2: a report that answers is a promise: the receiver is cut and on disk before it")
  void theCutComesBeforeTheAnswer() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(12, new Desired.Stand());
    node.hears(REQUEST);
    assertThat(node.report().cut()).isEmpty();
    node.ends(new JobResult.Done());
    node.after(Duration.ofMillis(5)).sees(PostgresStatus.STANDBY);
    assertThat(node.report().cut()).isEmpty();
    node.ends(new JobResult.Done()).after(Duration.ofMillis(5));
    node.looks(Node.cutLook(true));
    assertThat(node.report().cut()).contains(new NodeReport.Cut(Node.revision(12), 7));
  }

  @Test
  @DisplayName("S2: a look that began before the report was asked for does not answer")
  void anEarlierLookIsNoAnswer() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(12, new Desired.Stand());
    node.ends(new JobResult.Done()).after(Duration.ofMillis(5));
    MonotonicTime early = node.now;
    node.after(Duration.ofMillis(5)).hears(REQUEST);
    assertThat(node.of(AgentEffect.Look.class)).isNotEmpty();
    node.give(new AgentInput.Observed(Node.cutLook(true), early));
    assertThat(node.report().cut()).isEmpty();
    node.after(Duration.ofMillis(5)).looks(Node.cutLook(true));
    assertThat(node.report().cut()).contains(new NodeReport.Cut(Node.revision(12), 7));
    assertThat(node.started()).isEmpty();
  }

  @Test
  @DisplayName("S2: a request that is repeated during a slow look is still answered by it")
  void aRepeatedRequestDoesNotPutTheAnswerOff() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(12, new Desired.Stand());
    node.ends(new JobResult.Done()).after(Duration.ofMillis(5)).hears(REQUEST);
    MonotonicTime begun = node.now;
    node.after(Duration.ofMillis(300)).hears(REQUEST);
    node.give(new AgentInput.Observed(Node.cutLook(true), begun));
    assertThat(node.report().cut()).contains(new NodeReport.Cut(Node.revision(12), 7));
  }

  @Test
  @DisplayName("S2: a cut for an older revision is repeated when a report is asked for")
  void anOlderCutIsRepeatedOnRequest() {
    Node node = new Node().looks(Node.cutLook(true)).told(13, new Desired.Stand());
    assertThat(node.started()).isEmpty();
    node.hears(new Message.ReportRequest(Node.SESSION, Node.revision(13), 8));
    assertThat(node.started()).containsExactly(new Job.Cut(Node.revision(13)));
  }

  @Test
  @DisplayName("S2: an answer is neither inconsistent nor of another revision")
  void noAnswerWithoutAConsistentPosition() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(12, new Desired.Stand());
    node.hears(REQUEST).looks(Node.cutLook(false));
    assertThat(node.report().cut()).isEmpty();
    Node other = new Node().sees(PostgresStatus.STANDBY).told(13, new Desired.Stand());
    assertThat(other.hears(REQUEST).state.request()).isEmpty();
    other.hears(REQUEST).ends(new JobResult.Done()).after(Duration.ofMillis(5));
    other.looks(Node.cutLook(true));
    assertThat(other.report().cut()).isEmpty();
  }

  @Test
  @DisplayName("S2: while it stands or leads nothing follows, so nothing is rewound")
  void whileItStandsNothingIsRewound() {
    for (PostgresStatus status : PostgresStatus.values()) {
      Node node = new Node().told(12, new Desired.Stand()).sees(status);
      assertThat(node.started()).noneMatch(Job.Follow.class::isInstance);
    }
  }

  @Test
  @DisplayName(
      "S2: a member of S follows without leave to rewind, and a job with leave is cancelled")
  void leaveToRewindEndsWithMembership() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(21, Node.follow(Remedy.REWIND));
    assertThat(((Job.Follow) node.started().getFirst()).remedy()).isEqualTo(Remedy.REWIND);
    node.told(22, Node.follow(Remedy.NONE));
    assertThat(node.of(AgentEffect.Cancel.class)).hasSize(1);
  }

  @Test
  @DisplayName("R3: the stop of a switchover is asked for by HandOff only, and keeps the lease")
  void aHandOffStopsAndKeepsTheLease() {
    Node node = Node.serving().told(12, new Desired.HandOff(Node.T1, Node.B, false));
    assertThat(node.started()).hasSize(1).allMatch(Job.StopForSwitchover.class::isInstance);
    node.ends(new JobResult.Stopped(new Lsn(900)));
    assertThat(node.report().stopped()).contains(new NodeReport.Stopped(Node.T1, new Lsn(900)));
    assertThat(node.state.lease().isLive(Node.T1, node.now)).isTrue();
    assertThat(node.sent(Message.Release.class)).isEmpty();
  }

  @Test
  @DisplayName("R3: where a stopped server's end is not known, its control file is asked, once")
  void aServerThatStoppedUnseenIsAskedForItsEnd() {
    Node node =
        Node.serving()
            .sees(PostgresStatus.STOPPED)
            .told(12, new Desired.HandOff(Node.T1, Node.B, false));
    assertThat(node.started()).hasSize(1).allMatch(Job.StopForSwitchover.class::isInstance);
    node.ends(new JobResult.Stopped(new Lsn(900)));
    assertThat(node.report().stopped()).contains(new NodeReport.Stopped(Node.T1, new Lsn(900)));
    assertThat(node.sees(PostgresStatus.STOPPED).started()).isEmpty();
  }

  private static List<Job> opened(Node node, long flushed) {
    var sender = new PostgresView.WalSender(Node.B, "streaming", new Lsn(flushed), Lsn.ZERO);
    node.after(Duration.ofMillis(1));
    node.looks(
        new Observation(Node.view(PostgresStatus.PRIMARY, sender), Optional.empty(), true, false));
    return node.started();
  }

  /** A former daemon's guard is armed, so that it may have begun anything under the token. */
  private static Agent.TakeOver armed() {
    return new Agent.TakeOver(
        Node.SESSION,
        Node.revision(11),
        false,
        List.of(),
        Optional.of(Node.T1),
        false,
        Optional.empty());
  }
}
