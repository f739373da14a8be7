package dev.regent.agent.postgres;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.guard.Guard;
import java.io.IOException;
import java.time.Duration;

/**
 * The orderly stop of a switchover (R3).
 *
 * <p>The result is the end of the shutdown checkpoint's record: pg_control of the stopped server
 * tells where the record starts, and the record's own length where it ends. It is the last record
 * of the old primary, so a target with {@code flushed >= end} has every byte of it.
 *
 * <p><b>Failure modes.</b> {@code target-lags}, {@code target-silent}: nothing was done. {@code
 * stop-bound}: the server is still stopping, closed to clients. {@code stopped-immediately}: it was
 * killed after the bound; what the target lacks is not known.
 */
record Switchover(Server server) {
  private static final Duration CHECKPOINT_LIMIT = Duration.ofMinutes(5);
  private static final Duration QUICK_CHECKPOINT = Duration.ofMillis(200);
  private static final int CHECKPOINTS_MAX = 3;
  private static final long LAG_MAX_BYTES = 16L * 1024 * 1024;
  private static final Duration STEP = Duration.ofMillis(5);
  private static final Duration ANSWER = Duration.ofSeconds(1);

  JobResult run(Job.StopForSwitchover job) throws JobFailed, IOException {
    if (!server.processes().left().isEmpty()) {
      prepareUnlessStopping(job);
      if (!stop(server, job.bound())) {
        throw boundReached(job);
      }
    }
    ControlFile control = ControlFile.read(server);
    if (!control.state().equals(ControlFile.SHUT_DOWN)) {
      throw JobFailed.stop("not-shut-down", "after the stop pg_control says " + control.state());
    }
    WalFiles wal = new WalFiles(server.layout().wal(), control.segmentBytes());
    return new JobResult.Stopped(wal.endOfRecord(control.timeline(), control.checkpoint()));
  }

  /** A run that was interrupted left the server stopping: then only the end is waited for. */
  private void prepareUnlessStopping(Job.StopForSwitchover job) throws JobFailed, IOException {
    try {
      server.requireWritable();
      checkpointWhileMuchIsDirty();
      requireTargetNear(job);
      server.close();
      endOtherWalSenders(job);
    } catch (JobFailed.Sql failed) {
      if (!failed.state().equals(JobFailed.Sql.CANNOT_CONNECT_NOW)) {
        throw failed;
      }
    }
  }

  /**
   * Stops the server fast; returns whether no process was left within the bound. PostgreSQL waits,
   * up to authentication_timeout, for clients that connected too late, or when there were too many,
   * and say nothing; it sends their processes no signal. Once all is on disk they get theirs here.
   */
  static boolean stop(Server server, Duration bound) throws JobFailed, IOException {
    server.sessions().dropWorking();
    server
        .processes()
        .postmaster()
        .ifPresent(postmaster -> Native.kill(postmaster.pid(), Native.SIGINT));
    return server.waits().until(() -> isOver(server), STEP, bound);
  }

  private static boolean isOver(Server server) {
    if (ControlFile.isShutDown(server.layout().data())) {
      server.processes().waitingForClients().forEach(pid -> Native.kill(pid, Native.SIGTERM));
    }
    return server.processes().left().isEmpty();
  }

  /** A checkpoint that was quick leaves little to write for the one at shutdown. */
  private void checkpointWhileMuchIsDirty() throws JobFailed {
    for (int count = 0; count < CHECKPOINTS_MAX; count++) {
      long start = server.waits().now();
      server.sql().runWithin(CHECKPOINT_LIMIT, "CHECKPOINT");
      if (!server.waits().passed(start, QUICK_CHECKPOINT)) {
        return;
      }
    }
  }

  /**
   * The checkpoint before has written WAL, which a living target confirms within a round trip. A
   * frozen one still has its connection, and would hold up the stop.
   */
  private void requireTargetNear(Job.StopForSwitchover job) throws JobFailed, IOException {
    boolean near =
        server
            .sql()
            .isTrue(
                "SELECT count(*) > 0 FROM pg_stat_replication WHERE application_name = '%s'"
                        .formatted(job.target())
                    + " AND state = 'streaming' AND pg_current_wal_flush_lsn() - flush_lsn < "
                    + LAG_MAX_BYTES);
    if (!near) {
      throw JobFailed.retry(
          "target-lags",
          job.target() + " does not stream within " + LAG_MAX_BYTES + " bytes of the primary");
    }
    String written = server.sql().value("SELECT pg_current_wal_flush_lsn()");
    String confirmed =
        ("SELECT count(*) > 0 FROM pg_stat_replication"
                + " WHERE application_name = '%s' AND flush_lsn >= '%s'")
            .formatted(job.target(), written);
    if (!server.waits().until(() -> server.sql().isTrue(confirmed), STEP, ANSWER)) {
      throw JobFailed.retry(
          "target-silent",
          "%s did not confirm position %s within %s".formatted(job.target(), written, ANSWER));
    }
  }

  /** A fast stop waits for every walsender, for a frozen standby's as long as its timeout. */
  private void endOtherWalSenders(Job.StopForSwitchover job) throws JobFailed {
    server
        .sql()
        .run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_replication WHERE pid <>"
                + " pg_backend_pid() AND application_name NOT IN ('regent_agent', '"
                + job.target()
                + "')");
  }

  private JobFailed boundReached(Job.StopForSwitchover job) {
    if (!job.immediateOnBound()) {
      return JobFailed.retry("stop-bound", "PostgreSQL did not stop within " + job.bound());
    }
    return switch (server.guard().kill(true)) {
      case Guard.Answer.Done() ->
          JobFailed.stop("stopped-immediately", "killed after the bound of " + job.bound());
      case Guard.Answer.Refused(String reason) -> JobFailed.retry("guard-refused", reason);
    };
  }
}
