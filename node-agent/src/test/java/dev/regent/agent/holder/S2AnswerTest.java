package dev.regent.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.message.Remedy;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.Promotion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S2, L5, H6: promises, orders and jobs that end one another")
class S2AnswerTest {
  private static final Message.ReportRequest REQUEST =
      new Message.ReportRequest(Node.SESSION, Node.revision(12), 7);
  private static final JobResult FAILED = new JobResult.Failed("cancelled", "cancelled", true);

  @Test
  @DisplayName("S2: the look that answers is reported at once, and so is the request repeated")
  void theAnswerIsReportedAtOnce() {
    Node node = standing().hears(REQUEST).after(Duration.ofMillis(5)).looks(Node.cutLook(true));
    assertThat(node.of(AgentEffect.Broadcast.class)).hasSize(1);
    node.after(Duration.ofMillis(5)).hears(REQUEST);
    assertThat(node.of(AgentEffect.Broadcast.class)).hasSize(1);
    assertThat(node.of(AgentEffect.Look.class)).isEmpty();
    Message.ReportRequest next = new Message.ReportRequest(Node.SESSION, Node.revision(12), 8);
    assertThat(node.hears(next).of(AgentEffect.Look.class)).as("another round").hasSize(1);
    assertThat(node.of(AgentEffect.Broadcast.class)).isEmpty();
  }

  @Test
  @DisplayName("S2: a new round takes the place of the one that waits, the same does not")
  void aNewRoundTakesThePlace() {
    Node node = standing().hears(REQUEST);
    assertThat(node.after(Duration.ofMillis(5)).hears(REQUEST).effects).isEmpty();
    node.hears(new Message.ReportRequest(Node.SESSION, Node.revision(12), 8));
    assertThat(node.state.request().orElseThrow().request().request()).isEqualTo(8);
  }

  @Test
  @DisplayName("S2: only who stands between primaries promises; another session's is not asked")
  void onlyWhoStandsPromises() {
    Node following = new Node().sees(PostgresStatus.STANDBY).told(12, Node.follow(Remedy.NONE));
    assertThat(following.hears(REQUEST).state.request()).isEmpty();
    assertThat(following.of(AgentEffect.Look.class)).as("R3: it looks").hasSize(1);
    Node yielding = new Node().sees(PostgresStatus.STANDBY).told(12, new Desired.Yield(Node.T1));
    assertThat(yielding.hears(REQUEST).state.request()).isPresent();
    Message.ReportRequest other =
        new Message.ReportRequest(new Session(Node.A, 3, 1), Node.revision(12), 7);
    assertThat(standing().hears(other).state.request()).isEmpty();
  }

  @Test
  @DisplayName(
      "S2: a cut that is there and was asked for is not made again while a look is missing")
  void theCutIsMadeOnce() {
    Node node = standing().hears(REQUEST).after(Duration.ofMillis(5)).looks(Node.cutLook(false));
    assertThat(node.report().cut()).as("not consistent yet").isEmpty();
    assertThat(node.started()).isEmpty();
    assertThat(standing().hears(REQUEST).started()).isEmpty();
  }

  @Test
  @DisplayName("S2: leading or following ends a promise, standing on keeps it")
  void thePromiseEnds() {
    assertThat(promised().report().cut()).isPresent();
    assertThat(promised().told(13, new Desired.Stand()).report().cut()).isPresent();
    assertThat(promised().told(13, new Desired.Observe()).report().cut()).isPresent();
    assertThat(promised().told(13, Node.lead(Node.T1)).report().cut()).isEmpty();
    assertThat(promised().told(13, Node.follow(Remedy.NONE)).report().cut()).isEmpty();
  }

  @Test
  @DisplayName("H6: the guard is told of a pause, and of its end, once each")
  void thePauseIsToldOnce() {
    Node node = Node.serving().told(12, new Desired.Pause(Node.revision(12)));
    assertThat(node.of(AgentEffect.Pause.class)).containsExactly(new AgentEffect.Pause(true));
    node.told(13, new Desired.Pause(Node.revision(13)));
    assertThat(node.of(AgentEffect.Pause.class)).isEmpty();
    assertThat(node.state.paused()).isTrue();
    node.told(14, new Desired.Stand());
    assertThat(node.of(AgentEffect.Pause.class)).containsExactly(new AgentEffect.Pause(false));
    assertThat(node.state.paused()).isFalse();
    assertThat(node.report().paused()).isFalse();
  }

  @Test
  @DisplayName("L5: what is obeyed is noted if it changes something, and reported at once")
  void whatIsObeyedIsReported() {
    Node node = standing();
    node.after(Duration.ofMillis(1)).told(13, new Desired.Stand());
    assertThat(notes(node)).isEmpty();
    assertThat(node.of(AgentEffect.Broadcast.class)).hasSize(1);
    node.told(14, new Desired.Observe());
    assertThat(notes(node)).anyMatch(note -> note.startsWith("obey revision="));
  }

  @Test
  @DisplayName("L5: a new daemon's time to be writable counts from its start, if it has an order")
  void aNewDaemonIsGivenTime() {
    assertThat(new Node().state.facts().notWritableSince()).isEmpty();
    var last = Node.serving().state.order().orElseThrow();
    Agent.TakeOver from =
        new Agent.TakeOver(
            Node.SESSION,
            last.revision(),
            false,
            List.of(),
            Optional.of(Node.T1),
            false,
            Optional.of(last));
    Node node = new Node(from);
    assertThat(node.state.facts().notWritableSince()).contains(node.now);
  }

  @Test
  @DisplayName("V4: a look that began before the last job ended does not end a promotion")
  void anEarlierLookEndsNoPromotion() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1)).leased();
    var before = node.now;
    node.after(Duration.ofMillis(5)).ends(FAILED);
    node.give(new AgentInput.Observed(seen(PostgresStatus.STOPPED), before));
    assertThat(node.state.work().promoting()).isTrue();
    node.sees(PostgresStatus.STOPPED);
    assertThat(node.state.work().promoting()).isFalse();
  }

  @Test
  @DisplayName("V4: while the promotion runs no look ends it")
  void aRunningPromotionIsNotOver() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1)).leased();
    node.after(Duration.ofMillis(5)).sees(PostgresStatus.STOPPED);
    assertThat(node.state.work().promoting()).isTrue();
  }

  @Test
  @DisplayName("R4: promoted, the node says so at once, before the next look")
  void thePromotionIsReportedAtOnce() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1)).leased();
    node.ends(new JobResult.Promoted(Node.T1, Node.TL2, new Lsn(600)));
    NodeReport report = node.of(AgentEffect.Broadcast.class).getFirst().report();
    assertThat(report.postgres().status()).isEqualTo(PostgresStatus.PRIMARY);
    assertThat(report.postgres().flushed()).isEqualTo(new WalPosition(Node.TL2, new Lsn(600)));
    assertThat(report.promoted())
        .contains(new NodeReport.Promoted(Node.T1, Node.TL2, new Lsn(600)));
    assertThat(report.open()).isFalse();
    assertThat(node.state.work().promoting()).isFalse();
  }

  @Test
  @DisplayName("L5: a job that the new order does not want is told to end, once")
  void whatIsNotWantedIsCancelled() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1)).leased();
    node.told(12, Node.lead(Node.T1));
    assertThat(node.of(AgentEffect.Cancel.class)).as("the same").isEmpty();
    Desired.Lead other = new Desired.Lead(Node.T1, new TimelineId(9), SyncRule.BLOCK);
    assertThat(node.copy().told(13, other).of(AgentEffect.Cancel.class)).hasSize(1);
    assertThat(node.copy().told(13, Node.lead(Node.T2)).of(AgentEffect.Cancel.class)).hasSize(1);
    node.told(13, new Desired.Stand());
    assertThat(node.of(AgentEffect.Cancel.class)).hasSize(1);
    assertThat(node.wake().of(AgentEffect.Cancel.class)).isEmpty();
  }

  @Test
  @DisplayName("L5: a rule, a stop, a checkpoint or another primary that is not wanted any more")
  void eachKindOfJobIsCancelled() {
    Node node = new Node().sees(PostgresStatus.PRIMARY).told(11, Node.serve(Node.T1)).leased();
    assertCancelled(node, Node.serve(Node.T1), false);
    assertCancelled(
        node, new Desired.Serve(Node.T1, Node.TL2, SyncRule.NONE, Node.B1, Node.END), true);
    assertCancelled(node, new Desired.Stand(), true);
    Desired handOff = new Desired.HandOff(Node.T1, Node.B, true);
    Node stopping = Node.serving().told(12, handOff);
    assertCancelled(stopping, handOff, false);
    assertCancelled(stopping, new Desired.Stand(), true);
    Node checkpointing = checkpointing();
    assertCancelled(checkpointing, Node.serve(Node.T1), false);
    assertCancelled(checkpointing, new Desired.Stand(), true);
    Node following = new Node().sees(PostgresStatus.STANDBY).told(12, Node.follow(Remedy.REWIND));
    assertCancelled(following, Node.follow(Remedy.REWIND), false);
    Promotion later = new Promotion(Node.B, Node.T2, Node.TL2, new Lsn(301));
    assertCancelled(
        following,
        new Desired.Follow(later, new SystemId("7300000000000000001"), Remedy.REWIND, true),
        true);
  }

  @Test
  @DisplayName("L5: jobs that harm nobody are let be: a start, a cut, a kill")
  void harmlessJobsAreLetBe() {
    Node starting = new Node().told(11, new Desired.Stand()).sees(PostgresStatus.STOPPED);
    assertCancelled(starting, new Desired.Observe(), false);
    Node cutting = new Node().told(11, new Desired.Stand()).sees(PostgresStatus.STANDBY);
    assertCancelled(cutting, Node.follow(Remedy.REWIND), false);
    Node killing = new Node().told(11, new Desired.Stand()).sees(PostgresStatus.PRIMARY);
    assertCancelled(killing, Node.serve(Node.T1), false);
    Node opening = Node.serving();
    opening.told(12, new Desired.Observe());
    assertThat(opening.started()).containsExactly(new Job.Kill());
  }

  @Test
  @DisplayName("S1: what follows a rule in force needs no look first")
  void aRuleNeedsNoLook() {
    Node node = new Node().sees(PostgresStatus.PRIMARY).told(11, Node.serve(Node.T1)).leased();
    node.after(Duration.ofMillis(5));
    Desired alone = new Desired.Serve(Node.T1, Node.TL2, Node.B1.rule(), SyncSet.ALONE, Node.END);
    node.told(12, alone);
    node.ends(new JobResult.SyncInForce(Node.revision(12), Node.B1.rule(), new Lsn(400)));
    assertThat(node.started()).containsExactly(new Job.Open());
  }

  @Test
  @DisplayName("R5: a state that is reached forgets the failures on the way to it")
  void aReachedStateForgetsFailures() {
    Node node = new Node().told(12, new Desired.Stand()).sees(PostgresStatus.STOPPED);
    node.ends(FAILED).after(Duration.ofSeconds(1)).looks(Node.cutLook(true));
    assertThat(node.started()).isEmpty();
    assertThat(node.state.work().failures()).isZero();
  }

  private static void assertCancelled(Node node, Desired next, boolean cancelled) {
    Node told = node.copy().told(30, next);
    assertThat(told.of(AgentEffect.Cancel.class)).as("%s", next).hasSize(cancelled ? 1 : 0);
  }

  private static Node checkpointing() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1)).leased();
    node.ends(new JobResult.Promoted(Node.T1, Node.TL2, Node.END));
    node.told(12, Node.serve(Node.T1)).after(Duration.ofMillis(1)).sees(PostgresStatus.PRIMARY);
    node.ends(new JobResult.SyncInForce(Node.revision(12), Node.B1.rule(), new Lsn(400)));
    node.after(Duration.ofMillis(1));
    return node.looks(
        new Observation(Node.view(PostgresStatus.PRIMARY), Optional.empty(), true, true));
  }

  /** Stands, and its cut is done. */
  private static Node standing() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(12, new Desired.Stand());
    node.after(Duration.ofMillis(1)).ends(new JobResult.Done());
    return node.after(Duration.ofMillis(1)).looks(Node.cutLook(true));
  }

  private static Node promised() {
    return standing().hears(REQUEST).after(Duration.ofMillis(5)).looks(Node.cutLook(true));
  }

  private static Observation seen(PostgresStatus status) {
    return new Observation(Node.view(status), Optional.empty(), true, false);
  }

  private static List<String> notes(Node node) {
    return node.of(AgentEffect.Note.class).stream().map(AgentEffect.Note::text).toList();
  }
}
