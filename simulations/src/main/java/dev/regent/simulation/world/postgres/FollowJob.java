package dev.regent.simulation.world.postgres;

import dev.regent.agent.engine.Job;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.WalPosition;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Sim;
import java.util.Optional;

/** Becomes a standby: as it is, rewound, or as a new copy (D1, D2). */
final class FollowJob {
  private static final long STREAM_LIMIT = 20 * Nanos.SECOND;

  private final Sim sim;
  private final Postgres postgres;
  private final EngineModel engine;

  FollowJob(Sim sim, Postgres postgres, EngineModel engine) {
    this.sim = sim;
    this.postgres = postgres;
    this.engine = engine;
  }

  void run(Job.Follow job, JobRun run) {
    if (postgres.directory().isEmpty()) {
      copy(job, run);
      return;
    }
    Directory own = postgres.directory().get();
    if (!own.systemId.equals(job.upstream().systemId())) {
      run.fail("wrong-system-id", own.systemId + " here", false);
      return;
    }
    withUpstream(job, run, () -> join(job, run, own));
  }

  private void join(Job.Follow job, JobRun run, Directory own) {
    if (own.fresh && postgres.server().filter(Server::isConsistent).isPresent()) {
      // It needs no more of its upstream, which may be another one by now that it diverges from.
      own.intact = true;
      own.fresh = false;
      joinRunning(job, run, own);
    } else if (own.fresh) {
      startFollowing(job, run);
    } else if (!own.intact) {
      permitted(job, run, "not-intact", () -> copy(job, run));
    } else {
      engine.startAlone(run, () -> joinRunning(job, run, own));
    }
  }

  private void joinRunning(Job.Follow job, JobRun run, Directory own) {
    boolean receives = isReceiving(job);
    if (receives && own.cut.isEmpty()) {
      own.open = job.readers();
      await(job, run);
      return;
    }
    engine.stopReceiving(run, () -> withUpstream(job, run, () -> compare(job, run, own)));
  }

  private void compare(Job.Follow job, JobRun run, Directory own) {
    Wal theirs = postgres.directoryOf(upstream(job)).orElseThrow().wal;
    WalPosition end = own.wal.flushedEnd();
    if (!theirs.contains(end)) {
      permitted(job, run, "diverged", () -> converge(job, run, own));
    } else if (end.timeline().equals(theirs.timeline())
        && !theirs.flushedEnd().lsn().isAtLeast(end.lsn())) {
      permitted(job, run, "ahead", () -> copy(job, run));
    } else if (!postgres.directoryOf(upstream(job)).orElseThrow().hasWalFrom(end.lsn())) {
      permitted(job, run, "wal-gone", () -> copy(job, run));
    } else {
      attach(job, run, own);
    }
  }

  private void attach(Job.Follow job, JobRun run, Directory own) {
    own.cut = Optional.empty();
    own.upstream = Optional.of(upstream(job));
    own.open = job.readers();
    run.after(
        sim.delay(2, 60),
        () -> {
          postgres.server().ifPresent(Server::retrieveSoon);
          await(job, run);
        });
  }

  private void converge(Job.Follow job, JobRun run, Directory own) {
    if (job.remedy().allowsRewind()) {
      rewind(job, run, own);
    } else {
      copy(job, run);
    }
  }

  /** The marker first; then a clean stop; then what differs is fetched. */
  private void rewind(Job.Follow job, JobRun run, Directory own) {
    Directory source = postgres.directoryOf(upstream(job)).orElseThrow();
    if (!source.checkpointed.equals(job.upstream().timeline())) {
      source.checkpointed = source.wal.timeline();
    }
    own.intact = false;
    run.after(
        sim.delay(20, 300),
        () -> {
          postgres.server().ifPresent(postgres::stopped);
          run.after(
              sim.delay(300, 1_500),
              () ->
                  withUpstream(
                      job,
                      run,
                      () -> {
                        own.wal = postgres.directoryOf(upstream(job)).orElseThrow().wal.copy();
                        startFollowing(job, run);
                      }));
        });
  }

  /** A copy in a side directory, that takes the old one's place when it is complete. */
  private void copy(Job.Follow job, JobRun run) {
    withUpstream(
        job,
        run,
        () ->
            run.after(
                sim.delay(800, 4_000),
                () ->
                    withUpstream(
                        job,
                        run,
                        () ->
                            engine.kill(run, () -> withUpstream(job, run, () -> put(job, run))))));
  }

  private void put(Job.Follow job, JobRun run) {
    Directory source = postgres.directoryOf(upstream(job)).orElseThrow();
    Directory copy = new Directory(source.systemId, source.wal.copy());
    copy.intact = false;
    copy.fresh = true;
    copy.checkpointed = source.checkpointed;
    postgres.replace(copy);
    startFollowing(job, run);
  }

  private void startFollowing(Job.Follow job, JobRun run) {
    engine.withDirectory(
        run,
        (directory, step) -> {
          directory.cut = Optional.empty();
          directory.upstream = Optional.of(upstream(job));
          engine.launch(
              step,
              Optional.of(upstream(job)),
              () ->
                  awaitStream(
                      job,
                      step,
                      () -> {
                        directory.intact = true;
                        directory.fresh = false;
                        directory.open = job.readers();
                        postgres.clean();
                        step.done();
                      }));
        });
  }

  private void await(Job.Follow job, JobRun run) {
    awaitStream(job, run, run::done);
  }

  private void awaitStream(Job.Follow job, JobRun run, Runnable then) {
    run.until(
        () ->
            isReceiving(job)
                && postgres.timeline().equals(job.upstream().timeline())
                && postgres.server().filter(Server::isConsistent).isPresent(),
        STREAM_LIMIT,
        "not-streaming",
        then);
  }

  private boolean isReceiving(Job.Follow job) {
    return postgres
        .server()
        .filter(Server::answers)
        .flatMap(Server::receiver)
        .filter(stream -> stream.source().equals(upstream(job)))
        .isPresent();
  }

  private static void permitted(Job.Follow job, JobRun run, String code, Runnable then) {
    if (job.remedy().allowsCopy()) {
      then.run();
    } else {
      run.fail(code, code + "; a rewind or rebuild is not permitted yet", true);
    }
  }

  /** It is the primary that the job names, and of the same database (D2). */
  private void withUpstream(Job.Follow job, JobRun run, Runnable then) {
    run.after(
        sim.briefDelay(500, 5_000),
        () -> {
          Optional<Server> found =
              postgres
                  .reachable(upstream(job))
                  .filter(server -> server.phase() == Server.Phase.PRIMARY)
                  .filter(server -> server.wal().timeline().equals(job.upstream().timeline()));
          if (found.isPresent()) {
            then.run();
          } else {
            run.fail("upstream-unreachable", upstream(job) + " is no such primary", true);
          }
        });
  }

  private static NodeId upstream(Job.Follow job) {
    return job.upstream().node();
  }
}
