package dev.regent.controller.voter;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.role.Given;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.state.DatabaseState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Voters a, b and w with a network that delivers at once, unless a test cuts it. */
final class Cell {
  static final List<NodeId> ORDER = List.of(Given.W, Given.A, Given.B);
  private static final int STORM = 10_000;

  final SortedMap<NodeId, VoterState> voters = new TreeMap<>();
  final List<VoterStep> steps = new ArrayList<>();
  final List<Message> toAgents = new ArrayList<>();
  MonotonicTime now = Given.NOW;
  private final Deque<Envelope> wire = new ArrayDeque<>();
  private Predicate<Envelope> cut = envelope -> false;

  /** Three empty journals. */
  static Cell blank() {
    Cell cell = new Cell();
    for (NodeId node : ORDER) {
      cell.start(node, Replica.blank(node), Given.voter(node).incarnation());
    }
    return cell;
  }

  /** Formed, with w leading. */
  static Cell formed() {
    Cell cell = blank();
    cell.run(Duration.ofSeconds(20));
    return cell;
  }

  static VoterSetup setup(NodeId self) {
    return new VoterSetup(
        self,
        Given.settings(ProtectionMode.AVAILABILITY, Given.A, Given.B),
        Given.LEASE,
        Given.ELECTION,
        ORDER,
        "hash",
        "machine of " + self);
  }

  void start(NodeId node, Replica journal, Incarnation fresh) {
    voters.put(node, Voter.initial(setup(node), journal, now));
    give(node, new VoterInput.Recovered(fresh));
  }

  /** The daemon restarts; what is not in its journal is gone. */
  void restart(NodeId node) {
    start(node, of(node).replica(), new Incarnation(1));
  }

  VoterStep give(NodeId node, VoterInput input) {
    if (steps.size() > STORM) {
      throw new AssertionError("no rest after " + STORM + " steps; next: " + input + " at " + node);
    }
    VoterStep step = Voter.decide(of(node), input, now, Given.WALL);
    voters.put(node, step.next());
    steps.add(step);
    send(node, step.early());
    send(node, step.effects());
    return step;
  }

  private void send(NodeId from, List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Send send) {
        if (send.message().isForAgent()) {
          toAgents.add(send.message());
        } else {
          wire.add(envelope(from, send.to(), send.message()));
        }
      }
    }
  }

  Envelope envelope(NodeId from, NodeId to, Message message) {
    return new Envelope(
        setup(from).database().name(),
        of(from).replica().state().map(DatabaseState::formation),
        from,
        to,
        message);
  }

  VoterStep tell(NodeId from, NodeId to, Message message) {
    return give(to, new VoterInput.Received(envelope(from, to, message)));
  }

  void reports(NodeReport report) {
    for (NodeId node : ORDER) {
      give(node, new VoterInput.Received(envelope(node, node, new Message.Report(report))));
    }
  }

  void cut(Predicate<Envelope> lost) {
    cut = lost;
  }

  void isolate(NodeId node) {
    cut = envelope -> envelope.from().equals(node) != envelope.to().equals(node);
  }

  void deliver() {
    while (!wire.isEmpty()) {
      Envelope next = wire.poll();
      if (!cut.test(next)) {
        give(next.to(), new VoterInput.Received(next));
      }
    }
  }

  void run(Duration time) {
    MonotonicTime end = now.plus(time);
    deliver();
    while (now.isBefore(end)) {
      MonotonicTime next = end;
      for (VoterState voter : voters.values()) {
        next = MonotonicTime.min(next, Voter.nextWake(voter));
      }
      MonotonicTime soonest = now.plus(Duration.ofMillis(1));
      now = next.isBefore(soonest) ? soonest : next;
      for (NodeId node : List.copyOf(voters.keySet())) {
        if (now.isAtLeast(Voter.nextWake(of(node)))) {
          give(node, new VoterInput.Wake());
        }
      }
      deliver();
    }
  }

  VoterState of(NodeId node) {
    return Objects.requireNonNull(voters.get(node));
  }

  List<NodeId> leaders() {
    return voters.values().stream()
        .filter(VoterState::isLeading)
        .map(voter -> voter.setup().self())
        .toList();
  }

  Leadership.Leading leading(NodeId node) {
    return (Leadership.Leading) of(node).leadership();
  }

  static List<Message> sent(VoterStep step) {
    return step.effects().stream()
        .filter(Effect.Send.class::isInstance)
        .map(effect -> ((Effect.Send) effect).message())
        .toList();
  }
}
