package dev.regent.simulation.world.node;

import dev.regent.controller.voter.Effect;
import dev.regent.controller.voter.Voter;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.VoterStep;
import dev.regent.protocol.FormationId;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.world.base.Alarm;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.NodeClock;
import dev.regent.simulation.world.base.Sim;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The shell of a voter in one life of its daemon: stores first, then does the rest. */
public final class VoterHost {
  private final Sim sim;
  private final NodeClock clock;
  private final Disk disk;
  private final Life life;
  private final Consumer<Envelope> network;
  private final Deque<VoterInput> inbox = new ArrayDeque<>();
  private final List<CommandResult> answers = new ArrayList<>();
  private final Alarm alarm;
  private List<JournalEvent> writing = List.of();
  private boolean busy;
  private VoterState state;

  VoterHost(Parts parts, VoterSetup setup, Consumer<Envelope> network) {
    this.sim = parts.sim();
    this.clock = parts.clock();
    this.disk = parts.disk();
    this.life = parts.life();
    this.network = network;
    this.alarm = new Alarm(sim.agenda(), life, () -> input(new VoterInput.Wake()));
    this.state = Voter.initial(setup, disk.recovered(), clock.now());
  }

  void begin() {
    input(new VoterInput.Recovered(new Incarnation(sim.random().next())));
  }

  void input(VoterInput input) {
    inbox.add(input);
    while (!busy && !inbox.isEmpty()) {
      step(inbox.poll());
    }
  }

  private void step(VoterInput input) {
    sim.trace().event(state.setup().self(), "voter", input);
    VoterStep step = Voter.decide(state, input, clock.now(), clock.wall());
    carryOut(step.early());
    if (step.persist().isEmpty()) {
      finish(step);
      return;
    }
    busy = true;
    writing = step.persist();
    long began = sim.now();
    sim.agenda().after(latency(), life, () -> stored(step, began));
  }

  /** A disk is quick, but not always; now and then it stalls for longer than an election. */
  private long latency() {
    if (sim.random().between(0, 1_999) == 0) {
      return sim.delay(500, 2_500);
    }
    return sim.random().percent(2) ? sim.delay(20, 200) : sim.briefDelay(500, 4_000);
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

  /** The daemon dies: what was being written may be on the disk or not. */
  void crash() {
    if (sim.random().percent(50)) {
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
        case Effect.Answer answer -> answers.add(answer.result());
        case Effect.Note note -> sim.trace().news(state.setup().self(), "says", note.text());
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

  Optional<FormationId> formation() {
    return state.replica().state().map(known -> known.formation());
  }

  public VoterState state() {
    return state;
  }

  /** All answers to commands given to this voter in this life. */
  public List<CommandResult> answers() {
    return List.copyOf(answers);
  }
}
