package dev.regent.agent.daemon;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.ConfigFactory;
import dev.regent.agent.actor.AgentActor;
import dev.regent.agent.actor.AgentCommand;
import dev.regent.agent.actor.AgentPorts;
import dev.regent.agent.actor.Workers;
import dev.regent.agent.clock.BootClock;
import dev.regent.agent.guard.GuardSettings;
import dev.regent.agent.guard.client.GuardClient;
import dev.regent.agent.guard.client.GuardLauncher;
import dev.regent.agent.holder.AgentSetup;
import dev.regent.agent.postgres.PostgresEngine;
import dev.regent.agent.postgres.PostgresSettings;
import dev.regent.config.load.LoadResult;
import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.LeaseTimings;
import dev.regent.config.settings.LocalPostgres;
import dev.regent.config.settings.LocalSettings;
import dev.regent.config.settings.WatchdogSettings;
import dev.regent.controller.actor.CellSystem;
import dev.regent.controller.role.Board;
import dev.regent.protocol.FormationId;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.state.DatabaseState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server of this node with its guard and agent.
 *
 * <p>Outlives the cell's ActorSystems: a node that was downed comes back without stopping it.
 */
final class DataNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataNode.class);
  private static final Duration EXPIRY_INTERVAL = Duration.ofHours(1);

  private final DatabaseSettings database;
  private final DirectoryLock lock;
  private final GuardClient guard;
  private final PostgresEngine engine;
  private final AtomicReference<Board.@Nullable Heard<NodeReport>> latest = new AtomicReference<>();
  private Optional<Thread> housekeeping = Optional.empty();

  private DataNode(
      DatabaseSettings database, DirectoryLock lock, GuardClient guard, PostgresEngine engine) {
    this.database = database;
    this.lock = lock;
    this.guard = guard;
    this.engine = engine;
  }

  /** Takes over or starts the guard, and takes over whatever PostgreSQL runs under it. */
  static DataNode open(
      LoadResult.Loaded settings,
      DatabaseSettings database,
      LocalPostgres postgres,
      BootClock clock)
      throws Refused {
    Path data = Path.of(postgres.dataDirectory());
    DirectoryLock lock = DirectoryLock.of(data);
    try {
      LocalSettings local = settings.local();
      PostgresSettings engineSettings = engineSettings(settings.cell(), local, database, postgres);
      GuardClient guard =
          GuardLauncher.attach(guardSettings(settings, database, postgres), LOG::info);
      PostgresEngine engine = PostgresEngine.open(engineSettings, guard, () -> clock.now().nanos());
      return new DataNode(database, lock, guard, engine);
    } catch (IOException e) {
      throw new Refused("%s: %s".formatted(data, e.getMessage()), e);
    }
  }

  private static GuardSettings guardSettings(
      LoadResult.Loaded settings, DatabaseSettings database, LocalPostgres postgres) {
    LocalSettings local = settings.local();
    String name = database.name().name();
    return new GuardSettings(
        local.self(),
        Path.of(postgres.dataDirectory()),
        Path.of(local.runDirectory(), name),
        Path.of(local.stateDirectory(), name),
        database.vip().map(vip -> new GuardSettings.VipSettings(vip.address(), vip.device())),
        watchdog(local.watchdog(), settings.cell().lease()),
        GuardSettings.OWN_SESSION);
  }

  private static Optional<GuardSettings.WatchdogSettings> watchdog(
      WatchdogSettings watchdog, LeaseTimings lease) {
    return switch (watchdog.mode()) {
      case OFF -> Optional.empty();
      case AUTOMATIC -> Optional.of(watchdog(watchdog, lease, false));
      case REQUIRED -> Optional.of(watchdog(watchdog, lease, true));
    };
  }

  private static GuardSettings.WatchdogSettings watchdog(
      WatchdogSettings watchdog, LeaseTimings lease, boolean required) {
    return new GuardSettings.WatchdogSettings(
        Path.of(watchdog.device()),
        required,
        GuardSettings.WatchdogSettings.timeoutFor(lease.ttl()),
        lease.guardBudget());
  }

  private static PostgresSettings engineSettings(
      CellSettings cell, LocalSettings local, DatabaseSettings database, LocalPostgres postgres)
      throws Refused {
    Map<String, String> extra = new TreeMap<>();
    postgres.extra().forEach(setting -> extra.put(setting.name(), setting.value()));
    extra.putIfAbsent("listen_addresses", postgres.listenAddresses());
    NodeId self = local.self();
    return new PostgresSettings(
        database.name(),
        self,
        database.dataNode(self).orElseThrow().endpoint(),
        database.dataNodes().stream()
            .filter(node -> !node.node().equals(self))
            .map(node -> new PostgresSettings.Peer(node.node(), node.endpoint()))
            .toList(),
        PostgresPrograms.find(postgres),
        Path.of(postgres.dataDirectory()),
        Path.of(local.runDirectory(), database.name().name(), "postgres"),
        Path.of(local.logDirectory(), database.name() + "-postgresql.log"),
        postgres.osUser(),
        SecretStore.read(local.secrets()),
        database.mode(),
        cell.lease().ttl(),
        extra);
  }

  /** Starts the agent; from here on the node takes part. */
  ActorSystem<AgentCommand> start(CellSystem cell, CellSettings settings, AgentWiring wiring) {
    AgentPorts ports =
        new AgentPorts(
            new AgentSetup(wiring.self(), database, settings.lease(), settings.election()),
            engine,
            guard,
            new OrderFile(
                Path.of(wiring.stateDirectory(), database.name().name()),
                database.name(),
                wiring.self()),
            Workers.virtualThreads(),
            wiring.clock()::now,
            InstantSource.system(),
            envelope -> cell.router().send(envelope),
            () -> formation(cell),
            report -> latest.set(new Board.Heard<>(report, wiring.clock().now())),
            (milestone, token) -> cell.milestones(database.name()).add(milestone, token.revision()),
            wiring.lost());
    guard.onLost(() -> wiring.lost().accept("the guard is gone or serves a newer daemon"));
    ActorSystem<AgentCommand> agent =
        ActorSystem.create(
            AgentActor.create(ports),
            "agent-" + database.name(),
            ConfigFactory.parseResources("regent-agent.conf")
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
    cell.registerAgent(
        database.name(), envelope -> agent.tell(new AgentCommand.Delivered(envelope)));
    return agent;
  }

  /** What an agent's actor needs of its daemon. */
  record AgentWiring(NodeId self, String stateDirectory, BootClock clock, Consumer<String> lost) {}

  /**
   * D1: from time to time until this node is closed. No virtual thread: a long deletion would hold
   * the carrier that looks and jobs run on.
   */
  void expireKept(Duration retention) {
    housekeeping =
        Optional.of(
            Thread.ofPlatform()
                .daemon()
                .name("kept-" + database.name())
                .start(() -> expireKeptHourly(retention)));
  }

  private void expireKeptHourly(Duration retention) {
    try {
      while (true) {
        try {
          engine.expireKept(retention, Instant.now());
        } catch (IOException | UncheckedIOException e) {
          LOG.warn("what was kept of {} is not deleted: {}", database.name(), e.toString());
        }
        Thread.sleep(EXPIRY_INTERVAL);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<FormationId> formation(CellSystem cell) {
    return cell.view(database.name())
        .state()
        .flatMap(voter -> voter.replica().state())
        .map(DatabaseState::formation);
  }

  /** The agent's last report, for the health paths. */
  Optional<Board.Heard<NodeReport>> report() {
    return Optional.ofNullable(latest.get());
  }

  /** Whether PostgreSQL was running when this daemon took the guard over. */
  boolean wasRunning() {
    return guard.holding().postmasterPid().isPresent();
  }

  DatabaseSettings database() {
    return database;
  }

  /** Lets go: guard and PostgreSQL go on, for the next daemon to take over. */
  @Override
  public void close() throws IOException {
    housekeeping.ifPresent(Thread::interrupt);
    engine.close();
    guard.close();
    lock.close();
  }
}
