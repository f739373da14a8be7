package dev.regent.agent.holder;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.config.settings.DataNodeSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.LeaseTimings;
import dev.regent.config.settings.Profile;
import dev.regent.config.settings.VipSettings;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Round;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.Term;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.Voter;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.message.Remedy;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import dev.regent.protocol.state.Promotion;
import dev.regent.protocol.state.VoterSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The agent of data node a; voters a, b and the witness w, which leads. */
final class Node {
  static final NodeId A = new NodeId("a");
  static final NodeId B = new NodeId("b");
  static final NodeId W = new NodeId("w");
  static final Session SESSION = new Session(A, 4, 44);
  static final Token T1 = new Token(revision(10));
  static final Token T2 = new Token(revision(20));
  static final TimelineId TL2 = new TimelineId(2);
  static final Lsn END = new Lsn(300);
  static final SyncSet B1 = new SyncSet(List.of(B), 1);
  static final LeaseTimings LEASE = Profile.DEFAULT.lease();
  static final Duration WALL_AHEAD = Duration.ofDays(20_000);

  private static final AgentSetup SETUP = setup();

  AgentState state;
  MonotonicTime now = new MonotonicTime(Duration.ofHours(1).toNanos());
  List<AgentEffect> effects = List.of();
  Optional<Duration> ttl = Optional.empty();
  private VoterSet voters = new VoterSet(revision(1), List.of(voter(A), voter(B), voter(W)));

  Node() {
    this(new Agent.TakeOver(SESSION, Revision.NONE, false, List.of()));
  }

  Node(Agent.TakeOver from) {
    state = Agent.initial(SETUP, from, now);
  }

  /** The same agent once more, so that a matrix need not bring it about again. */
  Node copy() {
    Node same = new Node();
    same.state = state;
    same.now = now;
    same.ttl = ttl;
    return same;
  }

  static Revision revision(long index) {
    return new Revision(new Term(3), index);
  }

  static Voter voter(NodeId node) {
    return new Voter(node, new Incarnation(node.name().charAt(0)), "machine");
  }

  private static AgentSetup setup() {
    return new AgentSetup(
        A,
        new DatabaseSettings(
            new DatabaseName("orders"),
            List.of(A, B, W),
            ProtectionMode.AVAILABILITY,
            1,
            0,
            List.of(
                new DataNodeSettings(A, new Endpoint("10.0.0.1", 5432), 100),
                new DataNodeSettings(B, new Endpoint("10.0.0.2", 5432), 100)),
            Optional.of(new VipSettings("10.0.0.9/24", "eth0")),
            Profile.DEFAULT.roles()),
        LEASE,
        Profile.DEFAULT.election());
  }

  static Desired.Lead lead(Token token) {
    return new Desired.Lead(token, TL2, SyncRule.BLOCK);
  }

  static Desired.Serve serve(Token token) {
    return new Desired.Serve(token, TL2, B1.rule(), B1, END);
  }

  static Desired.Follow follow(Remedy remedy) {
    return new Desired.Follow(
        new Promotion(B, T2, TL2, END), new SystemId("7300000000000000001"), remedy, true);
  }

  static PostgresView view(PostgresStatus status, PostgresView.WalSender... senders) {
    return new PostgresView(
        status,
        Optional.of(new SystemId("7300000000000000001")),
        new WalPosition(TL2, new Lsn(500)),
        new Lsn(500),
        true,
        List.of(senders),
        Optional.empty());
  }

  /** A look at a standby whose receiver was cut under revision 12. */
  static Observation cutLook(boolean consistent) {
    PostgresView view = view(PostgresStatus.STANDBY);
    return new Observation(
        new PostgresView(
            view.status(),
            view.systemId(),
            view.flushed(),
            view.replayed(),
            consistent,
            List.of(),
            Optional.empty()),
        Optional.of(revision(12)),
        true,
        false);
  }

  Node give(AgentInput input) {
    Instant wall = Instant.EPOCH.plus(WALL_AHEAD).plusNanos(now.nanos());
    return give(input, wall);
  }

  Node give(AgentInput input, Instant wall) {
    AgentStep step = Agent.decide(state, input, now, wall);
    state = step.next();
    effects = step.effects();
    return this;
  }

  Node after(Duration time) {
    now = now.plus(time);
    return this;
  }

  Node wake() {
    return give(new AgentInput.Wake());
  }

  Node told(long index, Desired desired) {
    return hears(new Instruction(SESSION, revision(index), new Term(3), voters, ttl, desired));
  }

  Node hears(Message message) {
    return give(new AgentInput.Received(W, message));
  }

  Node sees(PostgresStatus status) {
    return looks(new Observation(view(status), Optional.empty(), true, false));
  }

  Node looks(Observation observation) {
    return give(new AgentInput.Observed(observation, now));
  }

  Node ends(JobResult result) {
    return give(new AgentInput.JobEnded(state.work().running().orElseThrow().number(), result));
  }

  Message.LeaseAck ack(NodeId voter) {
    return ack(voter, state.lease().round());
  }

  Message.LeaseAck ack(NodeId voter, Round round) {
    Token token = state.lease().token().orElse(T1);
    return new Message.LeaseAck(token, SESSION, round, voter(voter), voters.since());
  }

  /** A majority acks the current round, and the guard acks its feed. */
  Node leased() {
    hears(ack(A)).hears(ack(W));
    AgentEffect.Arm arm = of(AgentEffect.Arm.class).getFirst();
    return give(new AgentInput.Armed(arm.token(), arm.deadline(), true));
  }

  /** A primary under T1 whose rule is in force. */
  static Node serving() {
    Node node = new Node().sees(PostgresStatus.PRIMARY).told(11, serve(T1)).leased();
    node.sees(PostgresStatus.PRIMARY);
    node.ends(new JobResult.SyncInForce(revision(11), B1.rule(), new Lsn(400)));
    node.after(Duration.ofMillis(1));
    return node.sees(PostgresStatus.PRIMARY);
  }

  <T> List<T> of(Class<T> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends Message> List<T> sent(Class<T> kind) {
    List<T> all = new ArrayList<>();
    for (AgentEffect.Send send : of(AgentEffect.Send.class)) {
      if (kind.isInstance(send.message())) {
        all.add(kind.cast(send.message()));
      }
    }
    return all;
  }

  List<Job> started() {
    return of(AgentEffect.Run.class).stream().map(AgentEffect.Run::job).toList();
  }

  NodeReport report() {
    return Reporter.report(state, now);
  }
}
