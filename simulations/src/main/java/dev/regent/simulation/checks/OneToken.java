package dev.regent.simulation.checks;

import dev.regent.agent.guard.core.Armed;
import dev.regent.controller.lease.LeaseSlot;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Inspector;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.node.Node;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * V1 and V3: two tokens never overlap at one voter, whatever lives it had in between. V2: a slot is
 * given to what the voter's own state names. V5: no guard is armed for longer than a majority keeps
 * its slots closed to everybody else.
 */
public final class OneToken implements Inspector {
  private final World world;
  private final SortedMap<NodeId, Given> given = new TreeMap<>();
  private final SortedMap<NodeId, MonotonicTime> decisions = new TreeMap<>();
  private final SortedMap<NodeId, LeaseSlot> slots = new TreeMap<>();
  private final SortedMap<NodeId, Phase> phases = new TreeMap<>();
  private final List<Seat> seats;

  /** What a voter gave last, and the virtual time until which it said so. */
  private record Given(Token token, long until) {}

  /** A machine, and with what its guard was armed last. */
  private static final class Seat {
    private final Node node;
    private Optional<Armed> armed = Optional.empty();

    private Seat(Node node) {
      this.node = node;
    }
  }

  public OneToken(World world) {
    this.world = world;
    this.seats = world.nodes().stream().map(Seat::new).toList();
  }

  /** A slot runs from the decision; a leader that stores something with it shows it later. */
  @Override
  public void deciding(NodeId node) {
    decisions.put(node, world.node(node).clock().now());
  }

  @Override
  public void voter(NodeId node, VoterState state) {
    LeaseSlot slot = state.slot();
    Optional<Phase> now = state.replica().state().map(DatabaseState::phase);
    Optional<Phase> before = Optional.ofNullable(phases.get(node));
    now.ifPresentOrElse(phase -> phases.put(node, phase), () -> phases.remove(node));
    if (!slot.equals(slots.put(node, slot)) && slot instanceof LeaseSlot.Held held) {
      if (!isNamed(before, held) && !isNamed(now, held)) {
        throw new Violation("V2: %s gives %s, not named in %s".formatted(node, held, now));
      }
      give(node, held.token(), state);
    }
  }

  /**
   * V2: to the token and the session that this voter's own state names, before or after the step: a
   * leader may give its slot and propose the revocation in one.
   */
  private static boolean isNamed(Optional<Phase> phase, LeaseSlot.Held held) {
    return phase
        .filter(known -> known.leasable().equals(Optional.of(held.token())))
        .filter(known -> known.lastHolder().equals(Optional.of(held.session())))
        .isPresent();
  }

  private void give(NodeId node, Token token, VoterState state) {
    Given before = given.get(node);
    MonotonicTime decided = Objects.requireNonNull(decisions.get(node), node.name());
    boolean overlaps =
        before != null
            && !before.token().equals(token)
            && virtual(node, decided) + Nanos.MILLI < before.until()
            && !isFenced(state, before.token());
    if (overlaps) {
      throw new Violation("V1: %s gives %s over %s".formatted(node, token, before));
    }
    Duration ttl = state.replica().state().flatMap(DatabaseState::ttl).orElseThrow();
    given.put(node, new Given(token, virtual(node, decided.plus(ttl))));
  }

  private static boolean isFenced(VoterState state, Token token) {
    return state
        .replica()
        .state()
        .filter(known ->
            known.phase() instanceof Phase.Granted granted
                && granted.fenced().equals(Optional.of(token)))
        .isPresent();
  }

  /** Only the holder's own Release of this token frees a slot before its time (V4). */
  @Override
  public void sent(Envelope envelope) {
    NodeId node = envelope.from();
    if (envelope.message() instanceof Message.ReleaseAck ack
        && given.containsKey(node)
        && given.get(node).token().equals(ack.token())
        && slots.get(node) instanceof LeaseSlot.Empty) {
      given.remove(node);
    }
  }

  @Override
  public void happened() {
    for (Seat seat : seats) {
      Optional<Armed> armed = seat.node.guard().flatMap(guard -> guard.state().rights().armed());
      if (armed.isPresent() && !armed.equals(seat.armed)) {
        seat.armed = armed;
        requireMajority(seat.node.id(), armed.get());
      }
    }
  }

  private void requireMajority(NodeId holder, Armed now) {
    long end = virtual(holder, now.deadline().plus(world.node(holder).lease().guardBudget()));
    if (2 * holding(now.token(), end - Nanos.MILLI) <= world.nodes().size()) {
      throw new Violation(
          "V5: %s is armed with %s until %s, longer than a majority keeps its slots: %s"
              .formatted(holder, now.token(), Nanos.text(end), given));
    }
  }

  /** How many voters are closed to every other token at least until then. */
  long holding(Token token, long until) {
    return given.values().stream()
        .filter(slot -> slot.token().equals(token) && slot.until() >= until)
        .count();
  }

  private long virtual(NodeId node, MonotonicTime time) {
    return world.node(node).clock().virtualAt(time);
  }
}
