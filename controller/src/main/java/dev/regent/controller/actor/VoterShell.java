package dev.regent.controller.actor;

import dev.regent.controller.ledger.Replica;
import dev.regent.controller.voter.Effect;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.VoterStep;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.journal.JournalEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One life of a voter inside its actor: its volatile state, and the inputs of the shell's own that
 * must come before anything else.
 *
 * <p>A life begins with the journal read and ends with the actor or with a failed write. Whatever
 * is here is forgotten then, which is what V3 counts on.
 */
final class VoterShell {
  private final DatabaseSetup setup;
  private final Deque<VoterInput> due = new ArrayDeque<>();
  private VoterState state;

  VoterShell(DatabaseSetup setup, Replica recovered) {
    this.setup = setup;
    this.state = setup.logic().initial(setup.voter(), recovered, setup.clock().get());
    due.add(new VoterInput.Recovered(new Incarnation(setup.random().nextLong())));
  }

  VoterState state() {
    return state;
  }

  MonotonicTime nextWake() {
    return setup.logic().nextWake(state);
  }

  /** Comes before every other input. */
  void isDue(VoterInput input) {
    due.add(input);
  }

  /** One step over all that is due, and then {@code input}. */
  VoterStep decide(Optional<VoterInput> input, MonotonicTime now) {
    List<VoterInput> inputs = new ArrayList<>(due);
    due.clear();
    input.ifPresent(inputs::add);
    VoterStep all = new VoterStep(state, List.of(), List.of(), List.of());
    for (VoterInput one : inputs) {
      all = join(all, setup.logic().decide(all.next(), one, now, setup.wall().instant()));
    }
    return all;
  }

  /** What a step may do early must not overtake what the step before it persists. */
  private static VoterStep join(VoterStep first, VoterStep second) {
    boolean waits = !first.persist().isEmpty();
    List<JournalEvent> persist = concat(first.persist(), second.persist());
    List<Effect> early = waits ? first.early() : concat(first.early(), second.early());
    List<Effect> late = waits ? concat(first.effects(), second.early()) : first.effects();
    return new VoterStep(second.next(), persist, early, concat(late, second.effects()));
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.isEmpty() ? second : first;
    }
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** Nothing had to be stored. */
  void become(VoterState next) {
    state = next;
  }

  /**
   * The step's events are stored, and {@code stored} is what they made of the replica.
   *
   * @throws Invariants.InvariantViolation when the core holds another replica than its journal
   */
  void become(VoterState next, Replica stored) {
    Invariants.require(
        next.replica().equals(stored), "the voter's replica is what its journal says");
    state = next;
  }
}
