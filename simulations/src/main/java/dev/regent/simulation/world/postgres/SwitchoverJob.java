package dev.regent.simulation.world.postgres;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.protocol.Lsn;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Sim;
import java.util.Optional;

/** The orderly stop of a switchover (R3). */
final class SwitchoverJob {
  private final Sim sim;
  private final Postgres postgres;
  private final EngineModel engine;

  SwitchoverJob(Sim sim, Postgres postgres, EngineModel engine) {
    this.sim = sim;
    this.postgres = postgres;
    this.engine = engine;
  }

  void run(Job.StopForSwitchover job, JobRun run) {
    if (postgres.isAnythingLeft()) {
      stop(job, run);
    } else {
      run.after(sim.delay(1, 5), () -> read(run));
    }
  }

  /** It stopped before: the control file tells how. */
  private void read(JobRun run) {
    postgres
        .directory()
        .flatMap(directory -> directory.shutDownAt)
        .ifPresentOrElse(
            end -> run.end(new JobResult.Stopped(end)),
            () -> run.fail("not-shut-down", "it ended before its shutdown checkpoint", false));
  }

  private void stop(Job.StopForSwitchover job, JobRun run) {
    run.after(
        sim.delay(10, 150),
        () ->
            engine.withPrimary(
                run,
                (server, step) -> {
                  if (server.sender(job.target()).isEmpty()) {
                    step.fail("target-lags", job.target() + " does not stream", true);
                    return;
                  }
                  postgres.directory().ifPresent(directory -> directory.open = false);
                  server.commits().cancel();
                  server.closeToSenders(job.target());
                  shutDown(job, step, server);
                }));
  }

  /** The walsenders wait until the shutdown checkpoint is confirmed. */
  private void shutDown(Job.StopForSwitchover job, JobRun run, Server server) {
    run.after(
        sim.delay(10, 100),
        () -> {
          server.touch();
          Lsn end = server.wal().insertEnd();
          run.poll(
              () -> server.life().isEnded() || isGoneOrThere(job, server),
              sim.now() + Nanos.of(job.bound()),
              () -> boundReached(job, run),
              () -> ended(run, server, end));
        });
  }

  private static boolean isGoneOrThere(Job.StopForSwitchover job, Server server) {
    return server.sender(job.target()).map(Stream::isCaughtUp).orElse(true);
  }

  private void ended(JobRun run, Server server, Lsn end) {
    if (server.life().isEnded()) {
      run.fail("not-shut-down", "it ended before its shutdown checkpoint", false);
    } else {
      postgres.stopped(server);
      postgres.directory().ifPresent(directory -> directory.shutDownAt = Optional.of(end));
      run.end(new JobResult.Stopped(end));
    }
  }

  private void boundReached(Job.StopForSwitchover job, JobRun run) {
    if (job.immediateOnBound()) {
      engine.kill(run, () -> run.fail("stopped-immediately", "killed after " + job.bound(), false));
    } else {
      run.fail("stop-bound", "it did not stop within " + job.bound(), true);
    }
  }
}
