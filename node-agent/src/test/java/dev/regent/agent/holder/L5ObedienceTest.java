package dev.regent.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.Term;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.VoterSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L5, H6: which Instructions are obeyed, and what a pause leaves alone")
class L5ObedienceTest {

  @Test
  @DisplayName("L5: an Instruction older than the last obeyed is dropped (trace 4)")
  void anOlderInstructionIsDropped() {
    Node node = Node.serving().told(10, new Desired.Stand());
    assertThat(node.state.obeyed()).isEqualTo(Node.revision(11));
    assertThat(node.effects).isEmpty();
  }

  @Test
  @DisplayName(
      "L5: the last obeyed revision lives with the session: a new daemon drops older ones too"
          + " (trace 4)")
  void theObeyedRevisionOutlivesTheDaemon() {
    Node node =
        new Node(new Agent.TakeOver(Node.SESSION, Node.revision(11), false, List.of()))
            .sees(PostgresStatus.PRIMARY)
            .told(10, new Desired.Stand());
    assertThat(node.state.order()).isEmpty();
    assertThat(node.told(11, Node.serve(Node.T1)).state.order()).isPresent();
  }

  @Test
  @DisplayName("L5, H3: a new daemon goes on with the last Instruction, before it hears its leader")
  void theLastInstructionOutlivesTheDaemon() {
    Instruction last = Node.serving().state.order().orElseThrow();
    Node node = new Node(takeOver(Node.SESSION, last.revision(), false, last)).wake();
    assertThat(node.state.order()).contains(last);
    assertThat(node.sent(Message.LeaseRequest.class)).isNotEmpty();
    node.hears(last);
    assertThat(node.of(AgentEffect.Obey.class)).isEmpty();
  }

  @Test
  @DisplayName("L5: not with one of another session or revision, and not while paused (H6)")
  void onlyTheInstructionThatTheGuardKnowsIsTakenOver() {
    Instruction last = Node.serving().state.order().orElseThrow();
    Session another = new Session(Node.A, 5, 55);
    for (Agent.TakeOver from :
        List.of(
            takeOver(another, last.revision(), false, last),
            takeOver(Node.SESSION, Node.revision(12), false, last),
            takeOver(Node.SESSION, last.revision(), true, last))) {
      Node node = new Node(from).wake();
      assertThat(node.state.order()).as("%s", from).isEmpty();
      assertThat(node.sent(Message.LeaseRequest.class)).isEmpty();
    }
  }

  @Test
  @DisplayName("V7: a new daemon asks nothing for a token that died, whatever the last Instruction")
  void aDeadTokenIsNotAskedForByANewDaemon() {
    Instruction last = Node.serving().state.order().orElseThrow();
    Optional<Token> armed = Optional.of(Node.T1);
    Agent.TakeOver told =
        new Agent.TakeOver(
            Node.SESSION,
            last.revision(),
            false,
            List.of(Node.T1),
            armed,
            false,
            Optional.of(last));
    assertThat(new Node(told).wake().sent(Message.LeaseRequest.class)).isEmpty();
    Agent.TakeOver fired =
        new Agent.TakeOver(
            Node.SESSION, last.revision(), false, List.of(), armed, true, Optional.of(last));
    assertThat(new Node(fired).wake().sent(Message.LeaseRequest.class))
        .as("the guard killed before the former daemon could say so")
        .isEmpty();
  }

  private static Agent.TakeOver takeOver(
      Session session, Revision obeyed, boolean paused, Instruction last) {
    return new Agent.TakeOver(
        session, obeyed, paused, List.of(), Optional.of(Node.T1), false, Optional.of(last));
  }

  @Test
  @DisplayName("L5: another session's Instruction is dropped")
  void anotherSessionsInstructionIsDropped() {
    Node node = new Node().sees(PostgresStatus.STANDBY);
    node.hears(
        new Instruction(
            new Session(Node.A, 3, 1),
            Node.revision(12),
            new Term(3),
            new VoterSet(Revision.NONE, List.of(Node.voter(Node.A))),
            Optional.empty(),
            Node.lead(Node.T1)));
    assertThat(node.state.order()).isEmpty();
    assertThat(node.effects).isEmpty();
  }

  @Test
  @DisplayName("L5: the revision is stored with the session before the first effect (trace 24)")
  void itIsStoredBeforeTheFirstEffect() {
    Node node = new Node().sees(PostgresStatus.PRIMARY).told(11, new Desired.Stand());
    assertThat(node.effects.getFirst())
        .isInstanceOfSatisfying(
            AgentEffect.Obey.class,
            obey -> assertThat(obey.instruction().revision()).isEqualTo(Node.revision(11)));
    assertThat(node.started()).containsExactly(new Job.Kill());
  }

  @Test
  @DisplayName(
      "L5: a newer Instruction replaces the older one whole, so a late Relax loses (trace 5)")
  void theNewestRuleWins() {
    Node node = Node.serving();
    SyncRule tight = new SyncRule(2, List.of(Node.B, Node.W));
    node.told(13, new Desired.Serve(Node.T1, Node.TL2, tight, Node.B1, Node.END));
    node.told(12, new Desired.Serve(Node.T1, Node.TL2, SyncRule.NONE, Node.B1, Node.END));
    assertThat(node.state.work().running().orElseThrow().job())
        .isEqualTo(new Job.ApplySync(Node.revision(13), tight));
  }

  @Test
  @DisplayName("H6: a pause is durable before anything else, and leaves PostgreSQL alone")
  void aPauseLeavesPostgresAlone() {
    Node node = Node.serving().told(12, new Desired.Pause(Node.revision(12)));
    assertThat(node.of(AgentEffect.Pause.class)).containsExactly(new AgentEffect.Pause(true));
    for (PostgresStatus status : PostgresStatus.values()) {
      assertThat(node.sees(status).started()).as("%s", status).isEmpty();
      assertThat(node.of(AgentEffect.Fence.class)).isEmpty();
    }
  }

  @Test
  @DisplayName("H6: a rebooting node that is durably paused finds its PostgreSQL and leaves it")
  void aRebootedPausedNodeLeavesPostgresAlone() {
    for (PostgresStatus status : PostgresStatus.values()) {
      Node node = new Node(new Agent.TakeOver(Node.SESSION, Revision.NONE, true, List.of()));
      assertThat(node.sees(status).started()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "H6: resume takes the lease, arms the guard and only then ends the pause, whether PostgreSQL"
          + " runs or not")
  void resumeArmsTheGuardFirst() {
    for (PostgresStatus status : List.of(PostgresStatus.PRIMARY, PostgresStatus.STOPPED)) {
      Node node = new Node(new Agent.TakeOver(Node.SESSION, Revision.NONE, true, List.of()));
      node.sees(status).told(20, new Desired.Resume(Node.T2));
      assertThat(node.of(AgentEffect.Pause.class)).isEmpty();
      assertThat(node.state.paused()).isTrue();
      node.leased();
      assertThat(node.state.paused()).isFalse();
      assertThat(node.report().lease()).contains(Node.T2);
      assertThat(node.started()).isEmpty();
    }
  }
}
