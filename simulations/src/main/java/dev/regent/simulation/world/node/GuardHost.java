package dev.regent.simulation.world.node;

import dev.regent.agent.guard.core.Answer;
import dev.regent.agent.guard.core.Asker;
import dev.regent.agent.guard.core.GuardCommand;
import dev.regent.agent.guard.core.GuardEffect;
import dev.regent.agent.guard.core.GuardInput;
import dev.regent.agent.guard.core.GuardRules;
import dev.regent.agent.guard.core.GuardState;
import dev.regent.agent.guard.core.GuardStep;
import dev.regent.agent.guard.core.Manner;
import dev.regent.agent.guard.core.Vip;
import dev.regent.agent.guard.core.Watchdog;
import dev.regent.protocol.Session;
import dev.regent.protocol.message.Instruction;
import dev.regent.simulation.world.base.Alarm;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.NodeClock;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The guard's process in one life: the rules, and the hands that carry their effects out. */
public final class GuardHost {
  private final Sim sim;
  private final NodeClock clock;
  private final Disk disk;
  private final Life life;
  private final Postgres postgres;
  private final Alarm alarm;
  private final SortedMap<Long, Consumer<Answer>> askers = new TreeMap<>();
  private final VipHands vip;
  private final long bornAt;
  private Optional<Instruction> kept = Optional.empty();
  private Runnable gone = () -> {};
  private Runnable closed = () -> {};
  private long requests;
  private long connections;
  private long pids;

  /** When the last write of the flag is on disk: one thread writes, in the order of asking. */
  private long stored;

  private GuardState state;

  GuardHost(Parts parts, Postgres postgres, Segment segment) {
    this.sim = parts.sim();
    this.clock = parts.clock();
    this.disk = parts.disk();
    this.life = parts.life();
    this.postgres = postgres;
    this.alarm = new Alarm(sim.agenda(), life, () -> input(new GuardInput.Tick()));
    this.vip = new VipHands(parts, this, segment);
    this.bornAt = sim.now();
    Session session = new Session(postgres.node(), disk.nextSession(), sim.random().next() >>> 1);
    this.pids = session.start() * 1_000_000L;
    this.state = GuardState.begin(session, disk.isPaused(), Vip.UNWANTED, Watchdog.NONE);
    postgres.onExit(pid ->
        sim.agenda()
            .after(
                sim.briefDelay(200, 15_000),
                life,
                () -> input(new GuardInput.PostgresExited(pid))));
  }

  /** A file of the node: it outlives daemons. One of another guard's time would not fit. */
  public void keep(Instruction instruction) {
    kept = Optional.of(instruction);
  }

  /** What was kept last. */
  public Optional<Instruction> kept() {
    return kept;
  }

  void begin() {
    input(new GuardInput.Tick());
  }

  /** A new daemon is served from now on; the older one's pipe closes. */
  public long takeOver(Runnable postgresGone, Runnable pipeClosed) {
    connections++;
    closed.run();
    gone = postgresGone;
    closed = pipeClosed;
    input(new GuardInput.TakeOver(connections));
    return connections;
  }

  /** One of its daemons asks; answered when it is done, and never if the guard dies. */
  public void ask(long connection, GuardCommand command, Consumer<Answer> then) {
    requests++;
    askers.put(requests, then);
    input(new GuardInput.Asked(new Asker(connection, requests), command));
  }

  void input(GuardInput input) {
    life.run(() -> step(input));
  }

  private void step(GuardInput input) {
    sim.trace().event(state.session(), "guard", input);
    GuardStep step = GuardRules.decide(state, input, clock.now());
    state = step.next();
    step.effects().forEach(this::carryOut);
    state.wakeAt().ifPresent(at -> alarm.set(clock.virtualAt(at)));
  }

  private void carryOut(GuardEffect effect) {
    switch (effect) {
      case GuardEffect.Reply(Asker asker, Answer answer) -> {
        Consumer<Answer> then = askers.remove(asker.request());
        if (then != null) {
          then.accept(answer);
        }
      }
      case GuardEffect.Welcome welcome -> {}
      case GuardEffect.ClosePipe pipe -> {}
      case GuardEffect.ReportGone report -> gone.run();
      case GuardEffect.KillAll kill -> kill(kill);
      case GuardEffect.StartPostgres start -> start(start);
      case GuardEffect.SignalPromote promote -> promote(promote);
      case GuardEffect.Store store -> store(store);
      case GuardEffect.Scan scan -> scan(scan);
      case GuardEffect.VipChange change -> vip.change(change);
      // No simulated machine has one (H4).
      case GuardEffect.WatchdogChange change -> {}
    }
  }

  private void kill(GuardEffect.KillAll kill) {
    sim.trace().news(state.session(), "kills", kill);
    boolean orderly = kill.manner() == Manner.ORDERLY;
    if (orderly) {
      sim.agenda().after(sim.delay(5, 36), life, postgres::quit);
    }
    long begun = orderly && postgres.isAnythingLeft() ? sim.delay(200, 230) : 0;
    sim.agenda()
        .after(
            begun + sim.delay(4, 56),
            life,
            () -> {
              postgres.killAll(kill.spare());
              sim.agenda()
                  .after(
                      sim.delay(2, 6),
                      life,
                      () ->
                          input(
                              new GuardInput.Killed(
                                  kill.asker(),
                                  kill.spare().isEmpty(),
                                  postgres.roots().stream()
                                      .filter(pid -> !kill.spare().equals(Optional.of(pid)))
                                      .toList())));
            });
  }

  private void start(GuardEffect.StartPostgres start) {
    sim.agenda()
        .after(
            sim.delay(3, 20),
            life,
            () -> {
              pids += 10;
              if (postgres.start(pids)) {
                input(new GuardInput.PostgresStarted(start.asker(), pids));
              } else {
                input(new GuardInput.StartFailed(start.asker(), "processes are left"));
              }
            });
  }

  /** Asked again right before the signal (trace 7). */
  private void promote(GuardEffect.SignalPromote promote) {
    sim.agenda()
        .after(
            sim.briefDelay(50, 3_000),
            life,
            () -> {
              boolean may = GuardRules.mayPromote(state, promote.token(), clock.now());
              if (may) {
                sim.probe().signalled(state.session(), promote.token());
                postgres.promote(promote.pid());
              }
              input(
                  new GuardInput.PromoteEnded(
                      promote.asker(), may ? Optional.empty() : Optional.of("no longer armed")));
            });
  }

  private void store(GuardEffect.Store store) {
    stored = Math.max(stored, sim.agenda().now() + sim.delay(1, 10));
    sim.agenda().at(stored, life, () -> disk.volume().whenItAnswers(life, () -> written(store)));
  }

  private void written(GuardEffect.Store store) {
    if (disk.volume().isFull()) {
      input(new GuardInput.Stored(store, Optional.of("no space is left")));
    } else {
      disk.pause(store.paused());
      input(new GuardInput.Stored(store, Optional.empty()));
    }
  }

  private void scan(GuardEffect.Scan scan) {
    sim.agenda()
        .after(
            sim.delay(2, 6),
            life,
            () ->
                input(
                    new GuardInput.Scanned(
                        scan.epoch(), postgres.roots(), postgres.isInRecovery())));
  }

  public GuardState state() {
    return state;
  }

  public boolean isBornSince(long longAgo) {
    return bornAt >= longAgo;
  }

  public Life life() {
    return life;
  }

  static long lifetime(GuardEffect.AddVip add) {
    return add.lifetime().isZero() ? Long.MAX_VALUE : Nanos.of(add.lifetime());
  }
}
