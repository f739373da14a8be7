package dev.regent.agent.postgres;

import dev.regent.agent.engine.Engine;
import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.agent.guard.Guard;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * {@link Engine} for PostgreSQL 13 to 18. Each job has a class; this one only leads to it.
 *
 * <p>{@link Job.Kill} does not wait for a job that runs: fencing never does.
 */
public final class PostgresEngine implements Engine {
  private static final Duration CHECKPOINT_LIMIT = Duration.ofMinutes(5);

  private final Server server;
  private final Directory directory;
  private final SyncControl sync;
  private final Observer observer;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock oneJob = new ReentrantLock();

  /** Of the programs; a daemon does not live through a major upgrade. */
  private OptionalInt major = OptionalInt.empty();

  private PostgresEngine(Server server) {
    this.server = server;
    this.directory = Directory.of(server);
    this.sync = new SyncControl(server);
    this.observer = new Observer(server, this::changed);
    server.guard().onPostgresGone(this::changed);
  }

  /**
   * Takes over whatever runs here, after ending helper processes of an earlier daemon (H3).
   *
   * @param nanos a monotonic clock
   * @throws IOException when the run directory cannot be used
   */
  public static PostgresEngine open(PostgresSettings settings, Guard guard, LongSupplier nanos)
      throws IOException {
    Server server = Server.create(settings, guard, nanos);
    server.helpers().endLeftovers();
    return new PostgresEngine(server);
  }

  @Override
  public Observation observe() {
    return observer.observe();
  }

  @Override
  public void onChange(Runnable changed) {
    listeners.add(changed);
  }

  @Override
  public JobResult run(Job job) {
    try {
      if (job instanceof Job.Kill) {
        return kill();
      }
      oneJob.lockInterruptibly();
      try {
        return carryOut(job);
      } finally {
        oneJob.unlock();
      }
    } catch (JobFailed failed) {
      return failed.result();
    } catch (IOException failed) {
      return new JobResult.Failed("file-failed", String.valueOf(failed), true);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      return new JobResult.Failed("cancelled", "cancelled while another job ran", true);
    }
  }

  /**
   * Deletes what was kept aside for longer than {@code retention} (D1). No job waits for it, nor it
   * for a job: while one runs it does nothing.
   */
  public void expireKept(Duration retention, Instant now) throws IOException {
    KeptCopies copies = new KeptCopies(server.layout(), directory);
    do {
      copies.delete();
    } while (expireUnlessBusy(copies, retention, now));
  }

  private boolean expireUnlessBusy(KeptCopies copies, Duration retention, Instant now)
      throws IOException {
    if (!oneJob.tryLock()) {
      return false;
    }
    try {
      return copies.expire(retention, now);
    } finally {
      oneJob.unlock();
    }
  }

  @Override
  public void close() {
    server.sessions().close();
  }

  private JobResult carryOut(Job job) throws JobFailed, IOException {
    return switch (job) {
      case Job.Bootstrap() -> done(new Bootstrap(server)::run);
      case Job.Start() -> done(starter()::startAlone);
      case Job.Cut(var revision) -> done(() -> new Receiving(server, directory).cut(revision));
      case Job.Follow follow -> done(() -> rejoin().follow(follow));
      case Job.Promote promote -> new Promotion(server, directory, sync).run(promote);
      case Job.ApplySync apply -> sync.apply(apply);
      case Job.Open() -> done(new Access(server)::open);
      case Job.Close() -> done(server::close);
      case Job.Checkpoint() -> done(() -> server.sql().runWithin(CHECKPOINT_LIMIT, "CHECKPOINT"));
      case Job.StopForSwitchover stop -> new Switchover(server).run(stop);
      case Job.Kill() -> kill();
    };
  }

  private JobResult kill() {
    return switch (server.guard().kill(true)) {
      case Guard.Answer.Done() -> new JobResult.Done();
      case Guard.Answer.Refused(String reason) ->
          new JobResult.Failed("guard-refused", "the guard did not kill: " + reason, true);
    };
  }

  private Starter starter() throws JobFailed, IOException {
    if (major.isEmpty()) {
      major = OptionalInt.of(Versions.majorOf(server));
    }
    return new Starter(server, directory, sync, major.getAsInt());
  }

  private Rejoin rejoin() throws JobFailed, IOException {
    return new Rejoin(server, directory, starter());
  }

  private void changed() {
    listeners.forEach(Runnable::run);
  }

  private static JobResult done(Step step) throws JobFailed, IOException {
    step.run();
    return new JobResult.Done();
  }

  private interface Step {
    void run() throws JobFailed, IOException;
  }
}
