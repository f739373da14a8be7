package dev.regent.controller.actor;

import dev.regent.controller.ledger.Replica;
import dev.regent.controller.voter.Effect;
import dev.regent.controller.voter.Voter;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.VoterStep;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.journal.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A core whose answers a test writes; it remembers its inputs and how many lives it had. */
final class Script implements VoterLogic {
  final List<VoterInput> inputs = new CopyOnWriteArrayList<>();
  final AtomicInteger lives = new AtomicInteger();
  private final Function<VoterInput, Answer> answers;

  Script(Function<VoterInput, Answer> answers) {
    this.answers = answers;
  }

  /** What to store, and what to do before and after. */
  record Answer(List<JournalEvent> persist, List<Effect> early, List<Effect> effects) {
    static final Answer NOTHING = new Answer(List.of(), List.of(), List.of());
  }

  @Override
  public VoterState initial(VoterSetup setup, Replica recovered, MonotonicTime now) {
    lives.incrementAndGet();
    return Voter.initial(setup, recovered, now);
  }

  @Override
  public VoterStep decide(VoterState state, VoterInput input, MonotonicTime now, Instant wall) {
    inputs.add(input);
    Answer answer = answers.apply(input);
    Replica replica = state.replica();
    for (JournalEvent event : answer.persist) {
      replica = replica.apply(event);
    }
    VoterState next = answer.persist.isEmpty() ? state : Voter.initial(state.setup(), replica, now);
    return new VoterStep(next, answer.persist, answer.early, answer.effects);
  }

  @Override
  public MonotonicTime nextWake(VoterState state) {
    return new MonotonicTime(System.nanoTime()).plus(Duration.ofHours(1));
  }
}
