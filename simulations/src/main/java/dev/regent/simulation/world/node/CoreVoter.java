package dev.regent.simulation.world.node;

import dev.regent.controller.voter.Effect;
import dev.regent.controller.voter.Voter;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.VoterStep;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.world.base.Alarm;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.NodeClock;
import dev.regent.simulation.world.base.Sim;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** A voter's pure core in a shell of the simulator's own: stores first, then does the rest. */
final class CoreVoter implements VoterHost {
  private final Sim sim;
  private final NodeClock clock;
  private final Disk disk;
  private final Life life;
  private final Consumer<Envelope> network;
  private final Deque<VoterInput> inbox = new ArrayDeque<>();
  private final Alarm alarm;
  private final VoterSetup setup;
  private final ToLongFunction<Sim> latency;
  private List<JournalEvent> writing = List.of();
  private boolean busy;
  private boolean down;
  private long asked;
  private VoterState state;

  CoreVoter(
      Parts parts, VoterSetup setup, Consumer<Envelope> network, ToLongFunction<Sim> latency) {
    this.sim = parts.sim();
    this.clock = parts.clock();
    this.disk = parts.disk();
    this.life = parts.life();
    this.network = network;
    this.setup = setup;
    this.latency = latency;
    this.alarm = new Alarm(sim.agenda(), life, () -> input(new VoterInput.Wake()));
    // Each life's questions have numbers of their own: a late answer finds nobody.
    this.asked = sim.now();
    this.state = Voter.initial(setup, disk.recovered(), clock.now());
  }

  @Override
  public void begin() {
    input(new VoterInput.Recovered(new Incarnation(sim.random().next())));
  }

  @Override
  public void receive(Envelope envelope) {
    input(new VoterInput.Received(envelope));
  }

  @Override
  public void ask(Command command) {
    asked++;
    input(new VoterInput.Asked(asked, command));
  }

  @Override
  public void hint(List<NodeId> reachable) {
    input(new VoterInput.Reachable(reachable));
  }

  private void input(VoterInput input) {
    if (down) {
      return;
    }
    inbox.add(input);
    while (!busy && !inbox.isEmpty()) {
      step(inbox.poll());
    }
  }

  private void step(VoterInput input) {
    sim.trace().event(state.setup().self(), "voter", input);
    sim.probe().deciding(setup.self());
    VoterStep step = Voter.decide(state, input, clock.now(), clock.wall());
    carryOut(step.early());
    if (step.persist().isEmpty()) {
      finish(step);
      return;
    }
    busy = true;
    writing = step.persist();
    long began = sim.now();
    sim.agenda()
        .after(
            latency.applyAsLong(sim),
            life,
            () -> disk.volume().whenItAnswers(life, () -> written(step, began)));
  }

  private void written(VoterStep step, long began) {
    if (disk.volume().isFull()) {
      startOver();
    } else {
      stored(step, began);
    }
  }

  /** A write that fails ends the voter's life; the next reads the journal as it is. */
  private void startOver() {
    sim.trace().news(setup.self(), "cannot write", "its journal");
    writing = List.of();
    inbox.clear();
    busy = false;
    down = true;
    sim.agenda()
        .after(
            sim.delay(200, 400),
            life,
            () -> {
              down = false;
              state = Voter.initial(setup, disk.recovered(), clock.now());
              begin();
            });
  }

  private void stored(VoterStep step, long began) {
    keep();
    busy = false;
    finish(step);
    inbox.addFirst(new VoterInput.PersistTook(Duration.ofNanos(sim.now() - began)));
    while (!busy && !inbox.isEmpty()) {
      step(inbox.poll());
    }
  }

  private void keep() {
    writing.forEach(event -> {
      disk.append(event);
      sim.probe().stored(state.setup().self(), event);
    });
    writing = List.of();
  }

  @Override
  public void finish() {
    if (disk.volume().takesWrites()) {
      keep();
    }
  }

  @Override
  public void crash() {
    boolean reached = sim.random().percent(50);
    if (reached && disk.volume().takesWrites()) {
      keep();
    }
  }

  private void finish(VoterStep step) {
    state = step.next();
    sim.probe().voter(state.setup().self(), state);
    carryOut(step.effects());
    alarm.set(clock.virtualAt(Voter.nextWake(state)));
  }

  private void carryOut(List<Effect> effects) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Send(var to, var message) -> send(to, message);
        case Effect.Answer answer ->
            sim.trace().event(state.setup().self(), "answers", answer.result());
        case Effect.Note note -> sim.trace().news(state.setup().self(), "says", note.text());
        case Effect.Reached _ -> {}
      }
    }
  }

  private void send(NodeId to, Message message) {
    NodeId self = state.setup().self();
    if (message instanceof Instruction instruction) {
      sim.probe().claimed(self, instruction.revision());
    }
    network.accept(new Envelope(state.setup().database().name(), formation(), self, to, message));
  }

  @Override
  public Optional<VoterState> state() {
    return down ? Optional.empty() : Optional.of(state);
  }
}
