package dev.regent.simulation.world.node;

import dev.regent.agent.holder.AgentSetup;
import dev.regent.config.settings.LeaseTimings;
import dev.regent.config.settings.Profile;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.Envelope;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.NodeClock;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One machine: a daemon, and on a data node a guard and PostgreSQL. */
public final class Node {
  private final Sim sim;
  private final NodeClock clock;
  private VoterSetup setup;
  private final Fidelity fidelity;
  private final Optional<Postgres> postgres;
  private final Consumer<Envelope> network;
  private final Disk disk;
  private final Segment segment;
  private final NetworkCard card;
  private boolean powered;
  private boolean frozen;
  private Optional<VoterHost> voter = Optional.empty();
  private Optional<AgentHost> agent = Optional.empty();
  private Optional<GuardHost> guard = Optional.empty();
  private Optional<Life> daemon = Optional.empty();

  public Node(Identity identity, Optional<Postgres> postgres, Consumer<Envelope> network) {
    this.sim = identity.sim();
    this.clock = identity.clock();
    this.setup = identity.setup();
    this.fidelity = identity.fidelity();
    this.segment = identity.segment();
    this.card = segment.card(setup.self());
    this.postgres = postgres;
    this.network = network;
    this.disk = new Disk(setup.self(), sim.agenda());
  }

  /** Who a node is. */
  public record Identity(
      Sim sim, NodeClock clock, VoterSetup setup, Fidelity fidelity, Segment segment) {}

  public NodeId id() {
    return setup.self();
  }

  /** Power on: everything starts. */
  public void start() {
    powered = true;
    sim.network().silence(id(), false);
    startDaemon();
  }

  /** A new daemon; it takes over a living guard, or begins a session after killing all (H3). */
  public void startDaemon() {
    if (!powered || daemon.isPresent()) {
      return;
    }
    Life life = new Life(id() + " daemon");
    daemon = Optional.of(life);
    sim.trace().news(id(), "starts", "daemon");
    Parts parts = new Parts(sim, clock, disk, life);
    VoterHost host = fidelity.voter(parts, setup, network);
    voter = Optional.of(host);
    host.begin();
    postgres.ifPresent(own -> attach(parts, own));
  }

  private void attach(Parts parts, Postgres own) {
    if (guard.filter(living -> living.life().isRunning()).isPresent()) {
      beginAgent(parts, own);
      return;
    }
    guard.ifPresent(old -> old.life().end());
    if (!disk.isPaused()) {
      own.killAll(Optional.empty());
    }
    sim.agenda()
        .after(
            sim.delay(200, 600),
            parts.life(),
            () -> {
              if (!disk.isPaused() && own.isAnythingLeft()) {
                attach(parts, own);
              } else {
                beginGuard(own);
                beginAgent(parts, own);
              }
            });
  }

  private void beginGuard(Postgres own) {
    Parts parts = new Parts(sim, clock, disk, new Life(id() + " guard"));
    GuardHost fresh = new GuardHost(parts, own, segment);
    guard = Optional.of(fresh);
    fresh.begin();
  }

  private void beginAgent(Parts parts, Postgres own) {
    AgentSetup about = new AgentSetup(id(), setup.database(), setup.lease(), setup.election());
    AgentHost host =
        fidelity.agent(
            parts,
            about,
            new AgentHost.Surroundings(
                guard.orElseThrow(),
                own,
                network,
                () -> voter.flatMap(VoterHost::formation),
                () -> endAndRestart(parts.life())));
    agent = Optional.of(host);
    host.begin();
  }

  /** A daemon that lost its guard ends itself, and the service manager starts a new one. */
  private void endAndRestart(Life life) {
    sim.agenda()
        .after(
            sim.briefDelay(100, 1_000),
            life,
            () -> {
              killDaemon();
              sim.agenda().after(sim.delay(900, 1_500), this::startDaemon);
            });
  }

  /** An envelope arrives at this machine. */
  public void receive(Envelope envelope) {
    daemon.ifPresent(life -> life.run(() -> deliver(envelope)));
  }

  private void deliver(Envelope envelope) {
    if (envelope.message().isForAgent()) {
      agent.ifPresent(host -> host.receive(envelope));
    } else {
      voter.ifPresent(host -> host.receive(envelope));
    }
  }

  /** A person gives this node a command. */
  public void ask(Command command) {
    daemon.ifPresent(life -> life.run(() -> voter.ifPresent(host -> host.ask(command))));
  }

  /** Akka's opinion, right or wrong. */
  public void hint(List<NodeId> reachable) {
    daemon.ifPresent(life -> life.run(() -> voter.ifPresent(host -> host.hint(reachable))));
  }

  /** SIGKILL to the daemon alone: guard and PostgreSQL go on. */
  public void killDaemon() {
    daemon.ifPresent(life -> {
      sim.trace().news(id(), "dies", "daemon");
      voter.ifPresent(VoterHost::crash);
      life.end();
      agent.ifPresent(AgentHost::crash);
    });
    daemon = Optional.empty();
    voter = Optional.empty();
    agent = Optional.empty();
  }

  /** SIGTERM to the daemon: it ends what it is writing. Guard and PostgreSQL go on. */
  public void stopDaemon() {
    voter.ifPresent(VoterHost::finish);
    killDaemon();
  }

  /** SIGKILL to the guard; PostgreSQL is told to quit by the kernel, and the daemon ends itself. */
  public void killGuard(boolean postgresGoesWithIt) {
    guard.ifPresent(found -> {
      sim.trace().news(id(), "dies", "guard");
      found.life().end();
    });
    guard = Optional.empty();
    if (postgresGoesWithIt) {
      postgres.ifPresent(own -> sim.agenda().after(sim.delay(5, 40), own::quit));
    }
    sim.agenda().after(sim.briefDelay(100, 1_000), this::killDaemon);
  }

  /** The machine loses power. */
  public void powerOff() {
    powered = false;
    sim.network().silence(id(), true);
    frozen = false;
    card.freeze(false);
    card.dropVip();
    killDaemon();
    guard.ifPresent(found -> found.life().end());
    guard = Optional.empty();
    postgres.ifPresent(Postgres::cutPower);
    sim.trace().news(id(), "is", "off");
  }

  /** Another machine takes its name and place: with an empty disk, and off. */
  public void replaceMachine(String machine) {
    powerOff();
    disk.loseJournal();
    postgres.ifPresent(Postgres::loseDisk);
    setup =
        new VoterSetup(
            setup.self(),
            setup.database(),
            setup.lease(),
            setup.election(),
            setup.order(),
            setup.settingsHash(),
            machine);
  }

  /** The lease's timings of its file. */
  public LeaseTimings lease() {
    return setup.lease();
  }

  /** Its next daemon reads another file. */
  public void configure(Profile profile) {
    setup =
        new VoterSetup(
            setup.self(),
            setup.database(),
            profile.lease(),
            profile.election(),
            setup.order(),
            setup.settingsHash(),
            setup.machine());
  }

  /** Whether the VIP is on its network card. */
  public boolean hasVip() {
    return card.hasVip();
  }

  /** Whether somebody or something on this machine sees to it that the VIP goes. */
  public boolean watchesVip() {
    return guard.isPresent() || card.isLimited();
  }

  public boolean isPowered() {
    return powered;
  }

  /** The whole machine stands still; its clocks do not. */
  public void freeze() {
    sim.trace().news(id(), "is", "frozen");
    frozen = true;
    card.freeze(true);
    lives().forEach(life -> life.freeze(sim.now()));
  }

  /** Each process goes on at a moment of its own. */
  public void wake() {
    sim.trace().news(id(), "is", "awake");
    frozen = false;
    card.freeze(false);
    lives().forEach(life -> sim.agenda().after(sim.delay(0, 20), () -> wakeUnlessFrozen(life)));
  }

  private List<Life> lives() {
    List<Life> lives = new ArrayList<>(daemon.stream().toList());
    guard.ifPresent(found -> lives.add(found.life()));
    postgres.flatMap(Postgres::life).ifPresent(lives::add);
    postgres.flatMap(Postgres::orphanLife).ifPresent(lives::add);
    return lives;
  }

  /** The machine may stand still again by now. */
  private void wakeUnlessFrozen(Life life) {
    if (!frozen) {
      life.wake(sim.now());
    }
  }

  /** Freezes or wakes the daemon alone. */
  public void freezeDaemon(boolean frozen) {
    daemon.ifPresent(life -> set(life, frozen));
  }

  /** Freezes or wakes PostgreSQL alone: it hangs. */
  public void freezePostgres(boolean frozen) {
    postgres.flatMap(Postgres::life).ifPresent(life -> set(life, frozen));
  }

  private void set(Life life, boolean freezes) {
    if (freezes) {
      life.freeze(sim.now());
    } else if (!frozen) {
      life.wake(sim.now());
    }
  }

  public boolean hasDaemon() {
    return daemon.isPresent();
  }

  public boolean isFrozen() {
    return frozen;
  }

  public Optional<Postgres> postgres() {
    return postgres;
  }

  public Optional<VoterHost> voter() {
    return voter;
  }

  public Optional<AgentHost> agent() {
    return agent;
  }

  public Optional<GuardHost> guard() {
    return guard;
  }

  public Disk disk() {
    return disk;
  }

  public NodeClock clock() {
    return clock;
  }
}
