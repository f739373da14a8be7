package dev.regent.agent.postgres;

import dev.regent.agent.engine.Job.Upstream;
import dev.regent.agent.guard.Guard;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server, always in recovery (H1), always through the guard.
 *
 * <p><b>Failure modes.</b> {@code died-at-start} with the end of the log; {@code processes-left}
 * while any process of the directory lives, since a new postmaster would be refused.
 */
record Starter(Server server, Directory directory, SyncControl sync, int major) {
  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

  private static final Duration STEP = Duration.ofMillis(10);
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Duration SPAWN_LIMIT = Duration.ofSeconds(30);
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(1);
  private static final int LOG_TAIL_BYTES = 1500;

  /**
   * The startup process waits for more WAL, so it replayed all that is here. In 13 to 18 it does so
   * under one of these two names, and never before pg_wal (and the archive) had nothing more.
   */
  static final String EXHAUSTED =
      "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE backend_type = 'startup'"
          + " AND wait_event IN ('RecoveryRetrieveRetryInterval', 'RecoveryWalStream'))"
          + " OR pg_last_wal_receive_lsn() IS NOT NULL";

  /** Starts following nothing, or confirms that it runs, and waits for its exact end of WAL. */
  void startAlone() throws JobFailed, IOException {
    if (!directory.isWhole()) {
      throw JobFailed.retry(
          "not-intact",
          "a rewind of " + server.layout().data() + " did not end; follow rebuilds it");
    }
    start(Optional.empty());
    server.requireRecovery();
    if (!server.waits().until(() -> server.sql().isTrue(EXHAUSTED), STEP, LIMIT)) {
      throw JobFailed.retry("replay-timeout", "local WAL was not replayed within " + LIMIT);
    }
  }

  /** Starts unless it runs, and returns when it answers. */
  void start(Optional<Upstream> upstream) throws JobFailed, IOException {
    directory.requireOurs();
    requireVersion();
    long deaths = server.deaths().get();
    if (server.processes().postmaster().isEmpty()) {
      launch(upstream);
    }
    awaitAnswer(deaths);
  }

  private void launch(Optional<Upstream> upstream) throws JobFailed, IOException {
    if (!server.processes().left().isEmpty()) {
      throw JobFailed.retry(
          "processes-left", "processes of the old server live: " + server.processes().left());
    }
    removeLocksOfNobody();
    server.sessions().dropWorking();
    directory.putStandbySignal(server.layout().data());
    directory.removeUnusedReservations();
    ConfigFiles.Dynamic dynamic = server.config().following(upstream);
    server.config().writeForStart(major, dynamic);
    sync.startedUnder(dynamic.syncNames());
    server.config().markLoaded();
    Map<String, String> floors = Floors.of(server, ControlFile.read(server));
    if (server.guard().start(command(floors)) instanceof Guard.Answer.Refused(String reason)) {
      throw JobFailed.retry("guard-refused", "the guard refused to start: " + reason);
    }
  }

  /**
   * After a power loss the process that a lock file names may be anybody's, and PostgreSQL refuses
   * to start for as long as that one lives; a file whose process is gone it replaces itself. Called
   * when no process of the directory is left. Nor can one come before the guard's: while such a
   * file is there no postmaster gets past it, whoever starts it.
   */
  private void removeLocksOfNobody() throws IOException {
    Layout layout = server.layout();
    Path socketLock = layout.socketLock(server.settings().endpoint().port());
    for (Path lock : List.of(layout.postmasterPid(), socketLock)) {
      if (server.processes().namesAnother(lock)) {
        LOG.warn("lock={} removed: it names a process that is not PostgreSQL's here", lock);
        server.files().delete(lock);
      }
    }
  }

  private Guard.PostgresStart command(Map<String, String> floors) {
    List<String> command = new ArrayList<>(server.helpers().asOsUser());
    if (!command.isEmpty()) {
      // PostgreSQL does not outlive its guard, which alone may keep it running (H3).
      command.add("--pdeathsig=QUIT");
    }
    Layout layout = server.layout();
    command.add(server.settings().program("postgres"));
    command.addAll(RegentSettings.arguments(layout));
    floors.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
    return new Guard.PostgresStart(
        command,
        List.of("LC_ALL=C", "PATH=/usr/bin:/bin"),
        layout.data().toString(),
        server.settings().logFile().toString());
  }

  private void awaitAnswer(long deaths) throws JobFailed, IOException {
    long start = server.waits().now();
    boolean answers = server.waits().until(() -> isAnswering(start, deaths), STEP, LIMIT);
    if (!answers) {
      throw JobFailed.retry("start-timeout", "no answer within " + LIMIT + ": " + logTail());
    }
  }

  private boolean isAnswering(long start, long deaths) throws JobFailed, IOException {
    try {
      server.sql().run("SELECT 1");
      return true;
    } catch (JobFailed.Sql notYet) {
      server.sessions().dropWorking();
      if (isGone(start, deaths)) {
        throw JobFailed.retry("died-at-start", "PostgreSQL did not start: " + logTail());
      }
      return false;
    }
  }

  /** On a busy machine a program may need seconds until it works in the data directory. */
  private boolean isGone(long start, long deaths) {
    boolean reported = server.deaths().get() > deaths && server.waits().passed(start, EXIT_LIMIT);
    return (reported || server.waits().passed(start, SPAWN_LIMIT))
        && server.processes().left().isEmpty();
  }

  private void requireVersion() throws JobFailed, IOException {
    Path file = server.layout().data().resolve("PG_VERSION");
    String version = DurableFiles.read(file).orElse("").strip();
    if (!version.equals(Integer.toString(major))) {
      throw JobFailed.stop(
          "wrong-version",
          "%s is of version '%s', the programs in %s are %d"
              .formatted(server.layout().data(), version, server.settings().binDirectory(), major));
    }
  }

  /** The log may be larger than this process, and its bytes need not be text. */
  private String logTail() throws IOException {
    Path log = server.settings().logFile();
    if (!Files.isRegularFile(log)) {
      return "no log in " + log;
    }
    try (SeekableByteChannel file = Files.newByteChannel(log)) {
      file.position(Math.max(0, file.size() - LOG_TAIL_BYTES));
      byte[] tail = Channels.newInputStream(file).readNBytes(LOG_TAIL_BYTES);
      return new String(tail, StandardCharsets.UTF_8).strip() + " (" + log + ")";
    }
  }
}
