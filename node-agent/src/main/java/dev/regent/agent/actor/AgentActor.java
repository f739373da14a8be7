package dev.regent.agent.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import dev.regent.agent.guard.Guard;
import dev.regent.agent.holder.Agent;
import dev.regent.agent.holder.AgentInput;
import dev.regent.agent.holder.AgentState;
import dev.regent.agent.holder.AgentStep;
import dev.regent.protocol.MonotonicTime;
import java.time.Duration;

/**
 * The shell of one data node's agent: reads the clock, lets the core decide, carries out what it
 * says. It decides nothing itself.
 *
 * <p><b>Failure modes.</b> When the guard is lost the daemon is told to end. An exception that
 * nobody foresaw stops the actor; the guard then ends the lease in time (H3), and the daemon ends.
 */
public final class AgentActor {
  private final ActorContext<AgentCommand> context;
  private final TimerScheduler<AgentCommand> timers;
  private final AgentPorts ports;
  private final Hands hands;
  private final Looks looks;
  private AgentState state;

  private AgentActor(
      ActorContext<AgentCommand> context, TimerScheduler<AgentCommand> timers, AgentPorts ports) {
    this.context = context;
    this.timers = timers;
    this.ports = ports;
    this.hands = new Hands(context, ports);
    this.looks = new Looks(context.getSelf(), ports);
    this.state = Agent.initial(ports.setup(), takeOver(ports), ports.clock().get());
  }

  /** The agent of {@code ports.setup()}. */
  public static Behavior<AgentCommand> create(AgentPorts ports) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new AgentActor(context, timers, ports).start()));
  }

  private static Agent.TakeOver takeOver(AgentPorts ports) {
    Guard.Holding holding = ports.guard().holding();
    return new Agent.TakeOver(
        ports.guard().session(),
        holding.obeyed(),
        holding.paused(),
        holding.dead(),
        holding.armed(),
        holding.fired(),
        ports.lastOrder().read());
  }

  private Behavior<AgentCommand> start() {
    var self = context.getSelf();
    ports.engine().onChange(() -> self.tell(new AgentCommand.LookNow()));
    Duration beat = ports.setup().election().beatInterval();
    timers.startTimerWithFixedDelay(new AgentCommand.LookNow(), Duration.ZERO, beat);
    schedule();
    return Behaviors.receive(AgentCommand.class)
        .onAnyMessage(command -> {
          onCommand(command);
          return Behaviors.same();
        })
        .onSignal(
            PostStop.class,
            stopped -> {
              ports.lost().accept("the agent stopped");
              return Behaviors.same();
            })
        .build();
  }

  private void onCommand(AgentCommand command) {
    switch (command) {
      case AgentCommand.Delivered(var envelope) ->
          decide(new AgentInput.Received(envelope.from(), envelope.message()));
      case AgentCommand.Input(var input) -> decide(input);
      case AgentCommand.Wake() -> decide(new AgentInput.Wake());
      case AgentCommand.LookNow() -> looks.look();
      case AgentCommand.Looked(var observation, var begun) -> {
        looks.done();
        decide(new AgentInput.Observed(observation, begun));
      }
      case AgentCommand.JobEnded(var number, var result) -> {
        hands.forget(number);
        decide(new AgentInput.JobEnded(number, result));
      }
    }
  }

  private void decide(AgentInput input) {
    AgentStep step = Agent.decide(state, input, ports.clock().get(), ports.wall().instant());
    state = step.next();
    try {
      step.effects().forEach(effect -> hands.carryOut(effect, state, looks));
    } catch (Guard.GuardLost lost) {
      ports.lost().accept(String.valueOf(lost.getMessage()));
    }
    schedule();
  }

  private void schedule() {
    MonotonicTime wake = Agent.nextWake(state);
    Duration delay = wake.since(ports.clock().get());
    timers.startSingleTimer(
        AgentCommand.Wake.class,
        new AgentCommand.Wake(),
        delay.isPositive() ? delay : Duration.ofMillis(1));
  }
}
