package dev.regent.agent.daemon;

import akka.actor.typed.ActorSystem;
import dev.regent.agent.clock.BootClock;
import dev.regent.config.load.ConfigLoader;
import dev.regent.config.load.LoadResult;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.LocalPostgres;
import dev.regent.controller.actor.CellRefused;
import dev.regent.controller.actor.CellSetup;
import dev.regent.controller.actor.CellSystem;
import dev.regent.controller.http.HttpOptions;
import dev.regent.controller.http.HttpServer;
import dev.regent.controller.journal.Journal;
import dev.regent.controller.journal.JournalRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's daemon.
 *
 * <p><b>Guarantees.</b> Ending it, in whatever way, leaves guard and PostgreSQL as they are: the
 * next daemon takes them over, or the guard ends the lease in time (H3).
 */
public final class Daemon implements AutoCloseable {
  /** The exit code that asks a supervisor to start the daemon again. */
  public static final int TRY_AGAIN = 75;

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private final LoadResult.Loaded settings;
  private final BootClock clock = BootClock.open();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<DataNode> dataNodes = new ArrayList<>();
  private final List<ActorSystem<?>> agents = new ArrayList<>();
  private final DirectoryLock lock;
  private final Journal journal;
  private final CellSystem cell;

  private Daemon(LoadResult.Loaded settings) throws Refused {
    this.settings = settings;
    this.lock = DirectoryLock.of(Path.of(settings.local().stateDirectory()));
    createDirectories();
    CompletableFuture<List<DataNode>> opening =
        CompletableFuture.supplyAsync(this::openDataNodes, Thread::startVirtualThread);
    this.journal = openJournal();
    this.cell = startCell();
    await(opening).forEach(dataNodes::add);
    startAgents();
    serveHttp();
    cell.join();
  }

  /** Runs a node until it is told to stop; gives the exit code. */
  public static int run(Path file) {
    switch (ConfigLoader.load(file.toAbsolutePath())) {
      case LoadResult.Invalid invalid -> {
        System.err.println(invalid.message());
        return 2;
      }
      case LoadResult.Loaded loaded -> {
        return run(loaded);
      }
    }
  }

  private static int run(LoadResult.Loaded settings) {
    try (Daemon daemon = new Daemon(settings)) {
      Runtime.getRuntime().addShutdownHook(new Thread(daemon::end, "stop"));
      LOG.info("ready node={} http={}", settings.local().self(), daemon.http());
      daemon.ended.await();
      return 0;
    } catch (Refused | JournalRefused | CellRefused | HttpServer.CannotListen refused) {
      System.err.println("regent: " + refused.getMessage());
      LOG.error("refused to start: {}", refused.getMessage());
      return 1;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      LastWords.print();
    }
  }

  private void end() {
    ended.countDown();
    LastWords.print();
  }

  private void createDirectories() throws Refused {
    var local = settings.local();
    try {
      for (String directory :
          List.of(local.stateDirectory(), local.runDirectory(), local.logDirectory())) {
        Files.createDirectories(Path.of(directory));
      }
    } catch (IOException e) {
      throw new Refused("cannot create a directory: " + e.getMessage(), e);
    }
  }

  private List<DataNode> openDataNodes() {
    List<DataNode> opened = new ArrayList<>();
    try {
      for (DatabaseSettings database : settings.cell().databases()) {
        Optional<LocalPostgres> postgres = settings.local().postgres(database.name());
        if (postgres.isPresent()) {
          opened.add(DataNode.open(settings, database, postgres.get(), clock));
        }
      }
      return opened;
    } catch (Refused refused) {
      throw new CompletionException(refused);
    }
  }

  private static List<DataNode> await(CompletableFuture<List<DataNode>> opening) throws Refused {
    try {
      return opening.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof Refused refused) {
        throw refused;
      }
      throw failed;
    }
  }

  private Journal openJournal() {
    return Journal.open(settings.local().journal());
  }

  private CellSystem startCell() throws Refused {
    return CellSystem.start(
        new CellSetup(
            settings.cell(),
            settings.local().self(),
            journal,
            machine(),
            clock::now,
            InstantSource.system(),
            new SecureRandom()));
  }

  /** Tells this machine from another (L6); the state directory counts where there is no id. */
  private String machine() throws Refused {
    try {
      Path id = Path.of("/etc/machine-id");
      return Files.exists(id)
          ? Files.readString(id).strip()
          : Path.of(settings.local().stateDirectory()).toRealPath().toString();
    } catch (IOException e) {
      throw new Refused("cannot tell which machine this is: " + e.getMessage(), e);
    }
  }

  private void startAgents() {
    var wiring =
        new DataNode.AgentWiring(
            settings.local().self(), settings.local().stateDirectory(), clock, this::lost);
    for (DataNode node : dataNodes) {
      agents.add(node.start(cell, settings.cell(), wiring));
      node.expireKept(settings.local().asideRetention());
    }
  }

  /** H3: a daemon without its guard may not act; its supervisor starts the next one. */
  private void lost(String why) {
    if (ended.getCount() == 0) {
      return;
    }
    LOG.error("the daemon ends itself: {}", why);
    LastWords.print();
    Runtime.getRuntime().halt(TRY_AGAIN);
  }

  /**
   * HTTP follows the voters' ActorSystem. A port that is taken refuses a node that has nothing to
   * lose yet; one whose PostgreSQL runs goes on without, and tries again.
   */
  private void serveHttp() {
    NodeAccess access = new NodeAccess(settings, cell, List.copyOf(dataNodes), clock);
    HttpOptions options =
        HttpOptions.at(settings.cell().node(settings.local().self()).orElseThrow().httpEndpoint());
    HttpService service = new HttpService(access, options);
    cell.listen(service);
    boolean running = dataNodes.stream().anyMatch(DataNode::wasRunning);
    if (!running) {
      service.requireFirst();
    }
  }

  private String http() {
    return settings.cell().node(settings.local().self()).orElseThrow().httpEndpoint().toString();
  }

  @Override
  public void close() {
    agents.forEach(ActorSystem::terminate);
    cell.close();
    try {
      for (DataNode node : dataNodes) {
        node.close();
      }
      journal.close();
      lock.close();
    } catch (IOException e) {
      LOG.warn("while closing: {}", e.getMessage());
    }
  }
}
