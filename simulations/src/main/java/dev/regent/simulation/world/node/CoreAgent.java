package dev.regent.simulation.world.node;

import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.agent.guard.core.Answer;
import dev.regent.agent.guard.core.Armed;
import dev.regent.agent.guard.core.GuardCommand;
import dev.regent.agent.guard.core.GuardState;
import dev.regent.agent.guard.core.Manner;
import dev.regent.agent.holder.Agent;
import dev.regent.agent.holder.AgentEffect;
import dev.regent.agent.holder.AgentInput;
import dev.regent.agent.holder.AgentSetup;
import dev.regent.agent.holder.AgentState;
import dev.regent.agent.holder.AgentStep;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.world.base.Alarm;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.NodeClock;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.postgres.EngineModel;
import dev.regent.simulation.world.postgres.JobRun;
import dev.regent.simulation.world.postgres.Looks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** An agent's pure core in a shell of the simulator's own. */
final class CoreAgent implements AgentHost {
  private final Sim sim;
  private final NodeClock clock;
  private final Life life;
  private final GuardHost guard;
  private final EngineModel engine;
  private final Looks looks;
  private final Surroundings around;
  private final SortedMap<Long, JobRun> jobs = new TreeMap<>();
  private final Alarm alarm;
  private final long connection;
  private final Deque<AgentInput> mailbox = new ArrayDeque<>();
  private final Deque<AgentEffect> effects = new ArrayDeque<>();
  private boolean waiting;
  private boolean looking;
  private boolean lookAgain;
  private AgentState state;

  CoreAgent(Parts parts, AgentSetup setup, Surroundings around) {
    this.sim = parts.sim();
    this.clock = parts.clock();
    this.life = parts.life();
    this.guard = around.guard();
    this.around = around;
    this.looks = new Looks(around.postgres());
    this.engine = new EngineModel(sim, around.postgres(), this::ask);
    this.alarm = new Alarm(sim.agenda(), life, () -> input(new AgentInput.Wake()));
    this.connection =
        guard.takeOver(
            () -> sim.agenda().after(sim.briefDelay(50, 500), life, this::look), () -> {});
    this.state = Agent.initial(setup, takeOver(guard), clock.now());
  }

  private static Agent.TakeOver takeOver(GuardHost guard) {
    GuardState held = guard.state();
    return new Agent.TakeOver(
        held.session(),
        held.obeyed(),
        held.paused(),
        held.rights().dead(),
        held.rights().armed().map(Armed::token),
        held.rights().fired(),
        guard.kept());
  }

  @Override
  public void begin() {
    lookEachBeat();
    schedule();
  }

  private void lookEachBeat() {
    look();
    sim.agenda().after(Nanos.of(state.setup().election().beatInterval()), life, this::lookEachBeat);
  }

  private void look() {
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    lookAgain = false;
    MonotonicTime begun = clock.now();
    boolean silent = looks.isSilent();
    long before = silent ? sim.delay(400, 600) : sim.briefDelay(200, 4_000);
    sim.agenda().after(before, life, () -> seen(begun));
  }

  private void seen(MonotonicTime begun) {
    Observation observation = looks.look();
    sim.agenda()
        .after(
            sim.briefDelay(100, 2_000),
            life,
            () -> {
              looking = false;
              if (lookAgain) {
                look();
              }
              input(new AgentInput.Observed(observation, begun));
            });
  }

  @Override
  public void receive(Envelope envelope) {
    input(new AgentInput.Received(envelope.from(), envelope.message()));
  }

  /** Nothing of it outlives the daemon's life. */
  @Override
  public void crash() {}

  private void input(AgentInput input) {
    mailbox.add(input);
    goOn();
  }

  /** One thread, as the daemon's: while it waits for the guard, it does nothing else. */
  private void goOn() {
    while (!waiting && !(effects.isEmpty() && mailbox.isEmpty())) {
      if (effects.isEmpty()) {
        decide(mailbox.poll());
      } else {
        carryOut(effects.poll());
      }
      if (effects.isEmpty() && !waiting) {
        schedule();
      }
    }
  }

  private void decide(AgentInput input) {
    sim.trace().event(state.setup().self(), "agent", input);
    AgentStep step = Agent.decide(state, input, clock.now(), clock.wall());
    state = step.next();
    effects.addAll(step.effects());
  }

  /** The daemon's call returns when the guard has answered; a frozen guard answers later. */
  private void await(GuardCommand command, Consumer<Answer> then) {
    waiting = true;
    ask(
        command,
        answer ->
            life.run(() -> {
              waiting = false;
              then.accept(answer);
              goOn();
            }));
  }

  private void schedule() {
    alarm.set(clock.virtualAt(Agent.nextWake(state)));
  }

  private void carryOut(AgentEffect effect) {
    switch (effect) {
      case AgentEffect.Send(var to, var message) -> send(to, message);
      case AgentEffect.Broadcast(var report) ->
          state.setup().database().voters().forEach(node -> send(node, new Message.Report(report)));
      case AgentEffect.Arm(var token, var deadline) ->
          await(
              new GuardCommand.Arm(new dev.regent.agent.guard.core.Armed(token, deadline)),
              answer -> later(new AgentInput.Armed(token, deadline, isDone(answer))));
      case AgentEffect.MarkDead(var token) ->
          await(new GuardCommand.MarkDead(token), CoreAgent::ignore);
      case AgentEffect.Obey(var instruction) -> {
        await(
            new GuardCommand.Obey(instruction.revision()),
            answer -> {
              guard.keep(instruction);
              sim.probe().obeyed(state.session(), instruction.revision());
            });
      }
      case AgentEffect.Pause(var paused) ->
          await(new GuardCommand.Pause(paused), CoreAgent::ignore);
      case AgentEffect.Run(var number, var job) ->
          jobs.put(number, engine.run(job, life, result -> ended(number, result)));
      case AgentEffect.Cancel(var number) -> cancel(number);
      case AgentEffect.Fence() -> fence();
      case AgentEffect.Look() -> look();
      case AgentEffect.HoldVip(var token, var lifetime) ->
          ask(new GuardCommand.AddVip(token, lifetime), CoreAgent::ignore);
      case AgentEffect.DropVip() -> ask(new GuardCommand.DropVip(), CoreAgent::ignore);
      case AgentEffect.Reached _ -> {}
      case AgentEffect.Note(var warning, var text) ->
          sim.trace().news(state.setup().self() + " agent", warning ? "warns" : "says", text);
    }
  }

  @Override
  public Optional<AgentState> state() {
    return Optional.of(state);
  }

  private void send(NodeId to, Message message) {
    AgentSetup setup = state.setup();
    around
        .network()
        .accept(
            new Envelope(
                setup.database().name(), around.formation().get(), setup.self(), to, message));
  }

  private void ended(long number, JobResult result) {
    jobs.remove(number);
    later(new AgentInput.JobEnded(number, result));
  }

  private void cancel(long number) {
    JobRun run = jobs.get(number);
    if (run != null) {
      run.cancel();
    }
  }

  private void fence() {
    ask(new GuardCommand.DropVip(), CoreAgent::ignore);
    ask(
        new GuardCommand.Kill(Manner.AT_ONCE),
        answer -> later(new AgentInput.Fenced(isDone(answer))));
  }

  private void ask(GuardCommand command, Consumer<Answer> then) {
    guard.ask(connection, command, then);
  }

  private void later(AgentInput input) {
    sim.agenda().after(sim.briefDelay(10, 200), life, () -> input(input));
  }

  private static boolean isDone(Answer answer) {
    return answer instanceof Answer.Done;
  }

  private static void ignore(Answer answer) {}
}
