package dev.regent.simulation.search;

import dev.regent.controller.ledger.Replica;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Session;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The leases: three whole voters that learn a {@link Plot}, and two data nodes, each a real agent
 * and a real guard. What may happen: the clock makes a step, a message arrives, an entry or an
 * Instruction reaches somebody, an agent or a guard looks at the clock or at PostgreSQL, a job or a
 * fence is carried out, a daemon or a machine dies and comes back.
 *
 * <p>Nobody is ever in haste: whoever does nothing while the clock goes on is frozen. Only a guard
 * kills at its deadline, at the latest when its budget is over (H3).
 *
 * <p>A row: three voters, two data nodes, ticks, entries committed, what is left of the bounds, and
 * all that was sent.
 */
final class LeaseSpace implements Space {
  private static final MonotonicTime ORIGIN = MonotonicTime.ZERO.plus(Duration.ofHours(1));

  private final LeaseBounds bounds;
  private final Core core;
  private final List<Entry> plot;
  private final Names<Post> posts = new Names<>();
  private final VoterSteps voters;
  private final NodeSteps nodes;
  private final Script script;
  private final Arrivals atVoters;
  private final Arrivals atAgents;

  LeaseSpace(LeaseBounds bounds, Core core) {
    this.bounds = bounds;
    this.core = core;
    this.plot = bounds.plot().entries();
    this.voters =
        new VoterSteps(
            new VoterSteps.Shell(
                core, bounds.timings(), Message.LeaseAck.class::isInstance, new Slots()),
            posts);
    this.nodes = new NodeSteps(core, posts);
    this.script = new Script(plot, posts);
    this.atVoters =
        new Arrivals((tick, post) -> voters.act(posts.value(post).asInput(), atVoter(tick)));
    this.atAgents =
        new Arrivals(
            (tick, post) -> nodes.act(new NodeAct.Hear(posts.value(post)), atHolder(tick)));
  }

  @Override
  public int[] start() {
    int[] row = new int[LeaseRow.POSTS];
    for (int i = 0; i < LeaseRow.VOTERS; i++) {
      Replica replica = Cast.replica(Cast.NODES.get(i), plot.getFirst());
      row[i] = voters.settled(replica, atVoter(row[LeaseRow.TICKS]));
    }
    for (int i = 0; i < LeaseRow.NODES; i++) {
      row[LeaseRow.VOTERS + i] = instructed(Cast.DATA_NODES.get(i), atHolder(row[LeaseRow.TICKS]));
      row[LeaseRow.ROUNDS + i] = i == 0 ? bounds.rounds() : 1;
      row[LeaseRow.RELEASES + i] = 1;
    }
    row[LeaseRow.CRASHES] = bounds.crashes();
    row[LeaseRow.LOSSES] = bounds.plot() == Plot.REPLACEMENT ? 1 : 0;
    return row;
  }

  /** A data node in recovery that obeys the first entry of the plot. */
  private int instructed(NodeId node, MonotonicTime now) {
    Session session = Cast.session(node, 1);
    DataNode booted =
        NodeTurn.booted(
            core, Cast.agent(node, bounds.timings()), NodeTurn.guard(session, false), now);
    int number = nodes.of(booted.forgetting());
    for (NodeAct act : List.of(new NodeAct.Look(), new NodeAct.Work())) {
      number = nodes.step(number, nodes.act(act, now)).next();
    }
    return number;
  }

  private MonotonicTime atVoter(int tick) {
    return ORIGIN.plus(bounds.atVoter(tick));
  }

  private MonotonicTime atHolder(int tick) {
    return ORIGIN.plus(bounds.atHolder(tick));
  }

  @Override
  public void expand(int[] row, Sink sink) {
    for (int i = 0; i < LeaseRow.VOTERS; i++) {
      moveVoter(row, i, sink);
    }
    for (int i = 0; i < LeaseRow.NODES; i++) {
      moveNode(row, i, sink);
    }
    if (row[LeaseRow.TICKS] < bounds.ticks()) {
      tick(row, sink);
    }
  }

  private void moveVoter(int[] row, int index, Sink sink) {
    NodeId self = Cast.NODES.get(index);
    for (int at = LeaseRow.POSTS; at < row.length; at++) {
      Post post = posts.value(row[at]);
      if (post.to().equals(self) && !post.message().isForAgent()) {
        vote(row, index, row[at], sink);
      }
    }
    learn(row, index, sink);
    if (self.equals(Cast.W)) {
      dieAsWitness(row, sink);
    }
  }

  /** L3: the next entry is proposed when the one before is committed; old ones are re-sent. */
  private void learn(int[] row, int index, Sink sink) {
    int committed = row[LeaseRow.COMMITTED];
    for (int i = 1; i <= Math.min(committed + 1, plot.size() - 1); i++) {
      if (i <= committed || mayPropose(row, plot.get(i))) {
        vote(row, index, script.accept(index, i), sink);
      }
    }
    VoterState state = voters.state(row[index]);
    if (!state.replica().admitted() && state.replica().isFormed()) {
      vote(row, index, script.beat(index, committed), sink);
    }
  }

  /** What a leader has to know before it proposes, beyond the ledger itself. */
  private boolean mayPropose(int[] row, Entry entry) {
    return Gate.of(entry.event())
        .isOpen(entry, nodes.node(row[LeaseRow.VOTERS]), atHolder(row[LeaseRow.TICKS]));
  }

  private void vote(int[] row, int index, int post, Sink sink) {
    int act = atVoters.of(row[LeaseRow.TICKS], post);
    Way way = new Way(() -> posts.value(post).toString(), sink);
    tell(row, index, voters.step(row[index], act), way);
  }

  private void dieAsWitness(int[] row, Sink sink) {
    int index = Cast.NODES.indexOf(Cast.W);
    if (row[LeaseRow.CRASHES] > 0) {
      int[] spent = LeaseRow.spending(row, LeaseRow.CRASHES);
      VoterSteps.Step step = voters.restart(row[index], atVoter(row[LeaseRow.TICKS]));
      tell(spent, index, step, new Way(() -> "w dies and comes back", sink));
    }
    if (row[LeaseRow.LOSSES] > 0) {
      int[] spent = LeaseRow.spending(row, LeaseRow.LOSSES);
      VoterSteps.Step step = voters.restart(Replica.blank(Cast.W), atVoter(row[LeaseRow.TICKS]));
      tell(spent, index, step, new Way(() -> "w comes back without its journal", sink));
    }
  }

  /** How a step is told, and to whom. */
  private record Way(Supplier<String> words, Sink sink) {}

  private void tell(int[] row, int index, VoterSteps.Step step, Way way) {
    if (step.broken().isPresent()) {
      way.sink().broken(way.words(), step.broken().get());
      return;
    }
    int[] next = Rows.put(LeaseRow.posting(row, step.sent()), index, step.next());
    if (!Arrays.equals(next, row)) {
      Replica before = voters.state(row[index]).replica();
      if (!before.equals(voters.state(step.next()).replica())) {
        next[LeaseRow.COMMITTED] = LeaseRow.committed(next, plot, voters);
      }
      way.sink().reached(next, way.words());
    }
  }

  private void moveNode(int[] row, int index, Sink sink) {
    NodeId self = Cast.DATA_NODES.get(index);
    for (int at = LeaseRow.POSTS; at < row.length; at++) {
      Post post = posts.value(row[at]);
      if (post.to().equals(self) && post.message().isForAgent()) {
        hear(row, index, row[at], sink);
      }
    }
    Session session = nodes.node(row[LeaseRow.VOTERS + index]).agent().session();
    for (int i = 0; i <= row[LeaseRow.COMMITTED]; i++) {
      script.instruction(session, i).ifPresent(post -> hear(row, index, post, sink));
    }
    for (NodeAct act : NodeActs.ANY_TIME) {
      int number = nodes.act(act, atHolder(row[LeaseRow.TICKS]));
      act(row, index, number, new Way(() -> self + NodeActs.words(act), sink));
    }
    if (row[LeaseRow.CRASHES] > 0) {
      int[] reborn = voterReborn(LeaseRow.spending(row, LeaseRow.CRASHES), index);
      for (NodeAct act : NodeActs.DEATHS) {
        int number = nodes.act(act, atHolder(row[LeaseRow.TICKS]));
        int[] next = after(reborn, index, number);
        sink.reached(next, () -> self + NodeActs.words(act));
      }
    }
  }

  /** One daemon is both voter and agent. */
  private int[] voterReborn(int[] row, int index) {
    int[] next = row.clone();
    next[index] = voters.restart(row[index], atVoter(row[LeaseRow.TICKS])).next();
    return next;
  }

  private void hear(int[] row, int index, int post, Sink sink) {
    Way way = new Way(() -> posts.value(post).toString(), sink);
    act(row, index, atAgents.of(row[LeaseRow.TICKS], post), way);
  }

  private void act(int[] row, int index, int act, Way way) {
    NodeSteps.Step step = nodes.step(row[LeaseRow.VOTERS + index], act);
    if (step.broken().isPresent()) {
      way.sink().broken(way.words(), step.broken().get());
      return;
    }
    int[] next = after(row, index, act);
    if (!Arrays.equals(next, row)) {
      way.sink().reached(next, way.words());
    }
  }

  private int[] after(int[] row, int index, int act) {
    NodeSteps.Step step = nodes.step(row[LeaseRow.VOTERS + index], act);
    int[] next = LeaseRow.sending(row, LeaseRow.ROUNDS + index, step.requests().all());
    next = LeaseRow.sending(next, LeaseRow.RELEASES + index, step.releases().all());
    return Rows.put(next, LeaseRow.VOTERS + index, step.next());
  }

  /**
   * The clocks of all go on; a guard whose time is over has killed by then. A voter whose slot ran
   * out notices at once: to V1 a slot that ran out and an empty one are the same.
   */
  private void tick(int[] row, Sink sink) {
    int[] next = Rows.put(row, LeaseRow.TICKS, row[LeaseRow.TICKS] + 1);
    MonotonicTime now = atHolder(next[LeaseRow.TICKS]);
    MonotonicTime byVoters = atVoter(next[LeaseRow.TICKS]);
    for (int i = 0; i < LeaseRow.VOTERS; i++) {
      if (voters.state(row[i]).slot().end().filter(byVoters::isAtLeast).isPresent()) {
        next[i] = voters.step(row[i], voters.act(new VoterInput.Wake(), byVoters)).next();
      }
    }
    for (int i = LeaseRow.VOTERS; i < LeaseRow.VOTERS + LeaseRow.NODES; i++) {
      if (nodes.node(row[i]).killedBy().filter(now::isAtLeast).isPresent()) {
        next[i] = nodes.step(row[i], nodes.act(new NodeAct.Tick(), now)).next();
      }
    }
    sink.reached(next, () -> "time goes on to tick " + next[LeaseRow.TICKS]);
  }

  @Override
  public Optional<String> violation(int[] row) {
    List<DataNode> both =
        Arrays.stream(row, LeaseRow.VOTERS, LeaseRow.VOTERS + LeaseRow.NODES)
            .mapToObj(nodes::node)
            .toList();
    return LeaseChecks.violation(both, atHolder(row[LeaseRow.TICKS]));
  }
}
