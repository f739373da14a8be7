package dev.regent.agent.postgres;

import dev.regent.protocol.Revision;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Stops receiving WAL, for good (S2): primary_conninfo is empty on disk, no walreceiver runs and
 * none can start; the marker that says so is written last, so that it is a proof.
 */
record Receiving(Server server, Directory directory) {
  private static final Duration STEP = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final Duration CONFIRM = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String RECEIVERS = "SELECT pid FROM pg_stat_wal_receiver";

  void cut(Revision revision) throws JobFailed, IOException {
    stop();
    directory.markCut(revision);
  }

  /** Stops receiving for now: a restart follows nothing either, but nothing is promised. */
  void stop() throws JobFailed, IOException {
    ConfigFiles config = server.config();
    config.writeDynamic(config.dynamic().followingNothing());
    if (server.processes().postmaster().isEmpty()) {
      // Not running: Starter writes no upstream either, so the promise holds.
      return;
    }
    if (config.needsReload() || receiverIsThere()) {
      server.reloadSeen();
      endReceiver();
    }
  }

  /**
   * The startup process stops the receiver when it next waits for WAL. It may not get there, while
   * a query or a pause holds up replay: then the receiver itself is ended. It may also be about to
   * start one with the setting that it read before: so it has to be seen asleep, or else none may
   * be there twice.
   */
  private void endReceiver() throws JobFailed, IOException {
    long start = server.waits().now();
    boolean gone = server.waits().until(() -> isGone(start), STEP, LIMIT);
    if (!gone) {
      throw JobFailed.retry("receiver-lives", "the walreceiver did not end within " + LIMIT);
    }
    // Asleep, or so long ago that a receiver asked for before would be here.
    var _ = server.waits().until(this::isAsleep, STEP, CONFIRM);
    if (!server.waits().until(() -> isGone(start), STEP, LIMIT)) {
      throw JobFailed.retry("receiver-lives", "a walreceiver came back");
    }
  }

  /**
   * Between two attempts to get WAL: it has asked for no receiver, and reads the settings, for
   * which it has its signal, before it asks for the next.
   */
  private boolean isAsleep() throws JobFailed {
    return server
        .sql()
        .isTrue(
            "SELECT count(*) > 0 FROM pg_stat_activity WHERE backend_type = 'startup'"
                + " AND wait_event = 'RecoveryRetrieveRetryInterval'");
  }

  private boolean isGone(long start) throws JobFailed {
    List<List<String>> receivers = server.sql().rows(RECEIVERS);
    if (!receivers.isEmpty() && server.waits().passed(start, PATIENCE)) {
      receivers.forEach(row -> Native.kill(Long.parseLong(row.getFirst()), Native.SIGTERM));
    }
    return receivers.isEmpty();
  }

  private boolean receiverIsThere() throws JobFailed {
    return !server.sql().rows(RECEIVERS).isEmpty();
  }
}
