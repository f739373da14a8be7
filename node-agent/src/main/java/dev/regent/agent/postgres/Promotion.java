package dev.regent.agent.postgres;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.guard.Guard;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.TimelineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Promotes through the guard, onto exactly the timeline that the ledger reserved (S5).
 *
 * <p>Steps: 1 closed, under the initial rule, following nothing: written, one reload; 2 replay
 * resumed and clients ended until all that was received is replayed (a reader held replay up for
 * 29.9 s, measured); 3 timelines below the reserved one are taken by empty history files; 4 the
 * guard promotes; 5 standby.signal is put back at once (H1).
 *
 * <p>The end-of-recovery LSN in the result is where the new timeline's history says that it leaves
 * its parent: everything that recovery made visible lies before it (R6), so a standby whose flush
 * LSN is at least that has it all. It is in a file, so a daemon that restarts in the middle answers
 * the same.
 */
record Promotion(Server server, Directory directory, SyncControl sync) {
  private static final Duration STEP = Duration.ofMillis(5);
  private static final Duration REPLAY_LIMIT = Duration.ofSeconds(60);
  private static final Duration PROMOTE_LIMIT = Duration.ofSeconds(60);

  JobResult run(Job.Promote job) throws JobFailed, IOException {
    if (server.isInRecovery()) {
      prepare(job);
      List<Path> reserved = reserve(job.timeline());
      try {
        replayAll();
        promote(job, reserved);
      } catch (JobFailed aborted) {
        release(reserved);
        throw aborted;
      }
    }
    directory.putStandbySignal(server.layout().data());
    if (!server.config().isOpen()) {
      server.endClients();
    }
    return promoted(job);
  }

  private void prepare(Job.Promote job) throws JobFailed, IOException {
    ConfigFiles config = server.config();
    ConfigFiles.Dynamic wanted =
        config.dynamic().followingNothing().withSync(SyncControl.names(job.initial()));
    config.writeDynamic(wanted);
    config.writeHba(false);
    sync.promotingUnder(job.initial());
    if (config.needsReload()) {
      server.reloadSeen();
    }
  }

  /** PostgreSQL takes the first number above its own of which it finds no history file. */
  private List<Path> reserve(TimelineId wanted) throws JobFailed, IOException {
    TimelineId free = Positions.identify(server.sql()).timeline().next();
    while (Files.exists(history(free))) {
      free = free.next();
    }
    if (free.compareTo(wanted) > 0) {
      throw JobFailed.stop(
          "timeline-taken", "timeline " + wanted + " is taken here; the next free is " + free);
    }
    List<Path> placed = new ArrayList<>();
    for (; free.compareTo(wanted) < 0; free = free.next()) {
      Files.createFile(history(free));
      server.files().give(history(free));
      placed.add(history(free));
    }
    return placed;
  }

  private void release(List<Path> reserved) throws IOException {
    for (Path history : reserved.reversed()) {
      server.files().delete(history);
    }
  }

  private void replayAll() throws JobFailed, IOException {
    server.sql().run("SELECT pg_wal_replay_resume()");
    if (!server.waits().until(this::isReplayed, STEP, REPLAY_LIMIT)) {
      throw JobFailed.retry("replay-behind", "received WAL is not replayed within " + REPLAY_LIMIT);
    }
  }

  private boolean isReplayed() throws JobFailed {
    server.endClients();
    boolean replayed =
        server
            .sql()
            .isTrue("SELECT coalesce(pg_last_wal_replay_lsn() >= pg_last_wal_receive_lsn(), true)");
    if (!replayed) {
      wakeReplay();
    }
    return replayed;
  }

  /**
   * Recovery that waits for a reader sleeps up to 1 s before it looks whether the reader is gone. A
   * signal to read its settings again ends the sleep, and does nothing else.
   */
  private void wakeReplay() throws JobFailed {
    server
        .sql()
        .rows("SELECT pid FROM pg_stat_activity WHERE backend_type = 'startup'")
        .forEach(row -> Native.kill(Long.parseLong(row.getFirst()), Native.SIGHUP));
  }

  private void promote(Job.Promote job, List<Path> reserved) throws JobFailed, IOException {
    if (server.guard().promote(job.token()) instanceof Guard.Answer.Refused(String reason)) {
      throw JobFailed.retry("guard-refused", "the guard refused to promote: " + reason);
    }
    if (!server.waits().until(() -> !server.isInRecovery(), STEP, PROMOTE_LIMIT)) {
      throw JobFailed.retry("promote-timeout", "still in recovery after " + PROMOTE_LIMIT);
    }
    if (!reserved.isEmpty()) {
      // Followers fetch every history between their timeline and ours, so these stay.
      DurableFiles.syncDirectory(server.layout().wal());
    }
  }

  private JobResult promoted(Job.Promote job) throws JobFailed, IOException {
    TimelineId timeline = Positions.identify(server.sql()).timeline();
    if (!timeline.equals(job.timeline())) {
      throw JobFailed.stop(
          "wrong-timeline", "promoted onto timeline " + timeline + ", not " + job.timeline());
    }
    Lsn begin =
        new Positions(server.layout())
            .history(timeline)
            .begin()
            .orElseThrow(() -> JobFailed.stop("no-history", "timeline " + timeline));
    return new JobResult.Promoted(job.token(), timeline, begin);
  }

  private Path history(TimelineId timeline) {
    return server.layout().wal().resolve(TimelineHistory.fileName(timeline));
  }
}
