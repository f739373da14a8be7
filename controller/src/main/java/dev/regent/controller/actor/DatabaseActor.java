package dev.regent.controller.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import dev.regent.controller.journal.Journal;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.VoterStep;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.journal.JournalEvent;
import java.time.Duration;
import java.util.Optional;

/**
 * The shell of one voter: reads the clock, lets the core decide, stores what it says, and only then
 * carries out the rest. It decides nothing itself.
 *
 * <p><b>Invariants.</b> (1) No effect of a step leaves before its events are durable, its early
 * ones excepted. (2) While a write is under way nothing else is decided. (3) Every life begins with
 * {@link VoterInput.Recovered}, and none of its volatile state is an earlier life's (V3).
 *
 * <p><b>Failure modes.</b> A failed write, or journal that cannot be read, ends the life: after a
 * pause the next one begins from the journal. So does an unforeseen exception. A broken invariant
 * stops the voter until the daemon restarts. {@link VoterView} says which.
 */
public final class DatabaseActor
    extends EventSourcedBehavior<DatabaseCommand, JournalEvent, Replica> {
  private static final int EVENTS_A_SNAPSHOT = 200;
  private static final int SNAPSHOTS_KEPT = 2;

  /** The journal is this node's own: nobody tries again beside it, so there is nobody to avoid. */
  private static final double NO_JITTER = 0;

  private final ActorContext<DatabaseCommand> context;
  private final DatabaseSetup setup;
  private final DatabasePorts ports;
  private final Alarm alarm;
  private final Carrier carrier;
  private VoterShell shell;

  /** The voter of {@code setup.voter()}. */
  public static Behavior<DatabaseCommand> create(DatabaseSetup setup, DatabasePorts ports) {
    Behavior<DatabaseCommand> voter =
        Behaviors.setup(context ->
            Behaviors.withTimers(timers -> new DatabaseActor(context, timers, setup, ports)));
    Behavior<DatabaseCommand> stopping =
        Behaviors.supervise(voter)
            .onFailure(Invariants.InvariantViolation.class, SupervisorStrategy.stop());
    return Behaviors.supervise(stopping)
        .onFailure(
            RuntimeException.class,
            SupervisorStrategy.restartWithBackoff(
                Duration.ofMillis(500), Duration.ofSeconds(10), NO_JITTER));
  }

  private DatabaseActor(
      ActorContext<DatabaseCommand> context,
      TimerScheduler<DatabaseCommand> timers,
      DatabaseSetup setup,
      DatabasePorts ports) {
    super(
        PersistenceId.ofUniqueId(
            Journal.persistenceId(setup.voter().database().name(), setup.voter().self())),
        SupervisorStrategy.restartWithBackoff(
                Duration.ofMillis(200), Duration.ofSeconds(5), NO_JITTER)
            .withResetBackoffAfter(Duration.ofSeconds(10)));
    this.context = context;
    this.setup = setup;
    this.ports = ports;
    this.alarm = new Alarm(timers, setup.clock());
    this.carrier = new Carrier(context, setup, ports);
    this.shell = new VoterShell(setup, emptyState());
  }

  @Override
  public Replica emptyState() {
    return Replica.blank(setup.voter().self());
  }

  @Override
  public EventHandler<Replica, JournalEvent> eventHandler() {
    return Replica::apply;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_A_SNAPSHOT, SNAPSHOTS_KEPT);
  }

  @Override
  public CommandHandler<DatabaseCommand, JournalEvent, Replica> commandHandler() {
    return (replica, command) -> onCommand(command);
  }

  private Effect<JournalEvent, Replica> onCommand(DatabaseCommand command) {
    return switch (command) {
      case DatabaseCommand.Input(var input) -> onInput(Optional.of(input));
      case DatabaseCommand.Wake() -> onInput(Optional.of(alarm.rang()));
      case DatabaseCommand.Due() -> onInput(Optional.empty());
      case DatabaseCommand.Ask ask -> onInput(Optional.of(carrier.asked(ask)));
      case DatabaseCommand.GetState(var replyTo) -> {
        replyTo.tell(ports.view().snapshot());
        yield Effect().none();
      }
    };
  }

  private Effect<JournalEvent, Replica> onInput(Optional<VoterInput> input) {
    MonotonicTime now = setup.clock().get();
    VoterStep step = shell.decide(input, now);
    carrier.carryOut(step.early(), step.next());
    if (step.persist().isEmpty()) {
      shell.become(step.next());
      finish(step);
      return Effect().none();
    }
    return Effect().persist(step.persist()).thenRun(stored -> onStored(step, stored, now));
  }

  private void onStored(VoterStep step, Replica stored, MonotonicTime since) {
    shell.become(step.next(), stored);
    finish(step);
    shell.isDue(new VoterInput.PersistTook(setup.clock().get().since(since)));
    context.getSelf().tell(new DatabaseCommand.Due());
  }

  private void finish(VoterStep step) {
    VoterState next = step.next();
    ports.view().up(next);
    carrier.carryOut(step.effects(), next);
    alarm.set(shell.nextWake());
  }

  @Override
  public SignalHandler<Replica> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .onSignal(RecoveryFailed.class, (replica, failed) -> onJournalFailed(failed.getFailure()))
        .onSignal(PreRestart.instance(), replica -> onLifeEnded())
        .onSignal(PostStop.instance(), replica -> onStopped())
        .build();
  }

  private void onRecovered(Replica replica) {
    shell = new VoterShell(setup, replica);
    carrier.forget();
    alarm.forget();
    ports.view().up(shell.state());
    context.getSelf().tell(new DatabaseCommand.Due());
  }

  private void onJournalFailed(Throwable failure) {
    String why = "%s: %s".formatted(setup.diagnosis().get(), failure.getMessage());
    context.getLog().error("The voter cannot read its journal: {}", why, failure);
    ports.view().down(why);
  }

  private void onLifeEnded() {
    String why = setup.diagnosis().get();
    context.getLog().error("The voter starts over from its journal: {}", why);
    ports.view().down("starting over: " + why);
  }

  private void onStopped() {
    ports.view().down("stopped");
  }
}
