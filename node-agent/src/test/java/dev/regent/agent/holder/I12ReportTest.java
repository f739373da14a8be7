package dev.regent.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Observation;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("I12, R7: when a node reports, and what it says of a server that does not answer")
class I12ReportTest {
  private static final Duration SUSPECT = Node.LEASE.suspectTime();
  private static final PostgresView.WalSender SENDER =
      new PostgresView.WalSender(Node.B, "streaming", new Lsn(400), new Lsn(400));

  @Test
  @DisplayName("R7: at once on a change, else with each renewal interval, in rising order")
  void onAChangeAndInTime() {
    Node node = new Node().wake();
    assertThat(reports(node)).as("nothing is known before a look").isEmpty();
    node.after(Duration.ofMillis(1)).sees(PostgresStatus.STANDBY);
    assertThat(reports(node)).hasSize(1);
    long first = reports(node).getFirst().sequence();
    node.after(Duration.ofMillis(1)).sees(PostgresStatus.STANDBY);
    assertThat(reports(node)).as("the same look says nothing new").isEmpty();
    node.after(Node.LEASE.renewInterval().minusMillis(2)).wake();
    assertThat(reports(node)).isEmpty();
    assertThat(Agent.nextWake(node.state)).isEqualTo(node.now.plus(Duration.ofMillis(1)));
    node.after(Duration.ofMillis(1)).wake();
    assertThat(reports(node).getFirst().sequence()).isGreaterThan(first);
  }

  @Test
  @DisplayName("R7: two reports of one moment have two numbers")
  void eachReportHasItsOwnNumber() {
    Node node = new Node().sees(PostgresStatus.STANDBY);
    long first = reports(node).getFirst().sequence();
    node.sees(PostgresStatus.STOPPED);
    assertThat(reports(node).getFirst().sequence()).isEqualTo(first + 1);
  }

  @Test
  @DisplayName("S1: reports of one look have its number, another look has a higher one")
  void eachLookHasItsOwnNumber() {
    Node node = new Node().sees(PostgresStatus.STANDBY);
    long first = looked(node);
    assertThat(looked(node.after(Duration.ofMillis(1)).wake())).isEqualTo(first);
    node.sees(PostgresStatus.STANDBY);
    long later = looked(node);
    assertThat(later).isGreaterThan(first);
    node.sees(PostgresStatus.STANDBY);
    assertThat(looked(node)).as("begun at the same moment").isEqualTo(later + 1);
  }

  @Test
  @DisplayName("S1: the numbers of a session's looks rise over its daemons")
  void aNewDaemonsLooksAreLater() {
    Node node = new Node().sees(PostgresStatus.STANDBY).after(Duration.ofMillis(1));
    long former = looked(node);
    Node next = new Node();
    next.now = node.now;
    assertThat(looked(next.sees(PostgresStatus.STANDBY))).isGreaterThan(former);
  }

  @Test
  @DisplayName("R7: without a look an agent waits for one and does not wake without end")
  void withoutALookItWaits() {
    Node node = new Node().wake();
    assertThat(Agent.nextWake(node.state)).isEqualTo(node.now.plus(Node.LEASE.renewInterval()));
    node.after(Node.LEASE.renewInterval()).wake();
    assertThat(Agent.nextWake(node.state)).isEqualTo(node.now.plus(Node.LEASE.renewInterval()));
  }

  @Test
  @DisplayName("R7: positions alone wait for the beat; everything else is told at once")
  void positionsWait() {
    Observation seen = look(Node.view(PostgresStatus.PRIMARY, SENDER));
    Node node = new Node().looks(seen);
    PostgresView.WalSender further =
        new PostgresView.WalSender(Node.B, "streaming", new Lsn(900), new Lsn(900));
    assertThat(reports(node.copy().looks(look(Node.view(PostgresStatus.PRIMARY, further)))))
        .isEmpty();
    PostgresView.WalSender catching =
        new PostgresView.WalSender(Node.B, "catchup", new Lsn(400), new Lsn(400));
    for (Observation news :
        List.of(
            look(Node.view(PostgresStatus.STANDBY, SENDER)),
            look(Node.view(PostgresStatus.PRIMARY)),
            look(Node.view(PostgresStatus.PRIMARY, catching)),
            new Observation(seen.postgres(), Optional.empty(), false, false),
            new Observation(seen.postgres(), Optional.empty(), true, true),
            look(receiving(seen.postgres())),
            look(inconsistent(seen.postgres())))) {
      assertThat(reports(node.copy().looks(news))).as("%s", news).hasSize(1);
    }
  }

  @Test
  @DisplayName("I12: a leased primary that does not answer is still called primary for a while")
  void aHungPrimaryIsGivenTime() {
    Node node = Node.serving();
    node.looks(look(Node.view(PostgresStatus.UNRESPONSIVE, SENDER)));
    PostgresView early = node.report().postgres();
    assertThat(early.status()).isEqualTo(PostgresStatus.PRIMARY);
    assertThat(early.consistent()).as("it did not answer").isFalse();
    assertThat(early.walSenders()).containsExactly(SENDER);
    node.now = node.now.plus(SUSPECT).minus(Duration.ofMillis(1));
    node.state = node.state.with(node.state.lease().armed(later(node), later(node)));
    assertThat(node.report().postgres().status()).isEqualTo(PostgresStatus.PRIMARY);
    node.after(Duration.ofMillis(1));
    assertThat(node.report().postgres().status()).isEqualTo(PostgresStatus.UNRESPONSIVE);
  }

  @Test
  @DisplayName("I12: without a lease a server that does not answer is called starting for a while")
  void aHungStandbyIsGivenTime() {
    Node node = new Node().looks(look(Node.view(PostgresStatus.UNRESPONSIVE, SENDER)));
    PostgresView early = node.report().postgres();
    assertThat(early.status()).isEqualTo(PostgresStatus.STARTING);
    assertThat(early.walSenders()).isEmpty();
    node.after(SUSPECT);
    assertThat(node.report().postgres().status()).isEqualTo(PostgresStatus.UNRESPONSIVE);
  }

  @Test
  @DisplayName(
      "I12: the time without an answer counts from its first look, and ends with an answer")
  void hungCountsWithoutABreak() {
    Node node = new Node().sees(PostgresStatus.UNRESPONSIVE);
    node.after(SUSPECT.minusMillis(1)).sees(PostgresStatus.UNRESPONSIVE);
    node.after(Duration.ofMillis(1));
    assertThat(node.report().postgres().status()).isEqualTo(PostgresStatus.UNRESPONSIVE);
    node.sees(PostgresStatus.STANDBY).sees(PostgresStatus.UNRESPONSIVE);
    assertThat(node.report().postgres().status()).isEqualTo(PostgresStatus.STARTING);
  }

  @Test
  @DisplayName("R7: the report says which leader was heard, and how long ago")
  void itSaysWhichLeaderWasHeard() {
    Node node = new Node().sees(PostgresStatus.STANDBY);
    assertThat(node.report().leader()).isEmpty();
    node.told(11, Node.lead(Node.T1)).after(Duration.ofMillis(30));
    assertThat(node.report().leader()).contains(new NodeReport.LeaderHeard(new Term(3), 30));
  }

  @Test
  @DisplayName("V5: a lease is told only while it is live")
  void onlyALiveLeaseIsTold() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1));
    assertThat(node.report().lease()).isEmpty();
    node.leased();
    assertThat(node.report().lease()).contains(Node.T1);
    node.now = node.state.lease().validUntil();
    assertThat(node.report().lease()).isEmpty();
  }

  @Test
  @DisplayName("V7: of two dead tokens the newer is told")
  void theNewestDeadTokenIsTold() {
    Node node =
        new Node(new Agent.TakeOver(Node.SESSION, Revision.NONE, false, List.of(Node.T2, Node.T1)))
            .sees(PostgresStatus.STANDBY);
    assertThat(node.report().dead()).contains(Node.T2);
  }

  @Test
  @DisplayName("L5: a message for voters changes nothing and is warned of")
  void aVotersMessageIsWarnedOf() {
    Node node = new Node().hears(new Message.Beat(new Term(3), Revision.NONE, 1));
    assertThat(node.of(AgentEffect.Note.class)).singleElement().matches(AgentEffect.Note::warning);
  }

  private static MonotonicTime later(Node node) {
    return node.now.plus(Duration.ofSeconds(5));
  }

  private static Observation look(PostgresView view) {
    return new Observation(view, Optional.empty(), true, false);
  }

  private static PostgresView receiving(PostgresView view) {
    return new PostgresView(
        view.status(),
        view.systemId(),
        view.flushed(),
        view.replayed(),
        view.consistent(),
        view.walSenders(),
        Optional.of(new PostgresView.Receiver(Node.B, Node.TL2, true)));
  }

  private static PostgresView inconsistent(PostgresView view) {
    return new PostgresView(
        view.status(),
        view.systemId(),
        new WalPosition(Node.TL2, new Lsn(500)),
        view.replayed(),
        false,
        view.walSenders(),
        view.receiver());
  }

  private static long looked(Node node) {
    return node.report().look().orElseThrow();
  }

  private static List<NodeReport> reports(Node node) {
    return node.of(AgentEffect.Broadcast.class).stream()
        .map(AgentEffect.Broadcast::report)
        .toList();
  }
}
