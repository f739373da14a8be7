package dev.regent.simulation.checks;

import dev.regent.agent.engine.Job;
import dev.regent.agent.holder.AgentState;
import dev.regent.agent.holder.Lease;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Session;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Inspector;
import dev.regent.simulation.world.node.AgentHost;
import dev.regent.simulation.world.node.GuardHost;
import dev.regent.simulation.world.node.Node;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a holder may do with a token, each rule by itself, though a second one stands behind it. H1:
 * only a live lease begins a promotion. H3: only an armed guard signals it, and a session begins
 * with nothing writable. V4: what is released is not writable. V7: its token is dead in the guard,
 * and a dead token is not asked for.
 */
public final class Rightful implements Inspector {
  private final World world;
  private final List<Seat> seats;
  private final SortedMap<NodeId, Token> signals = new TreeMap<>();
  private final SortedMap<NodeId, Token> releases = new TreeMap<>();

  public Rightful(World world) {
    this.world = world;
    this.seats = world.servers().stream().map(it -> new Seat(world.node(it.node()), it)).toList();
  }

  /** A data node, and what its guard and its agent were after the last event. */
  private static final class Seat {
    private final Node node;
    private final Postgres server;
    private Optional<Session> session = Optional.empty();
    private Optional<AgentState.Running> begun = Optional.empty();
    private Optional<Lease> lease = Optional.empty();

    private Seat(Node node, Postgres server) {
      this.node = node;
      this.server = server;
    }
  }

  /** A release says that nothing becomes writable any more under its token, now or later. */
  @Override
  public void promoted(NodeId node, TimelineId timeline, BitSet rows) {
    Token last = signals.get(node);
    if (last != null && last.equals(releases.get(node))) {
      throw new Violation("V4: %s is promoted after its release of %s".formatted(node, last));
    }
  }

  @Override
  public void signalled(Session session, Token token) {
    signals.put(session.node(), token);
    Node node = world.node(session.node());
    boolean live = node.guard().filter(guard -> isLive(node, guard, token)).isPresent();
    if (!live) {
      throw new Violation("H3: %s signals a promotion unarmed with %s".formatted(session, token));
    }
  }

  private static boolean isLive(Node node, GuardHost guard, Token token) {
    return guard.state().rights().isLive(token, node.clock().now());
  }

  @Override
  public void sent(Envelope envelope) {
    if (envelope.message() instanceof Message.Release release) {
      Node node = world.node(envelope.from());
      releases.put(node.id(), release.token());
      if (world.server(node.id()).isWritable()) {
        throw new Violation("V4: %s releases %s while writable".formatted(node.id(), release));
      }
      if (node.guard().filter(guard -> isLive(node, guard, release.token())).isPresent()) {
        throw new Violation("V7: %s releases %s, alive in its guard".formatted(node.id(), release));
      }
    }
  }

  @Override
  public void happened() {
    for (Seat seat : seats) {
      Optional<Session> session = seat.node.guard().map(guard -> guard.state().session());
      if (session.isPresent() && !session.equals(seat.session)) {
        seat.session = session;
        beginsClean(seat, session.get());
      }
      Optional<AgentState> agent = seat.node.agent().flatMap(AgentHost::state);
      if (agent.isPresent()) {
        asksForNothingDead(seat.node, agent.get().lease());
        beginsUnderLease(seat, agent.get());
        seat.lease = Optional.of(agent.get().lease());
      }
    }
  }

  private static void beginsClean(Seat seat, Session session) {
    if (seat.server.isAnythingLeft() && !seat.node.disk().isPaused()) {
      throw new Violation("H3: " + session + " begins with processes of the one before");
    }
  }

  private static void asksForNothingDead(Node node, Lease lease) {
    Optional<Token> token = lease.token();
    if (token.isPresent() && lease.dead().contains(token.get())) {
      throw new Violation("V7: %s asks for %s, dead here".formatted(node.id(), token.get()));
    }
  }

  /** A daemon that wakes takes all that waited in one event: begins, and hears that it is over. */
  private static void beginsUnderLease(Seat seat, AgentState agent) {
    Optional<AgentState.Running> running = agent.work().running();
    if (running.isEmpty() || running.equals(seat.begun)) {
      return;
    }
    seat.begun = running;
    Node node = seat.node;
    running
        .flatMap(Rightful::promotion)
        .filter(promote -> !agent.lease().isLive(promote.token(), node.clock().now()))
        .filter(promote ->
            seat.lease
                .filter(before -> before.isLive(promote.token(), node.clock().now()))
                .isEmpty())
        .ifPresent(promote -> {
          throw new Violation("H1: %s begins %s without a lease".formatted(node.id(), promote));
        });
  }

  private static Optional<Job.Promote> promotion(AgentState.Running running) {
    return running.job() instanceof Job.Promote promote ? Optional.of(promote) : Optional.empty();
  }
}
