package dev.regent.simulation.actors;

import dev.regent.controller.actor.VoterLogic;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.voter.Effect;
import dev.regent.controller.voter.Voter;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.VoterStep;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.world.base.Probe;
import dev.regent.simulation.world.base.Trace;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The real core inside a real shell. What it is given and what it says goes into the world's trace,
 * and it remembers which events each message has to wait for, so that the shell can be held to it:
 * no effect of a step leaves before its events are durable, and no early one before those of the
 * step before.
 */
final class WatchedCore implements VoterLogic {
  private final NodeId self;
  private final Trace trace;
  private final StoredJournal journal;

  /** How many events of the journal each message waits for; messages are told apart as objects. */
  private final IdentityHashMap<Message, Long> waiting = new IdentityHashMap<>();

  /** How many events there are once all that was decided is stored. */
  private long decided;

  WatchedCore(NodeId self, Trace trace, StoredJournal journal) {
    this.self = self;
    this.trace = trace;
    this.journal = journal;
  }

  @Override
  public VoterState initial(VoterSetup setup, Replica recovered, MonotonicTime now) {
    waiting.clear();
    decided = journal.highest();
    return Voter.initial(setup, recovered, now);
  }

  @Override
  public VoterStep decide(VoterState state, VoterInput input, MonotonicTime now, Instant wall) {
    trace.event(self, "voter", input);
    waiting.values().removeIf(events -> events <= journal.highest());
    VoterStep step = Voter.decide(state, input, now, wall);
    remember(step.early());
    decided += step.persist().size();
    remember(step.effects());
    return step;
  }

  private void remember(List<Effect> effects) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Send send -> remember(send.message());
        case Effect.Answer answer -> trace.event(self, "answers", answer.result());
        case Effect.Note note -> trace.news(self, "says", note.text());
        case Effect.Reached _ -> {}
      }
    }
  }

  private void remember(Message message) {
    if (decided > journal.highest()) {
      waiting.put(message, decided);
    }
  }

  /** The shell sends this now. */
  void requireDurable(Message message) {
    long events = waiting.getOrDefault(message, 0L);
    if (events > journal.highest()) {
      throw new Probe.Violation(
          "%s sent %s, which waits for event %d, when %d were stored"
              .formatted(self, message, events, journal.highest()));
    }
  }

  @Override
  public MonotonicTime nextWake(VoterState state) {
    return Voter.nextWake(state);
  }
}
